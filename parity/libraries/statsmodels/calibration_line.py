"""Calibration intercept and slope, and calibration-in-the-large: statsmodels GLM."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_expit
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.tools import add_constant


def calibration_line(outcome: np.ndarray, risk: np.ndarray) -> dict[str, float]:
    within = (risk > 0) & (risk < 1)
    event = outcome[within]
    log_odds = np.log(risk[within] / (1 - risk[within]))
    line = _at_the_optimum(GLM(event, add_constant(log_odds), family=Binomial()))
    # With an offset it may run away from its own start when risks are extreme.
    near = minimize_scalar(lambda shift: -log_expit((2 * event - 1) * (shift + log_odds)).sum(), bounds=(-50, 50), method="bounded").x
    shift = _at_the_optimum(GLM(event, np.ones(len(event)), family=Binomial(), offset=log_odds), [near])
    return {
        "intercept": float(line.params[0]),
        "slope": float(line.params[1]),
        "intercept_in_the_large": float(shift.params[0]),
        "intercept_standard_error": float(line.bse[0]),
        "slope_standard_error": float(line.bse[1]),
        "intercept_in_the_large_standard_error": float(shift.bse[0]),
    }


def _at_the_optimum(model: GLM, start: list[float] | None = None):
    """Fitted twice: the standard errors of iterative weighted least squares are those of the step before the last."""
    found = model.fit(start_params=start, tol=1e-14, maxiter=100)
    return model.fit(start_params=found.params, tol=1e-14, maxiter=100)
