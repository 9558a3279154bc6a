"""The resamples of a bootstrap as matrices of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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

AT_ONCE = 1 << 17
"""Uniform numbers that are looked at together: some megabytes with what is made of them."""

np.empty(1 << 22, dtype=np.uint8)  # comes and goes once: the C library then keeps pieces up to this size for the next


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
    if expected > AT_ONCE:  # so few would be looked at together that each stratum is quicker drawn by itself
        for replicate in range(count):
            for n, rows in zip(sizes, made):
                rows[replicate] = with_replacement(stream, n, n, kind)
        return made
    done, slack = 0, 64.0
    while done < count:
        wanted = min(count - done, int(AT_ONCE / expected))
        mean = expected * wanted
        halves = stream.halves_ahead(int(mean + slack * (1 + len(sizes)) + 4 * mean**0.5))
        place, drawn = _in_turn([_Stratum(halves, n) for n in sizes], wanted)
        stream.take(place)
        whole = len(drawn[-1])
        for rows, stratum in zip(made, drawn):
            if whole:
                np.concatenate(stratum[:whole], out=rows[done : done + whole].reshape(-1), casting="same_kind")
        slack, done = (slack if whole else 2 * slack), done + whole
    return made


def positions(
    stream: Stream, samples: Sequence[tuple[int, int]], count: int, replace: bool, kind: SampleKind
) -> Iterator[int]:
    """Where a stream stands behind each sample of resamples that are drawn one by one.

    Parameters
    ----------
    stream : Stream
    samples : sequence of pair of int
        In turn, in each resample: of how many rows, and how many.
    count : int
        Resamples.
    replace : bool
    kind : SampleKind
    """
    draw = with_replacement if replace else without_replacement
    for _ in range(count):
        for n, size in samples:
            draw(stream, n, size, kind)
            yield stream.position


def _tries(n: int) -> float:
    """The uniform numbers that one number below n takes on average."""
    bits, words = width(n)
    return words * 2**bits / n


class _Stratum:
    """What a stratum of n rows would draw, from every place of a stream.

    A candidate of w uniform numbers may begin at any place, and the next stands w places on: each remainder of the
    place by w has candidates of its own.

    Attributes
    ----------
    n, words : int
    accepted : list of (array, array)
        By remainder: where the candidates that are accepted begin, and they themselves.
    """

    def __init__(self, halves: np.ndarray, n: int) -> None:
        bits, self.words = width(n)
        self.n = n
        self.accepted: list[tuple[np.ndarray, np.ndarray]] = []
        for first in range(self.words):
            whole = (len(halves) - first) // self.words
            tries = candidates(halves[first : first + whole * self.words].reshape(whole, self.words), bits)
            places = np.flatnonzero(tries < n)
            values = tries.take(places)
            self.accepted.append((places * self.words + first if self.words > 1 else places, values))


def _in_turn(strata: Sequence[_Stratum], count: int) -> tuple[int, list[list[np.ndarray]]]:
    """Up to `count` resamples from the first place on: where the stream stands behind the last whole one, and what was
    drawn in each stratum; of one that is not whole the last has nothing."""
    drawn: list[list[np.ndarray]] = [[] for _ in strata]
    place = reached = 0
    for _ in range(count):
        for stratum, rows in zip(strata, drawn):
            places, values = stratum.accepted[place % stratum.words]
            start = int(places.searchsorted(place))
            end = start + stratum.n
            if end > len(places):
                return reached, drawn
            rows.append(values[start:end])
            place = places.item(end - 1) + stratum.words
        reached = place
    return reached, drawn


def _rounded(stream: Stream, sizes: Sequence[int], count: int) -> list[np.ndarray]:
    below = np.repeat(np.asarray(sizes), sizes)
    drawn = rounded(stream, np.tile(below, count)).reshape(count, len(below))
    return np.split(drawn, np.cumsum(sizes)[:-1], axis=1)
