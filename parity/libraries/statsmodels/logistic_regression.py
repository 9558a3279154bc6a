"""Logistic regression at the maximum of the likelihood: statsmodels Logit, on orthonormal columns, taken back by its own contrasts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from statsmodels.discrete.discrete_model import Logit

from parity.cohort import Column, Factor


def logistic_regression(outcome: np.ndarray, predictors: Mapping[str, Column], level: float) -> dict[str, Any]:
    columns = np.column_stack([column for predictor in predictors.values() for column in _columns(predictor)]).astype(float)
    centre, scale = columns.mean(axis=0), columns.std(axis=0)
    design = np.column_stack([np.ones(len(columns)), (columns - centre) / scale])
    basis, triangle = np.linalg.qr(design)
    back = np.diag(1 / np.append(1.0, scale))
    back[0, 1:] = -centre / scale
    fit = Logit(outcome, basis * len(columns) ** 0.5).fit(method="newton", tol=1e-8, maxiter=100, disp=False)
    terms = fit.t_test(back @ np.linalg.inv(triangle) * len(columns) ** 0.5)
    with np.errstate(over="ignore"):
        odds_ratios, limits = np.exp(terms.effect[1:]), np.exp(terms.conf_int(1 - level)[1:])
    return {
        "coefficients": terms.effect,
        "standard_errors": terms.sd[np.diag_indices(len(back))] if np.ndim(terms.sd) == 2 else terms.sd,
        "z": np.ravel(terms.tvalue),
        "p": np.ravel(terms.pvalue),
        "odds_ratios": odds_ratios,
        "odds_ratios_low": limits[:, 0],
        "odds_ratios_high": limits[:, 1],
        "log_likelihood": fit.llf,
        "degrees_of_freedom": int(fit.df_model),
    }


def _columns(predictor: Column) -> list[np.ndarray]:
    if isinstance(predictor, Factor):
        return [predictor.codes == code for code in range(1, len(predictor.levels))]
    return [predictor]
