"""Which patients a model is fitted to in each resample, and which it is tried on."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from parity.statistics.random.generator import RRandom
from parity.statistics.validation.patterns import Patterns

AT_ONCE = 1 << 17
"""Cells of resamples that are counted together: what is computed of them fits in memory close to the processor."""


class Method(enum.Enum):
    """How a model is validated on the patients that it was fitted to."""

    BOOT = "boot"
    CROSSVALIDATION = "crossvalidation"
    OMITTED = ".632"
    RANDOMIZATION = "randomization"


@dataclass(frozen=True, slots=True)
class Part:
    """Some resamples, one a row.

    Attributes
    ----------
    patients, events : (k, u) float arrays
        Counts of each pattern that a model is fitted to.
    test_patients, test_events : (k, u) float arrays
        Of those that it is tried on.
    share : (k,) float array
        With which what is found on the latter is added up.
    """

    patients: np.ndarray
    events: np.ndarray
    test_patients: np.ndarray
    test_events: np.ndarray
    share: np.ndarray


def parts(method: Method, patterns: Patterns, resamples: int, seed: int) -> Iterator[Part]:
    """The resamples of a validation, as many at a time as fit in memory close to the processor.

    Parameters
    ----------
    method : Method
    patterns : Patterns
    resamples : int
        Or folds.
    seed : int

    Notes
    -----
    Bootstrap: a model is fitted to as many patients, drawn with replacement, and tried on all. Cross-validation: all
    patients are put in an order once, and cut into folds of n over their number, rounded; a model is fitted to all but
    a fold, and tried on it. The .632 method: a model is fitted to a resample, and tried on those that are not in it; a
    resample counts by the sum over these of 1 over n times the number of resamples that a patient is not in. A
    randomization: the outcomes are put into another order, a model is fitted to them, and tried on all as they were.

    Raises
    ------
    ValueError
        Where a fold has fewer than two patients, or a patient is in every resample.
    """
    makers = {
        Method.BOOT: _boot,
        Method.CROSSVALIDATION: _folds,
        Method.OMITTED: _omitted,
        Method.RANDOMIZATION: _randomized,
    }
    return makers[method](patterns, resamples, seed)


def times(method: Method, resamples: int, folds: int) -> int:
    """How often a model is fitted anew."""
    return folds if method is Method.CROSSVALIDATION else resamples


def after(method: Method, n: int, resamples: int, seed: int) -> RRandom:
    """R's generator, where the resamples of a validation leave it: what is drawn next is what R draws next.

    Parameters
    ----------
    method : Method
    n : int
        Patients.
    resamples, seed : int
    """
    dice = RRandom(seed)
    if method is Method.CROSSVALIDATION:
        dice.sample_int(n)
        return dice
    part = max(1, AT_ONCE // n)
    for first in range(0, resamples, part):
        dice.resamples(n, min(part, resamples - first), replace=method is not Method.RANDOMIZATION)
    return dice


def _at_once(patterns: Patterns, resamples: int) -> list[int]:
    part = max(1, AT_ONCE // len(patterns.places))
    return [min(part, resamples - first) for first in range(0, resamples, part)]


def _boot(patterns: Patterns, resamples: int, seed: int) -> Iterator[Part]:
    n, every, dice = len(patterns.places), patterns.every(), RRandom(seed)
    for count in _at_once(patterns, resamples):
        patients, events = patterns.counted(dice.resamples(n, count))
        yield Part(patients, events, *_repeated(every, count), np.ones(count))


def _folds(patterns: Patterns, folds: int, seed: int) -> Iterator[Part]:
    n, (patients, events) = len(patterns.places), patterns.every()
    size = n / folds
    if size < 2:
        raise ValueError(f"{folds} folds of {n} patients: a fold needs two")
    order = RRandom(seed).sample_int(n) - 1
    firsts = [1 + round(fold * size) for fold in range(folds)]
    for first in firsts:
        inside = order[first - 1 : min(n, round(first + size - 1))]
        of_fold = patterns.counted(inside[np.newaxis])
        yield Part(patients - of_fold[0], events - of_fold[1], *of_fold, np.ones(1))


def _omitted(patterns: Patterns, resamples: int, seed: int) -> Iterator[Part]:
    n, dice = len(patterns.places), RRandom(seed)
    times = np.zeros(n)
    for count in _at_once(patterns, resamples):
        times += _outside(dice.resamples(n, count), n).sum(axis=0)
    if times.min() == 0:
        raise ValueError("a patient is in every resample, and is never predicted by others; take more resamples")
    cells, dice = 2 * patterns.places + patterns.outcome, RRandom(seed)
    for count in _at_once(patterns, resamples):
        rows = dice.resamples(n, count)
        outside = _outside(rows, n)
        width = 2 * patterns.count
        which, who = np.nonzero(outside)
        counts = np.bincount(which * width + cells[who], minlength=count * width).reshape(count, width).astype(float)
        test_events = np.ascontiguousarray(counts[:, 1::2])
        share = (outside / times).sum(axis=1) / n
        yield Part(*patterns.counted(rows), counts[:, 0::2] + test_events, test_events, share)


def _outside(rows: np.ndarray, n: int) -> np.ndarray:
    """Which of n patients are in none of the rows, (k, n)."""
    found = np.ones((len(rows), n), dtype=bool)
    np.put_along_axis(found, rows, False, axis=1)
    return found


def _randomized(patterns: Patterns, resamples: int, seed: int) -> Iterator[Part]:
    n, every, dice = len(patterns.places), patterns.every(), RRandom(seed)
    for count in _at_once(patterns, resamples):
        shuffled = patterns.outcome[dice.resamples(n, count, replace=False)]
        patients, events = patterns.counted_cells(2 * patterns.places + shuffled)
        yield Part(patients, events, *_repeated(every, count), np.ones(count))


def _repeated(counts: tuple[np.ndarray, np.ndarray], times: int) -> tuple[np.ndarray, np.ndarray]:
    patients, events = counts
    return np.broadcast_to(patients, (times, patients.shape[1])), np.broadcast_to(events, (times, events.shape[1]))
