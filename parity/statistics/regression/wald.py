"""Wald's chi-square of several coefficients together."""

from __future__ import annotations

import numpy as np
from scipy.linalg import cho_factor, cho_solve


def wald_chi_square(coefficients: np.ndarray, covariance: np.ndarray, places: np.ndarray) -> float:
    """Of the hypothesis that the coefficients at `places` are all 0, with as many degrees of freedom.

    Notes
    -----
    :math:`\\beta_k^\\top V_{kk}^{-1} \\beta_k`, by the correlations and the coefficients in standard errors: units of
    predictors do not matter to its rounding.
    """
    z, correlation = in_standard_errors(coefficients, covariance, places)
    return float(z @ cho_solve(cho_factor(correlation), z))


def in_standard_errors(
    coefficients: np.ndarray, covariance: np.ndarray, places: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The coefficients at `places` over their standard errors, and their correlations."""
    errors = np.sqrt(np.diag(covariance))[places]
    return coefficients[places] / errors, covariance[np.ix_(places, places)] / np.outer(errors, errors)
