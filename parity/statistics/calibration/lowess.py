"""Locally weighted regression without robustness iterations."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import as_strided

SPAN = 2 / 3
_AT_ONCE = 2**15
"""Points that are looked at together: with what is computed of them they stay in a processor's own memory."""


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of the nearest points around some positions.

    Attributes
    ----------
    position : (k,) float array
        Ascending.
    first : (k,) int array
        Where the window of each begins among the points.
    width : (k,) float array
        Distance of its farthest point.
    weighed, whole : (k, 2) int array
        Where in its window the points begin and end that are not too far to count, and those that are near enough to
        count as 1.
    nearest : int
        Points in each.
    """

    position: np.ndarray
    first: np.ndarray
    width: np.ndarray
    weighed: np.ndarray
    whole: np.ndarray
    nearest: int

    def __getitem__(self, some: np.ndarray) -> Windows:
        return Windows(
            self.position[some], self.first[some], self.width[some], self.weighed[some], self.whole[some], self.nearest
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """Some points of some windows.

    Attributes
    ----------
    windows : slice
        Which.
    first : (j,) int array
        Where the points of each begin.
    distance : (j, m) float array
        From the position, negative to the left.
    share : (j, m) float array
        One minus the cube of the distance over the width of the window; 0 for the farthest points.
    weight : (j, m) float array
        The cube of `share`; 1 for the nearest points.
    """

    windows: slice
    first: np.ndarray
    distance: np.ndarray
    share: np.ndarray
    weight: np.ndarray


@dataclass(frozen=True, slots=True)
class Lines:
    """The weighted least squares lines in some windows.

    Attributes
    ----------
    level : (k,) float array
        Weighted mean of y.
    centre : (k,) float array
        Weighted mean of x, from the position.
    variance, covariance : (k,) float array
        Weighted, of x, and of x and y.
    """

    level: np.ndarray
    centre: np.ndarray
    variance: np.ndarray
    covariance: np.ndarray


def lowess(x: np.ndarray, y: np.ndarray, span: float = SPAN) -> np.ndarray:
    """Locally weighted regression without robustness iterations.

    Parameters
    ----------
    x : (n,) float array
        Ascending.
    y : (n,) float array
    span : float
        Share of the points that take part in each local regression, in (0, 1].

    Returns
    -------
    (n,) float array
        The estimate at each x.

    Notes
    -----
    At a position, h is the distance of the r-th nearest point, r the span times n; the points nearer than 0.999 h have
    At a position, h is the distance of the r-th nearest point, r the span times n; the points nearer than 0.999 h have
    weights :math:`(1 - (d/h)^3)^3`, 1 within 0.001 h, and the estimate is the height of their weighted least squares
    line, or their weighted mean where they spread, in standard deviations, no more than 0.001 of the range of x.
    Estimates are made at the smallest x and then each time at the last x within 1% of the range, the next one where
    there is none; between them they are interpolated.

    References
    ----------
    Cleveland (1979), doi:10.1080/01621459.1979.10481038.
    """
    windows = windows_of(x, span)
    lines = local_lines(x, np.asarray(y, dtype=np.float64), windows)
    sloping = spreads(x, lines)
    slope = np.divide(lines.covariance, lines.variance, out=np.zeros(len(sloping)), where=sloping)
    return np.interp(x, windows.position, lines.level - slope * lines.centre)


def windows_of(x: np.ndarray, span: float = SPAN) -> Windows:
    """The windows of the positions at which `lowess` estimates."""
    position, nearest = x[positions(x)], max(2, min(len(x), int(span * len(x) + 1e-7)))
    low, high = np.zeros(len(position), dtype=np.intp), np.full(len(position), len(x) - nearest, dtype=np.intp)
    while (low < high).any():
        middle = (low + high) // 2
        right = x[np.minimum(middle + nearest, len(x) - 1)]
        too_far_left = (position - x[middle] > right - position) & (low < high)
        low, high = np.where(too_far_left, middle + 1, low), np.where(too_far_left, high, middle)
    width = np.maximum(position - x[low], x[low + nearest - 1] - position)
    weighed, whole = (_within(x, position, share * width) - low[:, np.newaxis] for share in (0.999, 0.001))
    return Windows(position, low, width, weighed.clip(0, nearest), whole.clip(0, nearest), nearest)


def local_lines(x: np.ndarray, y: np.ndarray, windows: Windows) -> Lines:
    """The line in each window.

    Notes
    -----
    Squares are taken about the position, and once more about the weighted mean where most of that would cancel.
    """
    lines = _lines_about(np.zeros(len(windows.position)), x, y, windows)
    cancelled = ~(lines.centre**2 <= 10 * lines.variance)
    if cancelled.any():
        again = _lines_about(lines.centre[cancelled], x, y, windows[cancelled])
        lines.centre[cancelled] = again.centre
        lines.variance[cancelled] = again.variance
        lines.covariance[cancelled] = again.covariance
    for window in np.flatnonzero(windows.width == 0):  # equal points, of which there may be more than it holds
        here = windows.position[window]
        lines.level[window] = y[np.searchsorted(x, here, "left") : np.searchsorted(x, here, "right")].mean()
    return lines


def spreads(x: np.ndarray, lines: Lines) -> np.ndarray:
    """In which windows the points spread so far that their line has a slope."""
    return np.sqrt(lines.variance) > 0.001 * (x[-1] - x[0])


def pieces(x: np.ndarray, windows: Windows) -> Iterator[Piece]:
    """The windows with the weights of their points, piece by piece; a piece is overwritten by the next."""
    together, length = max(1, _AT_ONCE // windows.nearest), min(_AT_ONCE, windows.nearest)
    per_width = 1 / np.where(windows.width > 0, windows.width, 1.0)
    space = np.empty((3, together, length))
    for start in range(0, len(windows.position), together):
        some = slice(start, min(start + together, len(windows.position)))
        for begin in range(0, windows.nearest, length):
            first, count = windows.first[some] + begin, min(length, windows.nearest - begin)
            distance, share, weight = space[:, : len(first), :count]
            np.subtract(rows(x, first, count), windows.position[some, np.newaxis], out=distance)
            np.abs(distance, out=share)
            share *= per_width[some, np.newaxis]
            np.multiply(share, share, out=weight)
            weight *= share
            np.subtract(1, weight, out=share)
            for row, (low, high) in zip(share, (windows.weighed[some] - begin).tolist()):
                row[: max(low, 0)] = 0.0
                row[max(high, 0) :] = 0.0
            np.multiply(share, share, out=weight)
            weight *= share
            for row, (low, high) in zip(weight, (windows.whole[some] - begin).tolist()):
                row[max(low, 0) : max(high, 0)] = 1.0
            yield Piece(some, first, distance, share, weight)


def rows(values: np.ndarray, first: np.ndarray, length: int) -> np.ndarray:
    """Stretches of values that lie side by side, one a row."""
    if len(first) == 1:
        return values[first[0] : first[0] + length][np.newaxis]
    (stride,) = values.strides
    return as_strided(values, (len(values) - length + 1, length), (stride, stride), writeable=False)[first]


def positions(x: np.ndarray) -> list[int]:
    """The points at which `lowess` estimates."""
    step = 0.01 * (x[-1] - x[0])
    points, at = np.ascontiguousarray(x).data, [0]
    while x[at[-1]] < x[-1]:
        here = x[at[-1]]
        last_within = bisect.bisect_right(points, here + step, at[-1]) - 1
        at.append(last_within if x[last_within] > here else last_within + 1)
    return at


def _within(x: np.ndarray, position: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """Where the points begin and end whose distance is not above `reach`, by the very difference."""
    low, high = np.searchsorted(x, position - reach, side="left"), np.searchsorted(x, position + reach, side="right")
    while (more := (low > 0) & (position - x[low - 1] <= reach)).any():
        low = low - more
    while (fewer := position - x[low] > reach).any():
        low = low + fewer
    while (more := (high < len(x)) & (x[np.minimum(high, len(x) - 1)] - position <= reach)).any():
        high = high + more
    while (fewer := x[high - 1] - position > reach).any():
        high = high - fewer
    return np.column_stack([low, high])


def _lines_about(origin: np.ndarray, x: np.ndarray, y: np.ndarray, windows: Windows) -> Lines:
    sums = np.zeros((5, len(origin)))
    for piece in pieces(x, windows):
        weight, offset, scratch = piece.weight, piece.distance, piece.share
        height = rows(y, piece.first, weight.shape[1])
        offset -= origin[piece.windows, np.newaxis]
        total, of_x, of_squares, of_y, of_products = sums[:, piece.windows]
        total += weight.sum(axis=1)
        of_y += np.multiply(weight, height, out=scratch).sum(axis=1)
        weight *= offset
        of_x += weight.sum(axis=1)
        of_products += np.multiply(weight, height, out=scratch).sum(axis=1)
        weight *= offset
        of_squares += weight.sum(axis=1)
    total, of_x, of_squares, of_y, of_products = sums
    mean, level = of_x / total, of_y / total
    return Lines(level, origin + mean, of_squares / total - mean**2, of_products / total - mean * level)
