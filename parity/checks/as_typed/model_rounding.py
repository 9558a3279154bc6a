"""How far rounding may move a model that lrm fits on the columns as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np
from scipy.special import expit

from parity.checks.calibration.rounding import additions
from parity.checks.regression.rounding import Bounds, as_given, of_likelihood_ratio, patients_as_given
from parity.checks.rms.lrm import relative_error_of_solving, steps_before_7, steps_from_7
from parity.checks.stats.pchisq import tail_rounding
from parity.checks.summation import UNIT
from parity.checks.vocabulary import LARGEST_SHARE
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.once import once
from parity.statistics.regression.logistic_regression import null_log_likelihood
from parity.statistics.regression.maximum_likelihood import maximum_likelihood


@once
def of_lrm(
    outcome: np.ndarray, predictors: Mapping[str, Column], risk: np.ndarray, formula: Optional[Formula] = None
) -> Bounds:
    """By field of `model_as_typed`, to first order.

    Notes
    -----
    A step is solved for with the information as it is: beside what rounding does to the maximum in these columns, the
    last one has a relative error of the information's condition times a rounding error, and so have the standard
    errors. The deviance is added one patient after the other.
    """
    bounds, fit = as_given(outcome, predictors, 0.95, formula), maximum_likelihood(outcome, predictors, formula)
    solving, inverting = of_solving(outcome, predictors, formula)
    columns, n, null = model_matrix(formula, predictors).values, len(outcome), null_log_likelihood(outcome)
    of_log_odds = np.abs(columns) @ solving
    of_log_odds += np.asarray(patients_as_given(outcome, predictors, predictors, formula)["linear_predictor"])
    weight = expit(fit.log_odds) * expit(-fit.log_odds)
    in_a_row = 2 * additions(fit.log_odds) * UNIT * abs(fit.log_likelihood)
    ratio = of_likelihood_ratio(outcome, predictors, formula) + in_a_row
    return {
        "coefficients": np.asarray(bounds["coefficients"]) + solving,
        "standard_errors": np.asarray(bounds["standard_errors"]) + inverting,
        "log_odds": of_log_odds,
        "likelihood_ratio": ratio,
        "likelihood_ratio_p": tail_rounding(columns.shape[1] - 1, 2 * (fit.log_likelihood - null), ratio),
        "nagelkerke": (ratio / n + 4 * UNIT) / -float(np.expm1(2 * null / n)),
        "brier": float((2 * np.abs(outcome - risk) * weight * of_log_odds).mean()),
    }


@once
def of_solving(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None
) -> tuple[np.ndarray, np.ndarray]:
    """What solving for its last step does to the coefficients of lrm, in either of its forms the larger, and inverting
    the information to the standard errors."""
    fit, columns = maximum_likelihood(outcome, predictors, formula), model_matrix(formula, predictors).values
    errors = np.sqrt(np.diag(fit.covariance))
    relative = relative_error_of_solving(outcome, columns, fit.coefficients)
    lengths = [float((np.abs(step) / errors).max()) for step in _last_steps(outcome, columns)]
    return relative * max(lengths, default=0.0) * errors, relative * errors


def of_solving_for(
    outcome: np.ndarray, predictors: Mapping[str, Column], combinations: np.ndarray, formula: Optional[Formula] = None
) -> np.ndarray:
    """What solving for its last step does to sums of the coefficients of lrm.

    Notes
    -----
    With the information :math:`I` a step :math:`d` that is solved for is off by :math:`I^{-1} E d`, where
    :math:`I^{-1/2} E I^{-1/2}` is not longer than the relative error, so that a sum :math:`l^\\top d` is off by that
    times its own standard error and the length :math:`(d^\\top I d)^{1/2}` of the step.
    """
    fit, columns = maximum_likelihood(outcome, predictors, formula), model_matrix(formula, predictors).values
    relative = relative_error_of_solving(outcome, columns, fit.coefficients)
    root = np.sqrt(expit(fit.log_odds) * expit(-fit.log_odds))
    length = max(
        (float(np.linalg.norm(root * (columns @ step))) for step in _last_steps(outcome, columns)), default=0.0
    )
    return relative * length * np.sqrt(((combinations @ fit.covariance) * combinations).sum(axis=1).clip(0))


def _last_steps(outcome: np.ndarray, columns: np.ndarray) -> list[np.ndarray]:
    """The last step of lrm in either of its forms, where it comes to a model."""
    both = (steps_before_7(outcome, columns), steps_from_7(outcome, columns))
    found = [steps[-1] - steps[-2] for steps in both]
    return [step for step in found if np.isfinite(step).all()]


def few_digits(outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None) -> bool:
    """Whether solving with the information as it is may cost lrm more than is verified: a millionth."""
    place = maximum_likelihood(outcome, predictors, formula).coefficients
    return relative_error_of_solving(outcome, model_matrix(formula, predictors).values, place) > LARGEST_SHARE
