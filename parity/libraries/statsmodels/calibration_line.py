"""Calibration intercept and slope, and calibration-in-the-large: statsmodels GLM."""

from __future__ import annotations

import numpy as np
import statsmodels.api as sm


def calibration_line(outcome: np.ndarray, risk: np.ndarray) -> dict[str, float]:
    within = (risk > 0) & (risk < 1)
    event = outcome[within]
    log_odds = np.log(risk[within] / (1 - risk[within]))
    line = _at_the_optimum(sm.GLM(event, sm.add_constant(log_odds), family=sm.families.Binomial()))
    shift = _at_the_optimum(sm.GLM(event, np.ones(len(event)), family=sm.families.Binomial(), offset=log_odds))
    return {
        "intercept": float(line.params[0]),
        "slope": float(line.params[1]),
        "intercept_in_the_large": float(shift.params[0]),
        "intercept_standard_error": float(line.bse[0]),
        "slope_standard_error": float(line.bse[1]),
        "intercept_in_the_large_standard_error": float(shift.bse[0]),
    }


def _at_the_optimum(model: sm.GLM):
    """Fitted twice: the standard errors of iterative weighted least squares are those of the step before the last."""
    found = model.fit(tol=1e-14, maxiter=100)
    return model.fit(start_params=found.params, tol=1e-14, maxiter=100)
