"""Where ``rms::lrm`` leaves a logistic model at its defaults, in the two forms it has had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

import numpy as np
from scipy.linalg import qr, solve_triangular
from scipy.special import expit, logit

from parity.checks.rms.lrm_fit import BIN_COUNT, HELD, deviance_before_7, deviance_from_7
from parity.checks.summation import UNIT
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.discrimination.concordance import concordance_of_scores
from parity.statistics.once import once
from parity.statistics.regression.logistic_regression import null_log_likelihood
from parity.statistics.regression.maximum_likelihood import maximum_likelihood, way_back
from parity.statistics.upper_tail import upper_tail

_OPERATIONS = 64
"""Roundings one after the other in what is not a sum over the patients."""
_SINGULAR_BEFORE_7 = 1e-7
_SINGULAR_FROM_7 = 0.1 / float(np.finfo(float).eps)


@once
def steps_before_7(outcome: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The places that ``lrm`` of rms before 7 comes by, the one where it leaves a model last.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    columns : (n, p) float array
        That of the intercept first.

    Returns
    -------
    (k, p) float array

    Notes
    -----
    The steps and the rule are those of `parity.checks.rms.lrm_fit.line_before_7`.
    """
    places, before, share, step = [_start(outcome, columns)], np.inf, 1.0, np.zeros(columns.shape[1])
    for _ in range(11):
        log_odds = columns @ places[-1]
        deviance = deviance_before_7(outcome, log_odds)
        gradient, information = _at(outcome, columns, np.clip(log_odds, -HELD, HELD))
        if np.abs(gradient).max() < 1e-9 and abs(deviance - before) < 0.0025:
            break
        if deviance > before:
            share /= 2
            places.append(places[-1] - share * step)
            continue
        share, step = 1.0, _solved(information, gradient)
        places.append(places[-1] + step)
        if abs(before - deviance) <= 0.025:
            break
        before = deviance
    return np.array(places)


@once
def steps_from_7(outcome: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The places that ``lrm`` of rms from 7 on comes by; the last is NaN where it gives no model.

    Parameters, result: as of `steps_before_7`. The steps and the rule are those of
    `parity.checks.rms.lrm_fit.line_from_7`.
    """
    places = [_start(outcome, columns)]
    nowhere = np.full(columns.shape[1], np.nan)
    deviance = deviance_from_7(outcome, columns @ places[-1])
    for _ in range(50):
        gradient, information = _at(outcome, columns, columns @ places[-1])
        step, share, before = _solved(information, gradient), 1.0, deviance
        deviance = deviance_from_7(outcome, columns @ (places[-1] + step))
        while not deviance <= before + 1e-6:
            share /= 2
            if share <= 0.01:
                return np.array([*places, nowhere])
            deviance = deviance_from_7(outcome, columns @ (places[-1] + share * step))
        places.append(places[-1] + share * step)
        if before - deviance < 5e-4 and 2 * np.abs(gradient).max() < 1e-6 * len(outcome):
            return np.array(places)
    return np.array([*places, nowhere])


def lrm_before_7(outcome: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The coefficients where ``lrm`` of rms before 7 leaves a model."""
    return np.asarray(steps_before_7(outcome, columns)[-1])


def lrm_from_7(outcome: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The coefficients where ``lrm`` of rms from 7 on leaves a model; NaN where it gives none."""
    return np.asarray(steps_from_7(outcome, columns)[-1])


def is_singular_before_7(outcome: np.ndarray, columns: np.ndarray) -> bool:
    """Whether ``lrm`` of rms before 7 takes the information of a model for singular, at a place that it comes by.

    Notes
    -----
    Of a QR decomposition of the information, what is left of a column beside those before it must be 1e-7 of it.
    A thousandth more is taken for singular here: that is what the rounding of the information, of which 1e-7 is left,
    comes to at most with thousands of patients.
    """
    for place in steps_before_7(outcome, columns):
        information = _at(outcome, columns, np.clip(columns @ place, -HELD, HELD))[1]
        if not np.isfinite(information).all():
            return True
        left = np.abs(np.diag(np.linalg.qr(information, mode="r")))
        if (left <= 1.001 * _SINGULAR_BEFORE_7 * np.linalg.norm(information, axis=0)).any():
            return True
    return False


def gives_up_from_7(outcome: np.ndarray, columns: np.ndarray) -> bool:
    """Whether ``lrm`` of rms from 7 on gives no model: its steps lead nowhere, or its solver takes the information for
    singular.

    Notes
    -----
    The reciprocal condition number must be more than the distance of 1 to the next double; ten times that is taken for
    singular here, for the rounding of the information.
    """
    places = steps_from_7(outcome, columns)
    if np.isnan(places[-1]).any():
        return True
    informations = (_at(outcome, columns, columns @ place)[1] for place in places)
    return any(np.linalg.cond(information, 1) >= _SINGULAR_FROM_7 for information in informations)


def relative_error_of_solving(outcome: np.ndarray, columns: np.ndarray, place: np.ndarray) -> float:
    """What rounding may do to the solution of a system with the information as it is, in either form of ``lrm``.

    Notes
    -----
    A rounding error times the condition of the information, whose columns a decomposition by reflections may be thought
    scaled to one length.
    """
    information = _at(outcome, columns, columns @ place)[1]
    return _OPERATIONS * UNIT * float(np.linalg.cond(information / np.linalg.norm(information, axis=0)))


@once
def statistics_at(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    place: np.ndarray,
    binned: bool,
    formula: Optional[Formula] = None,
) -> Mapping[str, Any]:
    """What ``lrm`` says of a model that it leaves at a place, by field of `model_as_typed`.

    Parameters
    ----------
    outcome : (n,) int array
    predictors : mapping of str to (n,) float array or Factor
    place : (p,) float array
        Coefficients.
    binned : bool
        Whether C and Dxy are those of risks in bins of 0.0002, as before rms 6.9-0.
    formula : Formula or None
    """
    columns, fit = model_matrix(formula, predictors).values, maximum_likelihood(outcome, predictors, formula)
    rows, which = np.unique(columns, axis=0, return_inverse=True)
    log_odds = (rows @ place)[which.ravel()]
    risk = expit(log_odds)
    root = np.sqrt(risk * expit(-log_odds))[:, np.newaxis]
    triangle = qr(root * fit.standardise(columns), mode="r", check_finite=False)[0][: columns.shape[1]]
    back, n = way_back(fit.centre, fit.scale), len(outcome)
    null = -2 * null_log_likelihood(outcome)
    ratio = null - deviance_from_7(outcome, log_odds)
    ranks = concordance_of_scores(outcome, np.floor(BIN_COUNT * risk) if binned else log_odds)
    return {
        "coefficients": place,
        "standard_errors": np.linalg.norm(solve_triangular(triangle, back.T, trans="T"), axis=0),
        "log_odds": log_odds,
        "likelihood_ratio": ratio,
        "likelihood_ratio_p": upper_tail(columns.shape[1] - 1, ratio),
        "nagelkerke": float(np.expm1(-ratio / n) / np.expm1(-null / n)),
        "c": ranks.c,
        "dxy": ranks.dxy,
        "brier": float(((outcome - risk) ** 2).mean()),
    }


def _start(outcome: np.ndarray, columns: np.ndarray) -> np.ndarray:
    place = np.zeros(columns.shape[1])
    place[0] = logit(outcome.mean())
    return place


def _at(outcome: np.ndarray, columns: np.ndarray, log_odds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Score and information."""
    residual = np.where(outcome == 1, expit(-log_odds), -expit(log_odds))
    weight = expit(log_odds) * expit(-log_odds)
    return columns.T @ residual, columns.T @ (columns * weight[:, np.newaxis])


def _solved(information: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    try:
        return np.linalg.solve(information, gradient)
    except np.linalg.LinAlgError:
        return np.full(len(gradient), np.nan)
