"""What is known of ``rms::val.prob``, which several statistics are held against: where it stops, and how it goes about it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from parity.check import Deviation

DELETED = r"deleted from logistic calibration due to probs"
"""Its warning of risks of exactly 0 or 1."""

BEFORE_7, FROM_7 = "rms < 7", "rms >= 7"
"""``lrm.fit``, which fits its calibration line, was written anew in rms 7."""

STOPS = (
    Deviation(
        (),
        BEFORE_7,
        "it stops as a whole where the log odds of the risks spread too little beside their mean for lrm.fit",
        where_it_stops="apparently singular matrix",
    ),
    Deviation(
        (),
        FROM_7,
        "it stops as a whole where lrm.fit gives up: where the log odds of the risks spread too little beside their mean",
        where_it_stops=r"'names' attribute \[18\] must be the same length as the vector",
    ),
    Deviation(
        (),
        "rms",
        "it stops as a whole where fewer than three patients, or one outcome only, have risks within 0 and 1",
        where_it_stops=r"must have >=3 non-missing|'names' attribute \[3\] must be the same length|NA/NaN/Inf in foreign function call",
    ),
)

MISNAMED = "where all risks are equal, val.prob gives one value more than it has names, and from Emax on they are another's"


@dataclass(frozen=True, slots=True)
class Stop:
    """Where ``lrm.fit`` leaves a calibration line.

    Attributes
    ----------
    line : (2,) float array
        Intercept and slope; NaN where it gives none.
    deviance : float
        What it takes for twice the negative log-likelihood of this line.
    """

    line: np.ndarray
    deviance: float


_NOWHERE = Stop(np.full(2, np.nan), np.nan)


def line_before_7(outcome: np.ndarray, log_odds: np.ndarray) -> Stop:
    """The calibration line where ``lrm.fit`` of rms before 7 leaves it at its defaults, short of the maximum.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    log_odds : (n,) float array
        Finite.

    Returns
    -------
    Stop
        Where all risks are equal, the log odds of the prevalence and a slope of 0.

    Notes
    -----
    Newton's method from the log odds of the prevalence and a slope of 0. It ends with the step after which twice the log-likelihood had
    changed by 0.025 or less when the step was begun, or before a step where it changed by a tenth of that and no derivative exceeds 1e-9; a
    step that went down is halved; after eleven it gives what it has, with the deviance before the last. Linear predictors are held within
    30 of 0.
    """
    design, coefficients = _start(outcome, log_odds)
    if _settled(outcome, log_odds):
        return Stop(coefficients, deviance_before_7(outcome, design @ coefficients))
    step, before, share = np.zeros(2), np.inf, 1.0
    for _ in range(11):
        eta = np.clip(design @ coefficients, -30, 30)
        deviance = float(2 * np.logaddexp(0, np.where(outcome == 1, -eta, eta)).sum())
        gradient = design.T @ (outcome - expit(eta))
        if np.abs(gradient).max() < 1e-9 and abs(deviance - before) < 0.0025:
            return Stop(coefficients, deviance_before_7(outcome, design @ coefficients))
        if deviance > before:
            share /= 2
            coefficients = coefficients - share * step
            continue
        share = 1.0
        step = _step(design, eta, gradient)
        coefficients = coefficients + step
        if abs(before - deviance) <= 0.025:
            return Stop(coefficients, deviance_before_7(outcome, design @ coefficients))
        before = deviance
    return Stop(coefficients, deviance)


def line_from_7(outcome: np.ndarray, log_odds: np.ndarray) -> Stop:
    """The calibration line where ``lrm.fit`` of rms from 7 on leaves it at its defaults.

    Parameters, result: as of `line_before_7`.

    Notes
    -----
    Newton's method from the same start. It ends with the step that changes twice the log-likelihood by less than 0.0005 and before which no
    derivative of it exceeded n times 1e-6; a step that raises it by more than 1e-6 is halved; it gives up at a hundredth of one, and after 50.
    """
    design, coefficients = _start(outcome, log_odds)

    def deviance(coefficients: np.ndarray) -> float:
        return deviance_from_7(outcome, design @ coefficients)

    reached = deviance(coefficients)
    if _settled(outcome, log_odds):
        return Stop(coefficients, reached)
    for _ in range(50):
        eta = design @ coefficients
        gradient = design.T @ (outcome - expit(eta))
        step = _step(design, eta, gradient)
        share = 1.0
        while not deviance(coefficients + share * step) <= reached + 1e-6:
            share /= 2
            if share <= 0.01:
                return _NOWHERE
        coefficients, before = coefficients + share * step, reached
        reached = deviance(coefficients)
        if before - reached < 5e-4 and 2 * np.abs(gradient).max() < 1e-6 * len(outcome):
            return Stop(coefficients, reached)
    return _NOWHERE


def deviance_before_7(outcome: np.ndarray, log_odds: np.ndarray) -> float:
    """Twice the negative log-likelihood of log odds in ``lrm.fit`` of rms before 7: within 30 of 0, and by way of the risks."""
    risk = expit(np.clip(log_odds, -30, 30))
    return float(-2 * np.log(np.where(outcome == 1, risk, 1 - risk)).sum())


def deviance_from_7(outcome: np.ndarray, log_odds: np.ndarray) -> float:
    """Twice the negative log-likelihood of log odds in ``lrm.fit`` of rms from 7 on."""
    return float(2 * np.logaddexp(0, np.where(outcome == 1, -log_odds, log_odds)).sum())


def _start(outcome: np.ndarray, log_odds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.column_stack([np.ones(len(outcome)), log_odds]), np.array([logit(outcome.mean()), 0.0])


def _settled(outcome: np.ndarray, log_odds: np.ndarray) -> bool:
    """Whether there is nothing to iterate: one outcome only, or one risk."""
    return outcome.min() == outcome.max() or log_odds.min() == log_odds.max()


def _step(design: np.ndarray, eta: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    try:
        return np.linalg.solve((design * (expit(eta) * expit(-eta))[:, np.newaxis]).T @ design, gradient)
    except np.linalg.LinAlgError:
        return np.full(2, np.nan)
