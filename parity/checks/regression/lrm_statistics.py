"""What lrm prints beside the coefficients: who is asked, and how closely."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np
from scipy.special import expit

from parity.checks.regression.maximum import ROUNDING, log_likelihood_of_prevalence
from parity.checks.regression.rounding import of_likelihood_ratio, patients_standardised
from parity.checks.rms.lrm_fit import BIN_COUNT
from parity.checks.rms.nomogram import hardly_any_effects
from parity.checks.stats.pchisq import AS_ONE_MINUS, FROM_ONE, tail_rounding
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    Deviation,
    RCall,
    Scope,
    Tolerance,
    Undefined,
    closed_form,
    exact,
    iterative,
    without_model,
)
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.regression.logistic_regression import logistic_regression
from parity.statistics.regression.lrm_statistics import (
    LrmStatistics,
    RankCorrelations,
    lrm_statistics,
    rank_correlations,
)


def rounding(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None
) -> Mapping[str, float]:
    """What the rounding of the likelihood ratio does to each: at most its share of the number of patients."""
    moved, n = of_likelihood_ratio(outcome, predictors, formula), len(outcome)
    effective = 3 * float(np.sum(outcome)) * float(np.sum(1 - outcome)) / n
    model = logistic_regression(outcome, predictors, formula=formula)
    largest = -float(np.expm1(2 * log_likelihood_of_prevalence(outcome) / n))
    return {
        "likelihood_ratio": moved,
        "likelihood_ratio_p": tail_rounding(model.degrees_of_freedom, model.likelihood_ratio, moved),
        "r2": moved / n / largest,
        "r2_n": moved / n,
        "r2_pn": moved / n,
        "r2_ess": moved / effective,
        "r2_p_ess": moved / effective,
    }


def rounding_of_predictions(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    linear_predictor: np.ndarray,
    formula: Optional[Formula] = None,
) -> Mapping[str, float]:
    """What a rounded intercept and slope of the line do, beside 0 and 1: see `of_the_line`."""
    of_patients = np.asarray(patients_standardised(outcome, predictors, predictors, formula)["linear_predictor"])
    moved = of_the_line(outcome, linear_predictor, of_patients)
    ascending, n = np.sort(linear_predictor), len(linear_predictor)
    g = 2 * float(np.diff(ascending) @ (np.arange(1, n) * np.arange(n - 1, 0, -1) / n)) / (n - 1)
    risk = expit(linear_predictor)
    far = moved * (1 + np.abs(linear_predictor)).max()
    largest = 2 * far * float(np.max(risk * (1 - risk)))
    return {"brier": largest, "g": moved * (1 + g), "gr": moved * (1 + g) * float(np.exp(g)), "gp": largest}


def of_the_line(outcome: np.ndarray, linear_predictor: np.ndarray, of_patients: np.ndarray) -> float:
    """How far intercept and slope of a line of log odds at its maximum may be from 0 and 1.

    Notes
    -----
    The score there, :math:`X^\\top r`, has a rounding error of its terms' sizes and of one minus the risk, and that of
    the log odds, which are given (`of_patients`); the inverse information makes it one of the line.
    """
    columns = np.column_stack([np.ones(len(outcome)), linear_predictor])
    risk = expit(linear_predictor)
    weight = risk * (1 - risk)
    information = (columns * weight[:, np.newaxis]).T @ columns
    score = np.abs(columns).T @ (ROUNDING * (np.abs(outcome - risk) + risk) + weight * of_patients)
    return ROUNDING + float((np.abs(np.linalg.inv(information)) @ score).sum())


def in_bins(outcome: np.ndarray, linear_predictor: np.ndarray) -> RankCorrelations:
    """Rank correlations of risks in bins of 0.0002, as ``lrm`` has them before rms 6.9."""
    return rank_correlations(outcome, np.floor(BIN_COUNT * expit(linear_predictor)))


_RATIO = "of the likelihood ratio, which is flat at the maximum: its rounding is left, over the number of patients"
_LINE = (
    "of the log odds by a line whose intercept is 0 and whose slope is 1 but for what rounding leaves of its score, "
    "which the information magnifies"
)
_PAIRS = "whole numbers of pairs over another, whose division rounds; R adds and divides doubles"
_RANKS = ("c", "dxy", "gamma", "tau_a")


def _of_ratio(name: str, reason: str = _RATIO, atol: float = 0.0) -> Tolerance:
    return iterative(1e-12, reason, atol=atol, bound=Bound(rounding, name, scale=1.0))


def _of_line(name: str, scale: float = 0.0) -> Tolerance:
    return iterative(1e-12, _LINE, bound=Bound(rounding_of_predictions, name, scale))


CHECK = Check(
    stem="lrm_statistics",
    group="regression",
    title="What lrm prints of the model",
    compute=lrm_statistics,
    result=LrmStatistics,
    references=(
        RCall(
            "rms",
            "lrm",
            fields=(
                "patients",
                "likelihood_ratio",
                "degrees_of_freedom",
                "likelihood_ratio_p",
                "r2",
                "r2_n",
                "r2_pn",
                "r2_ess",
                "r2_p_ess",
            ),
            sends=("outcome", "predictors", "formula"),
            note="on orthonormal columns and at the optimum",
        ),
        RCall(
            "rms",
            "lrm",
            name="lrm_predictions",
            fields=(*_RANKS, "brier", "g", "gr", "gp"),
            sends=("outcome", "linear_predictor"),
            deviations=(
                Deviation(
                    _RANKS,
                    "rms < 6.9-0",
                    "it counts pairs of risks in bins of 0.0002, of which those in one bin are tied",
                    follows=in_bins,
                ),
                Deviation(
                    (),
                    "rms",
                    "it has no model of log odds that are all the same, but for rounding",
                    where_it_stops="lrm gives no model of these log odds",
                    when=hardly_any_effects,
                ),
            ),
            note="of a model of the verified log odds alone, at its optimum",
        ),
    ),
    tolerances={
        "patients": exact("a count of patients"),
        "likelihood_ratio": iterative(1e-11, _RATIO, bound=Bound(rounding, "likelihood_ratio", scale=1.0)),
        "degrees_of_freedom": exact("a count of coefficients"),
        "likelihood_ratio_p": _of_ratio("likelihood_ratio_p", f"an upper tail {_RATIO}; {AS_ONE_MINUS}", FROM_ONE),
        **{name: closed_form(_PAIRS, atol=1e-15) for name in _RANKS},
        **{name: _of_ratio(name) for name in ("r2", "r2_n", "r2_pn", "r2_ess", "r2_p_ess")},
        "brier": _of_line("brier"),
        "g": _of_line("g", 1.0),
        "gr": _of_line("gr"),
        "gp": _of_line("gp", 1.0),
    },
    undefined=(Undefined(("gamma",), "all risks are equal: there is no pair that is not tied"),),
    citations=(
        Citation(
            "Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015, sections 10.8 and 10.9.",
            "10.1007/978-3-319-19425-7",
        ),
        Citation(
            "Goodman, Kruskal. Measures of association for cross classifications. JASA 49 (1954) 732-764.",
            "10.1080/01621459.1954.10501231",
        ),
        Citation(
            "David. Gini's mean difference rediscovered. Biometrika 55 (1968) 573-575.", "10.1093/biomet/55.3.573"
        ),
    ),
    scope=Scope.MODEL,
    unless=without_model,
)
