"""How far rounding may move what val.prob gives of risks that come from a model fitted on the columns as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np
from scipy.special import expit, logit, ndtr

from parity.checks.as_typed.rounding import of_patients, of_recalibration
from parity.checks.calibration import spiegelhalter_test
from parity.checks.calibration.rounding import line_by_lrm_fit
from parity.checks.overall import brier_score
from parity.checks.overall.rounding import indexes_by_val_prob
from parity.checks.stats import lowess
from parity.checks.stats.glm_fit import HELD
from parity.checks.stats.pchisq import tail_rounding
from parity.checks.summation import UNIT
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.calibration.lowess import windows_of
from parity.statistics.calibration.recalibration import (
    deviance_of_prevalence,
    deviance_of_risks,
    recalibration,
    with_logit,
)
from parity.statistics.once import once

Predictors = Mapping[str, Column]
_OF_A_RISK = 8 * UNIT
"""Its relative error: an exponential and a quotient on each side."""
_STEEPEST = 8.0
"""More than how steep the tricube weight and its square are over the width of a window."""


def of_risk(
    developed: np.ndarray,
    predictors: Predictors,
    patients: Predictors,
    risk: np.ndarray,
    formula: Optional[Formula] = None,
) -> Mapping[str, np.ndarray]:
    """Of the risk of each patient."""
    return {"risk": np.asarray(of_patients(developed, predictors, patients, risk, formula)["risk"])}


@once
def of_val_prob(
    developed: np.ndarray,
    predictors: Predictors,
    patients: Predictors,
    coefficients: np.ndarray,
    outcome: np.ndarray,
    risk: np.ndarray,
    formula: Optional[Formula] = None,
) -> Mapping[str, float]:
    """By field: what rounding does to it given the risks, and to first order what each risk's own bound does.

    Notes
    -----
    With the bound e of a risk p and :math:`\\epsilon` of its log odds, which are taken back from the risk and lose the
    digits that one minus the risk has not, and none where glm holds the risk:

    - the Brier score moves by the mean of :math:`2|p - y| e`;
    - a deviance of the risks by :math:`2\\sum |y - p|\\epsilon`, that of the calibration line, at whose maximum its
      coefficients do not count, by :math:`2|\\beta|\\sum |y - p_{line}|\\epsilon`; where it has none, by no more than
      :math:`2\\sum\\epsilon`;
    - the calibration line as that of glm does (`parity.checks.as_typed.rounding`);
    - the smooth curve by e times its slope, at most what the weights may change by within a window;
    - z of Spiegelhalter's test by what its numerator :math:`\\sum (y - p)(1 - 2p)` and the variance move by.
    """
    moved = of_patients(developed, predictors, patients, risk, formula)
    within = with_logit(risk)
    is_held = ~within
    if predictors:
        is_held = np.abs(model_matrix(formula, predictors, patients).values @ coefficients) > HELD + 1
    of_risk = np.where(is_held, 0.0, np.asarray(moved["risk"]) + _OF_A_RISK * risk)
    with np.errstate(divide="ignore"):
        back = np.where(is_held, 0.0, _OF_A_RISK / (1 - risk))
    of_log_odds = np.where(is_held, 0.0, moved["linear_predictor"]) + back
    found = {
        "brier": float((2 * np.abs(risk - outcome) * of_risk).mean()),
        **of_recalibration(outcome[within], logit(risk[within]), of_log_odds[within]),
        **_of_deviances(outcome, risk, of_log_odds),
        **_of_curve(risk, of_risk),
        **_of_z(outcome, risk, of_risk),
    }
    for own in (
        line_by_lrm_fit(outcome, risk),
        indexes_by_val_prob(outcome, risk),
        spiegelhalter_test.rounding_by_val_prob(outcome, risk),
        brier_score.rounding(outcome, risk),
        lowess.rounding(outcome, risk),
    ):
        for name in found.keys() & own.keys():
            found[name] += float(np.nan_to_num(own[name]))
    return found


def _of_deviances(outcome: np.ndarray, risk: np.ndarray, of_log_odds: np.ndarray) -> dict[str, float]:
    line = recalibration(outcome, risk)
    n = len(line.outcome)
    intercept, slope = line.coefficients
    wrong, steepness = np.ones(len(outcome)), 1.0
    if np.isfinite(slope) and n == len(outcome):
        wrong, steepness = np.abs(outcome - expit(intercept + slope * line.log_odds)), abs(float(slope))
    of_prevalence = deviance_of_prevalence(line.outcome)
    of_predictions = deviance_of_risks(line.outcome, risk[with_logit(risk)])
    d = 2 * float((np.abs(outcome - risk) * of_log_odds).sum())
    u = d + 2 * steepness * float((wrong * of_log_odds).sum())
    chi_square = of_prevalence - of_predictions
    with np.errstate(over="ignore"):
        r2 = float(d / n * np.exp(-chi_square / n) / -np.expm1(-of_prevalence / n))
    return {
        "r2": r2,
        "d": d / n,
        "d_chi_square": d,
        "d_p": tail_rounding(1, chi_square, d),
        "u": u / n,
        "u_chi_square": u,
        "u_p": tail_rounding(2, of_predictions - line.deviance, u),
        "q": (d + u) / n,
    }


def _of_curve(risk: np.ndarray, of_risk: np.ndarray) -> dict[str, float]:
    windows = windows_of(np.sort(risk))
    width = np.asarray(windows.width)
    narrowest = float(width[width > 0].min()) if (width > 0).any() else 1.0
    largest = float(of_risk.max()) * (1 + _STEEPEST / narrowest)
    return {"emax": largest, "e90": largest, "eavg": largest}


def _of_z(outcome: np.ndarray, risk: np.ndarray, of_risk: np.ndarray) -> dict[str, float]:
    weight = 1 - 2 * risk
    variance = float((weight**2 * risk * (1 - risk)).sum())
    if not variance > 0:
        return {"z": 0.0, "p": 0.0}
    z = abs(float(((outcome - risk) * weight).sum())) / variance**0.5
    of_numerator = float(((np.abs(weight) + 2 * np.abs(outcome - risk)) * of_risk).sum())
    of_variance = float(((4 * np.abs(weight) * risk * (1 - risk) + np.abs(weight) ** 3) * of_risk).sum())
    error = of_numerator / variance**0.5 + z * of_variance / variance / 2
    return {"z": error, "p": float(2 * (ndtr(error - z) - ndtr(-error - z)))}
