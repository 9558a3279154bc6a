"""Linear predictor and predicted risk of each patient, from the data to the probability."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.special import expit

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.once import once
from parity.statistics.regression.maximum_likelihood import maximum_likelihood


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


@once
def linear_predictor(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    patients: Mapping[str, Column],
    formula: Optional[Formula] = None,
) -> LinearPredictor:
    """Linear predictor and predicted risk of each patient under the logistic model fitted to a development sample.

    Parameters
    ----------
    outcome : (m,) int array
        Of the development sample: 1 event, 0 no event.
    predictors : mapping of str to (m,) float array or Factor
        Of the development sample.
    patients : mapping of str to (n,) float array or Factor
        The same predictors, with the same levels, of those to be predicted.
    formula : Formula or None
        How the predictors enter the model, with the knots of the development sample; None: each as it is.

    Returns
    -------
    LinearPredictor

    Notes
    -----
    :math:`\\eta_i = x_i^\\top \\hat\\beta`, :math:`p_i = 1 / (1 + e^{-\\eta_i})` with the maximum likelihood
    estimate of `logistic_regression`. This goes from the data to the risk; every other statistic takes these risks as
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
    design = model_matrix(formula, predictors, patients)
    log_odds = maximum_likelihood(outcome, predictors, formula).predict(design)
    return LinearPredictor(log_odds, expit(log_odds))
