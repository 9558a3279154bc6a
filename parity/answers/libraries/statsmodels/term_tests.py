"""Likelihood ratio, Wald and score tests of the terms: statsmodels Logit, on orthonormal columns of which the last are
what a term adds to the others: of these the hypothesis is the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

import numpy as np
from scipy.stats import chi2
from statsmodels.discrete.discrete_model import Logit

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
    each = [_tests(outcome, design, with_higher_order(every, block)) for block in every]
    together = _tests(outcome, design, np.arange(1, design.shape[1]))
    return {**{name: np.array([one[name] for one in each]) for name in together}, "together": together}


def _tests(outcome: np.ndarray, design: np.ndarray, places: np.ndarray) -> dict[str, float]:
    kept = np.delete(np.arange(design.shape[1]), places)
    basis = np.linalg.qr(design[:, [*kept, *places]])[0] * len(design) ** 0.5
    model = Logit(outcome, basis)
    whole, less = _fitted(model), _fitted(Logit(outcome, basis[:, : len(kept)]))
    there = np.append(less.params, np.zeros(len(places)))
    score = model.score(there)
    found = {
        "likelihood_ratio": 2 * (whole.llf - less.llf),
        "wald": float(whole.wald_test(np.eye(len(there))[len(kept) :], scalar=True).statistic),
        "score": float(score @ np.linalg.solve(-model.hessian(there), score)),
    }
    tails = {f"{name}_p": float(chi2.sf(found[name], len(places))) for name in _TESTS}
    return {"degrees_of_freedom": len(places), **found, **tails}


def _fitted(model: Logit) -> Any:
    return model.fit(method="newton", tol=1e-8, maxiter=100, disp=False)
