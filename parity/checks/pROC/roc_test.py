"""What rounding may do to the statistic and the p value of pROC::roc.test's bootstrap."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

import numpy as np
from scipy.stats import rankdata

from parity.statistics.discrimination.resampled import parts
from parity.statistics.once import once
from parity.statistics.random.generator import RRandom

_UNIT = 2.0**-53
_ROUNDINGS = 16


@once
def paired_rounding(
    outcome: np.ndarray, risk: np.ndarray, score: np.ndarray, direction: str, resamples: int, seed: int
) -> Mapping[str, float]:
    """Bounds of the rounding errors of a paired test (see `_bounds`)."""
    turned = score if direction == "<" else -score
    order, n = np.argsort(outcome, kind="stable"), len(outcome)
    sizes = _sizes(outcome)

    def differences(rows: np.ndarray) -> np.ndarray:
        return np.asarray(_areas(outcome[rows], risk[rows]) - _areas(outcome[rows], turned[rows]))

    def of_strata(dice: RRandom, count: int) -> np.ndarray:
        return differences(order[_together(dice.stratified_resamples(sizes, count), sizes)])

    def of_all(dice: RRandom, count: int) -> np.ndarray:
        return differences(dice.resamples(n, count))

    return _bounds(differences(order[np.newaxis]), _resampled(of_strata, of_all, n, resamples, seed))


@once
def unpaired_rounding(
    outcome: np.ndarray,
    risk: np.ndarray,
    outcome_of_others: np.ndarray,
    risk_of_others: np.ndarray,
    resamples: int,
    seed: int,
) -> Mapping[str, float]:
    """Bounds of the rounding errors of an unpaired test (see `_bounds`)."""
    n, m = len(outcome), len(outcome_of_others)
    order, order_of_others = (np.argsort(one, kind="stable") for one in (outcome, outcome_of_others))
    sizes, sizes_of_others = _sizes(outcome), _sizes(outcome_of_others)

    def differences(rows: np.ndarray, others: np.ndarray) -> np.ndarray:
        areas = _areas(outcome[rows], risk[rows]), _areas(outcome_of_others[others], risk_of_others[others])
        return np.asarray(areas[0] - areas[1])

    def of_strata(dice: RRandom, count: int) -> np.ndarray:
        drawn = dice.stratified_resamples([*sizes, *sizes_of_others], count)
        rows, others = _together(drawn[:2], sizes), _together(drawn[2:], sizes_of_others)
        return differences(order[rows], order_of_others[others])

    def of_all(dice: RRandom, count: int) -> np.ndarray:
        return differences(*dice.stratified_resamples([n, m], count))

    whole = differences(order[np.newaxis], order_of_others[np.newaxis])
    return _bounds(whole, _resampled(of_strata, of_all, n + m, resamples, seed))


def _sizes(outcome: np.ndarray) -> tuple[int, int]:
    """Controls and cases."""
    return int((outcome == 0).sum()), int((outcome == 1).sum())


def _together(drawn: list[np.ndarray], sizes: tuple[int, int]) -> np.ndarray:
    """Rows of controls and of cases as rows of all, the controls first."""
    return np.hstack([drawn[0], drawn[1] + sizes[0]])


def _areas(outcomes: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """The area of each row by the ranks of its cases, as Mann and Whitney's; NaN without a case or a control."""
    cases = outcomes.sum(axis=1)
    pairs = cases * (outcomes.shape[1] - cases)
    above = (rankdata(scores, axis=1) * outcomes).sum(axis=1) - cases * (cases + 1) / 2
    found = np.full(len(pairs), np.nan)
    np.divide(above, pairs, out=found, where=pairs > 0)
    return found


def _resampled(
    of_strata: Callable[[RRandom, int], np.ndarray],
    of_all: Callable[[RRandom, int], np.ndarray],
    rows: int,
    resamples: int,
    seed: int,
) -> Iterator[tuple[str, np.ndarray]]:
    """The differences of the areas in the resamples of either way."""
    for way, drawn in (("stratified", of_strata), ("plain", of_all)):
        dice = RRandom(seed)
        yield way, np.concatenate([drawn(dice, count) for count in parts(resamples, rows)])


def _bounds(whole: np.ndarray, resampled: Iterator[tuple[str, np.ndarray]]) -> Mapping[str, float]:
    """To first order.

    Notes
    -----
    An area is a sum of trapezoids of at most 1, off by e, a few roundings; so is a difference of two, and that of a
    resample. The statistic D, a difference over a standard deviation s, moves by e/s, and by De/s with s; its p value
    by twice the normal density at D times that. The sizes are those of areas by ranks.
    """
    found: dict[str, float] = {}
    for way, differences in resampled:
        known = differences[~np.isnan(differences)]
        deviation = float(np.std(known, ddof=1)) if len(known) > 1 else 0.0
        if not deviation > _ROUNDINGS * _UNIT:
            continue
        size = abs(float(whole[0])) / deviation
        error = _ROUNDINGS * _UNIT / deviation * (1 + size)
        found[f"{way}_statistic"] = error
        found[f"{way}_p_value"] = 2 * math.exp(-size * size / 2) / math.sqrt(2 * math.pi) * error
    return found
