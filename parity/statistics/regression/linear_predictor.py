"""Linear predictor and predicted risk of each patient, from the data to the probability."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from parity.check import Check, Citation, RCall, Tolerance, iterative
from parity.cohort import Column
from parity.fields import explanation
from parity.sample import Sample
from parity.statistics.regression.design_matrix import design_matrix
from parity.statistics.regression.logistic_regression import (
    AT_THE_OPTIMUM,
    GLM_SAYS,
    WITHIN_THIRTY,
    checked_outcome,
    magnifications,
    maximum_likelihood,
)
from parity.statistics.regression.rounding import ROUNDING


@dataclass(frozen=True, slots=True)
class LinearPredictor:
    """What the model says of each patient.

    Attributes
    ----------
    linear_predictor : (n,) float array
        Log odds of the event, in the order of the patients.
    risk : (n,) float array
        Probability of the event.
    magnification, magnification_as_given : (n,) float arrays
        How many times a rounding error the error of a linear predictor may be: in programs that compute in standardised columns, and in
        one that takes the columns as they are (see `parity.statistics.regression.rounding`).
    """

    linear_predictor: np.ndarray
    risk: np.ndarray
    magnification: np.ndarray = explanation()
    magnification_as_given: np.ndarray = explanation()


def linear_predictor(outcome: np.ndarray, predictors: Mapping[str, Column], patients: Mapping[str, Column]) -> LinearPredictor:
    """Linear predictor and predicted risk of each patient under the logistic model fitted to a development sample.

    Parameters
    ----------
    outcome : (m,) int array
        Of the development sample: 1 event, 0 no event.
    predictors : mapping of str to (m,) float array or Factor
        Of the development sample.
    patients : mapping of str to (n,) float array or Factor
        The same predictors, with the same levels, of those to be predicted.

    Returns
    -------
    LinearPredictor

    Notes
    -----
    :math:`\\eta_i = x_i^\\top \\hat\\beta`, :math:`p_i = 1 / (1 + e^{-\\eta_i})` with the maximum likelihood estimate of
    `logistic_regression`. This is the one check that goes from the data to the risk: every other statistic takes the risks as
    given.

    Equals ``predict(fit, patients)`` and ``plogis`` of it, with a fit of ``rms::lrm`` or ``stats::glm`` at the optimum.

    Raises
    ------
    ValueError
        If `patients` has other predictors or levels than `predictors`, or the model has no unique finite estimate.

    References
    ----------
    Harrell (2015), doi:10.1007/978-3-319-19425-7.
    """
    developed, design = design_matrix(predictors), design_matrix(patients)
    if design.terms != developed.terms:
        raise ValueError(f"the model has the terms {', '.join(developed.terms)}; the patients have {', '.join(design.terms)}")
    fit = maximum_likelihood(checked_outcome(outcome, len(developed.values)), developed.values, developed.terms)
    log_odds = fit.log_odds(design.values)
    return LinearPredictor(log_odds, expit(log_odds), *magnifications(fit, design.values))


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.fitted_on.outcome, "predictors": sample.fitted_on.predictors, "patients": sample.predictors}


def _tolerances(reason: str, magnified: str = "magnification") -> dict[str, Tolerance]:
    of_risk = f"the relative error of a probability is at most the absolute error of its log odds; {reason}"
    return {
        "linear_predictor": iterative(1e-12, f"a sum whose terms may cancel; {reason}", atol=ROUNDING, unit=(magnified,)),
        "risk": iterative(1e-11, of_risk, atol=ROUNDING, unit=(magnified, "risk")),
    }


CHECK = Check(
    stem="linear_predictor",
    title="Linear predictor and risk",
    compute=linear_predictor,
    result=LinearPredictor,
    inputs=_inputs,
    references=(
        RCall(
            "rms",
            "lrm",
            note="fitted to the optimum on orthonormal columns, then predict",
        ),
        RCall(
            "stats",
            "glm",
            tolerances=_tolerances(f"on the columns as they are; {WITHIN_THIRTY}; {AT_THE_OPTIMUM}", "magnification_as_given"),
            conditions=GLM_SAYS,
            note="fitted to the optimum, then predict",
        ),
    ),
    tolerances=_tolerances(f"{WITHIN_THIRTY}; {AT_THE_OPTIMUM}"),
    citations=(Citation("Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015.", "10.1007/978-3-319-19425-7"),),
)
