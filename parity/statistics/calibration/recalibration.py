"""The logistic recalibration of predicted log odds: whether it has a maximum, where, and the deviance there or in the limit."""

from __future__ import annotations

import warnings

import numpy as np
from scipy.special import expit, xlog1py, xlogy

from parity.check import Caution


def with_logit(risk: np.ndarray) -> np.ndarray:
    """Which risks have a logit, with a caution where some have none.

    Parameters
    ----------
    risk : (n,) float array
        In [0, 1].

    Returns
    -------
    (n,) bool array
    """
    if not ((risk >= 0) & (risk <= 1)).all():
        raise ValueError("predicted risks must lie between 0 and 1")
    has_logit = (risk > 0) & (risk < 1)
    if not has_logit.any():
        raise ValueError("every risk is exactly 0 or 1: there is nothing to recalibrate")
    if not has_logit.all():
        left_out = int((~has_logit).sum())
        text = f"{left_out} patients with a risk of exactly 0 or 1 are left out of the recalibration"
        warnings.warn(Caution("risk_of_zero_or_one", text))
    return has_logit


def has_line(outcome: np.ndarray, log_odds: np.ndarray) -> bool:
    """Whether the likelihood of the calibration line has a maximum: where the log odds of events and of non-events overlap.

    Log odds that differ by rounding errors only count as equal, and equal ones do not overlap.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    log_odds : (n,) float array
        Finite.
    """
    events, others = log_odds[outcome == 1], log_odds[outcome == 0]
    return bool(len(events) and len(others) and not are_equal(log_odds) and events.min() < others.max() and others.min() < events.max())


def are_equal(log_odds: np.ndarray) -> bool:
    """Whether log odds are the same but for rounding errors."""
    return bool(np.ptp(log_odds) <= 1e-13 * max(1.0, np.abs(log_odds).max()))


def smallest_deviance(outcome: np.ndarray, log_odds: np.ndarray) -> float:
    """Deviance of the calibration line; where the likelihood has no maximum, the limit that it approaches.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    log_odds : (n,) float array
        Finite.

    Notes
    -----
    Where the log odds separate events from non-events, all patients but those at the boundary that both share are predicted without error in
    the limit, and these by their own prevalence.
    """
    if has_line(outcome, log_odds):
        (intercept, slope), _ = recalibrate(outcome, log_odds)
        eta = intercept + slope * log_odds
        return float(2 * np.logaddexp(0, np.where(outcome == 1, -eta, eta)).sum())
    if are_equal(log_odds):
        return deviance_of_prevalence(outcome)
    events, others = log_odds[outcome == 1], log_odds[outcome == 0]
    shared = np.intersect1d(events, others)  # one value at most, as they do not overlap
    at_boundary = outcome[np.isin(log_odds, shared)]
    return deviance_of_prevalence(at_boundary) if len(at_boundary) else 0.0


def deviance_of_prevalence(outcome: np.ndarray) -> float:
    """Deviance of the same risk for everyone, the prevalence."""
    n, events = len(outcome), int(outcome.sum())
    return float(-2 * (xlogy(events, events / n) + xlog1py(n - events, -events / n))) + 0.0  # and no negative zero


def recalibrate(outcome: np.ndarray, log_odds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Intercept and slope of the logistic regression of the outcome on predicted log odds, at the maximum of the likelihood.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    log_odds : (n,) float array
        Finite; those of events and of non-events must overlap (`has_line`).

    Returns
    -------
    coefficients : (2,) float array
        Intercept and slope.
    covariance : (2, 2) float array
        Inverse of the information there.

    Notes
    -----
    Newton's method on standardised log odds, with halved steps while the likelihood falls.
    """
    design, back = standardised(log_odds)
    coefficients, found = _maximise(outcome, design, np.zeros(len(outcome)))
    return back @ coefficients, back @ np.linalg.inv(found) @ back.T


def shift(outcome: np.ndarray, log_odds: np.ndarray) -> tuple[float, float]:
    """Calibration-in-the-large, and the information there; both outcomes must occur."""
    coefficients, found = _maximise(outcome, np.ones((len(outcome), 1)), log_odds)
    return float(coefficients[0]), float(found[0, 0])


def standardised(log_odds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A constant and the standardised log odds, and the matrix that takes their coefficients back."""
    centre, spread = log_odds.mean(), log_odds.std()
    design = np.column_stack([np.ones(len(log_odds)), (log_odds - centre) / spread])
    return design, np.array([[1.0, -centre / spread], [0.0, 1 / spread]])


def _maximise(outcome: np.ndarray, design: np.ndarray, offset: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Maximum of the logistic likelihood, and the information there."""

    def log_likelihood(coefficients: np.ndarray) -> float:
        eta = design @ coefficients + offset
        return float(-np.logaddexp(0, np.where(outcome == 1, -eta, eta)).sum())

    def information_at(coefficients: np.ndarray) -> np.ndarray:
        return information(design, design @ coefficients + offset)

    coefficients = np.zeros(design.shape[1])
    for _ in range(100):
        step = np.linalg.solve(information_at(coefficients), design.T @ (outcome - expit(design @ coefficients + offset)))
        reached = log_likelihood(coefficients)
        while log_likelihood(coefficients + step) < reached - 1e-12 * abs(reached):
            step = step / 2
        coefficients = coefficients + step
        if np.abs(step).max() <= 1e-10 * max(1.0, np.abs(coefficients).max()):
            # Quadratic convergence: what is left is of the order of the square of this step.
            return coefficients, information_at(coefficients)
    raise ValueError("the recalibration did not converge in 100 steps")


def information(design: np.ndarray, eta: np.ndarray) -> np.ndarray:
    """Of the coefficients of a design, at the log odds `eta`."""
    return (design * (expit(eta) * expit(-eta))[:, np.newaxis]).T @ design
