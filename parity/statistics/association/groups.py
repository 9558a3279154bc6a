"""The values of a predictor in patients with the event, and in the others."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np


def by_outcome(outcome: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The values of the patients with the event, then of those without.

    Raises
    ------
    ValueError
        The outcome is anything but 0 or 1 or not as long as the values, a group is empty, or a value is not finite.
    """
    events = np.asarray(outcome) == 1
    if len(events) != len(values):
        raise ValueError(f"there are {len(events)} outcomes and {len(values)} values")
    if np.count_nonzero(outcome) != np.count_nonzero(events):
        raise ValueError("the outcome is 1 of a patient with the event and 0 of one without")
    if events.all() or not events.any():
        raise ValueError("two groups are compared: patients with the event, and patients without it")
    if not np.isfinite(values).all():
        raise ValueError("the values must be finite numbers")
    return values[events], values[~events]


@dataclass(frozen=True, slots=True)
class Moments:
    """Size, mean and sum of squared distances from it."""

    n: int
    mean: float
    squares: float

    @property
    def variance(self) -> float:
        """With n - 1; NaN of a single value."""
        return self.squares / (self.n - 1) if self.n > 1 else math.nan


def moments(values: np.ndarray) -> Moments:
    """Mean and sum of squares, in two passes: the mean is mended by the mean of the distances from it."""
    n = len(values)
    first = float(values.mean())
    distances = values - first
    off = float(distances.mean())
    np.multiply(distances, distances, out=distances)
    return Moments(n, first + off, max(float(distances.sum()) - n * off * off, 0.0))
