"""Calibration intercept, calibration slope and calibration-in-the-large."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.calibration.recalibration import point_out_certain, recalibration, shift


@dataclass(frozen=True, slots=True)
class CalibrationLine:
    """The straight line that recalibrates the predictions on the logit scale.

    Attributes
    ----------
    intercept : float
        Log odds at a predicted risk of 1/2, fitted together with `slope`; 0 is ideal.
    slope : float
        Log odds per unit of predicted log odds; 1 is ideal, below 1 the predictions are too extreme.
    intercept_in_the_large : float
        Calibration-in-the-large: the shift in log odds with the slope held at 1; 0 is ideal, above 0 the predictions
        are too low.
    intercept_standard_error, slope_standard_error, intercept_in_the_large_standard_error : float
        From the inverse of the information at the maximum of the likelihood.
    """

    intercept: float
    slope: float
    intercept_in_the_large: float
    intercept_standard_error: float
    slope_standard_error: float
    intercept_in_the_large_standard_error: float


def calibration_line(outcome: np.ndarray, risk: np.ndarray) -> CalibrationLine:
    """Calibration intercept and slope (Cox's logistic recalibration), and calibration-in-the-large.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    risk : (n,) float array
        Predicted risk in [0, 1]. Patients with a risk of exactly 0 or 1 have no logit and are left out, with a caution.

    Returns
    -------
    CalibrationLine

    Raises
    ------
    ValueError
        If a risk is not in [0, 1], or none is within it.

    Notes
    -----
    Maximum likelihood in :math:`\\mathrm{logit}\\,P(y = 1) = \\alpha + \\beta\\,\\mathrm{logit}(p)`, and of
    :math:`\\alpha` alone with :math:`\\beta = 1` for calibration-in-the-large. The two intercepts are different numbers
    and literature calls either the calibration intercept. On the cohort that a logistic model was fitted to by maximum
    likelihood they are 0, 1 and 0.

    Where the risks separate events from non-events, or are all equal, the line has no maximum, and intercept, slope and
    their standard errors are NaN; calibration-in-the-large is NaN where there are no events or no non-events, or where
    predictions that are all but certain contradict each other, so that it has an information below 1e-9.

    Equals ``glm(outcome ~ qlogis(risk), binomial)`` and ``glm(outcome ~ 1, offset = qlogis(risk), binomial)`` at
    convergence.

    References
    ----------
    Cox (1958), doi:10.1093/biomet/45.3-4.562.  Miller, Langefeld, Tierney, Hui, McDonald (1993),
    doi:10.1177/0272989X9301300107. Albert, Anderson (1984), doi:10.1093/biomet/71.1.1.  Van Calster et al. (2019),
    doi:10.1186/s12916-019-1466-7.
    """
    point_out_certain(risk)
    line, in_the_large = recalibration(outcome, risk), shift(outcome, risk)
    intercept, slope = line.coefficients.tolist()
    intercept_standard_error, slope_standard_error = np.sqrt(np.diag(line.covariance)).tolist()
    return CalibrationLine(
        intercept=intercept,
        slope=slope,
        intercept_in_the_large=in_the_large.estimate,
        intercept_standard_error=intercept_standard_error,
        slope_standard_error=slope_standard_error,
        intercept_in_the_large_standard_error=in_the_large.information**-0.5,
    )
