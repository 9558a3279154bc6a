"""Decision curves of given risks, with bootstrap bands."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.statistics.caution import Caution
from parity.statistics.fields import along, labels
from parity.statistics.random.generator import RRandom
from parity.statistics.utility.resampled_thresholds import ResampledCounts, Slots, counted, joined
from parity.statistics.utility.thresholds import at_high_risk, threshold_names

AT_ONCE = 1 << 15
"""Patients times resamples that are drawn together: their arrays fit in a processor's cache."""


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


def decision_curve_bands(
    outcome: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
    resamples: int,
    seed: int,
    level: float = 0.95,
) -> OptIn:
    """Decision curve of given risks, with bootstrap bands.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    risk : (n,) float array
        Predicted risk in [0, 1].
    thresholds : (k,) float array
        Threshold probabilities in [0, 1], ascending.
    resamples : int
        From 1.
    seed : int
        Of R's generator at its defaults.
    level : float
        Confidence level in (0, 1).

    Returns
    -------
    OptIn

    Notes
    -----
    With prevalence :math:`\\rho` net benefit is :math:`\\rho\\,TPR(t) - \\frac{t}{1 - t}(1 - \\rho) FPR(t)`, where
    positive means risk > t. A resample has as many patients, drawn from all with replacement. The limits are pointwise:
    of the B numbers of resamples at a threshold, in ascending order, those at :math:`\\lceil B\\alpha/2 \\rceil` and
    :math:`\\lceil B(1 - \\alpha/2) \\rceil` (type 1), with :math:`\\alpha = 1 - c` as doubles have it. A resample
    without a case has no sensitivity and no net benefit, one without a control no false positive rate and no net
    benefit: it is left out of those.

    Equals ``set.seed(seed); rmda::decision_curve(outcome ~ risk, fitted.risk = TRUE, bootstraps = resamples,
    confidence.intervals = level)``.

    Raises
    ------
    ValueError
        Without an event or without a non-event, if a risk is not in [0, 1], or if the thresholds do not ascend in
        [0, 1].

    References
    ----------
    Vickers, Elkin (2006), doi:10.1177/0272989X06295361.  Kerr, Brown, Zhu, Janes (2016), doi:10.1200/JCO.2015.65.5654.
    """
    return opt_in(*given_counts(outcome, risk, thresholds, resamples, RRandom(seed)), thresholds, level)


def decision_curve_opt_out(
    outcome: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
    resamples: int,
    seed: int,
    level: float = 0.95,
) -> OptOut:
    """Decision curve of given risks where the usual is to treat everybody, with bootstrap bands.

    Parameters
    ----------
    outcome, risk, thresholds, resamples, seed, level
        As of `decision_curve_bands`.

    Returns
    -------
    OptOut

    Notes
    -----
    With prevalence :math:`\\rho` net benefit is :math:`(1 - \\rho)\\,TNR(t) - \\frac{1 - t}{t}\\rho\\,FNR(t)`, where
    negative means risk < t. At a threshold of 0 a false negative weighs infinitely, and nobody opts out: the curve
    begins above it. Resamples and limits are those of `decision_curve_bands`.

    Equals ``set.seed(seed); rmda::decision_curve(outcome ~ risk, fitted.risk = TRUE, policy = "opt-out", bootstraps =
    resamples, confidence.intervals = level)``.

    Raises
    ------
    ValueError
        As of `decision_curve_bands`.

    References
    ----------
    Kerr, Brown, Zhu, Janes (2016), doi:10.1200/JCO.2015.65.5654.
    """
    return opt_out(*given_counts(outcome, risk, thresholds, resamples, RRandom(seed)), thresholds, level)


def decision_curve_case_control(
    outcome: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
    resamples: int,
    seed: int,
    population_prevalence: float,
    level: float = 0.95,
) -> BothPolicies:
    """Decision curves of given risks in cases and controls that were sampled each by themselves, with bootstrap bands.

    Parameters
    ----------
    outcome, risk, thresholds, resamples, seed, level
        As of `decision_curve_bands`; the risks are those in the population.
    population_prevalence : float
        Of the event, in (0, 1).

    Returns
    -------
    BothPolicies

    Notes
    -----
    As `decision_curve_bands`, with the prevalence of the population in the place of that of the patients; shares are
    put together from those of cases and of controls. In a resample the group of the first patient is drawn first, from
    itself, then the other.

    Equals ``set.seed(seed); rmda::decision_curve(outcome ~ risk, fitted.risk = TRUE, study.design = "case-control",
    population.prevalence = , bootstraps = resamples, confidence.intervals = level)``.

    Raises
    ------
    ValueError
        As of `decision_curve_bands`, and if the prevalence does not lie between 0 and 1.

    References
    ----------
    Kerr, Brown, Zhu, Janes (2016), doi:10.1200/JCO.2015.65.5654.  Pfeiffer, Gail (2020), doi:10.1002/bimj.201800240.
    """
    if not 0 < population_prevalence < 1:
        raise ValueError(f"the prevalence of the population is {population_prevalence}; it lies between 0 and 1")
    original, drawn = given_counts(outcome, risk, thresholds, resamples, RRandom(seed), stratified=True)
    return bands(original, drawn, thresholds, level, population_prevalence)


def given_counts(
    outcome: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
    resamples: int,
    dice: RRandom,
    stratified: bool = False,
) -> tuple[ResampledCounts, ResampledCounts]:
    """The counts of the patients themselves, and those of their resamples."""
    at_high_risk(outcome, risk, thresholds)  # which refuses what it cannot count
    cells = 2 * Slots(thresholds).of(risk)[0] + outcome
    parts = []
    for rows in drawn_rows(outcome, resamples, dice, stratified):
        places = cells[rows]
        places *= len(rows)
        places += np.arange(len(rows))[:, np.newaxis]
        parts.append(counted(places, None, len(thresholds), len(rows)))
    return counted(cells, None, len(thresholds), 1), joined(parts)


def drawn_rows(
    outcome: np.ndarray, resamples: int, dice: RRandom, stratified: bool, at_once: int = AT_ONCE
) -> Iterator[np.ndarray]:
    """The patients of resamples, (b, n) int arrays one after the other; of each group by itself where `stratified`."""
    part = max(1, at_once // len(outcome))
    first = np.flatnonzero(outcome == outcome[0])
    other = np.flatnonzero(outcome != outcome[0])
    for start in range(0, resamples, part):
        count = min(part, resamples - start)
        if stratified:
            of_first, of_other = dice.stratified_resamples((len(first), len(other)), count)
            yield np.hstack([first[of_first], other[of_other]])
        else:
            yield dice.resamples(len(outcome), count)


def bands(
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
    """The bands of opting in; as `bands`."""
    return OptIn(*_bands(numbers_of_opt_in, original, drawn, thresholds, level, prevalence))


def opt_out(
    original: ResampledCounts,
    drawn: ResampledCounts,
    thresholds: np.ndarray,
    level: float,
    prevalence: Optional[float] = None,
) -> OptOut:
    """The bands of opting out; as `bands`."""
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
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; a confidence level lies between 0 and 1")
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
        As of `bands`.

    Yields
    ------
    (k, b) float array
    """
    sensitivity, false_positive = counts.events_above / counts.events, counts.others_above / counts.others
    rho = _prevalence(counts, prevalence)
    odds, treated = threshold / (1 - threshold), threshold < 1
    net_benefit = sensitivity * rho - odds * (1 - rho) * false_positive
    of_all = treated * counts.events / counts.events * rho - odds * (1 - rho) * (treated * counts.others / counts.others)
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
