"""Resamples of patients with given risks, counted at each threshold."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from parity.statistics.random.generator import RRandom
from parity.statistics.utility.resampled_thresholds import ResampledCounts, Slots, counted, joined
from parity.statistics.utility.thresholds import at_high_risk

AT_ONCE = 1 << 15
"""Patients times resamples that are drawn together: their arrays fit in a processor's cache."""


def given_counts(
    outcome: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
    resamples: int,
    dice: RRandom,
    stratified: bool = False,
) -> tuple[ResampledCounts, ResampledCounts]:
    """The counts of the patients themselves, and those of their resamples."""
    at_high_risk(outcome, risk, thresholds)  # which refuses what it cannot count
    cells = 2 * Slots(thresholds).of(risk)[0] + outcome
    parts = []
    for rows in drawn_rows(outcome, resamples, dice, stratified):
        places = cells[rows]
        places *= len(rows)
        places += np.arange(len(rows))[:, np.newaxis]
        parts.append(counted(places, None, len(thresholds), len(rows)))
    return counted(cells, None, len(thresholds), 1), joined(parts)


def drawn_rows(
    outcome: np.ndarray, resamples: int, dice: RRandom, stratified: bool, at_once: int = AT_ONCE
) -> Iterator[np.ndarray]:
    """The patients of resamples, (b, n) int arrays one after the other; of each group by itself where `stratified`."""
    part = max(1, at_once // len(outcome))
    first = np.flatnonzero(outcome == outcome[0])
    other = np.flatnonzero(outcome != outcome[0])
    for start in range(0, resamples, part):
        count = min(part, resamples - start)
        if stratified:
            of_first, of_other = dice.stratified_resamples((len(first), len(other)), count)
            yield np.hstack([first[of_first], other[of_other]])
        else:
            yield dice.resamples(len(outcome), count)
