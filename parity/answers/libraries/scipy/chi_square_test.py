"""Pearson's chi-square and the likelihood ratio: scipy.stats.chi2_contingency."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import chi2_contingency
from scipy.stats.contingency import crosstab

from parity.data.cohort import Factor


def chi_square_test(outcome: np.ndarray, categories: Factor) -> dict[str, Any]:
    counts = crosstab(categories.codes, outcome)[1]
    pearson = chi2_contingency(counts, correction=False)
    ratio = chi2_contingency(counts, correction=False, lambda_="log-likelihood")
    return {
        "df": int(pearson[2]),
        "least_expected": float(pearson[3].min()),
        "pearson": {"statistic": float(pearson[0]), "p": float(pearson[1])},
        "likelihood_ratio": {"statistic": float(ratio[0]), "p": float(ratio[1])},
    }
