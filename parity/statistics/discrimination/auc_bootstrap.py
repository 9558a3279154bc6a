"""Area under the ROC curve with bootstrap confidence intervals."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from parity.statistics.caution import Caution
from parity.statistics.random.generator import RRandom
from parity.statistics.tally import tally

AT_ONCE = 1 << 13
"""Rows of resamples that are drawn and counted together: their arrays fit in a processor's cache, and in memory that
is kept for the next."""


@dataclass(frozen=True, slots=True)
class Percentiles:
    """The middle and the limits of resampled numbers.

    Attributes
    ----------
    low, median, high : float
        In the unit of the statistic.
    """

    low: float
    median: float
    high: float


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
    counts = tally(outcome, risk)
    if counts.number_of_cases == 0 or counts.number_of_controls == 0:
        raise ValueError("the area under the ROC curve needs at least one case and one control")
    if not counts.finite:
        raise ValueError("the area under the ROC curve needs finite risks")
    auc = float(_areas(np.diff(counts.controls)[np.newaxis], np.diff(counts.cases)[np.newaxis])[0])
    if auc == 1.0:
        text = "the interval of an area of exactly 1 is 1 to 1 and says nothing about its error"
        warnings.warn(Caution("perfect_separation", text))
    places = np.searchsorted(counts.distinct, risk)
    stratified = stratified_areas(outcome, places, resamples, RRandom(seed))
    plain = plain_areas(outcome, places, resamples, RRandom(seed))
    lost = int(np.isnan(plain).sum())
    if lost:
        have, are = ("has", "is") if lost == 1 else ("have", "are")
        text = f"{lost} of {resamples} resamples {have} no case or no control, and {are} left out"
        warnings.warn(Caution("one_class_resamples", text))
    if lost == resamples:
        raise ValueError("no resample has both a case and a control")
    return AucBootstrap(auc, percentiles(stratified, level), percentiles(plain[~np.isnan(plain)], level))


def percentiles(values: np.ndarray, level: float) -> Percentiles:
    """The median of resampled numbers, and their quantiles at the ends of `level`, by type 7."""
    low, median, high = np.quantile(values, [(1 - level) / 2, 0.5, 1 - (1 - level) / 2])
    return Percentiles(float(low), float(median), float(high))


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
    controls, cases = places[outcome == 0], places[outcome == 1]
    sizes, distinct = (len(controls), len(cases)), int(places.max()) + 1

    def areas(count: int) -> np.ndarray:
        of_controls, of_cases = dice.stratified_resamples(sizes, count)
        return _areas(_counted(controls[of_controls], distinct), _counted(cases[of_cases], distinct))

    return np.concatenate(list(_in_parts(areas, resamples, len(outcome))))


def plain_areas(outcome: np.ndarray, places: np.ndarray, resamples: int, dice: RRandom) -> np.ndarray:
    """The areas of resamples of all patients, as `stratified_areas`; NaN of one without a case or without a control."""
    distinct = int(places.max()) + 1
    cells = 2 * places + outcome

    def areas(count: int) -> np.ndarray:
        counts = _counted(cells[dice.resamples(len(cells), count)], 2 * distinct)
        return _areas(counts[:, 0::2], counts[:, 1::2])

    return np.concatenate(list(_in_parts(areas, resamples, len(outcome))))


def _in_parts(areas: Callable[[int], np.ndarray], resamples: int, rows: int) -> Iterator[np.ndarray]:
    """The areas of as many resamples at a time as fit in memory next to the processor."""
    part = max(1, AT_ONCE // rows)
    for first in range(0, resamples, part):
        yield areas(min(part, resamples - first))


def _counted(cells: np.ndarray, number: int) -> np.ndarray:
    """How often each of `number` cells stands in each row."""
    count = len(cells)
    shifted = cells + np.arange(0, count * number, number)[:, np.newaxis]
    return np.bincount(shifted.ravel(), minlength=count * number).reshape(count, number)


def _areas(controls: np.ndarray, cases: np.ndarray) -> np.ndarray:
    """The area of each row, which counts controls and cases by their places."""
    won_twice = 2 * np.cumsum(controls, axis=1) - controls
    pairs = controls.sum(axis=1) * cases.sum(axis=1)
    found = np.full(len(pairs), np.nan)
    np.divide((cases * won_twice).sum(axis=1), 2 * pairs, out=found, where=pairs > 0)
    return found
