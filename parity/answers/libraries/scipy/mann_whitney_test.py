"""Mann and Whitney's test: scipy.stats.mannwhitneyu."""

from __future__ import annotations

import numpy as np
from scipy.stats import mannwhitneyu


def mann_whitney_test(outcome: np.ndarray, values: np.ndarray) -> dict[str, float]:
    groups = values[outcome == 1], values[outcome == 0]
    plain, corrected = (mannwhitneyu(*groups, method="asymptotic", use_continuity=use) for use in (False, True))
    return {"w": float(plain.statistic), "p": float(plain.pvalue), "p_corrected": float(corrected.pvalue)}
