"""What pROC::ci.coords gives at a threshold where a resample has no case, and what rounding may do to it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from parity.checks.pROC.ci_auc import outcomes
from parity.statistics.discrimination.resampled import Percentiles, parts, percentiles
from parity.statistics.random.generator import RRandom

_UNIT = 2.0**-53


def resample_without_case(outcome: np.ndarray, resamples: int, seed: int) -> bool:
    """Whether some resample of all patients has controls only."""
    return any(bool((resampled == 0).all(axis=1).any()) for resampled in outcomes(outcome, resamples, seed))


def specificity_without_cases(
    outcome: np.ndarray, risk: np.ndarray, cutoff: float, resamples: int, seed: int, level: float
) -> Mapping[str, Mapping[str, Percentiles]]:
    """The percentiles of the specificities of all resamples with controls, also of those without cases."""
    dice, n, found = RRandom(seed), len(outcome), []
    for count in parts(resamples, n):
        rows = dice.resamples(n, count)
        control = outcome[rows] == 0
        found.append((control & (risk[rows] < cutoff)).sum(axis=1) / control.sum(axis=1))
    return {"plain": {"specificity": percentiles(np.concatenate(found), level)}}


def predictive_rounding(outcome: np.ndarray) -> Mapping[str, float]:
    """A bound of the rounding errors of predictive values and of their percentiles.

    Notes
    -----
    As in `coords_rounding`: the false positives are all controls less the true negatives, which are multiplied back
    from their proportion and so off by two roundings of a number of at most all patients. In a resample a predictive
    value may be of a single patient, and moves by as much. A percentile lies between two such values.
    """
    return {"predictive_value": 2 * _UNIT * len(outcome)}
