"""Indexes of predictive accuracy, of many resamples at once."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, xlogy

from parity.statistics.caution import Caution
from parity.statistics.validation.fits import Fits, lines_at_maximum, models_at_maximum
from parity.statistics.validation.likelihood import deviance_of
from parity.statistics.validation.patterns import Patterns
from parity.statistics.validation.plans import Part

NAMES = ("Dxy", "R2", "Intercept", "Slope", "Emax", "D", "U", "Q", "B", "g", "gp")
"""As Harrell has them."""
EMAX = NAMES.index("Emax")
_RISKS = np.arange(1, 2000) * 5e-4
TIED = 1e-11
"""Log odds that differ by less of 1 plus their size are equal, such as those of groups with the same share of events.

What differs there is rounding, of the products that they are a sum of, some 1e-15, and of the coefficients: a rounding
error times the number of patients over the sum of their weights, 4 to 100, and times the condition of the columns. A
last step of Newton's, of at most 3e-7 standard errors, leaves the square of it, 1e-13. Log odds of others differ by a
coefficient times a difference of values, which are data of a few digits: 1e-11 is beyond the eleventh. Risks differ by
less than 0.4 times as much: a log odds x moves its own by :math:`(1 + |x|)\\pi(1 - \\pi)` times the share."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """How models and calibration lines are fitted, and what is made of a line.

    Attributes
    ----------
    models : callable
        Of patterns, counts of patients and of events, and a start.
    lines : callable
        Of log odds, counts of patients and of events.
    of_line : bool
        Whether Dxy on the patients that a model is tried on is that of their calibration line.
    emax_each : bool
        Whether Emax is taken in each resample.
    farthest : float
        Log odds at which predictions are held in U.
    """

    models: Callable[[Patterns, np.ndarray, np.ndarray, np.ndarray], Fits] = models_at_maximum
    lines: Callable[[np.ndarray, np.ndarray, np.ndarray], Fits] = lines_at_maximum
    of_line: bool = False
    emax_each: bool = False
    farthest: float = 700.0


AT_MAXIMUM = Fitting()


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Log odds of k models, ascending, with their risks and the counts of patients and of events that have them."""

    log_odds: np.ndarray
    risk: np.ndarray
    patients: np.ndarray
    events: np.ndarray

    @property
    def up_to(self) -> np.ndarray:
        return np.cumsum(self.patients, axis=1)


def apparent(patterns: Patterns, fits: Fits, patients: np.ndarray, events: np.ndarray) -> np.ndarray:
    """The indexes of models on the patients that they are fitted to, (k, 11).

    Parameters
    ----------
    patterns : Patterns
    fits : Fits
    patients, events : (k, u) float arrays
    """
    log_odds = fits.coefficients @ patterns.standardised.T
    order = np.argsort(log_odds, axis=1)
    return _apparent(_in_order(log_odds, order, patients, events), fits.deviance)


def both(patterns: Patterns, fits: Fits, part: Part, fitting: Fitting) -> tuple[np.ndarray, np.ndarray]:
    """The indexes of models on the patients that they are fitted to, and on those that they are tried on, each
    (k, 11); of the latter those that have no definition are NaN."""
    log_odds = fits.coefficients @ patterns.standardised.T
    order = np.argsort(log_odds, axis=1)
    fitted = _in_order(log_odds, order, part.patients, part.events)
    tried = _Sorted(
        fitted.log_odds,
        fitted.risk,
        np.take_along_axis(part.test_patients, order, axis=1),
        np.take_along_axis(part.test_events, order, axis=1),
    )
    return _apparent(fitted, fits.deviance), _tried(tried, fitting)


def farthest_from_line(intercept: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Emax: the largest distance of risks from what a calibration line makes of them, at multiples of 0.0005."""
    log_odds = np.log(_RISKS / (1 - _RISKS))
    ends = np.where(np.isnan(intercept + slope), np.nan, 0.0)
    inside = np.abs(_RISKS - expit(intercept[:, np.newaxis] + slope[:, np.newaxis] * log_odds)).max(axis=1)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.maximum(inside, np.where(slope < 0, 1.0, 0.0)) + ends)


def are_tied(ascending: np.ndarray) -> np.ndarray:
    """Which log odds or risks of each row, (k, u), equal those before them, (k, u - 1)."""
    return np.asarray(np.diff(ascending, axis=1) <= TIED * (1 + np.abs(ascending[:, 1:])))


def tied_share(log_odds: np.ndarray, patients: np.ndarray, events: np.ndarray) -> np.ndarray:
    """The share of the pairs of an event and another in each row, (k,), that are equal; NaN where there is no pair."""
    order = np.argsort(log_odds, axis=1)
    patients, events = (np.take_along_axis(np.asarray(counts), order, axis=1) for counts in (patients, events))
    group = np.cumsum(~are_tied(np.take_along_axis(log_odds, order, axis=1)), axis=1)
    group = np.concatenate([np.zeros((len(group), 1), dtype=int), group], axis=1)
    k, u = group.shape
    at = (group + u * np.arange(k)[:, np.newaxis]).ravel()
    of_group = [np.bincount(at, counts.ravel(), k * u).reshape(k, u) for counts in (events, patients - events)]
    total = events.sum(axis=1) * (patients - events).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((of_group[0] * of_group[1]).sum(axis=1) / total)


def caution_ties(patterns: Patterns, coefficients: np.ndarray) -> None:
    """Say how many pairs of an event and another are equal, which Dxy rests on, and rounding tells apart elsewhere."""
    log_odds = (patterns.standardised @ coefficients)[np.newaxis]
    share = float(tied_share(log_odds, *patterns.every())[0])
    if share > 0:
        text = (
            f"{100 * share:.2g}% of the pairs of an event and another have the same log odds; where rounding tells "
            "them apart, as some linear algebra does, Dxy differs by up to as much"
        )
        warnings.warn(Caution("tied_log_odds", text))


def _in_order(log_odds: np.ndarray, order: np.ndarray, patients: np.ndarray, events: np.ndarray) -> _Sorted:
    ascending = np.take_along_axis(log_odds, order, axis=1)
    return _Sorted(
        ascending,
        expit(ascending),
        np.take_along_axis(patients, order, axis=1),
        np.take_along_axis(events, order, axis=1),
    )


def _apparent(fitted: _Sorted, deviance: np.ndarray) -> np.ndarray:
    n, events, up_to = fitted.patients.sum(axis=1), fitted.events.sum(axis=1), fitted.up_to
    null = _null_deviance(n, events)
    ratio, one = null - deviance, np.ones(len(n))
    d, u = (ratio - 1) / n, -2 / n
    return np.stack(
        [
            _dxy(fitted, up_to, n, events),
            _nagelkerke(ratio, null, n),
            0 * one,
            one,
            0 * one,
            d,
            u,
            d - u,
            _brier(fitted, n),
            _gini(fitted.log_odds, fitted.patients, up_to, n),
            _gini(fitted.risk, fitted.patients, up_to, n),
        ],
        axis=1,
    )


def _tried(tried: _Sorted, fitting: Fitting) -> np.ndarray:
    n, events, up_to = tried.patients.sum(axis=1), tried.events.sum(axis=1), tried.up_to
    lines = fitting.lines(tried.log_odds, tried.patients, tried.events)
    intercept, slope = np.where(lines.found[:, np.newaxis], lines.coefficients, np.nan).T
    null, deviance = _null_deviance(n, events), np.where(lines.found, lines.deviance, np.nan)
    ratio = null - deviance
    held = np.clip(tried.log_odds, -fitting.farthest, fitting.farthest)
    d, u = (ratio - 1) / n, (deviance_of(held, tried.patients, tried.events) - deviance - 2) / n
    recalibrated = expit(intercept[:, np.newaxis] + slope[:, np.newaxis] * tried.log_odds)
    dxy = _dxy(tried, up_to, n, events)
    with np.errstate(invalid="ignore"):
        direction = np.sign(slope)
    return np.stack(
        [
            direction * dxy if fitting.of_line else dxy,
            _nagelkerke(ratio, null, n),
            intercept,
            slope,
            farthest_from_line(intercept, slope) if fitting.emax_each else np.zeros(len(n)),
            d,
            u,
            d - u,
            _brier(tried, n),
            np.abs(slope) * _gini(tried.log_odds, tried.patients, up_to, n),
            direction * _gini(recalibrated, tried.patients, up_to, n),
        ],
        axis=1,
    )


def _dxy(values: _Sorted, up_to: np.ndarray, n: np.ndarray, events: np.ndarray) -> np.ndarray:
    """Somers' rank correlation: of the pairs of an event and a non-event, those in order less those that are not."""
    others = values.patients - values.events
    below = np.cumsum(others, axis=1)
    below -= others
    tied = are_tied(values.log_odds)
    won = 2 * below + others
    for row in np.flatnonzero(tied.any(axis=1)):
        group = np.concatenate([[0], np.cumsum(~tied[row])])
        here = np.bincount(group, others[row])
        won[row] = (2 * np.cumsum(here) - here)[group]
    pairs = events * (n - events)
    found = np.full(len(n), np.nan)
    np.divide(np.einsum("ku,ku->k", values.events, won), pairs, out=found, where=pairs > 0)
    return found - 1


def _gini(ascending: np.ndarray, patients: np.ndarray, up_to: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Gini's mean difference: the mean distance of two patients."""
    centred = ascending - (np.einsum("ku,ku->k", ascending, patients) / n)[:, np.newaxis]
    centred *= patients
    ranks = 2 * up_to
    ranks -= patients
    ranks -= n[:, np.newaxis]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(2 * np.einsum("ku,ku->k", centred, ranks) / (n * (n - 1)))


def _brier(values: _Sorted, n: np.ndarray) -> np.ndarray:
    off = np.einsum("ku,ku,ku->k", values.patients - values.events, values.risk, values.risk)
    return np.asarray((off + np.einsum("ku,ku,ku->k", values.events, 1 - values.risk, 1 - values.risk)) / n)


def _null_deviance(n: np.ndarray, events: np.ndarray) -> np.ndarray:
    return np.asarray(-2 * (xlogy(events, events / n) + xlogy(n - events, 1 - events / n)))


def _nagelkerke(ratio: np.ndarray, null: np.ndarray, n: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.expm1(-ratio / n) / np.expm1(-null / n))
