"""The resamples of a bootstrap as matrices of rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parity.statistics.random.sampling import (
    SampleKind,
    candidates,
    rounded,
    width,
    with_replacement,
    without_replacement,
)
from parity.statistics.random.stream import Stream

AT_ONCE = 1 << 14
"""Uniform numbers that are looked at together, as in `sampling`."""


def resamples(
    stream: Stream,
    n: int,
    count: int,
    size: int | None = None,
    replace: bool = True,
    kind: SampleKind = SampleKind.REJECTION,
) -> np.ndarray:
    """Samples of the rows 0 to n - 1, one after the other.

    Parameters
    ----------
    stream : Stream
    n, count : int
        Rows, and samples.
    size : int or None
        Rows in a sample; n where it is not said.
    replace : bool
    kind : SampleKind

    Returns
    -------
    (count, size) int array

    Notes
    -----
    Equals ``t(replicate(count, sample.int(n, size, replace))) - 1``.
    """
    size = n if size is None else size
    if replace:
        return with_replacement(stream, n, size * count, kind).reshape(count, size)
    drawn = [without_replacement(stream, n, size, kind) for _ in range(count)]
    return np.array(drawn, np.int64).reshape(count, size)


def stratified_resamples(
    stream: Stream, sizes: Sequence[int], count: int, kind: SampleKind = SampleKind.REJECTION
) -> list[np.ndarray]:
    """Samples of each stratum with replacement: in each resample first of the first stratum, then of the second.

    Parameters
    ----------
    stream : Stream
    sizes : sequence of int
        Rows of each stratum.
    count : int
        Resamples.
    kind : SampleKind

    Returns
    -------
    list of (count, size) int arrays
        One a stratum; rows are counted from 0 in each.

    Notes
    -----
    Which candidates a stratum would accept is found for every place of the stream at once, also those where another
    stratum is drawn; from where a stratum begins its numbers are the next so many of these.

    Equals, for two strata, ``for (b in 1:count) { sample.int(sizes[1], replace = TRUE); sample.int(sizes[2], replace =
    TRUE) }``.
    """
    if kind is SampleKind.ROUNDING:
        return _rounded(stream, sizes, count)
    made = [np.empty((count, n), np.int64) for n in sizes]
    expected = sum(n * _tries(n) for n in sizes)
    if 2 * expected > AT_ONCE:  # so few would be looked at together that each stratum is quicker drawn by itself
        for replicate in range(count):
            for n, rows in zip(sizes, made):
                rows[replicate] = with_replacement(stream, n, n, kind)
        return made
    done, slack = 0, 64.0
    while done < count:
        wanted = min(count - done, int(AT_ONCE / expected))
        mean = expected * wanted
        halves = stream.halves_ahead(int(mean + slack * (1 + len(sizes)) + 4 * mean**0.5))
        strata = [_Stratum(halves, n) for n in sizes]
        place, reached = 0, done
        while reached < done + wanted:
            ends = _one_resample(strata, place)
            if ends is None:
                break
            place, reached = ends, reached + 1
        stream.take(place)
        for stratum, rows in zip(strata, made):
            rows[done:reached] = stratum.rows(reached - done)
        slack, done = (slack if reached > done else 2 * slack), reached
    return made


def _tries(n: int) -> float:
    """The uniform numbers that one number below n takes on average."""
    bits, words = width(n)
    return words * 2**bits / n


def _one_resample(strata: Sequence[_Stratum], place: int) -> int | None:
    """Where the stream stands behind a resample that begins at `place`; None where not enough was looked at."""
    for stratum in strata:
        end = stratum.draw(place)
        if end is None:
            return None
        place = end
    return place


class _Stratum:
    """What a stratum of n rows would draw, from every place of a stream.

    A candidate of w uniform numbers may begin at any place, and the next stands w places on: each remainder of the
    place by w has candidates of its own.
    """

    def __init__(self, halves: np.ndarray, n: int) -> None:
        bits, self._words = width(n)
        self._n = n
        self._places: list[np.ndarray] = []
        self._values: list[np.ndarray] = []
        self._drawn: list[np.ndarray] = []
        for first in range(self._words):
            whole = (len(halves) - first) // self._words
            tries = candidates(halves[first : first + whole * self._words].reshape(whole, self._words), bits)
            accepted = np.flatnonzero(tries < n)
            self._places.append(accepted * self._words + first)
            self._values.append(tries.take(accepted))

    def draw(self, place: int) -> int | None:
        """Draw n numbers from `place` on; where the stream stands then, or None where it is too short."""
        places, values = self._places[place % self._words], self._values[place % self._words]
        start = int(places.searchsorted(place))
        if start + self._n > len(places):
            return None
        self._drawn.append(values[start : start + self._n])
        return int(places[start + self._n - 1]) + self._words

    def rows(self, count: int) -> np.ndarray:
        """What was drawn, of so many resamples that are whole."""
        return np.array(self._drawn[:count]).reshape(count, self._n)


def _rounded(stream: Stream, sizes: Sequence[int], count: int) -> list[np.ndarray]:
    below = np.repeat(np.asarray(sizes), sizes)
    drawn = rounded(stream, np.tile(below, count)).reshape(count, len(below))
    return np.split(drawn, np.cumsum(sizes)[:-1], axis=1)
