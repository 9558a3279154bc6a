"""Who is at high risk at each threshold probability, under either rule for a risk that equals the threshold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.once import once

_CELLS = 4096
"""Of equal width, of the unit interval; a power of 2, so that the cell of a risk is not a matter of rounding."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Patients at high risk at each threshold.

    Attributes
    ----------
    events, others : (k,) int arrays
        Those with the event, and those without.
    """

    events: np.ndarray
    others: np.ndarray


@dataclass(frozen=True, slots=True)
class HighRisk:
    """Patients at high risk over threshold probabilities.

    Attributes
    ----------
    events, others : int
        All patients with the event, and all without.
    above, at_or_above : Rule
        High risk meaning risk > threshold, and risk >= threshold.
    """

    events: int
    others: int
    above: Rule
    at_or_above: Rule


@once
def at_high_risk(outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray) -> HighRisk:
    """Count who is at high risk at each threshold probability.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    risk : (n,) float array
        Predicted risk in [0, 1].
    thresholds : (k,) float array
        Threshold probabilities in [0, 1], ascending.

    Raises
    ------
    ValueError
        Naming which of these does not hold.
    """
    event = outcome == 1
    events = int(np.count_nonzero(event))
    if events == 0 or events == len(event):
        raise ValueError("what a threshold decides needs at least one event and one non-event")
    if not (risk.min() >= 0 and risk.max() <= 1):
        raise ValueError("what a threshold decides needs risks between 0 and 1")
    between = len(thresholds) > 0 and bool(((thresholds >= 0) & (thresholds <= 1)).all())
    if not between or not (np.diff(thresholds) > 0).all():
        raise ValueError("threshold probabilities must lie between 0 and 1 and ascend")
    events_above, events_at_or_above = _counts(risk[event], thresholds)
    others_above, others_at_or_above = _counts(risk[~event], thresholds)
    return HighRisk(
        events=events,
        others=len(event) - events,
        above=Rule(events_above, others_above),
        at_or_above=Rule(events_at_or_above, others_at_or_above),
    )


def threshold_names(thresholds: np.ndarray) -> tuple[str, ...]:
    """Two decimals where the thresholds are whole percentages, all their digits where they are not."""
    percentages = thresholds * 100
    if (np.abs(percentages - np.rint(percentages)) < 1e-9).all():
        return tuple(f"{threshold:.2f}" for threshold in thresholds)
    return tuple(repr(float(threshold)) for threshold in thresholds)


def _counts(risk: np.ndarray, thresholds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many risks lie above, and how many at or above, each threshold.

    Only risks in a cell with a threshold must be held against the thresholds themselves; others are counted by cell.
    """
    cell = (risk * _CELLS).astype(np.intp)
    cell_of_threshold = (thresholds * _CELLS).astype(np.intp)
    has_threshold = np.zeros(_CELLS + 1, dtype=bool)
    has_threshold[cell_of_threshold] = True
    elsewhere = np.bincount(cell, minlength=_CELLS + 1)
    elsewhere[has_threshold] = 0
    through = np.cumsum(elsewhere)
    near = np.sort(risk[has_threshold[cell]])
    higher = through[-1] - through[cell_of_threshold] + len(near)
    above = higher - np.searchsorted(near, thresholds, side="right")
    at_or_above = higher - np.searchsorted(near, thresholds, side="left")
    return above, at_or_above
