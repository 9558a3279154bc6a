"""The maximum of the likelihood in many resamples at once: of models, and of calibration lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from parity.statistics.validation.likelihood import Place, place_of, place_of_line, steps
from parity.statistics.validation.patterns import Patterns


@dataclass(frozen=True, slots=True)
class Fits:
    """Coefficients of k resamples.

    Attributes
    ----------
    coefficients : (k, p) float array
        Of standardised columns, or intercept and slope of a line.
    deviance : (k,) float array
        Twice the negative log-likelihood there.
    found : (k,) bool array
        Where there is an estimate.
    """

    coefficients: np.ndarray
    deviance: np.ndarray
    found: np.ndarray


def models_at_maximum(patterns: Patterns, patients: np.ndarray, events: np.ndarray, start: np.ndarray) -> Fits:
    """The model of each resample.

    Parameters
    ----------
    patterns : Patterns
    patients, events : (k, u) float arrays
    start : (p,) float array
        Coefficients that they are looked for from.
    """
    return _at_maximum(
        lambda some, places: place_of(patterns, patients[some], events[some], places),
        np.tile(start, (len(patients), 1)),
        _both(patients, events),
    )


def lines_at_maximum(log_odds: np.ndarray, patients: np.ndarray, events: np.ndarray) -> Fits:
    """The calibration line of each row of log odds, looked for from a line without intercept and with a slope of 1."""
    return _at_maximum(
        lambda some, lines: place_of_line(log_odds[some], patients[some], events[some], lines),
        np.tile([0.0, 1.0], (len(log_odds), 1)),
        _both(patients, events),
    )


def _both(patients: np.ndarray, events: np.ndarray) -> np.ndarray:
    """In which resamples both outcomes occur."""
    total = events.sum(axis=1)
    return np.asarray((total > 0) & (total < patients.sum(axis=1)))


def _at_maximum(place_at: Callable[[np.ndarray, np.ndarray], Place], start: np.ndarray, has_both: np.ndarray) -> Fits:
    """Newton's method.

    Notes
    -----
    It ends with a step that raises the likelihood by less than its rounding. Towards a maximum such a step is far
    shorter than the one before; one that is not leads along a direction that separates the outcomes, and there is none.
    A deviance below that of one patient with even odds is only reached where they are separated completely.
    """
    coefficients, deviance = start.copy(), np.full(len(start), np.inf)
    found, before = np.zeros(len(start), dtype=bool), np.full(len(start), np.inf)
    last_step, last_deviance = np.zeros_like(coefficients), np.full(len(start), np.inf)
    going = np.flatnonzero(has_both)
    for _ in range(_STEPS):
        if not len(going):
            break
        everyone = len(going) == len(start)
        place = place_at(slice(None) if everyone else going, coefficients[going])  # type: ignore[arg-type]
        worse = ~(place.deviance <= last_deviance[going] + _ROUNDING * np.abs(last_deviance[going]))
        if worse.any():
            back = going[worse]
            last_step[back] /= 2
            coefficients[back] -= last_step[back]
        step, left = steps(place)
        rise = np.einsum("kp,kp->k", step, place.score)
        stepping = ~worse & (left > _DEPENDENT) & (place.deviance > _SEPARATED)
        ahead = going[stepping]
        coefficients[ahead] += step[stepping]
        last_step[ahead], last_deviance[ahead] = step[stepping], place.deviance[stepping]
        short = stepping & (rise <= _LAST_RISE)
        there = going[short]
        deviance[there] = place.deviance[short] - rise[short]
        found[there] = rise[short] <= 0.1 * before[there]
        before[ahead] = rise[stepping]
        going = going[worse | (stepping & ~short)]
    return Fits(coefficients, deviance, found)


_STEPS = 60
_LAST_RISE = 1e-13
"""Twice the log-likelihood that a last step adds: the error that it leaves is its square."""
_DEPENDENT = 1e-10
"""What must be left of a standardised column, in squares, beside those before it."""
_SEPARATED = 2 * float(np.log(2.0)) * (1 - 1e-9)
_ROUNDING = 1e-13
