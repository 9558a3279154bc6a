"""Bootstrap test of the areas under the ROC curves of two groups of patients."""

from __future__ import annotations

import numpy as np

from parity.statistics.discrimination.area_difference import AreaDifference, area_difference
from parity.statistics.discrimination.auc_bootstrap import Areas, area
from parity.statistics.discrimination.resampled import caution_perfect, parts, places_of
from parity.statistics.random.generator import RRandom


def area_difference_unpaired(
    outcome: np.ndarray,
    risk: np.ndarray,
    outcome_of_others: np.ndarray,
    risk_of_others: np.ndarray,
    resamples: int,
    seed: int,
) -> AreaDifference:
    """Bootstrap test of the areas under the ROC curves of two groups of patients, stratified and not.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.
    outcome_of_others, risk_of_others : (m,) arrays
        The same of others; their area is the second.
    resamples, seed
        As in `auc_bootstrap`.

    Returns
    -------
    AreaDifference

    Notes
    -----
    The difference of the areas over the standard deviation of its resamples is held against the standard normal
    distribution. Of each resample the patients are drawn as in `auc_bootstrap`, then the others. Where the areas are
    the same in every resample the statistic is 0/0; it is then 0 and the p value 1, with a caution.

    Equals ``set.seed(seed); pROC::roc.test(curve, other, method = "bootstrap", paired = FALSE, boot.n = resamples,
    boot.stratified = TRUE)`` and the same with ``FALSE``, of the curves of `auc_bootstrap`.

    Raises
    ------
    ValueError
        Without a case or without a control in either, if a risk is not finite, or if no resample has both.

    References
    ----------
    Robin et al. (2011), doi:10.1186/1471-2105-12-77.  Hanley, McNeil (1982), doi:10.1148/radiology.143.1.7063747.
    """
    patients = (outcome, risk), (outcome_of_others, risk_of_others)
    places = [places_of(*one, "the area under the ROC curve") for one in patients]
    first, second = (Areas(one, where) for (one, _), where in zip(patients, places))
    n, m = len(outcome), len(outcome_of_others)
    dice, of_strata = RRandom(seed), []
    for count in parts(resamples, n + m):
        drawn = dice.stratified_resamples([*first.sizes, *second.sizes], count)
        of_strata.append(first.of_strata(*drawn[:2]) - second.of_strata(*drawn[2:]))
    dice, of_all = RRandom(seed), []
    for count in parts(resamples, n + m):
        rows, others = dice.stratified_resamples([n, m], count)
        of_all.append(first.of_all(rows) - second.of_all(others))
    areas = [area(one, where) for (one, _), where in zip(patients, places)]
    if min(areas) == 1.0:
        caution_perfect(outcome, risk)
    return area_difference(areas[0], areas[1], np.concatenate(of_strata), np.concatenate(of_all))
