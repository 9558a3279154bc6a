"""Any statistic, one number or several, of resamples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Union

import numpy as np

from parity.statistics.bootstrap.intervals import BootIntervals, boot_intervals
from parity.statistics.interval import ConfidenceInterval


@dataclass(frozen=True, slots=True)
class Resampled:
    """A statistic of k numbers, and what its resamples say of it.

    Attributes
    ----------
    original, bias, standard_error : (k,) float arrays
        As in `BootIntervals`.
    normal, basic, percentile, bca : Limits
    replicates : (B, k) float array
    """

    original: Union[np.ndarray, float]
    bias: Union[np.ndarray, float]
    standard_error: Union[np.ndarray, float]
    normal: Limits
    basic: Limits
    percentile: Limits
    bca: Limits
    replicates: np.ndarray


@dataclass(frozen=True, slots=True)
class Limits:
    """Of several intervals.

    Attributes
    ----------
    low, high : (k,) float arrays, or float
        NaN where there is none.
    """

    low: Union[np.ndarray, float]
    high: Union[np.ndarray, float]


def replicates_of(
    statistic: Callable[[np.ndarray], object],
    rows: np.ndarray,
    numbers: int | None = None,
    before: Callable[[int], None] = lambda count: None,
) -> np.ndarray:
    """The statistic of each resample.

    Parameters
    ----------
    statistic : callable
        Of (n,) rows from 0: a number, or several, always as many.
    rows : (B, n) int array
    numbers : int or None
        How many it gives; None: as many as of the first resample.
    before : callable
        Called with the number of a resample, from 0, before it is looked at.

    Returns
    -------
    (B, k) float array

    Raises
    ------
    ValueError
        What it gives is no number, or not as many as before; the message names the resample.
    """
    found: list[np.ndarray] = []
    for number, of in enumerate(rows):
        before(number)
        try:
            values = np.atleast_1d(np.asarray(statistic(of), dtype=float))
        except (TypeError, ValueError) as error:
            raise ValueError(f"the statistic stops on resample {number + 1}: {error}") from error
        if values.ndim != 1 or len(values) != (numbers or len(values)):
            raise ValueError(f"the statistic has the shape {values.shape} on resample {number + 1}")
        numbers = len(values)
        found.append(values)
    return np.array(found)


def resampled(
    original: np.ndarray,
    replicates: np.ndarray,
    rows: np.ndarray,
    level: float,
    strata: np.ndarray | None,
    without: Callable[[], np.ndarray] | None,
) -> Resampled:
    """Bias, standard error and intervals of each number of a statistic; parameters as in `boot_intervals`, with a
    column for each number."""
    each = [
        boot_intervals(float(one), replicates[:, k], rows, level, strata, _of_number(without, k))
        for k, one in enumerate(np.atleast_1d(original))
    ]
    return Resampled(
        original,
        np.array([one.bias for one in each]),
        np.array([one.standard_error for one in each]),
        _limits(each, "normal"),
        _limits(each, "basic"),
        _limits(each, "percentile"),
        _limits(each, "bca"),
        replicates,
    )


def _of_number(without: Callable[[], np.ndarray] | None, k: int) -> Callable[[], np.ndarray] | None:
    if without is None:
        return None
    of_all = without
    return lambda: of_all()[:, k]


def without_each(statistic: Callable[[np.ndarray], object], n: int) -> np.ndarray:
    """The statistic without each of n rows in turn, (n, k)."""
    every = np.arange(n)
    return replicates_of(statistic, np.array([np.delete(every, row) for row in every]))


def _limits(each: list[BootIntervals], kind: str) -> Limits:
    intervals: list[ConfidenceInterval] = [getattr(one, kind) for one in each]
    return Limits(
        np.array([np.nan if one.low is None else one.low for one in intervals]),
        np.array([np.nan if one.high is None else one.high for one in intervals]),
    )
