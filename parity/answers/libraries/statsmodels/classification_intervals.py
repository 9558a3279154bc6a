"""Wilson's and Clopper and Pearson's intervals at a cut-off: statsmodels proportion_confint."""

from __future__ import annotations

import warnings

import numpy as np
from statsmodels.stats.proportion import proportion_confint


def classification_intervals(
    outcome: np.ndarray, risk: np.ndarray, cutoff: float, level: float
) -> dict[str, dict[str, dict[str, float]]]:
    positive, case = risk >= cutoff, outcome == 1
    right = positive == case
    among = {"sensitivity": case, "specificity": ~case, "ppv": positive, "npv": ~positive, "accuracy": case | ~case}
    return {
        measure: {
            ours: _limits(int(np.sum(right & some)), int(np.sum(some)), level, method)
            for ours, method in (("wilson", "wilson"), ("exact", "beta"))
        }
        for measure, some in among.items()
    }


def _limits(count: int, of: int, level: float, method: str) -> dict[str, float]:
    if not of:
        return {"low": np.nan, "high": np.nan}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a quantile without a number, in the place of which it puts 0 or 1
        low, high = proportion_confint(count, of, alpha=1 - level, method=method)
    return {"low": float(low), "high": float(high)}
