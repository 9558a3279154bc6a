"""Who is at high risk at each threshold, in many resamples at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Optional

import numpy as np

_CELLS = 4096
"""Of equal width, of the unit interval; a power of 2, so that the cell of a risk is not a matter of rounding."""
_ROUNDING = 1e-12
"""How far from a threshold a computed risk may lie on either side of it by rounding."""


@dataclass(frozen=True, slots=True)
class ResampledCounts:
    """Patients above and below each threshold, of b resamples and k thresholds.

    Attributes
    ----------
    events, others : (b,) int arrays
        Patients with the event, and without.
    events_above, others_above, events_below, others_below : (k, b) int arrays
        Those with a risk > threshold, and < threshold.
    """

    events: np.ndarray
    others: np.ndarray
    events_above: np.ndarray
    others_above: np.ndarray
    events_below: np.ndarray
    others_below: np.ndarray

    def at(self, thresholds: np.ndarray) -> ResampledCounts:
        """Those of some of the thresholds."""
        of_each = (self.events_above, self.others_above, self.events_below, self.others_below)
        return ResampledCounts(self.events, self.others, *(counts[thresholds] for counts in of_each))


def counted(cells: np.ndarray, weights: Optional[np.ndarray], thresholds: int, resamples: int) -> ResampledCounts:
    """Counts by threshold from counts by slot.

    Parameters
    ----------
    cells : int array
        ``(2 * slot + outcome) * resamples + resample`` of each patient in a resample, with the slots of `Slots.of`.
    weights : float array or None
        How often the patient is in it; None: once.
    thresholds, resamples : int
    """
    slots = 2 * thresholds + 1
    flat = None if weights is None else weights.ravel()
    found = np.bincount(cells.ravel(), flat, minlength=2 * slots * resamples).reshape(slots, 2, resamples)
    through = np.cumsum(np.rint(found).astype(np.int64), axis=0)
    below, above = through[0:-1:2], through[-1] - through[1::2]
    others, events = through[-1]
    return ResampledCounts(events, others, above[:, 1], above[:, 0], below[:, 1], below[:, 0])


def joined(parts: Sequence[ResampledCounts]) -> ResampledCounts:
    """The resamples of several parts, one part after the other."""
    names = [field.name for field in fields(ResampledCounts)]
    return ResampledCounts(*(np.concatenate([getattr(part, name) for part in parts], axis=-1) for name in names))


class Slots:
    """Where risks lie among thresholds.

    Parameters
    ----------
    thresholds : (k,) float array
        Ascending, in [0, 1].
    """

    def __init__(self, thresholds: np.ndarray) -> None:
        self._thresholds = np.asarray(thresholds, dtype=float)
        edges = np.arange(_CELLS + 1) / _CELLS
        self._of_cell = 2 * np.searchsorted(self._thresholds, edges).astype(np.intp)
        self._has_threshold = np.zeros(_CELLS + 1, dtype=bool)
        for shift in (-_ROUNDING, 0.0, _ROUNDING):  # a risk within rounding of a threshold is also looked at
            self._has_threshold[((self._thresholds + shift) * _CELLS).clip(0, _CELLS).astype(np.intp)] = True

    def of(self, risk: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The slot of each risk, and those that rounding may have put there.

        Parameters
        ----------
        risk : float array of any shape
            In [0, 1].

        Returns
        -------
        int array of that shape
            2j below the threshold j, counted from 0, and above those before it; 2j + 1 on it.
        int array
            The flat places of the risks within rounding of a threshold.
        """
        cells = (risk * _CELLS).astype(np.intp)
        slots = self._of_cell[cells]
        near = np.flatnonzero(self._has_threshold[cells])
        values = risk.ravel()[near]
        left = np.searchsorted(self._thresholds, values, side="left")
        slots.ravel()[near] = left + np.searchsorted(self._thresholds, values, side="right")
        around = self._thresholds[np.clip(left[:, np.newaxis] + [-1, 0], 0, len(self._thresholds) - 1)]
        return slots, near[(np.abs(around - values[:, np.newaxis]) <= _ROUNDING).any(axis=1)]

    def threshold_of(self, risk: np.ndarray) -> np.ndarray:
        """The place of the nearest threshold of each risk."""
        return np.abs(self._thresholds - risk[:, np.newaxis]).argmin(axis=1)
