"""Bands of decision curves, from counts of resamples."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.statistics.caution import Caution
from parity.statistics.fields import along, labels
from parity.statistics.interval import check_level
from parity.statistics.utility.resampled_thresholds import ResampledCounts
from parity.statistics.utility.thresholds import threshold_names


@dataclass(frozen=True, slots=True)
class Band:
    """A number at each threshold, and its pointwise limits.

    Attributes
    ----------
    thresholds : tuple of str
    value : (k,) float array
        Of the patients themselves.
    low, high : (k,) float arrays
        Of resamples; NaN where none has the number.
    """

    thresholds: tuple[str, ...] = labels()
    value: np.ndarray = along("thresholds")
    low: np.ndarray = along("thresholds")
    high: np.ndarray = along("thresholds")


@dataclass(frozen=True, slots=True)
class OptIn:
    """Treating patients with a risk above the threshold, where the usual is to treat nobody.

    Attributes
    ----------
    net_benefit, standardized_net_benefit : Band
        True positives a patient, net of weighted false positives; and the same over the prevalence.
    net_benefit_all, standardized_net_benefit_all : Band
        Of treating everybody.
    sensitivity, false_positive_rate : Band
        The share with a risk above the threshold of those with the event, and of those without.
    high_risk, detected : Band
        The share of all patients with a risk above the threshold, and of those who have the event, too.
    """

    net_benefit: Band
    standardized_net_benefit: Band
    net_benefit_all: Band
    standardized_net_benefit_all: Band
    sensitivity: Band
    false_positive_rate: Band
    high_risk: Band
    detected: Band


@dataclass(frozen=True, slots=True)
class OptOut:
    """Sparing patients with a risk below the threshold, where the usual is to treat everybody; at thresholds above 0.

    Attributes
    ----------
    net_benefit, standardized_net_benefit : Band
        True negatives a patient, net of weighted false negatives; and the same over one minus the prevalence.
    net_benefit_none, standardized_net_benefit_none : Band
        Of sparing everybody.
    specificity, false_negative_rate : Band
        The share with a risk below the threshold of those without the event, and of those with it.
    low_risk, spared : Band
        The share of all patients with a risk not above the threshold, and of those who do not have the event, too.
    """

    net_benefit: Band
    standardized_net_benefit: Band
    net_benefit_none: Band
    standardized_net_benefit_none: Band
    specificity: Band
    false_negative_rate: Band
    low_risk: Band
    spared: Band


@dataclass(frozen=True, slots=True)
class BothPolicies:
    """Decision curves of opting in and of opting out, with bootstrap bands.

    Attributes
    ----------
    opt_in : OptIn
    opt_out : OptOut
    """

    opt_in: OptIn
    opt_out: OptOut


def both_policies(
    original: ResampledCounts,
    drawn: ResampledCounts,
    thresholds: np.ndarray,
    level: float,
    prevalence: Optional[float] = None,
) -> BothPolicies:
    """Bands from the counts of the patients themselves and of their resamples.

    Parameters
    ----------
    original, drawn : ResampledCounts
    thresholds : (k,) float array
    level : float
    prevalence : float or None
        Of the population; None: that of the patients, and in each resample its own.
    """
    parts = original, drawn, thresholds, level, prevalence
    return BothPolicies(opt_in(*parts), opt_out(*parts))


def opt_in(
    original: ResampledCounts,
    drawn: ResampledCounts,
    thresholds: np.ndarray,
    level: float,
    prevalence: Optional[float] = None,
) -> OptIn:
    """The bands of opting in; as `both_policies`."""
    return OptIn(*_bands(numbers_of_opt_in, original, drawn, thresholds, level, prevalence))


def opt_out(
    original: ResampledCounts,
    drawn: ResampledCounts,
    thresholds: np.ndarray,
    level: float,
    prevalence: Optional[float] = None,
) -> OptOut:
    """The bands of opting out; as `both_policies`."""
    above_zero = thresholds > 0
    original, drawn = (counts.at(above_zero) for counts in (original, drawn))
    return OptOut(*_bands(numbers_of_opt_out, original, drawn, thresholds[above_zero], level, prevalence))


_Measures = Callable[[ResampledCounts, np.ndarray, Optional[float]], Iterator[np.ndarray]]


def _bands(
    measures: _Measures,
    original: ResampledCounts,
    drawn: ResampledCounts,
    thresholds: np.ndarray,
    level: float,
    prevalence: Optional[float],
) -> Iterator[Band]:
    check_level(level)
    lost = int(((drawn.events == 0) | (drawn.others == 0)).sum())
    if lost:
        text = f"{lost} of {len(drawn.events)} resamples have no case or no control, and no net benefit"
        warnings.warn(Caution("one_class_resamples", text))
    names = threshold_names(thresholds)
    with np.errstate(divide="ignore", invalid="ignore"):
        own, resampled = (measures(counts, thresholds[:, np.newaxis], prevalence) for counts in (original, drawn))
        for value, values in zip(own, resampled):
            yield Band(names, value[:, 0], *pointwise_limits(values, level))


def numbers_of_opt_in(
    counts: ResampledCounts, threshold: np.ndarray, prevalence: Optional[float] = None
) -> Iterator[np.ndarray]:
    """The numbers of `OptIn`, one after the other, of each threshold in each resample.

    Parameters
    ----------
    counts : ResampledCounts
    threshold : (k, 1) float array
    prevalence : float or None
        As of `both_policies`.

    Yields
    ------
    (k, b) float array
    """
    sensitivity, false_positive = counts.events_above / counts.events, counts.others_above / counts.others
    rho = _prevalence(counts, prevalence)
    odds, treated = threshold / (1 - threshold), threshold < 1
    net_benefit = sensitivity * rho - odds * (1 - rho) * false_positive
    of_all = treated * counts.events / counts.events * rho
    of_all = of_all - odds * (1 - rho) * (treated * counts.others / counts.others)
    yield net_benefit
    yield net_benefit / rho
    yield of_all
    yield of_all / rho
    yield sensitivity
    yield false_positive
    yield _high_risk(counts, prevalence)
    yield sensitivity * rho


def numbers_of_opt_out(
    counts: ResampledCounts, threshold: np.ndarray, prevalence: Optional[float] = None
) -> Iterator[np.ndarray]:
    """The numbers of `OptOut`; as `numbers_of_opt_in`."""
    specificity, false_negative = counts.others_below / counts.others, counts.events_below / counts.events
    rho = _prevalence(counts, prevalence)
    odds = (1 - threshold) / threshold
    net_benefit = specificity * (1 - rho) - false_negative * rho * odds
    of_none = counts.others / counts.others * (1 - rho) - counts.events / counts.events * rho * odds
    of_none = np.broadcast_to(of_none, net_benefit.shape)
    yield net_benefit
    yield net_benefit / (1 - rho)
    yield of_none
    yield of_none / (1 - rho)
    yield specificity
    yield false_negative
    yield 1 - _high_risk(counts, prevalence)
    yield (1 - counts.others_above / counts.others) * (1 - rho)


def _prevalence(counts: ResampledCounts, prevalence: Optional[float]) -> np.ndarray:
    return counts.events / (counts.events + counts.others) if prevalence is None else np.asarray(prevalence)


def _high_risk(counts: ResampledCounts, prevalence: Optional[float]) -> np.ndarray:
    if prevalence is None:
        return (counts.events_above + counts.others_above) / (counts.events + counts.others)
    of_events, of_others = counts.events_above / counts.events, counts.others_above / counts.others
    return prevalence * of_events + (1 - prevalence) * of_others


def pointwise_limits(values: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """The limits of resampled numbers at each threshold.

    Parameters
    ----------
    values : (k, b) float array
        NaN of a resample that has no such number.
    level : float

    Returns
    -------
    two (k,) float arrays
        Order statistics of those that are numbers (quantiles of type 1); NaN where there is none.
    """
    alpha = 1 - level
    known = values.shape[1] - np.isnan(values).sum(axis=1)
    shares = np.array([alpha / 2, 1 - alpha / 2])[:, np.newaxis]
    places = np.clip(np.ceil(known * shares), 1, np.maximum(known, 1)).astype(np.intp) - 1
    ordered = np.partition(values, np.unique(places), axis=1)
    low, high = (np.take_along_axis(ordered, place[:, np.newaxis], axis=1)[:, 0] for place in places)
    return low, high
