"""What a program is given that is asked about a model verified by itself: its coefficients, their covariance."""

from __future__ import annotations

from typing import Any

import numpy as np

from parity.statistics.regression.maximum_likelihood import maximum_likelihood


def covariance_of_the_fit(sample: Any) -> np.ndarray:
    """The covariance of the coefficients, row by row."""
    return np.ravel(maximum_likelihood(sample.outcome, sample.predictors, sample.formula).covariance)


OF_THE_FIT = ("coefficients", "covariance")
"""As further inputs of a check, beside what the fit is computed from."""
