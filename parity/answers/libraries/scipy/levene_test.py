"""Levene's test: scipy.stats.levene."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import levene


def levene_test(outcome: np.ndarray, values: np.ndarray) -> dict[str, Any]:
    def about(centre: str) -> dict[str, float]:
        test = levene(values[outcome == 1], values[outcome == 0], center=centre)
        return {"statistic": float(test.statistic), "p": float(test.pvalue)}

    return {"about_mean": about("mean"), "about_median": about("median")}
