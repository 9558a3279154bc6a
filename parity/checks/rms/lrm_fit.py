"""What ``rms::lrm.fit`` makes of a calibration line at its defaults, in the two forms it has had: where it stops, its
deviances, the bins by which it counts pairs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

BEFORE_7, FROM_7 = "rms < 7", "rms >= 7"
"""It was written anew in rms 7."""
HELD = 30.0
"""Log odds at which the former one holds a linear predictor."""
_SINGULAR = 2e-7
"""What must be left of the second column of its information, with room for rounding."""
BIN_COUNT = 5000
"""Of the risks, by which it counts pairs before rms 6.9-0."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where ``lrm.fit`` leaves a calibration line.

    Attributes
    ----------
    line : (2,) float array
        Intercept and slope; NaN where it gives none.
    deviance : float
        What it takes for twice the negative log-likelihood of this line.
    steps : (k, 2) float array
        By which it got there.
    """

    line: np.ndarray
    deviance: float
    steps: np.ndarray


_NOWHERE = Stop(np.full(2, np.nan), np.nan, np.zeros((0, 2)))


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
    Newton's method from the log odds of the prevalence and a slope of 0. It ends with the step after which twice the
    log-likelihood had changed by 0.025 or less when the step was begun, or before a step where it changed by a tenth of
    that and no derivative exceeds 1e-9; a step that went down is halved; after eleven it gives what it has, with the
    deviance before the last. Linear predictors are held within 30 of 0.
    """
    line = _start(outcome)
    if _is_settled(outcome, log_odds):
        return Stop(line, deviance_before_7(outcome, line[0] + line[1] * log_odds), np.zeros((0, 2)))
    steps, before, share = [np.zeros(2)], np.inf, 1.0
    for _ in range(11):
        place = _place(outcome, log_odds, np.clip(line[0] + line[1] * log_odds, -HELD, HELD))
        deviance = deviance_before_7(outcome, line[0] + line[1] * log_odds)
        if np.abs(place.gradient).max() < 1e-9 and abs(deviance - before) < 0.0025:
            return Stop(line, deviance, np.array(steps))
        if deviance > before:
            share /= 2
            line = line - share * steps[-1]
            continue
        share = 1.0
        steps.append(_step(place))
        line = line + steps[-1]
        if abs(before - deviance) <= 0.025:
            return Stop(line, deviance_before_7(outcome, line[0] + line[1] * log_odds), np.array(steps))
        before = deviance
    return Stop(line, deviance, np.array(steps))


def line_from_7(outcome: np.ndarray, log_odds: np.ndarray) -> Stop:
    """The calibration line where ``lrm.fit`` of rms from 7 on leaves it at its defaults.

    Parameters, result: as of `line_before_7`.

    Notes
    -----
    Newton's method from the same start. It ends with the step that changes twice the log-likelihood by less than 0.0005
    and before which no derivative of it exceeded n times 1e-6; a step that raises it by more than 1e-6 is halved; it
    gives up at a hundredth of one, and after 50.
    """
    line = _start(outcome)
    if _is_settled(outcome, log_odds):
        return Stop(line, deviance_from_7(outcome, line[0] + line[1] * log_odds), np.zeros((0, 2)))
    place, steps = _place(outcome, log_odds, line[0] + line[1] * log_odds), []
    for _ in range(50):
        step, left = _step(place), place
        place = _place(outcome, log_odds, line[0] + step[0] + (line[1] + step[1]) * log_odds)
        share = 1.0
        while not place.deviance <= left.deviance + 1e-6:
            share /= 2
            if share <= 0.01:
                return _NOWHERE
            place = _place(outcome, log_odds, line[0] + share * step[0] + (line[1] + share * step[1]) * log_odds)
        line = line + share * step
        steps.append(share * step)
        if left.deviance - place.deviance < 5e-4 and 2 * np.abs(left.gradient).max() < 1e-6 * len(outcome):
            return Stop(line, place.deviance, np.array(steps))
    return _NOWHERE


def is_singular_before_7(outcome: np.ndarray, log_odds: np.ndarray) -> bool:
    """Whether ``lrm.fit`` of rms before 7 takes the information of a line for singular: the log odds spread too little
    beside their mean, from the start or with the weights of a place that its steps lead to.

    Notes
    -----
    Of a QR decomposition of the information, what is left of the second column beside the first must be more than 1e-7
    of it, in every place from which it steps and in the last, whose inverse it gives. Twice 1e-7 is taken for singular
    here, for rounding.
    """
    mean, variance = log_odds.mean(), log_odds.var()
    if variance <= _SINGULAR * np.hypot(1.0, mean) * np.hypot(mean, variance + mean**2):
        return True
    if _is_settled(outcome, log_odds):
        return False
    stop = line_before_7(outcome, log_odds)
    places = _start(outcome) + np.cumsum(stop.steps, axis=0)
    return any(not _left_of_the_second(outcome, log_odds, place) > _SINGULAR for place in places)


def _left_of_the_second(outcome: np.ndarray, log_odds: np.ndarray, line: np.ndarray) -> float:
    """The share of the second column of the information that is left beside the first."""
    first, second = _place(outcome, log_odds, np.clip(line[0] + line[1] * log_odds, -HELD, HELD)).information
    with np.errstate(invalid="ignore", divide="ignore"):  # no weight at all is left: NaN, and singular too
        left = second - first * (first @ second) / (first @ first)
        return float(np.hypot(*left) / np.hypot(*second))


def gives_up(outcome: np.ndarray, log_odds: np.ndarray) -> bool:
    """Whether ``lrm.fit`` of rms from 7 on gives up: its steps lead nowhere, or its solver takes the information for
    singular.

    Notes
    -----
    The reciprocal condition number must be more than the distance of 1 to the next double; ten times that is taken for
    singular here, for the rounding of the information.
    """
    stop = line_from_7(outcome, log_odds)
    if np.isnan(stop.line).any():
        return True
    places = _start(outcome) + np.vstack([np.zeros(2), np.cumsum(stop.steps, axis=0)])
    informations = (_place(outcome, log_odds, line[0] + line[1] * log_odds).information for line in places)
    return any(np.linalg.cond(information, 1) >= 0.1 / np.finfo(float).eps for information in informations)


def deviance_before_7(outcome: np.ndarray, log_odds: np.ndarray) -> float:
    """Twice the negative log-likelihood of log odds in rms before 7: held within 30 of 0, and by way of the risks.

    Added one patient after the other, as its loop does: with many equal risks the rounding of that may halve a step.
    """
    risk = expit(np.clip(log_odds, -HELD, HELD))
    return float(-2 * np.log(np.where(outcome == 1, risk, 1 - risk)).cumsum()[-1])


def deviance_from_7(outcome: np.ndarray, log_odds: np.ndarray) -> float:
    """Twice the negative log-likelihood of log odds in rms from 7 on."""
    wrong = np.where(outcome == 1, -log_odds, log_odds)
    return float(2 * (np.maximum(wrong, 0) + np.log1p(np.exp(-np.abs(wrong)))).sum())


@dataclass(frozen=True, slots=True)
class _Place:
    deviance: float
    gradient: np.ndarray
    information: np.ndarray


def _place(outcome: np.ndarray, log_odds: np.ndarray, eta: np.ndarray) -> _Place:
    wrong = np.where(outcome == 1, -eta, eta)
    below = np.exp(-np.abs(wrong))
    chance = np.where(wrong >= 0, 1.0, below) / (1 + below)
    residual, weight = np.where(outcome == 1, chance, -chance), below / (1 + below) ** 2
    weighted = weight * log_odds
    mixed = weighted.sum()
    return _Place(
        float(2 * (np.maximum(wrong, 0) + np.log1p(below)).sum()),
        np.array([residual.sum(), (residual * log_odds).sum()]),
        np.array([[weight.sum(), mixed], [mixed, (weighted * log_odds).sum()]]),
    )


def _start(outcome: np.ndarray) -> np.ndarray:
    return np.array([logit(outcome.mean()), 0.0])


def _is_settled(outcome: np.ndarray, log_odds: np.ndarray) -> bool:
    """Whether there is nothing to iterate: one outcome only, or one risk."""
    return bool(outcome.min() == outcome.max() or log_odds.min() == log_odds.max())


def _step(place: _Place) -> np.ndarray:
    try:
        return np.linalg.solve(place.information, place.gradient)
    except np.linalg.LinAlgError:
        return np.full(2, np.nan)


def bins(risk: np.ndarray) -> np.ndarray:
    """The bins by which ``lrm.fit`` counts pairs: whole 5000ths of the probability that it takes back from log odds.

    A risk at the limit of two bins falls into one of them by the last bit of a logarithm and of an exponential, which
    are taken as R takes them, from the C library."""
    scaled = BIN_COUNT * risk
    found = np.floor(scaled)
    at_limit = np.abs(scaled - np.rint(scaled)) < 1e-6
    values, which = np.unique(risk[at_limit], return_inverse=True)
    found[at_limit] = np.array([_bin(value) for value in values.tolist()], dtype=float)[which]
    return found


def _bin(risk: float) -> float:
    log_odds = math.log(risk / (1 - risk))
    probability = 1 / (1 + math.exp(-min(max(log_odds, -HELD), HELD)))
    return float(math.floor(BIN_COUNT * probability + 1) - 1)
