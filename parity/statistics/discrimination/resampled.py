"""Resamples of the patients of an ROC curve, counted by their distinct risks, and the percentiles of what they give."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from parity.statistics.caution import Caution
from parity.statistics.fields import along, labels
from parity.statistics.interval import check_level
from parity.statistics.random.generator import RRandom
from parity.statistics.tally import tally

AT_ONCE = 1 << 16
"""Rows of resamples that are drawn and counted together: some megabytes with what is made of them."""


@dataclass(frozen=True, slots=True)
class Percentiles:
    """The middle and the limits of resampled numbers.

    Attributes
    ----------
    low, median, high : float or None
        In the unit of the statistic; None where no resample has it.
    """

    low: float | None
    median: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Band:
    """The middle and the limits of resampled numbers, at each of given places.

    Attributes
    ----------
    at : (k,) tuple of str
    low, median, high : (k,) float arrays
        In the unit of the statistic.
    """

    at: tuple[str, ...] = labels()
    low: np.ndarray = along("at")
    median: np.ndarray = along("at")
    high: np.ndarray = along("at")


def band(at: np.ndarray, values: np.ndarray, level: float) -> Band:
    """The percentiles of each column of `values`, which is what was found at each of `at`."""
    return Band(tuple(f"{one:.12g}" for one in at), *quantiles(values, level))


def percentiles(values: np.ndarray, level: float) -> Percentiles:
    """The median of resampled numbers, and their quantiles at the ends of `level`, by type 7."""
    low, median, high = quantiles(values, level)
    return Percentiles(float(low), float(median), float(high))


def quantiles(values: np.ndarray, level: float) -> np.ndarray:
    """The same of each column: three rows.

    Notes
    -----
    Of B values that of p lies at :math:`1 + (B - 1)p`, on the line between the two order statistics beside it; where
    these are equal, infinite ones too, there.
    """
    check_level(level)
    at = (len(values) - 1) * np.array([(1 - level) / 2, 0.5, 1 - (1 - level) / 2])
    below, above = np.floor(at).astype(int), np.ceil(at).astype(int)
    ordered = np.partition(values, np.unique([below, above]), axis=0)
    low, high = ordered[below], ordered[above]
    weight = (at - below).reshape(-1, *[1] * (values.ndim - 1))
    with np.errstate(invalid="ignore"):
        return np.where(low == high, low, (1 - weight) * low + weight * high)


def places_of(outcome: np.ndarray, risk: np.ndarray, what: str) -> np.ndarray:
    """The place of each risk among the distinct ones, ascending from 0.

    Raises
    ------
    ValueError
        Without a case or without a control, or if a risk is not finite; `what` needs them.
    """
    counts = tally(outcome, risk)
    if counts.number_of_cases == 0 or counts.number_of_controls == 0:
        raise ValueError(f"{what} needs at least one case and one control")
    if not counts.finite:
        raise ValueError(f"{what} needs finite risks")
    return np.searchsorted(counts.distinct, risk)


def parts(resamples: int, rows: int) -> Iterator[int]:
    """How many resamples are drawn at a time."""
    part = max(1, AT_ONCE // rows)
    for first in range(0, resamples, part):
        yield min(part, resamples - first)


def resampled_counts(
    outcome: np.ndarray, places: np.ndarray, resamples: int, dice: RRandom, *, stratified: bool
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """How many controls and how many cases of each resample have each distinct risk.

    Parameters
    ----------
    outcome, places : (n,) int arrays
        1 case, 0 control; the place of each risk among the distinct ones.
    resamples : int
    dice : RRandom
    stratified : bool
        Whether first the controls are drawn, in their order in the data, then the cases; otherwise all patients.

    Yields
    ------
    controls, cases : (k, d) int arrays
        Of the next k resamples.
    """
    distinct = int(places.max()) + 1
    controls, cases = places[outcome == 0], places[outcome == 1]
    cells, sizes = 2 * places + outcome, (len(controls), len(cases))
    for count in parts(resamples, len(outcome)):
        if stratified:
            of_controls, of_cases = dice.stratified_resamples(sizes, count)
            yield counted(controls.take(of_controls), distinct), counted(cases.take(of_cases), distinct)
        else:
            counts = counted(cells.take(dice.resamples(len(cells), count)), 2 * distinct)
            yield counts[:, 0::2], counts[:, 1::2]


def counted(cells: np.ndarray, number: int) -> np.ndarray:
    """How often each of `number` cells stands in each row; the cells are overwritten."""
    count = len(cells)
    cells += np.arange(0, count * number, number)[:, np.newaxis]
    return np.bincount(cells.ravel(), minlength=count * number).reshape(count, number)


def caution_perfect(outcome: np.ndarray, risk: np.ndarray) -> None:
    """Say that where every case has a higher risk than every control, resamples vary in nothing."""
    if risk[outcome == 1].min() > risk[outcome == 0].max():
        text = (
            "every case has a higher risk than every control: so it is in all resamples, which says nothing about error"
        )
        warnings.warn(Caution("perfect_separation", text), stacklevel=2)


def caution_lost(lost: int, resamples: int) -> None:
    """Say that resamples of one class are left out.

    Raises
    ------
    ValueError
        If these are all.
    """
    if lost:
        have, are = ("has", "is") if lost == 1 else ("have", "are")
        text = f"{lost} of {resamples} resamples {have} no case or no control, and {are} left out"
        warnings.warn(Caution("one_class_resamples", text), stacklevel=2)
    if lost == resamples:
        raise ValueError("no resample has both a case and a control")
