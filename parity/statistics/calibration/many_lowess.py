"""Locally weighted regression of many samples at once, each read at the same places."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Union

import numpy as np

from parity.statistics.calibration.block_sums import heights_by_blocks
from parity.statistics.calibration.lowess import SPAN

_AT_ONCE = 1 << 16
"""Points of windows that are weighed together: with what is computed of them they stay close to the processor."""
_BY_BLOCKS_FROM, _MOST_BLOCKS = 600, 100
"""Points from which a sample is summed by blocks, and how many of these it may have."""
_EVERY_POINT_UP_TO = 400
"""Points of a sample up to which it is faster to look for what follows on each of them than on each position."""
_LEAST_WIDTH = 1e-300
"""Of a window of equal points, beside which any other is far."""
_ROUNDING = 1e-12
"""By which a place may lie beyond the range: it is its end, but for rounding."""


@dataclass(frozen=True, slots=True)
class _Points:
    """The distinct points of k samples; a row that has fewer ends with points that nobody is at.

    Attributes
    ----------
    x, y, counts : (k, u) float array
        Each row of `x` ascending; how many are at a point.
    """

    x: np.ndarray
    y: np.ndarray
    counts: np.ndarray

    def __getitem__(self, some: Union[slice, np.ndarray]) -> _Points:
        """Those of some samples."""
        return _Points(self.x[some], self.y[some], self.counts[some])


@dataclass(frozen=True, slots=True)
class _Between:
    """The positions that places are read from, each row's in order; a row that has fewer repeats its last.

    Attributes
    ----------
    places : (k, f) int array
        Where they are among a row's points.
    left, right : (k, m) int array
        The positions about a place, counted among these.
    share : (k, m) float array
        How far from the left to the right it is, in [0, 1].
    """

    places: np.ndarray
    left: np.ndarray
    right: np.ndarray
    share: np.ndarray


def many_lowess(x: np.ndarray, y: np.ndarray, counts: np.ndarray, at: np.ndarray, span: float = SPAN) -> np.ndarray:
    """`lowess` of each row, read at some places by interpolation; NaN outside of a row's range.

    Parameters
    ----------
    x : (k, u) float array
        Each row ascending, in [0, 1].
    y : (k, u) float array
    counts : (k, u) int array
        How often each point is in the row; rows that add up to the same number are estimated together.
    at : (m,) float array
    span : float

    Returns
    -------
    (k, m) float array

    Notes
    -----
    The estimates of a row lie on lines between the positions where they are made, whose ends they are read from.
    """
    sizes, found = counts.sum(axis=1), np.empty((len(x), len(at)))
    for size in np.unique(sizes).tolist():
        rows = _all_or(sizes == size)
        found[rows] = _of_size(size, x[rows], y[rows], counts[rows], at, span)
    return found


def equal_windows(x: np.ndarray, counts: np.ndarray, span: float = SPAN) -> np.ndarray:
    """In which rows a window has no width: as many points as it has are equal.

    Parameters
    ----------
    x, counts, span
        As of `many_lowess`.

    Returns
    -------
    (k,) bool array
        Told apart by rounding, such points would be weighed by what rounding makes of their distances.
    """
    k, u = x.shape
    point = np.cumsum(np.diff(x, axis=1, prepend=x[:, :1]) > 0, axis=1) + u * np.arange(k)[:, np.newaxis]
    most = np.bincount(point.ravel(), counts.ravel(), k * u).reshape(k, u).max(axis=1)
    return most >= np.array([_nearest(size, span) for size in counts.sum(axis=1).tolist()])


def _nearest(size: int, span: float) -> int:
    """How many points a window has."""
    return max(2, min(size, int(span * size + 1e-7)))


def _all_or(some: np.ndarray) -> Union[slice, np.ndarray]:
    """What some rows are taken by: all of them by a slice, which copies nothing."""
    return slice(None) if some.all() else np.flatnonzero(some)


def _of_size(size: int, x: np.ndarray, y: np.ndarray, counts: np.ndarray, at: np.ndarray, span: float) -> np.ndarray:
    """The same of rows of one size."""
    every = x if (counts == 1).all() else np.repeat(x.ravel(), counts.ravel()).reshape(len(x), size)
    read = _between(every, _positions(every), at)
    position = np.take_along_axis(every, read.places, axis=1)
    width = _widths(every, position, _nearest(size, span))
    first, last = every[:, :1], every[:, -1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        by_blocks = (size >= _BY_BLOCKS_FROM) & ((last - first)[:, 0] / width.min(axis=1) <= _MOST_BLOCKS / 2)
    points, height = _points(x, y, counts), np.empty(position.shape)
    for some, way in ((by_blocks, heights_by_blocks), (~by_blocks, _heights)):
        if some.any():
            rows = _all_or(some)
            of = points[rows]
            height[rows] = way(of.x, of.y, of.counts, position[rows], width[rows])
    low, high = np.take_along_axis(height, read.left, axis=1), np.take_along_axis(height, read.right, axis=1)
    found = low + read.share * (high - low)
    found[(at < first - _ROUNDING) | (at > last + _ROUNDING)] = np.nan
    return np.asarray(found)


def _points(x: np.ndarray, y: np.ndarray, counts: np.ndarray) -> _Points:
    """Those points at which somebody is."""
    there = counts > 0
    if there.all():
        return _Points(x, y, counts.astype(float))
    size = there.sum(axis=1)
    kept = np.arange(size.max()) < size[:, np.newaxis]
    moved = np.repeat(x[:, -1:], kept.shape[1], axis=1), *np.zeros((2, *kept.shape))
    for values, of in zip(moved, (x, y, counts), strict=True):
        values[kept] = of[there]
    return _Points(*moved)


def _between(x: np.ndarray, places: np.ndarray, at: np.ndarray) -> _Between:
    """Where each row is read, by lines between its positions; at its ends beyond them."""
    (k, f), position = places.shape, np.take_along_axis(x, places, axis=1)
    row = np.arange(k)[:, np.newaxis]
    right = (position + 2.0 * row).ravel().searchsorted((at + 2.0 * row).ravel()).reshape(k, -1) - row * f
    right = np.clip(right, 1, f)
    left, right = right - 1, np.minimum(right, f - 1)
    begin, end = position[row, left], position[row, right]
    share = np.divide(at - begin, end - begin, out=np.zeros(right.shape), where=end > begin)
    needed = np.zeros((k, f), dtype=bool)
    needed[row, left] = needed[row, right] = True
    number, size = needed.cumsum(axis=1) - 1, needed.sum(axis=1)
    kept = np.arange(size.max()) < size[:, np.newaxis]
    read = np.repeat(places[row[:, 0], right.max(axis=1)][:, np.newaxis], kept.shape[1], axis=1)
    read[kept] = places[needed]
    return _Between(read, number[row, left], number[row, right], np.clip(share, 0, 1))


def _positions(x: np.ndarray) -> np.ndarray:
    """Where each row is estimated, (k, f): from the first point to the last within 1% of the range each time, or to the
    next one; a row that is done repeats its last point."""
    k, n = x.shape
    begin, end = n * np.arange(k), x[:, -1]
    step = 0.01 * (end - x[:, 0])[:, np.newaxis]
    if n <= _EVERY_POINT_UP_TO:
        of_each = (_following(x, step) + begin[:, np.newaxis]).ravel()
        follows = of_each.__getitem__
    else:
        follows = _Follows(x, step)
    found = [at := begin]
    while (x.ravel()[at] < end).any():
        found.append(at := follows(at))
    return np.array(found).T - begin[:, np.newaxis]


def _following(x: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Which position follows on each point of a row."""
    reach, last = x + step, np.tile(np.arange(x.shape[1]), (len(x), 1))
    for more in range(1, x.shape[1]):
        if not (within := x[:, more:] <= reach[:, :-more]).any():
            break
        last[:, :-more] += within
    further = np.take_along_axis(x, last, axis=1) > x
    return np.asarray(np.where(further, last, np.minimum(last + 1, x.shape[1] - 1)))


class _Follows:
    """Which position follows on a point: points of all rows, one row after the other, are numbered.

    The rows, moved apart, are searched as one. That rounds, and may so take a point beyond the step for one within it,
    but none within it for one beyond."""

    def __init__(self, x: np.ndarray, step: np.ndarray) -> None:
        k, n = x.shape
        self._apart = 2.0 * np.arange(k)
        self._flat, self._moved = x.ravel(), (x + self._apart[:, np.newaxis]).ravel()
        self._step = step[:, 0]
        self._end = n * np.arange(1, k + 1) - 1

    def __call__(self, at: np.ndarray) -> np.ndarray:
        """Of a point of each row, (k,)."""
        here = self._flat[at]
        reach = here + self._step
        last = self._moved.searchsorted(reach + self._apart, side="right") - 1
        while (fewer := self._flat[last] > reach).any():
            last = last - fewer
        return np.asarray(np.where(self._flat[last] > here, last, np.minimum(last + 1, self._end)))


def _widths(x: np.ndarray, position: np.ndarray, nearest: int) -> np.ndarray:
    """The distance of the farthest of the nearest points from each position."""
    k, n = x.shape
    low = np.zeros(position.shape, dtype=np.intp)
    if nearest < n:
        row = np.arange(k)[:, np.newaxis]
        sums = x[:, : n - nearest] + x[:, nearest:]
        moved = (sums + 4.0 * row).ravel()
        low = np.clip(moved.searchsorted(2 * position + 4.0 * row) - row * (n - nearest), 0, n - nearest)
        while (more := (low < n - nearest) & _is_left(x, position, row, low, nearest)).any():
            low = low + more
        while (fewer := (low > 0) & ~_is_left(x, position, row, np.maximum(low - 1, 0), nearest)).any():
            low = low - fewer
    first, last = np.take_along_axis(x, low, axis=1), np.take_along_axis(x, low + nearest - 1, axis=1)
    return np.maximum(position - first, last - position)


def _is_left(x: np.ndarray, position: np.ndarray, row: np.ndarray, low: np.ndarray, nearest: int) -> np.ndarray:
    """Whether the window that begins there is too far left."""
    return np.asarray(position - x[row, low] > x[row, np.minimum(low + nearest, x.shape[1] - 1)] - position)


def _heights(x: np.ndarray, y: np.ndarray, counts: np.ndarray, position: np.ndarray, width: np.ndarray) -> np.ndarray:
    """The estimates, by sums about the middle of each row."""
    middle = x[:, x.shape[1] // 2, np.newaxis]
    offset, place = x - middle, position - middle
    moments = np.empty((len(x), 5, x.shape[1]))
    moments[:, 0], moments[:, 1], moments[:, 2] = counts, counts * y, counts * offset
    np.multiply(moments[:, 1:3], offset[:, np.newaxis], out=moments[:, 3:])
    positions_of, points_of = 1 + (position < position[:, -1:]).sum(axis=1), (counts > 0).sum(axis=1)
    sums = np.ones((5, *position.shape))
    order, space, first = np.argsort(-positions_of), np.empty((2, max(_AT_ONCE, points_of.max()))), 0
    while first < len(x):
        f, n = positions_of[order[first]], points_of.max()
        rows, columns = order[first : first + max(1, _AT_ONCE // (f * n))], max(1, min(f, _AT_ONCE // n))
        n = points_of[rows].max()
        points, of_points = offset[rows, :n], moments[rows, :, :n]
        for begin in range(0, f, columns):
            some = rows, slice(begin, min(f, begin + columns))
            sums[:, *some] = (of_points @ _weights(points, place[some], width[some], space)).swapaxes(0, 1)
        first += len(rows)
    total, of_y, of_x, of_products, of_squares = sums
    mean, level = of_x / total, of_y / total
    variance, covariance = of_squares / total - mean**2, of_products / total - mean * level
    sloping = np.sqrt(np.maximum(variance, 0)) > 0.001 * (x[:, -1:] - x[:, :1])
    slope = np.divide(covariance, variance, out=np.zeros_like(variance), where=sloping & (width > 0))
    return np.asarray(level + slope * (place - mean))


def _weights(offset: np.ndarray, place: np.ndarray, width: np.ndarray, space: np.ndarray) -> np.ndarray:
    """The tricube weights of the points, (rows, points, positions)."""
    shape = len(place), offset.shape[1], place.shape[1]
    share, weight = (one[: math.prod(shape)].reshape(shape) for one in space)
    np.subtract(offset[:, :, np.newaxis], place[:, np.newaxis], out=share)
    np.abs(share, out=share)
    share *= 1 / np.maximum(width, _LEAST_WIDTH)[:, np.newaxis]
    np.copyto(share, 1.0, where=share > 0.999)
    np.copyto(share, 0.0, where=share <= 0.001)
    np.multiply(share, share, out=weight)
    weight *= share
    np.subtract(1.0, weight, out=weight)
    np.multiply(weight, weight, out=share)
    weight *= share
    return weight
