"""Grids of threshold probabilities."""

from __future__ import annotations

import math

import numpy as np

from parity.errors import InputError


def threshold_grid(start: float, stop: float, by: float) -> np.ndarray:
    """Threshold probabilities from `start` to `stop`, both included, in steps of `by`.

    Notes
    -----
    The thresholds are the products ``k * by`` with whole k, as R's ``seq(0, stop, by)`` forms them: ``35 *
    0.01`` is not the double nearest to 0.35, and a grid built by division would differ from R's in ten of a hundred
    points. `start` and `stop` must be multiples of `by`, which is at least 0.0001.
    """
    if not (1e-4 <= by < 1 and 0 <= start <= stop < 1):
        rule = f"thresholds from {start} to {stop} by {by} are no grid in [0, 1)"
        raise InputError(rule, step="write for example from = 0.0, to = 0.99, by = 0.01")
    first, last = round(start / by), round(stop / by)
    for value, steps in ((start, first), (stop, last)):
        if not math.isclose(value, steps * by, rel_tol=1e-9, abs_tol=1e-12):
            ends = f"from = {_multiple_below(start, by):.10g}, to = {_multiple_below(stop, by):.10g}, by = {by:.10g}"
            raise InputError(f"threshold {value} is not a multiple of the step {by}", step=f"write for example {ends}")
    return np.arange(first, last + 1) * by


def _multiple_below(value: float, by: float) -> float:
    return math.floor(value / by + 1e-9) * by
