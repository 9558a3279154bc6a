"""Logistic regression at the maximum of the likelihood: statsmodels Logit, on orthonormal columns, taken back by its
own contrasts.

Orthonormal by another way than parity's, so that the two do not share their rounding: about the median, in units of a
power of 2, which lose no digit, and by singular values. """

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

import numpy as np
from statsmodels.discrete.discrete_model import Logit

from parity.data.cohort import Column, Factor
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix


def logistic_regression(
    outcome: np.ndarray, predictors: Mapping[str, Column], level: float, formula: Optional[Formula] = None
) -> dict[str, Any]:
    columns = columns_of(formula, predictors)
    centre = np.sort(columns, axis=0)[len(columns) // 2]
    scale = np.exp2(np.round(np.log2(columns.std(axis=0))))
    design = np.column_stack([np.ones(len(columns)), (columns - centre) / scale])
    basis, singular, directions = np.linalg.svd(design, full_matrices=False)
    back = np.diag(1 / np.append(1.0, scale))
    back[0, 1:] = -centre / scale
    fit = Logit(outcome, basis * len(columns) ** 0.5).fit(method="newton", tol=1e-8, maxiter=100, disp=False)
    terms = fit.t_test(back @ directions.T / singular * len(columns) ** 0.5)
    with np.errstate(over="ignore"):
        odds_ratios, limits = np.exp(terms.effect[1:]), np.exp(terms.conf_int(1 - level)[1:])
    return {
        "coefficients": terms.effect,
        "standard_errors": np.ravel(terms.sd),
        "z": np.ravel(terms.tvalue),
        "p": np.ravel(terms.pvalue),
        "odds_ratios": odds_ratios,
        "odds_ratios_low": limits[:, 0],
        "odds_ratios_high": limits[:, 1],
        "log_likelihood": fit.llf,
        "degrees_of_freedom": int(fit.df_model),
    }


def columns_of(formula: Optional[Formula], predictors: Mapping[str, Column]) -> np.ndarray:
    """The columns of a design without its constant: of main effects each predictor itself, or an indicator of each
    level but the first; those of splines, polynomials and interactions are parity's own."""
    if formula is not None and not formula.is_of_main_effects:
        return model_matrix(formula, predictors).values[:, 1:]
    found: list[np.ndarray] = []
    for predictor in predictors.values():
        if isinstance(predictor, Factor):
            found += [predictor.codes == code for code in range(1, len(predictor.levels))]
        else:
            found.append(predictor)
    return np.column_stack(found).astype(float)
