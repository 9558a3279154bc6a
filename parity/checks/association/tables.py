"""What rounding does to the chi-squares of a table of counts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from parity.checks.stats.pchisq import tail_rounding
from parity.checks.summation import UNIT
from parity.data.cohort import Factor
from parity.statistics.association.counts import occurring
from parity.statistics.once import once

FEW = {"Chi-squared approximation may be incorrect": "few_expected"}
"""R's warning, and our caution."""


@once
def rounding(outcome: np.ndarray, categories: Factor) -> Mapping[str, Mapping[str, float]]:
    """Bounds of Pearson's statistic and of the likelihood ratio, and of their tails: an expected count that is rounded
    moves its term by twice the distance from the observed, and a logarithm by the count itself."""
    table = occurring(outcome, categories)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    df, off = (table.shape[0] - 1) * (table.shape[1] - 1), np.abs(table - expected)
    pearson = float((off**2 / expected).sum())
    of_pearson = 8 * UNIT * float(off.sum()) + 16 * UNIT * pearson
    logs = table * np.log(np.where(table > 0, table, expected) / expected)
    of_ratio = 16 * UNIT * float(table.sum() + np.abs(logs).sum())
    return {
        "pearson": {"statistic": of_pearson, "p": tail_rounding(df, pearson, of_pearson)},
        "likelihood_ratio": {"statistic": of_ratio, "p": tail_rounding(df, 2 * float(logs.sum()), of_ratio)},
    }


@once
def yates_rounding(outcome: np.ndarray, categories: Factor) -> Mapping[str, float]:
    """The same of the corrected statistic."""
    table = occurring(outcome, categories)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    away = np.abs(table - expected)
    statistic = float((np.maximum(away - 0.5, 0) ** 2 / expected).sum())
    off = 8 * UNIT * float((away + 0.5).sum()) + 16 * UNIT * statistic
    return {"statistic": off, "p": tail_rounding(1, statistic, off)}
