"""What pROC::ci.coords gives at a threshold where a resample has no case, and what rounding may do to it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from parity.checks.pROC.ci_auc import outcomes
from parity.statistics.discrimination.cutoff_bootstrap import proportions, resampled_tables
from parity.statistics.discrimination.resampled import Percentiles, percentiles
from parity.statistics.random.generator import RRandom

_UNIT = 2.0**-53


def resample_without_case(outcome: np.ndarray, resamples: int, seed: int) -> bool:
    """Whether some resample of all patients has controls only."""
    return any(bool((resampled == 0).all(axis=1).any()) for resampled in outcomes(outcome, resamples, seed))


def with_one_class(
    outcome: np.ndarray, risk: np.ndarray, cutoff: float, resamples: int, seed: int, level: float
) -> Mapping[str, Mapping[str, Percentiles]]:
    """The percentiles in which resamples without cases are left.

    Notes
    -----
    Their specificity is what it is. The curve of each ends at a sensitivity of 0, though there is nobody to have one:
    where nobody is positive at the cut-off it is read there, and the negative predictive value and the accuracy made
    of it are 1. Elsewhere they are not numbers.
    """
    tables = resampled_tables(outcome, risk >= cutoff, resamples, RRandom(seed), stratified=False)
    true_negatives, _, controls, cases = tables
    shares, at_its_end = proportions(*tables), true_negatives == controls
    instead = {"sensitivity": 0.0, "npv": 1.0, "accuracy": 1.0}
    for name, value in instead.items():
        shares[name] = np.where(cases > 0, shares[name], np.where(at_its_end, value, np.nan))
    known = {name: shares[name][~np.isnan(shares[name])] for name in ("specificity", *instead)}
    return {"plain": {name: percentiles(values, level) for name, values in known.items() if len(values)}}


def predictive_rounding(outcome: np.ndarray) -> Mapping[str, float]:
    """A bound of the rounding errors of predictive values and of their percentiles.

    Notes
    -----
    As in `coords_rounding`: the false positives are all controls less the true negatives, which are multiplied back
    from their proportion and so off by two roundings of a number of at most all patients. In a resample a predictive
    value may be of a single patient, and moves by as much. A percentile lies between two such values.
    """
    return {"predictive_value": 2 * _UNIT * len(outcome)}
