"""Logistic regression at the maximum of the likelihood: statsmodels Logit on columns of unit scale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from statsmodels.discrete.discrete_model import Logit
from statsmodels.tools import add_constant

from parity.cohort import Column, Factor


def logistic_regression(outcome: np.ndarray, predictors: Mapping[str, Column], level: float) -> dict[str, Any]:
    columns = np.column_stack([column for predictor in predictors.values() for column in _columns(predictor)])
    scale = np.append(1.0, columns.std(axis=0))
    fit = Logit(outcome, add_constant(columns / scale[1:])).fit(method="newton", tol=1e-8, maxiter=100, disp=False)
    coefficients = fit.params / scale
    limits = np.exp(fit.conf_int(1 - level) / scale[:, np.newaxis])[1:]
    return {
        "coefficients": coefficients,
        "standard_errors": fit.bse / scale,
        "z": fit.tvalues,
        "p": fit.pvalues,
        "odds_ratios": np.exp(coefficients[1:]),
        "odds_ratios_low": limits[:, 0],
        "odds_ratios_high": limits[:, 1],
        "log_likelihood": fit.llf,
        "degrees_of_freedom": int(fit.df_model),
    }


def _columns(predictor: Column) -> list[np.ndarray]:
    if isinstance(predictor, Factor):
        return [predictor.codes == code for code in range(1, len(predictor.levels))]
    return [predictor]
