"""Bootstrap test of the areas under two ROC curves of the same patients."""

from __future__ import annotations

import numpy as np

from parity.statistics.discrimination.area_difference import AreaDifference, area_difference
from parity.statistics.discrimination.auc_bootstrap import Areas, area
from parity.statistics.discrimination.resampled import caution_perfect, parts, places_of
from parity.statistics.random.generator import RRandom


def area_difference_paired(
    outcome: np.ndarray, risk: np.ndarray, score: np.ndarray, direction: str, resamples: int, seed: int
) -> AreaDifference:
    """Bootstrap test of the areas under the ROC curves of two scores of the same patients, stratified and not.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk, score : (n,) float arrays
        Finite; a larger risk means more likely a case.
    direction : {"<", ">"}
        Of the score: whether controls have lower scores than cases, or higher ones.
    resamples, seed
        As in `auc_bootstrap`.

    Returns
    -------
    AreaDifference

    Notes
    -----
    The difference of the areas over the standard deviation of its resamples, in each of which both scores are those of
    the same patients, is held against the standard normal distribution. Resamples are drawn as in `auc_bootstrap`.
    Where the areas are the same in every resample the statistic is 0/0; it is then 0 and the p value 1, with a caution.

    Equals ``set.seed(seed); pROC::roc.test(curve, other, method = "bootstrap", paired = TRUE, boot.n = resamples,
    boot.stratified = TRUE)`` and the same with ``FALSE``, of the curve of `auc_bootstrap` and ``pROC::roc(outcome,
    score, levels = c(0, 1), direction = direction)``.

    Raises
    ------
    ValueError
        Without a case or without a control, if a score is not finite, or if no resample has both.

    References
    ----------
    Robin et al. (2011), doi:10.1186/1471-2105-12-77.  Hanley, McNeil (1983), doi:10.1148/radiology.148.3.6878708.
    """
    if direction not in ("<", ">"):
        raise ValueError(f"the direction is '<' or '>', not {direction!r}")
    turned = score if direction == "<" else -score
    what, n = "the area under the ROC curve", len(outcome)
    places = [places_of(outcome, one, what) for one in (risk, turned)]
    first, second = (Areas(outcome, one) for one in places)
    dice, of_strata = RRandom(seed), []
    for count in parts(resamples, n):
        drawn = dice.stratified_resamples(first.sizes, count)
        of_strata.append(first.of_strata(*drawn) - second.of_strata(*drawn))
    dice, of_all = RRandom(seed), []
    for count in parts(resamples, n):
        rows = dice.resamples(n, count)
        of_all.append(first.of_all(rows) - second.of_all(rows))
    areas = [area(outcome, one) for one in places]
    if min(areas) == 1.0:
        caution_perfect(outcome, risk)
    return area_difference(areas[0], areas[1], np.concatenate(of_strata), np.concatenate(of_all))
