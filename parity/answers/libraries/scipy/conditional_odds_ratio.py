"""The conditional odds ratio: scipy.stats.contingency.odds_ratio."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats.contingency import crosstab, odds_ratio

from parity.data.cohort import Factor


def conditional_odds_ratio(outcome: np.ndarray, categories: Factor, level: float) -> dict[str, Any]:
    (c, d), (a, b) = crosstab(categories.codes, 1 - outcome)[1].tolist()
    found = odds_ratio([[a, b], [c, d]], kind="conditional")
    interval = found.confidence_interval(level)
    return {
        "odds_ratio": float(found.statistic),
        "interval": {"low": float(interval.low), "high": float(interval.high)},
    }
