"""Locally weighted regression of many samples at once, each read at the same places."""

from __future__ import annotations

import numpy as np

from parity.statistics.calibration.lowess import SPAN

_AT_ONCE = 1 << 15
"""Points of windows that are weighed together: with what is computed of them they stay close to the processor."""
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
    height = _heights(x, y, position, _widths(x, position, max(2, min(x.shape[1], int(span * x.shape[1] + 1e-7)))))
    read = np.array([np.interp(at, one, values) for one, values in zip(position, height)])
    read[(at < x[:, :1] - _ROUNDING) | (at > x[:, -1:] + _ROUNDING)] = np.nan
    return read


def _positions(x: np.ndarray) -> np.ndarray:
    """Where each row is estimated, (k, f): from the first point to the last within 1% of the range each time, or to the
    next one; a row that is done repeats its last point."""
    k, n = x.shape
    step, row = 0.01 * (x[:, -1] - x[:, 0]), np.arange(k)
    flat = (x + 2.0 * row[:, np.newaxis]).ravel()
    at = np.zeros(k, dtype=np.intp)
    found = [at]
    while (x[row, at] < x[:, -1]).any():
        here = x[row, at]
        last = _last_at_most(x, flat, here + step, row, n)
        last = np.where(x[row, last] > here, last, np.minimum(last + 1, n - 1))
        at = np.where(here < x[:, -1], last, at)
        found.append(at)
    return np.array(found).T


def _last_at_most(x: np.ndarray, flat: np.ndarray, values: np.ndarray, row: np.ndarray, n: int) -> np.ndarray:
    """The last point of each row that is not above a value; the rows, moved apart, are searched as one, and what that
    rounds is set right."""
    found = np.clip(flat.searchsorted(values + 2.0 * row, side="right") - 1 - row * n, 0, n - 1)
    while (more := (found < n - 1) & (x[row, np.minimum(found + 1, n - 1)] <= values)).any():
        found = found + more
    while (fewer := (found > 0) & (x[row, found] > values)).any():
        found = found - fewer
    return np.asarray(found)


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
    moments = np.stack([np.ones_like(x), y, offset, y * offset, offset * offset], axis=2)
    sums = np.empty((k, f, 5))
    rows, columns = max(1, _AT_ONCE // (f * n)), max(1, min(f, _AT_ONCE // n))
    space = np.empty((2, min(rows, k), columns, n))
    per_width = 1 / np.where(width > 0, width, 1.0)
    for first in range(0, k, rows):
        for begin in range(0, f, columns):
            some = (slice(first, first + rows), slice(begin, begin + columns))
            sums[some] = _weights(offset[some[0]], place[some], width[some], per_width[some], space) @ moments[some[0]]
    total, of_y, of_x, of_products, of_squares = np.moveaxis(sums, 2, 0)
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
