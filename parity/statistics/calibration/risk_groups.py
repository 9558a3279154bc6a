"""Patients put into groups of similar risk, by each rule that has a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

Rule = Callable[[np.ndarray, int], np.ndarray]


def by_quantiles_of_type_6(risk: np.ndarray, groups: int) -> np.ndarray:
    """Between the distinct quantiles of definition 6 of Hyndman and Fan, closed above."""
    below, rest = np.divmod(np.arange(1, groups) * (len(risk) + 1), groups)
    return _between(_interpolated(np.sort(risk), below, rest / groups), risk)


def by_quantiles_of_type_2(risk: np.ndarray, groups: int) -> np.ndarray:
    """Between the distinct quantiles of definition 2, the mean of two risks where the share falls between them; closed
    above."""
    below, rest = np.divmod(np.arange(1, groups) * len(risk), groups)
    return _between(_interpolated(np.sort(risk), below, np.where(rest, 1.0, 0.5)), risk)


def by_ranks(risk: np.ndarray, groups: int) -> np.ndarray:
    """Of equal size by rank, equal risks in the order of their rows: rank r of n goes to group ceil(r g / n)."""
    return -(-_ranks(risk) * groups // len(risk)) - 1


def by_ntile(risk: np.ndarray, groups: int) -> np.ndarray:
    """Of equal size by rank, the first ones larger by one where n / g is not whole; equal risks in the order of their
    rows."""
    small, larger = divmod(len(risk), groups)
    sizes = np.where(np.arange(groups) < larger, small + 1, small)
    return np.repeat(np.arange(groups), sizes)[_ranks(risk) - 1]


def by_cut2(risk: np.ndarray, groups: int) -> np.ndarray:
    """A group ends at the smallest risk that j n / g patients do not exceed; equal risks stay together."""
    distinct, counts = np.unique(risk, return_counts=True)
    reached = np.searchsorted(np.cumsum(counts), np.arange(1, groups + 1) * len(risk) / groups)
    ends = np.unique(np.minimum(reached, len(distinct) - 1))
    return np.searchsorted(distinct[ends], risk)


def by_width(risk: np.ndarray, groups: int) -> np.ndarray:
    """Of equal width between the lowest and the highest risk, closed above."""
    lowest, highest = float(risk.min()), float(risk.max())
    limits = lowest + np.arange(1, groups) * ((highest - lowest) / groups)
    return np.searchsorted(limits, risk)


def by_tenths(risk: np.ndarray, groups: int) -> np.ndarray:
    """Between the fixed risks 1/g, 2/g, ..., closed above."""
    return np.searchsorted(np.arange(1, groups) / groups, risk)


def by_blocks(risk: np.ndarray, groups: int) -> np.ndarray:
    """Blocks of equal risk, ascending, each added to the group while it has fewer than M = [n/g + 0.5] patients and
    would have no more than M with half of the block; a last group of at most [n/2g] joins the one before it."""
    distinct, place, counts = np.unique(risk, return_inverse=True, return_counts=True)
    of_block = _loaded(counts, int(len(risk) / groups + 0.5))
    last = of_block == of_block[-1]
    if of_block[-1] and counts[last].sum() <= len(risk) // (2 * groups):
        of_block[last] -= 1
    return of_block[place.ravel()]


def by_blocks_of_bins(risk: np.ndarray, groups: int) -> np.ndarray:
    """As by blocks, which are the bins of 1/2000 that have patients; at most `groups`, and a last group of fewer than
    half of the target joins the one before it."""
    target = int(len(risk) / groups + 0.5)
    _, place, counts = np.unique(np.minimum(np.floor(2000 * risk), 1999), return_inverse=True, return_counts=True)
    of_block = np.minimum(_loaded(counts, target), groups - 1)
    last = of_block == of_block[-1]
    if of_block[-1] and counts[last].sum() < target / 2:
        of_block[last] -= 1
    return of_block[place.ravel()]


def by_deciles_of_risk(risk: np.ndarray, groups: int) -> np.ndarray:
    """As by blocks, but at most `groups`: the last takes what is left, and joins no other."""
    _, place, counts = np.unique(risk, return_inverse=True, return_counts=True)
    return np.minimum(_loaded(counts, int(len(risk) / groups + 0.5)), groups - 1)[place.ravel()]


RULES: Mapping[str, Rule] = {
    "quantiles_type_6": by_quantiles_of_type_6,
    "quantiles_type_2": by_quantiles_of_type_2,
    "ranks": by_ranks,
    "ntile": by_ntile,
    "cut2": by_cut2,
    "equal_width": by_width,
    "fixed_tenths": by_tenths,
    "sas_logistic": by_blocks,
    "sas_hplogistic": by_blocks_of_bins,
    "spss": by_deciles_of_risk,
}
"""Beside quantiles of definition 7, which are those of `hosmer_lemeshow`."""


def _interpolated(ordered: np.ndarray, below: np.ndarray, part: np.ndarray) -> np.ndarray:
    """At `part` of the way from the risk of rank `below` to the next."""
    low, high = ordered[np.maximum(below - 1, 0)], ordered[np.minimum(below, len(ordered) - 1)]
    return np.where(low == high, low, (1 - part) * low + part * high)


def _between(limits: np.ndarray, risk: np.ndarray) -> np.ndarray:
    """Groups of the risks between limits, and beyond the first and the last."""
    return np.searchsorted(np.unique(limits), risk)


def _ranks(risk: np.ndarray) -> np.ndarray:
    ranks = np.empty(len(risk), dtype=np.int64)
    ranks[np.argsort(risk, kind="stable")] = np.arange(1, len(risk) + 1)
    return ranks


def _loaded(counts: np.ndarray, target: int) -> np.ndarray:
    """The group of each block."""
    found, group, size = np.empty(len(counts), dtype=np.int64), 0, 0
    for block, count in enumerate(counts.tolist()):
        if block and not (size < target and size + count // 2 <= target):
            group, size = group + 1, 0
        found[block], size = group, size + count
    return found
