"""What Python hands to both sides of every other check, with the model where ``glm`` leaves it at its defaults.

A risk is the one that was handed over; where a model is fitted, times what separates the place where ``glm`` stops from
the maximum of the likelihood, up to 1: a wrong risk stays wrong by as much.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Optional

import numpy as np
from scipy.special import expit, logit

from parity.checks.as_typed.reading import not_read_by_r
from parity.checks.calibration import hosmer_lemeshow
from parity.checks.discrimination import auc_delong, classification, youden_cutoff
from parity.checks.overall import brier_score
from parity.checks.regression import logistic_regression
from parity.checks.stats.glm_fit import HELD, Fit, glm_fit, risk_as_glm
from parity.checks.utility import decision_curve
from parity.checks.vocabulary import Check, without_model
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.calibration.recalibration import with_logit
from parity.statistics.once import once
from parity.statistics.regression.maximum_likelihood import MaximumLikelihood, maximum_likelihood, way_back


def unless(sample: Any) -> str:
    """Why nothing is typed: there is no file, or none that R's ``read.csv`` reads at its defaults, or all patients have
    the same risk by the model but for rounding."""
    for cohort in (sample.study.development, sample.cohort):
        if cohort.path is None:
            return f"cohort {cohort.name} was not read from a CSV file, which R could read itself"
    why = not_read_by_r(sample.study)
    if why or not sample.terms:
        return why
    log_odds = sample.fitted_on.linear_predictor
    if np.ptp(log_odds) <= 1e-10 * max(1.0, float(np.abs(log_odds).max())):
        return "the predictors have no effect: all patients have the same risk but for rounding"
    return ""


def no_model_typed(sample: Any) -> str:
    """Why no model is typed."""
    return without_model(sample) or unless(sample)


def no_line_typed(sample: Any) -> str:
    """Why no analysis is typed that has a calibration line in it."""
    if sample.terms or with_logit(sample.risk).any():
        return unless(sample)
    return "every risk is exactly 0 or 1: there is nothing to recalibrate"


def parts(sample: Any) -> Mapping[str, Callable[[], Any]]:
    """The results of the other checks, each from its own inputs, by their stems; computed when they are asked for."""
    typed = as_typed_sample(sample)

    def of(check: Check, sample: Any) -> Callable[[], Any]:
        return lambda: check.result_of(check.arguments(sample))

    return {
        "logistic_regression": of(logistic_regression.CHECK, sample.fitted_on),
        "auc_delong": of(auc_delong.CHECK, typed),
        "youden_cutoff": of(youden_cutoff.CHECK, typed.fitted_on),
        "classification": of(classification.CHECK, typed),
        "hosmer_lemeshow": of(hosmer_lemeshow.CHECK, typed),
        "recalibration": lambda: recalibrated(*_with_log_odds(typed)),
        "brier_score": of(brier_score.CHECK, typed),
        "decision_curve": of(decision_curve.CHECK, typed),
    }


def as_typed_sample(sample: Any) -> Any:
    """A sample with the coefficients, linear predictors and risks that glm ends with at its defaults; given risks as
    they are."""
    if not sample.terms:
        return sample
    developed = sample.fitted_on
    fit, best, stop = _fits(developed.outcome, developed.predictors, sample.formula)
    moved = stop.coefficients - best.coefficients
    standardised = fit.standardise(model_matrix(sample.formula, developed.predictors, sample.predictors).values)
    there, here = standardised @ best.coefficients, standardised @ stop.coefficients
    with np.errstate(divide="ignore", invalid="ignore"):
        risk = np.minimum(sample.risk * (expit(here) / expit(there)), np.maximum(sample.risk, 1.0))
    return dataclasses.replace(
        sample,
        coefficients=sample.coefficients + way_back(fit.centre, fit.scale) @ moved,
        linear_predictor=sample.linear_predictor + (here - there),
        risk=np.where(np.abs(here) > HELD, risk_as_glm(here), risk),
        development=None if sample is developed else as_typed_sample(developed),
    )


def standard_errors(sample: Any) -> np.ndarray:
    """The standard errors of the model that glm gives: those that were verified, and what separates its from those at
    the maximum; none where risks are given."""
    if not sample.terms:
        return np.empty(0)
    developed, check = sample.fitted_on, logistic_regression.CHECK
    fit, best, stop = _fits(developed.outcome, developed.predictors, sample.formula)
    back = way_back(fit.centre, fit.scale)
    at_stop, at_best = (np.linalg.norm(back @ found.root, axis=1) for found in (stop, best))
    return np.asarray(check.result_of(check.arguments(developed)).standard_errors + at_stop - at_best)


def _with_log_odds(sample: Any) -> tuple[np.ndarray, np.ndarray]:
    """Outcome and log odds of those patients who have log odds."""
    if sample.terms:
        return sample.outcome, sample.linear_predictor
    within = with_logit(sample.risk)
    return sample.outcome[within], logit(sample.risk[within])


def recalibrated(outcome: np.ndarray, log_odds: np.ndarray) -> dict[str, Optional[float]]:
    """Calibration intercept, slope and calibration-in-the-large of log odds, where glm leaves them.

    Where the likelihood has no maximum these are the numbers of its last step; of log odds that are all equal glm has
    no slope.
    """
    constant = np.ones((len(log_odds), 1))
    intercept, slope = glm_fit(outcome, np.column_stack([constant, log_odds])).coefficients.tolist()
    (shift,) = glm_fit(outcome, constant, log_odds).coefficients.tolist()
    return {"intercept": intercept, "slope": None if np.isnan(slope) else slope, "intercept_in_the_large": shift}


@once
def _fits(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Formula
) -> tuple[MaximumLikelihood, Fit, Fit]:
    """Standardised columns, and in these the maximum by glm's steps, and where it stops."""
    fit = maximum_likelihood(outcome, predictors, formula)
    columns = fit.standardise(model_matrix(formula, predictors).values)
    return fit, glm_fit(outcome, columns, converged=True), glm_fit(outcome, columns)
