"""Locally weighted regression of many samples at once, each read at the same places."""

from __future__ import annotations

import numpy as np

from parity.statistics.calibration.block_sums import heights_by_blocks
from parity.statistics.calibration.lowess import SPAN, positions

_AT_ONCE = 1 << 15
"""Points of windows that are weighed together: with what is computed of them they stay close to the processor."""
_BY_BLOCKS_FROM, _MOST_BLOCKS = 300, 100
"""Points from which a sample is summed by blocks, and how many of these it may have."""
_ROUNDING = 1e-12
"""By which a place may lie beyond the range: it is its end, but for rounding."""


def many_lowess(x: np.ndarray, y: np.ndarray, at: np.ndarray, span: float = SPAN) -> np.ndarray:
    """`lowess` of each row, read at some places by interpolation; NaN outside of a row's range.

    Parameters
    ----------
    x : (k, n) float array
        Each row ascending, in [0, 1].
    y : (k, n) float array
    at : (m,) float array
    span : float

    Returns
    -------
    (k, m) float array

    Notes
    -----
    The estimates of a row lie on lines between the positions where they are made, whose ends they are read from.
    """
    places = _positions(x)
    position = np.take_along_axis(x, places, axis=1)
    width = _widths(x, position, max(2, min(x.shape[1], int(span * x.shape[1] + 1e-7))))
    narrow = width.min(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        by_blocks = (x.shape[1] >= _BY_BLOCKS_FROM) & ((x[:, -1] - x[:, 0]) / narrow <= _MOST_BLOCKS / 2)
    height = np.empty(position.shape)
    for some, heights in ((by_blocks, heights_by_blocks), (~by_blocks, _heights)):
        if some.any():
            height[some] = heights(x[some], y[some], position[some], width[some])
    read = _between(position, height, at)
    read[(at < x[:, :1] - _ROUNDING) | (at > x[:, -1:] + _ROUNDING)] = np.nan
    return read


def _between(position: np.ndarray, height: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Each row's heights at some places, by lines between its positions; at its ends beyond them."""
    k, f = position.shape
    row = np.arange(k)[:, np.newaxis]
    right = (position + 2.0 * row).ravel().searchsorted((at + 2.0 * row).ravel()).reshape(k, -1) - row * f
    right = np.clip(right, 1, f)
    left, right = right - 1, np.minimum(right, f - 1)
    begin, end = position[row, left], position[row, right]
    share = np.divide(at - begin, end - begin, out=np.zeros(right.shape), where=end > begin)
    low, high = height[row, left], height[row, right]
    return np.asarray(low + np.clip(share, 0, 1) * (high - low))


def _positions(x: np.ndarray) -> np.ndarray:
    """Where each row is estimated, (k, f): from the first point to the last within 1% of the range each time, or to the
    next one; a row that is done repeats its last point.

    The rows, moved apart, are searched as one; a row in which the rounding of that shows is searched by itself."""
    k, n = x.shape
    step, row = 0.01 * (x[:, -1] - x[:, 0]), np.arange(k)
    flat, apart, begin = (x + 2.0 * row[:, np.newaxis]).ravel(), 2.0 * row, row * n
    at, end, points = begin, x[:, -1], x.ravel()
    found = [at]
    while ((here := points[at]) < end).any():
        last = np.maximum(flat.searchsorted(here + step + apart, side="right") - 1, at)
        at = np.where(points[last] > here, last, np.minimum(last + 1, begin + n - 1))
        found.append(at)
    places = np.array(found).T - begin[:, np.newaxis]
    for wrong in np.flatnonzero(_are_wrong(x, places, step).any(axis=1)):
        alone = positions(x[wrong])
        places[wrong] = (alone + [n - 1] * len(found))[: len(found)]
        if len(alone) > len(found):
            places = np.column_stack([places, np.full(k, n - 1)])
            places[wrong] = alone
    return places


def _are_wrong(x: np.ndarray, places: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Which positions are not the last within a step of those before them, nor the next where there is none."""
    here = np.take_along_axis(x, places, axis=1)
    reach = here[:, :-1] + step[:, np.newaxis]
    after = np.take_along_axis(x, np.minimum(places[:, 1:] + 1, x.shape[1] - 1), axis=1)
    ends = places[:, 1:] == x.shape[1] - 1
    is_last = (here[:, 1:] <= reach) & (ends | (after > reach))
    before = np.take_along_axis(x, np.maximum(places[:, 1:] - 1, 0), axis=1)
    is_next = (here[:, 1:] > reach) & (before == here[:, :-1])
    return np.asarray(~(is_last | is_next))


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


def _heights(x: np.ndarray, y: np.ndarray, position: np.ndarray, width: np.ndarray) -> np.ndarray:
    """The estimates, by sums about the middle of each row."""
    (k, n), f = x.shape, position.shape[1]
    middle = x[:, n // 2, np.newaxis]
    offset, place = x - middle, position - middle
    moments = np.stack([np.ones_like(x), y, offset, y * offset, offset * offset], axis=1)
    sums = np.empty((5, k, f))
    rows, columns = max(1, _AT_ONCE // (f * n)), max(1, min(f, _AT_ONCE // n))
    space = np.empty((2, min(rows, k), columns, n))
    per_width = 1 / np.where(width > 0, width, 1.0)
    for first in range(0, k, rows):
        for begin in range(0, f, columns):
            some = (slice(first, first + rows), slice(begin, begin + columns))
            weights = _weights(offset[some[0]], place[some], width[some], per_width[some], space)
            np.einsum("kfn,kmn->mkf", weights, moments[some[0]], out=sums[:, some[0], some[1]])
    total, of_y, of_x, of_products, of_squares = sums
    mean, level = of_x / total, of_y / total
    variance, covariance = of_squares / total - mean**2, of_products / total - mean * level
    sloping = np.sqrt(np.maximum(variance, 0)) > 0.001 * (x[:, -1:] - x[:, :1])
    slope = np.divide(covariance, variance, out=np.zeros_like(variance), where=sloping & (width > 0))
    return np.asarray(level + slope * (place - mean))


def _weights(
    offset: np.ndarray, place: np.ndarray, width: np.ndarray, per_width: np.ndarray, space: np.ndarray
) -> np.ndarray:
    """The tricube weights of the points, (rows, positions, points)."""
    shape = (*place.shape, offset.shape[1])
    share, weight = (one[: shape[0], : shape[1]] for one in space)
    np.subtract(offset[:, np.newaxis, :], place[:, :, np.newaxis], out=share)
    np.abs(share, out=share)
    near, within = share <= 0.001 * width[:, :, np.newaxis], share <= 0.999 * width[:, :, np.newaxis]
    share *= per_width[:, :, np.newaxis]
    np.multiply(share, share, out=weight)
    weight *= share
    np.subtract(1.0, weight, out=weight)
    np.multiply(weight, weight, out=share)
    weight *= share
    weight *= within
    np.copyto(weight, 1.0, where=near)
    return weight
