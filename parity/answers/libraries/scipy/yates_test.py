"""Chi-square with Yates's correction: scipy.stats.chi2_contingency."""

from __future__ import annotations

import numpy as np
from scipy.stats import chi2_contingency
from scipy.stats.contingency import crosstab

from parity.data.cohort import Factor


def yates_test(outcome: np.ndarray, categories: Factor) -> dict[str, float]:
    test = chi2_contingency(crosstab(categories.codes, outcome)[1], correction=True)
    return {"statistic": float(test[0]), "p": float(test[1])}
