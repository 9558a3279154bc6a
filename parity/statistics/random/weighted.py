"""Sampling with given probabilities."""

from __future__ import annotations

import numpy as np

from parity.statistics.random.sampling import SampleKind, one_whole
from parity.statistics.random.stream import Reader, Stream

ALIASES_ABOVE = 200
"""Numbers of a fair chance, more than so many of which make Walker's aliases worth their while."""


def weighted(
    stream: Stream, weights: np.ndarray, size: int, replace: bool, kind: SampleKind = SampleKind.REJECTION
) -> np.ndarray:
    """Whole numbers from 0 to n - 1 with probabilities in proportion to weights.

    Parameters
    ----------
    stream : Stream
    weights : (n,) float array
        None below 0, not all 0.
    size : int
    replace : bool
    kind : SampleKind

    Returns
    -------
    (size,) int array

    Notes
    -----
    With replacement, by the cumulative probabilities in descending order and one uniform number a draw; or by Walker's
    aliases where more than 200 of the probabilities are above 0.1/n: a cell, drawn as a whole number below n is, and a
    uniform number for its share (by rounding, one uniform number for both). Without, by those that are left.

    Equals ``sample.int(n, size, replace, prob = weights) - 1``.

    References
    ----------
    Walker (1977), doi:10.1145/355744.355749.  Ripley (1987), Stochastic Simulation, sections 3.1 and 3.2.
    """
    chances = weights / _total(weights)
    if not replace:
        return _without_replacement(stream, chances, size)
    if int(np.count_nonzero(len(chances) * chances > 0.1)) > ALIASES_ABOVE:
        return _by_aliases(stream, chances, size, kind)
    order = descending(chances)
    ends = np.cumsum(chances[order])
    return order[np.searchsorted(ends[:-1], stream.uniforms(size), side="left")]


def _total(weights: np.ndarray) -> float:
    """Added one after the other; numpy's sum adds in pairs."""
    return float(np.cumsum(weights)[-1])


def _without_replacement(stream: Stream, chances: np.ndarray, size: int) -> np.ndarray:
    order = descending(chances)
    left, total = chances[order], 1.0
    found = np.empty(size, np.int64)
    for drawn, uniform in enumerate(stream.uniforms(size).tolist()):
        place = int(np.searchsorted(np.cumsum(left)[:-1], total * uniform, side="left"))
        found[drawn] = order[place]
        total -= float(left[place])
        order, left = np.delete(order, place), np.delete(left, place)
    return found


def _by_aliases(stream: Stream, chances: np.ndarray, size: int, kind: SampleKind) -> np.ndarray:
    shares, aliases = _aliases(chances)
    if kind is SampleKind.ROUNDING:
        places = stream.uniforms(size) * len(chances)
    else:
        with Reader(stream) as uniform:
            places = np.array([one_whole(uniform, len(chances)) + uniform() for _ in range(size)])
    cells = places.astype(np.int64)
    return np.where(places < shares[cells], cells, aliases[cells])


def _aliases(chances: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of each cell, where its own share ends (counted from cell 0), and the number that has the rest.

    The cells that are short are filled one by one, each by the last of those that have too much; one that then is short
    itself stands at the end of the short ones.
    """
    n = len(chances)
    shares = (chances * n).tolist()
    short = [cell for cell in range(n) if shares[cell] < 1.0]
    long = [cell for cell in range(n) if not shares[cell] < 1.0]
    aliases = [0] * n
    for cell in short if long and short else ():
        giver = long[-1]
        aliases[cell] = giver
        shares[giver] += shares[cell] - 1.0
        if shares[giver] < 1.0:
            short.append(long.pop())
            if not long:
                break
    return np.array(shares) + np.arange(n), np.array(aliases)


def descending(values: np.ndarray) -> np.ndarray:
    """The order from the largest to the smallest, by heapsort.

    Which of two equal values stands first decides what is drawn, so that the algorithm is part of the definition: a
    heap whose top is the smallest, from which the top is taken to the end, again and again (Floyd 1964,
    doi:10.1145/355588.365103).
    """
    heap = [(value, place) for place, value in enumerate(values.tolist())]
    for top in range(len(heap) // 2 - 1, -1, -1):
        _sift(heap, top, len(heap), heap[top])
    for end in range(len(heap) - 1, 0, -1):
        entry, heap[end] = heap[end], heap[0]
        _sift(heap, 0, end, entry)
    return np.array([place for _, place in heap], dtype=np.int64)


def _sift(heap: list[tuple[float, int]], top: int, end: int, entry: tuple[float, int]) -> None:
    """Put an entry where it belongs below `top`, in a heap that ends before `end`."""
    while (child := 2 * top + 1) < end:
        if child + 1 < end and heap[child + 1][0] < heap[child][0]:
            child += 1
        if not heap[child][0] < entry[0]:
            break
        heap[top] = heap[child]
        top = child
    heap[top] = entry
