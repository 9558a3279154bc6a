"""Calibration intercept and slope, and calibration-in-the-large: statsmodels GLM, where the likelihood has a
maximum."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import expit, log_expit
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM


def calibration_line(outcome: np.ndarray, risk: np.ndarray) -> dict[str, float]:
    within = (risk > 0) & (risk < 1)
    event = outcome[within]
    log_odds = np.log(risk[within] / (1 - risk[within]))
    constant = np.ones(len(event))
    line = shift = np.full((2, 2), np.nan)
    if len(set(event.tolist())) == 2:
        # With an offset it may run away from its own start when risks are extreme.
        reach = 50 + np.abs(log_odds).max()
        near = minimize_scalar(
            lambda shift: -log_expit((2 * event - 1) * (shift + log_odds)).sum(),
            bounds=(-reach, reach),
            method="bounded",
        ).x
        if (expit(near + log_odds) * expit(-near - log_odds)).sum() >= 1e-9:  # below, doubles cannot tell where it is
            shift = _at_the_optimum(GLM(event, constant, family=Binomial(), offset=log_odds), [near])
        case, control = log_odds[event == 1], log_odds[event == 0]
        equal = np.ptp(log_odds) <= 1e-13 * max(1, np.abs(log_odds).max())  # but for rounding
        if not equal and max(case) > min(control) and max(control) > min(case):
            line = _at_the_optimum(GLM(event, np.column_stack([constant, log_odds]), family=Binomial()))
    return {
        "intercept": line[0, 0],
        "slope": line[0, 1],
        "intercept_in_the_large": shift[0, 0],
        "intercept_standard_error": line[1, 0],
        "slope_standard_error": line[1, 1],
        "intercept_in_the_large_standard_error": shift[1, 0],
    }


def _at_the_optimum(model: GLM, start: list[float] | None = None) -> np.ndarray:
    """Estimates and standard errors; fitted twice, as those of iterative weighted least squares are of the step before
    the last."""
    found = model.fit(start_params=start, tol=1e-14, maxiter=100)
    found = model.fit(start_params=found.params, tol=1e-14, maxiter=100)
    return np.array([found.params, found.bse])
