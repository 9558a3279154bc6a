"""Where ``rms::lrm`` leaves a logistic model at its defaults, in the two forms it has had."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit

from parity.checks.rms.lrm_fit import HELD, deviance_before_7, deviance_from_7


def lrm_before_7(outcome: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The coefficients where ``lrm`` of rms before 7 leaves a model.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    columns : (n, p) float array
        That of the intercept first.

    Notes
    -----
    The steps and the rule are those of `parity.checks.rms.lrm_fit.line_before_7`.
    """
    place, before, share, step = _start(outcome, columns), np.inf, 1.0, np.zeros(columns.shape[1])
    for _ in range(11):
        log_odds = columns @ place
        deviance = deviance_before_7(outcome, log_odds)
        gradient, information = _at(outcome, columns, np.clip(log_odds, -HELD, HELD))
        if np.abs(gradient).max() < 1e-9 and abs(deviance - before) < 0.0025:
            return place
        if deviance > before:
            share /= 2
            place = place - share * step
            continue
        share, step = 1.0, np.linalg.solve(information, gradient)
        place = place + step
        if abs(before - deviance) <= 0.025:
            return place
        before = deviance
    return place


def lrm_from_7(outcome: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The coefficients where ``lrm`` of rms from 7 on leaves a model; NaN where it gives none.

    Parameters, result: as of `lrm_before_7`. The steps and the rule are those of
    `parity.checks.rms.lrm_fit.line_from_7`.
    """
    place = _start(outcome, columns)
    deviance = deviance_from_7(outcome, columns @ place)
    for _ in range(50):
        gradient, information = _at(outcome, columns, columns @ place)
        step, share, before = np.linalg.solve(information, gradient), 1.0, deviance
        deviance = deviance_from_7(outcome, columns @ (place + step))
        while not deviance <= before + 1e-6:
            share /= 2
            if share <= 0.01:
                return np.full(len(place), np.nan)
            deviance = deviance_from_7(outcome, columns @ (place + share * step))
        place = place + share * step
        if before - deviance < 5e-4 and 2 * np.abs(gradient).max() < 1e-6 * len(outcome):
            return place
    return np.full(len(place), np.nan)


def _start(outcome: np.ndarray, columns: np.ndarray) -> np.ndarray:
    place = np.zeros(columns.shape[1])
    place[0] = logit(outcome.mean())
    return place


def _at(outcome: np.ndarray, columns: np.ndarray, log_odds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Score and information."""
    residual = np.where(outcome == 1, expit(-log_odds), -expit(log_odds))
    weight = expit(log_odds) * expit(-log_odds)
    return columns.T @ residual, columns.T @ (columns * weight[:, np.newaxis])
