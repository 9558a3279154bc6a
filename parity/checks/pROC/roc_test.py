"""What rounding may do to the statistic and the p value of pROC::roc.test's bootstrap."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from parity.statistics.discrimination.area_difference import AreaDifference
from parity.statistics.discrimination.area_difference_paired import area_difference_paired
from parity.statistics.discrimination.area_difference_unpaired import area_difference_unpaired

_UNIT = 2.0**-53
_ROUNDINGS = 16


def paired_rounding(
    outcome: np.ndarray, risk: np.ndarray, score: np.ndarray, direction: str, resamples: int, seed: int
) -> Mapping[str, float]:
    """Bounds of the rounding errors of a paired test (see `_bounds`)."""
    return _bounds(area_difference_paired(outcome, risk, score, direction, resamples, seed))


def unpaired_rounding(
    outcome: np.ndarray,
    risk: np.ndarray,
    outcome_of_others: np.ndarray,
    risk_of_others: np.ndarray,
    resamples: int,
    seed: int,
) -> Mapping[str, float]:
    """Bounds of the rounding errors of an unpaired test (see `_bounds`)."""
    return _bounds(area_difference_unpaired(outcome, risk, outcome_of_others, risk_of_others, resamples, seed))


def _bounds(of: AreaDifference) -> Mapping[str, float]:
    """To first order.

    Notes
    -----
    An area is a sum of trapezoids of at most 1, off by e, a few roundings; so is a difference of two, and that of a
    resample. The statistic D, a difference over a standard deviation s, moves by e/s, and by De/s with s; its p value
    by twice the normal density at D times that.
    """
    found: dict[str, float] = {}
    for way, test in (("stratified", of.stratified), ("plain", of.plain)):
        if not math.isfinite(test.statistic) or not test.statistic:
            continue
        size = abs(test.statistic)
        deviation = abs(of.difference) / size
        error = _ROUNDINGS * _UNIT / deviation * (1 + size)
        found[f"{way}_statistic"] = error
        found[f"{way}_p_value"] = 2 * math.exp(-size * size / 2) / math.sqrt(2 * math.pi) * error
    return found
