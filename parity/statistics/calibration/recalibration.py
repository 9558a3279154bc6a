"""The logistic recalibration of predicted log odds: whether it has a maximum, where, and the deviance there or in the
limit."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logit, xlog1py, xlogy

from parity.statistics.caution import Caution
from parity.statistics.once import once


LEAST_INFORMATION = 1e-9
"""Of calibration-in-the-large: where predictions that contradict each other leave less, doubles cannot tell its
place."""


@dataclass(frozen=True, slots=True)
class Recalibration:
    """The calibration line of those patients whose risk has a logit, and what it is fitted to.

    Attributes
    ----------
    outcome : (m,) int array
        1 event, 0 no event.
    log_odds : (m,) float array
        Of the predicted risks.
    coefficients : (2,) float array
        Intercept and slope at the maximum of the likelihood; NaN where there is none.
    covariance : (2, 2) float array
        Inverse of the information there.
    deviance : float
        There; where the likelihood has no maximum, the limit that it approaches.
    """

    outcome: np.ndarray
    log_odds: np.ndarray
    coefficients: np.ndarray
    covariance: np.ndarray
    deviance: float


@dataclass(frozen=True, slots=True)
class Shift:
    """Calibration-in-the-large: the log odds that predictions are too low by.

    Attributes
    ----------
    estimate : float
        At the maximum of the likelihood; NaN where one outcome only occurs, or the information is below
        `LEAST_INFORMATION`.
    information : float
        There.
    """

    estimate: float
    information: float


def point_out_certain(risk: np.ndarray) -> None:
    """Caution where risks of exactly 0 or 1, which have no logit, are left out.

    Parameters
    ----------
    risk : (n,) float array
        In [0, 1].

    Raises
    ------
    ValueError
        If a risk is not in [0, 1], or none is within it.
    """
    if not ((risk >= 0) & (risk <= 1)).all():
        raise ValueError("predicted risks must lie between 0 and 1")
    left_out = len(risk) - int(np.count_nonzero(with_logit(risk)))
    if left_out == len(risk):
        raise ValueError("every risk is exactly 0 or 1: there is nothing to recalibrate")
    if left_out:
        who, are = ("patient", "is") if left_out == 1 else ("patients", "are")
        text = f"{left_out} {who} with a risk of exactly 0 or 1 {are} left out of the recalibration"
        warnings.warn(Caution("risk_of_zero_or_one", text))


def with_logit(risk: np.ndarray) -> np.ndarray:
    """Which risks are within 0 and 1."""
    return (risk > 0) & (risk < 1)


@once
def recalibration(outcome: np.ndarray, risk: np.ndarray) -> Recalibration:
    """The calibration line, fitted once.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    risk : (n,) float array
        In [0, 1], not all of them 0 or 1; these are left out.

    Notes
    -----
    Where the log odds separate events from non-events, all patients but those at the boundary that both share are
    predicted without error in the limit, and these by their own prevalence. Where all are equal, there is the
    prevalence.
    """
    has_logit = with_logit(risk)
    outcome, log_odds = outcome[has_logit], logit(risk[has_logit])
    if has_line(outcome, log_odds):
        design, back = standardised(log_odds)
        found = _maximise(outcome, (np.ones(1), design), np.zeros(1))
        covariance = back @ np.linalg.inv(found.information) @ back.T
        return Recalibration(outcome, log_odds, back @ found.coefficients, covariance, found.deviance)
    return Recalibration(outcome, log_odds, np.full(2, np.nan), np.full((2, 2), np.nan), _limit(outcome, log_odds))


@once
def shift(outcome: np.ndarray, risk: np.ndarray) -> Shift:
    """Calibration-in-the-large, fitted once; parameters as of `recalibration`.

    Notes
    -----
    Newton's method in the interval in which the expected number of events reaches the observed one, which is halved
    where a step leads out of it.
    """
    has_logit = with_logit(risk)
    outcome, log_odds = outcome[has_logit], logit(risk[has_logit])
    if len(outcome) == 0 or outcome.min() == outcome.max():
        return Shift(np.nan, np.nan)
    sign, share = 2.0 * outcome - 1, float(logit(outcome.mean()))
    low, high, at = share - log_odds.max(), share - log_odds.min(), 0.0
    for _ in range(200):
        place = _place(sign, (np.ones(1),), log_odds, np.array([at]))
        gradient, information = float(place.gradient[0]), float(place.information[0, 0])
        low, high = (at, high) if gradient > 0 else (low, at)
        step = gradient / information
        if abs(step) <= 1e-14 * max(1.0, abs(at)) or high - low <= 1e-14 * max(1.0, abs(at)):
            break
        at = at + step if low < at + step < high else (low + high) / 2
    return Shift(at, information) if information >= LEAST_INFORMATION else Shift(np.nan, np.nan)


def has_line(outcome: np.ndarray, log_odds: np.ndarray) -> bool:
    """Whether the likelihood of the calibration line has a maximum: where the log odds of events and of non-events
    overlap.

    Log odds that differ by rounding errors only count as equal, and equal ones do not overlap.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    log_odds : (n,) float array
        Finite.
    """
    events, others = log_odds[outcome == 1], log_odds[outcome == 0]
    if len(events) == 0 or len(others) == 0 or are_equal(log_odds):
        return False
    return bool(events.min() < others.max() and others.min() < events.max())


def are_equal(log_odds: np.ndarray) -> bool:
    """Whether log odds are the same but for rounding errors."""
    return len(log_odds) == 0 or bool(np.ptp(log_odds) <= 1e-13 * max(1.0, np.abs(log_odds).max()))


def deviance_of_prevalence(outcome: np.ndarray) -> float:
    """Deviance of the same risk for everyone, the prevalence."""
    n, events = len(outcome), int(outcome.sum())
    if n == 0:
        return 0.0
    return float(-2 * (xlogy(events, events / n) + xlog1py(n - events, -events / n))) + 0.0  # and no negative zero


def deviance_of_risks(outcome: np.ndarray, risk: np.ndarray) -> float:
    """Deviance of given risks within 0 and 1."""
    happened = outcome == 1
    return float(-2 * (np.log(risk[happened]).sum() + np.log1p(-risk[~happened]).sum()))


def standardised(log_odds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The standardised log odds, and the matrix that takes the coefficients of a constant and of these back."""
    centre, spread = log_odds.mean(), log_odds.std()
    return (log_odds - centre) / spread, np.array([[1.0, -centre / spread], [0.0, 1 / spread]])


def _limit(outcome: np.ndarray, log_odds: np.ndarray) -> float:
    if are_equal(log_odds):
        return deviance_of_prevalence(outcome)
    shared = np.intersect1d(log_odds[outcome == 1], log_odds[outcome == 0])  # one value at most, as they do not overlap
    at_boundary = outcome[np.isin(log_odds, shared)]
    return deviance_of_prevalence(at_boundary) if len(at_boundary) else 0.0


@dataclass(frozen=True, slots=True)
class _Place:
    """A place on the logistic likelihood: the deviance, half its negative gradient, and the information."""

    coefficients: np.ndarray
    deviance: float
    gradient: np.ndarray
    information: np.ndarray


def _maximise(outcome: np.ndarray, columns: Sequence[np.ndarray], offset: np.ndarray) -> _Place:
    """Maximum of the logistic likelihood by Newton's method from 0, with steps halved while the likelihood falls."""
    sign = 2.0 * outcome - 1
    place = _place(sign, columns, offset, np.zeros(len(columns)))
    for _ in range(100):
        step = np.linalg.solve(place.information, place.gradient)
        reached, place = place, _place(sign, columns, offset, place.coefficients + step)
        while place.deviance > reached.deviance * (1 + 1e-12):
            step = step / 2
            place = _place(sign, columns, offset, reached.coefficients + step)
        if np.abs(step).max() <= 1e-10 * max(1.0, np.abs(place.coefficients).max()):
            return place  # quadratic convergence: what is left is of the order of the square of this step
    raise ValueError("the recalibration did not converge in 100 steps")


def _place(sign: np.ndarray, columns: Sequence[np.ndarray], offset: np.ndarray, coefficients: np.ndarray) -> _Place:
    """The columns may be of length 1, where they are constant."""
    log_odds = sum((column * at for column, at in zip(columns, coefficients)), offset)
    wrong = -sign * log_odds  # the log odds of what did not happen
    below = np.exp(-np.abs(wrong))
    chance = np.where(wrong >= 0, 1.0, below) / (1 + below)  # of what did not happen
    residual, weight = sign * chance, below / (1 + below) ** 2
    return _Place(
        coefficients,
        float(2 * (np.maximum(wrong, 0) + np.log1p(below)).sum()),
        np.array([(residual * column).sum() for column in columns]),
        np.array([[(weight * one * other).sum() for other in columns] for one in columns]),
    )
