"""Linear predictor and predicted risk of each patient, from the data to the probability."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from parity.check import Check, Citation, RCall, iterative
from parity.cohort import Column
from parity.sample import Sample
from parity.statistics.regression.design_matrix import design_matrix
from parity.statistics.regression.logistic_regression import logistic_regression


@dataclass(frozen=True, slots=True)
class LinearPredictor:
    """What the model says of each patient.

    Attributes
    ----------
    linear_predictor : (n,) float array
        Log odds of the event, in the order of the patients.
    risk : (n,) float array
        Probability of the event.
    """

    linear_predictor: np.ndarray
    risk: np.ndarray


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
    fit = logistic_regression(outcome, predictors)
    design = design_matrix(patients)
    if design.terms != fit.terms:
        raise ValueError(f"the model has the terms {', '.join(fit.terms)}; the patients have {', '.join(design.terms)}")
    log_odds = design.values @ fit.coefficients
    return LinearPredictor(log_odds, expit(log_odds))


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.fitted_on.outcome, "predictors": sample.fitted_on.predictors, "patients": sample.predictors}


CHECK = Check(
    stem="linear_predictor",
    title="Linear predictor and risk",
    compute=linear_predictor,
    result=LinearPredictor,
    inputs=_inputs,
    references=(
        RCall("rms", "lrm", note="fitted to the optimum on standardised columns, then predict"),
        RCall("stats", "glm", note="fitted to the optimum, then predict"),
    ),
    tolerances={
        "linear_predictor": iterative(
            1e-11,
            "a sum of coefficients times values at the optimum of each (lrm: change of deviance under 1e-12 or gradient under 1e-9; "
            "glm: 1e-14; ours: step under 1e-9, whose square is left); the terms may cancel, so the error is absolute, that of the "
            "rounding of the largest term",
            atol=1e-11,
        ),
        "risk": iterative(1e-10, "the relative error of a probability is at most the absolute error of its log odds"),
    },
    citations=(Citation("Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015.", "10.1007/978-3-319-19425-7"),),
)
