"""Cox and Snell's and McFadden's R squared: statsmodels GLM, on standardised columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM

from parity.answers.libraries.statsmodels.logistic_regression import columns_of
from parity.data.cohort import Column
from parity.data.formula import Formula


def r_squared(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None
) -> dict[str, float]:
    columns = columns_of(formula, predictors)
    standardised = (columns - columns.mean(axis=0)) / columns.std(axis=0)
    design = np.column_stack([np.ones(len(columns)), standardised])
    fit = GLM(outcome, design, family=Binomial()).fit(tol=1e-14, maxiter=100)
    return {"cox_snell": fit.pseudo_rsquared(kind="cs"), "mcfadden": fit.pseudo_rsquared(kind="mcf")}
