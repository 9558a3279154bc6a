"""Likelihood ratio, Wald and score tests of the terms: statsmodels GLM, on standardised columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

import numpy as np
from scipy.stats import chi2
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM

from parity.answers.libraries.statsmodels.logistic_regression import columns_of
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.blocks import blocks, with_higher_order

_TESTS = ("likelihood_ratio", "wald", "score")


def term_tests(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None
) -> dict[str, Any]:
    columns = columns_of(formula, predictors)
    design = np.column_stack([np.ones(len(columns)), (columns - columns.mean(axis=0)) / columns.std(axis=0)])
    every = blocks(formula, predictors)
    whole = _at_the_optimum(GLM(outcome, design, family=Binomial()))
    each = [_tests(outcome, design, whole, with_higher_order(every, block)) for block in every]
    together = _tests(outcome, design, whole, np.arange(1, design.shape[1]))
    return {**{name: np.array([one[name] for one in each]) for name in together}, "together": together}


def _tests(outcome: np.ndarray, design: np.ndarray, whole: Any, places: np.ndarray) -> dict[str, float]:
    kept = np.delete(np.arange(design.shape[1]), places)
    model = GLM(outcome, design[:, kept], family=Binomial())
    less = _at_the_optimum(model)
    wald = whole.wald_test(np.eye(design.shape[1])[places], scalar=True, use_f=False)
    score, _, _ = model.score_test(less.params, exog_extra=design[:, places])
    found = {
        "likelihood_ratio": 2 * (whole.llf - less.llf),
        "wald": float(wald.statistic),
        "score": float(np.squeeze(score)),
    }
    tails = {f"{name}_p": float(chi2.sf(found[name], len(places))) for name in _TESTS}
    return {"degrees_of_freedom": len(places), **found, **tails}


def _at_the_optimum(model: GLM) -> Any:
    """Fitted twice: the weights of iterative weighted least squares are of the step before the last."""
    return model.fit(start_params=model.fit(tol=1e-14, maxiter=100).params, tol=1e-14, maxiter=100)
