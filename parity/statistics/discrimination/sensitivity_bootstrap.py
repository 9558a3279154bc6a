"""Sensitivity at given specificities with bootstrap confidence intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.discrimination.resampled import (
    Band,
    band,
    caution_lost,
    caution_perfect,
    places_of,
    resampled_counts,
)
from parity.statistics.random.generator import RRandom

TENTHS = np.arange(11) * 0.1
"""As R's ``seq(0, 1, .1)`` has them: the fourth is a little more than 0.3."""


@dataclass(frozen=True, slots=True)
class SensitivityBootstrap:
    """Bootstrap percentile intervals of the sensitivity at given specificities.

    Attributes
    ----------
    stratified : Band
        Of resamples of controls and of cases.
    plain : Band
        Of resamples of all patients, those with both cases and controls.
    """

    stratified: Band
    plain: Band


def sensitivity_bootstrap(
    outcome: np.ndarray,
    risk: np.ndarray,
    resamples: int,
    seed: int,
    level: float = 0.95,
    specificities: np.ndarray = TENTHS,
) -> SensitivityBootstrap:
    """Sensitivity at given specificities with bootstrap percentile intervals, stratified and not.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.
    resamples, seed, level
        As in `auc_bootstrap`.
    specificities : (k,) float array
        In [0, 1].

    Returns
    -------
    SensitivityBootstrap

    Notes
    -----
    In each resample, drawn as in `auc_bootstrap`, the sensitivity at a specificity is read from the ROC curve: where
    the curve has points of this very specificity, as doubles, the highest of them, otherwise on the straight line
    between its neighbours. At a level c the limits are the quantiles :math:`(1 - c)/2` and :math:`(1 + c)/2` of type 7,
    at each specificity by itself: no band that holds the curve as a whole. A plain resample without a case or without
    a control is left out, with a caution.

    Equals ``set.seed(seed); pROC::ci.se(curve, specificities, conf.level = level, boot.n = resamples, boot.stratified =
    TRUE)`` and the same with ``FALSE``, of the curve of `auc_bootstrap`.

    Raises
    ------
    ValueError
        Without a case or without a control, if a risk is not finite or a specificity not in [0, 1], or if no resample
        has both.

    References
    ----------
    Efron, Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.  Carpenter, Bithell (2000),
    doi:10.1002/(SICI)1097-0258(20000515)19:9<1141::AID-SIM479>3.0.CO;2-F.  Robin et al. (2011),
    doi:10.1186/1471-2105-12-77.
    """
    stratified, plain = (
        resampled_sensitivities(outcome, risk, resamples, seed, specificities, stratified=way) for way in (True, False)
    )
    caution_perfect(outcome, risk)
    known = ~np.isnan(plain).any(axis=1)
    caution_lost(resamples - int(known.sum()), resamples)
    return SensitivityBootstrap(band(specificities, stratified, level), band(specificities, plain[known], level))


def resampled_sensitivities(
    outcome: np.ndarray,
    risk: np.ndarray,
    resamples: int,
    seed: int,
    specificities: np.ndarray,
    *,
    stratified: bool,
    whole: float = 1.0,
) -> np.ndarray:
    """The sensitivities of each resample, (resamples, k); NaN of one without a case or without a control. `whole` as of
    `left_where_passed`."""
    places = places_of(outcome, risk, "the sensitivity at a specificity")
    return np.concatenate(
        [
            left_where_passed(controls, cases, specificities, whole)
            for controls, cases in resampled_counts(outcome, places, resamples, RRandom(seed), stratified=stratified)
        ]
    )


def left_where_passed(
    counts: np.ndarray, others: np.ndarray, shares: np.ndarray, whole: float = 1.0
) -> np.ndarray:
    """The share of the others that is left where a share of patients is passed.

    Parameters
    ----------
    counts, others : (k, d) int arrays
        Of k resamples: how many patients stand at each of d places, and how many others.
    shares : (p,) float array
        Of the patients, in [0, 1].
    whole : float
        100: shares are compared as percentages, of which rounding makes others equal.

    Returns
    -------
    (k, p) float array
        Where as many of the patients are passed for the first time, if there is such a place; otherwise on the straight
        line between the places before and behind. NaN where there are no patients, or no others.
    """
    if not ((shares >= 0) & (shares <= 1)).all():
        raise ValueError("a share of patients lies between 0 and 1")
    through, through_others = np.cumsum(counts), np.cumsum(others)
    (before, number), (before_others, number_of_others) = _rows(through, counts), _rows(through_others, others)
    fewest = _fewest(shares, number, whole)
    place = np.minimum(through.searchsorted(before + fewest), counts.size - 1)
    passed, passed_others = through.take(place) - before, through_others.take(place) - before_others
    with np.errstate(invalid="ignore", divide="ignore"):
        share, left = passed / number, (number_of_others - passed_others) / number_of_others
        share_before = (passed - counts.take(place)) / number
        left_before = (number_of_others - passed_others + others.take(place)) / number_of_others
        between = left + (shares - share) / (share_before - share) * (left_before - left)
    found = np.where(fewest == 0, 1.0, np.where(share * whole == shares * whole, left, between))
    return np.where((number > 0) & (number_of_others > 0), found, np.nan)


def _rows(through: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of each row, how many stand in the rows before it, and how many in it, (k, 1) each; from running counts."""
    ends = through[counts.shape[1] - 1 :: counts.shape[1]]
    before = np.concatenate([[0], ends[:-1]])
    return before[:, np.newaxis], (ends - before)[:, np.newaxis]


def _fewest(shares: np.ndarray, number: np.ndarray, whole: float) -> np.ndarray:
    """The fewest patients that are at least such a share of a number, as doubles."""
    fewest = np.ceil(shares * number)
    with np.errstate(invalid="ignore", divide="ignore"):
        fewest -= (fewest - 1) / number * whole >= shares * whole
        fewest += fewest / number * whole < shares * whole
    return fewest.astype(np.int64)
