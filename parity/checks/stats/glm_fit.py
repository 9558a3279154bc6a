"""Where ``stats::glm`` leaves a logistic model at its defaults."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import qr, solve_triangular

_EPSILON = 2.0**-52
HELD = 30.0
"""Log odds at which it holds risks."""
_ENOUGH = 1e-8
_CONVERGED = 1e-14
_STEPS = 25
_DEPENDENT = 1e-11


@dataclass(frozen=True, slots=True)
class Fit:
    """Where ``glm`` stops.

    Attributes
    ----------
    coefficients : (p,) float array
        NaN where it finds a column to depend on those before it.
    root : (p, p) float array
        R of ``vcov`` = R R', by the weights of the last step, which are those of the place before it.
    """

    coefficients: np.ndarray
    root: np.ndarray


def glm_fit(
    outcome: np.ndarray, columns: np.ndarray, offset: float | np.ndarray = 0.0, *, converged: bool = False
) -> Fit:
    """A logistic model where ``glm`` leaves it, by its own steps.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    columns : (n, p) float array
        With that of the intercept.
    offset : float or (n,) float array
    converged : bool
        Instead, until only rounding is left: to a change of 1e-14, and once more.

    Notes
    -----
    Iterated weighted least squares from risks of 1/4 and 3/4, (y + 1/2) / 2. It ends with the step that changes the
    deviance D by less than 1e-8 (D + 0.1), and after 25. Log odds beyond 30 count as risks 2.2e-16 from 0 and 1. The
    covariance comes from the weights of the last step.

    The last step squares the error that is left: a change of the deviance by :math:`\\lambda^2` is a step of
    :math:`\\lambda` standard errors.
    """
    log_odds = np.where(outcome == 1, np.log(3.0), -np.log(3.0))
    risk = risk_as_glm(log_odds)
    deviance = deviance_as_glm(outcome, risk)
    p = columns.shape[1]
    coefficients, covariance_root = np.full(p, np.nan), np.full((p, p), np.nan)
    still = False
    for _ in range(_STEPS):
        slope = np.maximum(slope_as_glm(log_odds), _EPSILON)
        working = log_odds - offset + (outcome - risk) / slope
        root = np.sqrt(slope**2 / (risk * (1 - risk)))
        basis, triangle = qr(root[:, np.newaxis] * columns, mode="economic", check_finite=False)
        length = np.linalg.norm(root[:, np.newaxis] * columns, axis=0)
        left = np.zeros(p)
        left[: len(triangle)] = np.abs(np.diag(triangle))
        kept = left > _DEPENDENT * length
        if not kept.all():
            basis, triangle = qr(root[:, np.newaxis] * columns[:, kept], mode="economic", check_finite=False)
        inverse = solve_triangular(triangle, np.eye(int(kept.sum())))
        coefficients = np.full(p, np.nan)
        coefficients[kept] = inverse @ (basis.T @ (root * working))
        covariance_root = np.full((p, p), np.nan)
        covariance_root[np.ix_(kept, kept)] = inverse
        log_odds = columns[:, kept] @ coefficients[kept] + offset
        risk = risk_as_glm(log_odds)
        before, deviance = deviance, deviance_as_glm(outcome, risk)
        change = abs(deviance - before) / (abs(deviance) + 0.1)
        if still or not converged and change < _ENOUGH:
            break
        still = converged and change < _CONVERGED
    return Fit(coefficients, covariance_root)


def risk_as_glm(log_odds: np.ndarray) -> np.ndarray:
    """The inverse of the logit, 2.2e-16 from 0 and 1 for log odds beyond 30."""
    odds = np.exp(np.clip(log_odds, -HELD, HELD))
    odds = np.where(log_odds > HELD, 1 / _EPSILON, np.where(log_odds < -HELD, _EPSILON, odds))
    return odds / (1 + odds)


def slope_as_glm(log_odds: np.ndarray) -> np.ndarray:
    """That of the risk with the log odds, 2.2e-16 beyond 30."""
    below = np.exp(-np.abs(log_odds))
    return np.where(np.abs(log_odds) > HELD, _EPSILON, below / (1 + below) ** 2)


def deviance_as_glm(outcome: np.ndarray, risk: np.ndarray) -> float:
    """By the logarithms of the risks and of one minus them."""
    return float(-2 * np.log(np.where(outcome == 1, risk, 1 - risk)).sum())
