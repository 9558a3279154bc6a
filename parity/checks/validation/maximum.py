"""The maximum of the likelihood in many resamples by another route than ours, and whether there is one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import linprog

from parity.checks.rms.resampled_fits import lines_from_7, models_from_7
from parity.statistics.validation.fits import Fits
from parity.statistics.validation.indexes import Fitting
from parity.statistics.validation.likelihood import Place, place_of, place_of_line, steps
from parity.statistics.validation.patterns import Patterns

_STEPS = 60
_FAR = 25.0
"""Log odds up to which a model at which Newton's steps end is not asked whether it separates the outcomes: where it
does, each step moves log odds by about 1, and none is the last."""


def _models(patterns: Patterns, patients: np.ndarray, events: np.ndarray, start: np.ndarray) -> Fits:
    """Newton's steps from where lrm.fit of rms from 7 on leaves it; there is no maximum where a linear programme finds
    a combination of the columns that separates the outcomes, or where it leaves no model."""
    begun = models_from_7(patterns, patients, events)
    fits = _nearer(
        begun,
        lambda some, places: place_of(patterns, patients[some], events[some], places),
    )
    found = fits.found.copy()
    with np.errstate(invalid="ignore", over="ignore"):
        near = np.abs(fits.coefficients @ patterns.standardised.T).max(axis=1) < _FAR
    for one in np.flatnonzero(found & ~near):
        found[one] = not is_separated(patterns.standardised, patients[one], events[one])
    coefficients = np.where(found[:, np.newaxis], fits.coefficients, begun.coefficients)
    return Fits(coefficients, np.where(found, fits.deviance, begun.deviance), found)


def _lines(log_odds: np.ndarray, patients: np.ndarray, events: np.ndarray) -> Fits:
    """The same of calibration lines, which have a maximum where the log odds of events and others overlap."""
    fits = lines_from_7(log_odds, patients, events)
    return _nearer(
        Fits(fits.coefficients, fits.deviance, fits.found & _overlap(log_odds, patients, events)),
        lambda some, lines: place_of_line(log_odds[some], patients[some], events[some], lines),
    )


def _nearer(fits: Fits, place: Callable[[np.ndarray, np.ndarray], Place]) -> Fits:
    """Newton's steps until none is longer than the rounding of what it changes."""
    coefficients, deviance = fits.coefficients.copy(), fits.deviance.copy()
    going = np.flatnonzero(fits.found)
    for _ in range(_STEPS):
        if not len(going):
            break
        here = place(going, coefficients[going])
        step = steps(here)[0]
        coefficients[going] += step
        deviance[going] = here.deviance
        going = going[np.abs(step).max(axis=1) > 1e-10 * (1 + np.abs(coefficients[going]).max(axis=1))]
    return Fits(coefficients, deviance, fits.found)


def _overlap(log_odds: np.ndarray, patients: np.ndarray, events: np.ndarray) -> np.ndarray:
    has_event, has_other = events > 0, patients > events
    lowest = [np.where(has, log_odds, np.inf).min(axis=1) for has in (has_event, has_other)]
    highest = [np.where(has, log_odds, -np.inf).max(axis=1) for has in (has_event, has_other)]
    return np.asarray((lowest[0] < highest[1]) & (lowest[1] < highest[0]))


def is_separated(columns: np.ndarray, patients: np.ndarray, events: np.ndarray) -> bool:
    """Whether a combination of columns is nowhere below 0 for events nor above it for others, and not 0 for all.

    Parameters
    ----------
    columns : (u, p) float array
        Of the patterns, that of the intercept first.
    patients, events : (u,) float arrays
        Counts of each.

    References
    ----------
    Albert, Anderson (1984), doi:10.1093/biomet/71.1.1.
    """
    signed = np.concatenate([columns[events > 0], -columns[patients > events]])
    solved = linprog(-signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(signed)), bounds=(-1, 1), method="highs")
    return bool(-solved.fun > 1e-7)


ANOTHER_ROUTE = Fitting(_models, _lines)
