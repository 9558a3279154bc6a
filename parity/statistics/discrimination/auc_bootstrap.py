"""Area under the ROC curve with bootstrap confidence intervals."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from parity.statistics.caution import Caution
from parity.statistics.discrimination.resampled import (
    Percentiles,
    caution_lost,
    counted,
    parts,
    percentiles,
    places_of,
)
from parity.statistics.random.generator import RRandom


@dataclass(frozen=True, slots=True)
class AucBootstrap:
    """Area under the ROC curve and its bootstrap percentile intervals.

    Attributes
    ----------
    auc : float
        P(risk of a case > risk of a control) + P(equal)/2, in [0, 1].
    stratified : Percentiles
        Of the areas of resamples of controls and of cases.
    plain : Percentiles
        Of the areas of resamples of all patients, those with both cases and controls.
    """

    auc: float
    stratified: Percentiles
    plain: Percentiles


def auc_bootstrap(
    outcome: np.ndarray, risk: np.ndarray, resamples: int, seed: int, level: float = 0.95
) -> AucBootstrap:
    """Area under the ROC curve with bootstrap percentile intervals, stratified and not.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.
    resamples : int
        From 2.
    seed : int
        Of R's generator at its defaults; each of the two bootstraps begins from it.
    level : float
        Confidence level in (0, 1).

    Returns
    -------
    AucBootstrap

    Notes
    -----
    A stratified resample has as many controls and as many cases as there are: first the controls are drawn, in their
    order in the data, with replacement, then the cases. A plain one has as many patients, drawn from all. The area of a
    resample is the share of its pairs of a case and a control in which the case has the higher risk, ties counting
    half, in whole numbers divided once.

    The limits are the quantiles :math:`(1 - c)/2` and :math:`(1 + c)/2` of the areas at level c, interpolated between
    order statistics (type 7): of B areas that of p lies at :math:`1 + (B - 1)p`. A plain resample without a case or
    without a control has no area and is left out, with a caution; so is said that an area of exactly 1 says nothing
    about its error.

    Equals ``set.seed(seed); pROC::ci.auc(curve, conf.level = level, method = "bootstrap", boot.n = resamples,
    boot.stratified = TRUE)`` and the same with ``FALSE``, where the curve is ``pROC::roc(outcome, risk, levels = c(0,
    1), direction = "<")``; what pROC prints as the middle of the interval is the median of the areas.

    Raises
    ------
    ValueError
        Without a case or without a control, if a risk is not finite, or if no resample has both.

    References
    ----------
    Efron, Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.  Carpenter, Bithell (2000),
    doi:10.1002/(SICI)1097-0258(20000515)19:9<1141::AID-SIM479>3.0.CO;2-F.  Hyndman, Fan (1996), doi:10.2307/2684934.
    """
    places = places_of(outcome, risk, "the area under the ROC curve")
    auc = area(outcome, places)
    if auc == 1.0:
        text = "the interval of an area of exactly 1 is 1 to 1 and says nothing about its error"
        warnings.warn(Caution("perfect_separation", text))
    stratified = stratified_areas(outcome, places, resamples, RRandom(seed))
    plain = plain_areas(outcome, places, resamples, RRandom(seed))
    caution_lost(int(np.isnan(plain).sum()), resamples)
    return AucBootstrap(auc, percentiles(stratified, level), percentiles(plain[~np.isnan(plain)], level))


def area(outcome: np.ndarray, places: np.ndarray) -> float:
    """The area of all patients."""
    return float(Areas(outcome, places).of_all(np.arange(len(outcome))[np.newaxis])[0])


def stratified_areas(outcome: np.ndarray, places: np.ndarray, resamples: int, dice: RRandom) -> np.ndarray:
    """The areas of resamples of controls and of cases.

    Parameters
    ----------
    outcome : (n,) int array
    places : (n,) int array
        Of each patient's risk among the distinct ones, ascending from 0.
    resamples : int
    dice : RRandom

    Returns
    -------
    (resamples,) float array
    """
    areas = Areas(outcome, places)
    return np.concatenate(
        [areas.of_strata(*dice.stratified_resamples(areas.sizes, count)) for count in parts(resamples, len(outcome))]
    )


def plain_areas(outcome: np.ndarray, places: np.ndarray, resamples: int, dice: RRandom) -> np.ndarray:
    """The areas of resamples of all patients, as `stratified_areas`; NaN of one without a case or without a control."""
    areas, n = Areas(outcome, places), len(outcome)
    return np.concatenate([areas.of_all(dice.resamples(n, count)) for count in parts(resamples, n)])


class Areas:
    """The areas of resamples of patients.

    Parameters
    ----------
    outcome, places : (n,) int arrays
        As in `stratified_areas`.

    Attributes
    ----------
    sizes : (int, int)
        Controls and cases.
    """

    def __init__(self, outcome: np.ndarray, places: np.ndarray) -> None:
        controls, cases = places[outcome == 0], places[outcome == 1]
        self.sizes = len(controls), len(cases)
        distinct, inverse = np.unique(controls, return_inverse=True)
        self._distinct, self._controls = len(distinct) + 1, inverse + 1
        self._below = np.searchsorted(distinct, cases, side="left")
        self._not_above = np.searchsorted(distinct, cases, side="right")
        self._tied = bool((self._below != self._not_above).any())
        self._cells, self._places = 2 * places + outcome, int(places.max()) + 1

    def of_strata(self, of_controls: np.ndarray, of_cases: np.ndarray) -> np.ndarray:
        """Of rows of controls and of cases, (k, controls) and (k, cases), each counted from 0.

        Only the controls are counted; each case then looks up how many of them it wins against.
        """
        count, number = len(of_controls), self._distinct
        lower = np.cumsum(counted(self._controls.take(of_controls), number), axis=1).ravel()
        first = np.arange(0, count * number, number)[:, np.newaxis]
        won = lower.take(self._below.take(of_cases) + first).sum(axis=1)
        or_tied = lower.take(self._not_above.take(of_cases) + first).sum(axis=1) if self._tied else won
        return (won + or_tied) / (2 * self.sizes[0] * self.sizes[1])

    def of_all(self, rows: np.ndarray) -> np.ndarray:
        """Of rows of all patients, (k, n)."""
        counts = counted(self._cells.take(rows), 2 * self._places)
        controls, cases = counts[:, 0::2], counts[:, 1::2]
        won_twice = 2 * np.cumsum(controls, axis=1) - controls
        pairs = controls.sum(axis=1) * cases.sum(axis=1)
        found = np.full(len(pairs), np.nan)
        np.divide((cases * won_twice).sum(axis=1), 2 * pairs, out=found, where=pairs > 0)
        return found
