"""Where the maximum of the likelihood is in many resamples, as nearly as a bound has to know, and what a rounding error
grows to there. It is found in plain matrices, by nothing that the judged is fitted with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from parity.checks.summation import UNIT
from parity.statistics.validation.patterns import Patterns

_STEPS = 50
_LEVEL = 1e-6
"""A score, for each patient, with which steps end: as in lrm.fit from rms 7 on, which goes the farthest of all. Where
outcomes are separated, bounds are as wide as there."""
_LARGEST = 1 / UNIT
_SINGULAR = 1e14


@dataclass(frozen=True, slots=True)
class Near:
    """Models, or calibration lines, of k resamples.

    Attributes
    ----------
    coefficients : (k, p) float array
    log_odds : (k, u) float array
        Of each pattern.
    grows : (k,) float array
        How many times a rounding error the coefficients are off.
    found : (k,) bool array
        Where both outcomes occur, and no column depends on others.
    """

    coefficients: np.ndarray
    log_odds: np.ndarray
    grows: np.ndarray
    found: np.ndarray


def near_models(patterns: Patterns, patients: np.ndarray, events: np.ndarray) -> Near:
    """Models of standardised columns, which are solved for by those, or by the columns as they are.

    Parameters
    ----------
    patterns : Patterns
    patients, events : (k, u) float arrays
        Counts.
    """
    near = _near(patterns.standardised[np.newaxis], patients, events)
    raw = _condition(_information(patterns.columns[np.newaxis], patients * _spread(near.log_odds)))
    return Near(near.coefficients, near.log_odds, np.fmin(near.grows + raw, _LARGEST), near.found)


def near_lines(log_odds: np.ndarray, patients: np.ndarray, events: np.ndarray) -> Near:
    """The calibration line of each row of log odds, (k, u)."""
    return _near(np.stack([np.ones_like(log_odds), log_odds], axis=2), patients, events)


def _near(columns: np.ndarray, patients: np.ndarray, events: np.ndarray) -> Near:
    """Newton's steps from the prevalence, each by a generalised inverse."""
    n, total = patients.sum(axis=1), events.sum(axis=1)
    both = (total > 0) & (total < n)
    coefficients = np.zeros((len(patients), columns.shape[2]))
    coefficients[both, 0] = logit(total[both] / n[both])
    going = both
    for _ in range(_STEPS):
        log_odds = _log_odds(columns, coefficients)
        score = ((events - patients * expit(log_odds))[:, np.newaxis] @ columns)[:, 0]
        going = going & (np.abs(score).max(axis=1) >= _LEVEL * n)
        if not going.any():
            break
        inverse = np.linalg.pinv(_information(columns, patients * _spread(log_odds)), hermitian=True)
        coefficients = coefficients + going[:, np.newaxis] * np.einsum("kpq,kq->kp", inverse, score)
    log_odds = _log_odds(columns, coefficients)
    weight = patients * _spread(log_odds)
    condition = _condition(_information(columns, weight))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        grows = np.fmin(n / weight.sum(axis=1) * condition, _LARGEST)
    return Near(coefficients, log_odds, grows, both & (condition < _SINGULAR))


def _log_odds(columns: np.ndarray, coefficients: np.ndarray) -> np.ndarray:
    return np.asarray((columns @ coefficients[:, :, np.newaxis])[:, :, 0])


def _spread(log_odds: np.ndarray) -> np.ndarray:
    """The variance of an outcome."""
    return np.asarray(expit(log_odds) * expit(-log_odds))


def _information(columns: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return np.asarray((columns * weight[:, :, np.newaxis]).transpose(0, 2, 1) @ columns)


def _condition(information: np.ndarray) -> np.ndarray:
    """Of each, in units in which its diagonal is 1; infinite where it is singular."""
    length = np.sqrt(np.einsum("kpp->kp", information))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        unit = information / length[:, :, np.newaxis] / length[:, np.newaxis]
        return np.asarray(np.linalg.cond(np.nan_to_num(unit)))
