"""How far rounding may move the numbers that follow from risks which glm computes on the columns as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np
from scipy.special import logit

from parity.checks.calibration.groups import groups_of
from parity.checks.calibration.rounding import Place, by_glm, place_of
from parity.checks.regression.rounding import Bounds, as_given, patients_as_given
from parity.checks.stats.glm_fit import HELD, glm_fit
from parity.checks.stats.pchisq import tail_rounding
from parity.checks.summation import UNIT
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.calibration.recalibration import has_line, with_logit
from parity.statistics.once import once

Predictors = Mapping[str, Column]
_OF_A_LOGARITHM = 8 * UNIT
_STEPS_WITHOUT_MAXIMUM = 1 / (1 - np.exp(-0.5))
"""The errors of all steps together, in that of the last. Towards a line that separates, a step takes log odds on by 1,
so that the weights fall by e, and standard errors, in which a step is off by the same, grow by its root."""


def estimates(outcome: np.ndarray, predictors: Predictors, level: float, formula: Optional[Formula] = None) -> Bounds:
    """Of the coefficients, their standard errors, tests and odds ratios."""
    return as_given(outcome, predictors, level, formula)


def of_patients(
    outcome: np.ndarray,
    predictors: Predictors,
    patients: Predictors,
    risk: np.ndarray,
    formula: Optional[Formula] = None,
) -> Bounds:
    """Of the linear predictor and the risk of each patient: by the model on the columns as they are; of risks that are
    given, by R's reading of the file, which may be off by the last bit, and the logarithm of their odds."""
    if predictors:
        return patients_as_given(outcome, predictors, patients, formula)
    log_odds = np.zeros(len(risk))
    within = with_logit(risk)
    inside = risk[within]
    log_odds[within] = _OF_A_LOGARITHM * (1 / (1 - inside) + np.abs(logit(inside)))
    return {"linear_predictor": log_odds, "risk": 2 * UNIT * risk}


@once
def of_risks(
    outcome: np.ndarray,
    predictors: Predictors,
    patients: Predictors,
    observed: np.ndarray,
    coefficients: np.ndarray,
    risk: np.ndarray,
    groups: int,
    formula: Optional[Formula] = None,
) -> Bounds:
    """Of what follows from the risks, to first order, each risk moving by its own bound, and not where glm holds it.

    Notes
    -----
    The Brier score moves by the mean of :math:`2|p - y|` times that. An expected count E that moves by e moves the
    statistic of Hosmer and Lemeshow by :math:`e(2|O - E|/E + (O - E)^2/E^2)`, and so on the other side. The
    recalibration moves by what rounding does to glm of log odds that differ by their bound; where its likelihood has no
    maximum, no step mends the error of the one before.
    """
    moved = of_patients(outcome, predictors, patients, risk, formula)
    of_log_odds, of_risk = np.asarray(moved["linear_predictor"]), np.asarray(moved["risk"])
    has_log_odds, log_odds = _log_odds(predictors, patients, coefficients, risk, formula)
    of_cutoffs = 2 * UNIT
    if predictors:
        of_risk = np.where(np.abs(log_odds) > HELD + 1, 0.0, of_risk)
        of_cutoffs = float(np.max(patients_as_given(outcome, predictors, predictors, formula)["risk"]))
    return {
        "cutoffs": of_cutoffs,
        "brier": float((2 * np.abs(risk - observed) * of_risk).mean()),
        **_hosmer_lemeshow(observed, risk, of_risk, groups),
        **of_recalibration(observed[has_log_odds], log_odds, of_log_odds[has_log_odds]),
    }


def standard_error_of_intercept(
    predictors: Predictors,
    patients: Predictors,
    observed: np.ndarray,
    coefficients: np.ndarray,
    risk: np.ndarray,
    formula: Optional[Formula] = None,
) -> float:
    """What the intercept of the calibration line is a number of, where glm stops."""
    has_log_odds, log_odds = _log_odds(predictors, patients, coefficients, risk, formula)
    return float(_where_glm_stops(observed[has_log_odds], log_odds)[0].standard_errors[0])


def standard_error_of_slope(
    predictors: Predictors,
    patients: Predictors,
    observed: np.ndarray,
    coefficients: np.ndarray,
    risk: np.ndarray,
    formula: Optional[Formula] = None,
) -> float:
    """What the slope of the calibration line is a number of, where glm stops."""
    has_log_odds, log_odds = _log_odds(predictors, patients, coefficients, risk, formula)
    return float(_where_glm_stops(observed[has_log_odds], log_odds)[0].standard_errors[1])


def _hosmer_lemeshow(observed: np.ndarray, risk: np.ndarray, of_risk: np.ndarray, groups: int) -> dict[str, float]:
    found = groups_of(observed, risk, groups)
    error = np.bincount(found.place, weights=of_risk, minlength=len(found.sizes))
    statistic, moved = 0.0, 0.0
    for counted, expected in found.sides:
        some = expected > 0
        off, of, by = np.abs(counted - expected)[some], expected[some], error[some]
        statistic += float((off**2 / of).sum())
        moved += float((by * (2 * off / of + off**2 / of**2)).sum())
    freedom = found.filled - 2
    tail = tail_rounding(freedom, statistic, moved) if freedom > 0 else 0.0
    return {"hosmer_lemeshow": moved, "hosmer_lemeshow_p": tail}


def of_recalibration(observed: np.ndarray, log_odds: np.ndarray, of_log_odds: np.ndarray) -> dict[str, float]:
    """Of the calibration line and calibration-in-the-large of glm, each log odds moving by its own bound."""
    line, shift = _where_glm_stops(observed, log_odds)
    steps = 1.0 if has_line(observed, log_odds) else _STEPS_WITHOUT_MAXIMUM
    intercept, slope = steps * by_glm(line, of_log_odds)[0]
    (in_the_large,) = by_glm(shift, of_log_odds)[0]
    return {"intercept": float(intercept), "slope": float(slope), "intercept_in_the_large": float(in_the_large)}


@once
def _where_glm_stops(observed: np.ndarray, log_odds: np.ndarray) -> tuple[Place, Place]:
    """The places of the calibration line and of calibration-in-the-large."""
    constant = np.ones((len(log_odds), 1))
    line = glm_fit(observed, np.column_stack([constant, log_odds])).coefficients
    shift = glm_fit(observed, constant, log_odds).coefficients
    return place_of(observed, log_odds, line), place_of(observed, log_odds, shift)


def _log_odds(
    predictors: Predictors,
    patients: Predictors,
    coefficients: np.ndarray,
    risk: np.ndarray,
    formula: Optional[Formula],
) -> tuple[np.ndarray, np.ndarray]:
    """Which patients have log odds, and theirs."""
    if predictors:
        log_odds = model_matrix(formula, predictors, patients).values @ coefficients
        return np.ones(len(log_odds), dtype=bool), log_odds
    within = with_logit(risk)
    return within, logit(risk[within])
