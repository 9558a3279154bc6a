"""Welch's and Student's t test: scipy.stats.ttest_ind."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import ttest_ind


def t_test(outcome: np.ndarray, values: np.ndarray) -> dict[str, Any]:
    def row(equal: bool) -> dict[str, float]:
        test = ttest_ind(values[outcome == 1], values[outcome == 0], equal_var=equal)
        return {"statistic": float(test.statistic), "p": float(test.pvalue)}

    return {"welch": row(False), "pooled": row(True)}
