"""Local lines of many samples by sums over blocks of their points, each of which is made once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_SAMPLES_POINTS = 1 << 14
"""Points of samples that are summed together."""
_DEGREE = 9
"""Of the tricube weight on either side of a position, as a polynomial."""


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The points of k samples in blocks of equal width, and the sums up to each point.

    Attributes
    ----------
    low, breadth : (k,) float array
        Where the first block of a sample begins, and how wide its blocks are.
    starts : (k, b + 1) int array
        The first point of each block.
    of_points : (12, k * (n + 1)) float array
        Sums of powers of the points' places in their blocks, from -1 to 1, times how many are there, over the points
        before each.
    of_heights : (11, k * (n + 1)) float array
        The same, times y.
    """

    low: np.ndarray
    breadth: np.ndarray
    starts: np.ndarray
    of_points: np.ndarray
    of_heights: np.ndarray

    @property
    def sums(self) -> tuple[np.ndarray, np.ndarray]:
        """Both."""
        return self.of_points, self.of_heights


def heights_by_blocks(
    x: np.ndarray, y: np.ndarray, counts: np.ndarray, position: np.ndarray, width: np.ndarray
) -> np.ndarray:
    """The estimates of local regression.

    Parameters
    ----------
    x, y, counts : (k, n) float arrays
        Each row of x ascending, in [0, 1]; how many are at a point.
    position : (k, f) float array
    width : (k, f) float array
        Of the windows, above 0.

    Returns
    -------
    (k, f) float array

    Notes
    -----
    On either side of a position z the weight :math:`(1 - (|x - z|/h)^3)^3` is a polynomial in x. About the centre of a
    block, in units of its half breadth, its terms are those of Taylor's series, and its sum over a run of the block's
    points is made of sums of powers up to the ends of the run. Blocks are half as broad as the narrowest window is from
    its position to its end, so that the terms stay small. What is summed is taken about the position.
    """
    part = max(1, _SAMPLES_POINTS // x.shape[1])
    return np.concatenate(
        [
            _heights(*(values[first : first + part] for values in (x, y, counts, position, width)))
            for first in range(0, len(x), part)
        ]
    )


def _heights(x: np.ndarray, y: np.ndarray, counts: np.ndarray, position: np.ndarray, width: np.ndarray) -> np.ndarray:
    (k, n), f = x.shape, position.shape[1]
    blocks = _blocks(x, y, counts, width.min(axis=1))
    apart = 2.0 * np.arange(k)[:, np.newaxis]
    flat, first = (x + apart).ravel(), np.arange(k)[:, np.newaxis] * n
    moved = position + apart
    ends = [
        flat.searchsorted((moved + share * width).ravel(), side).reshape(k, f) - first
        for share, side in ((-0.999, "left"), (-0.001, "left"), (0.001, "right"), (0.999, "right"))
    ]
    ends = [np.clip(end, 0, n) for end in ends]
    near = _sums(blocks, position, width, ends[1], ends[2], n)
    far = _sums(blocks, position, width, np.stack([ends[0], ends[2]]), np.stack([ends[1], ends[3]]), n)
    sums = near + far
    total, of_x, of_squares, of_y, of_products = sums.reshape(5, k, f)
    mean, level = of_x / total, of_y / total
    variance, covariance = of_squares / total - mean**2, of_products / total - mean * level
    sloping = np.sqrt(np.maximum(variance, 0)) > 0.001 * (x[:, -1:] - x[:, :1])
    return np.asarray(level - mean * np.divide(covariance, variance, out=np.zeros_like(mean), where=sloping))


def _blocks(x: np.ndarray, y: np.ndarray, counts: np.ndarray, breadth: np.ndarray) -> _Blocks:
    k, n = x.shape
    low = x[:, 0]
    offset = (x - low[:, np.newaxis]) / breadth[:, np.newaxis]
    number = np.floor(offset)
    place = 2 * (offset - number) - 1
    count = int(number.max()) + 1
    keys = (number + np.arange(k)[:, np.newaxis] * (count + 1)).ravel()
    wanted = np.arange(count + 1) + np.arange(k)[:, np.newaxis] * (count + 1)
    starts = keys.searchsorted(wanted.ravel()).reshape(k, count + 1) - np.arange(k)[:, np.newaxis] * n
    of_points, of_heights = np.zeros((12, k, n + 1)), np.zeros((11, k, n + 1))
    power = counts.copy()
    for degree in range(12):
        np.cumsum(power, axis=1, out=of_points[degree, :, 1:])
        if degree < 11:
            np.cumsum(power * y, axis=1, out=of_heights[degree, :, 1:])
            power *= place
    return _Blocks(low, breadth, starts, of_points.reshape(12, -1), of_heights.reshape(11, -1))


def _sums(
    blocks: _Blocks, position: np.ndarray, width: np.ndarray, begin: np.ndarray, end: np.ndarray, n: int
) -> np.ndarray:
    """Of the weights, times x and its square, times y, and times both, of each position, (5, k f), over a run of points
    at it, (k, f), whose weights are 1, or over one on its left and one on its right, (2, k, f); x is taken about the
    position."""
    (k, f), far = position.shape, begin.ndim == 3
    some = np.flatnonzero((end > begin).ravel())
    owner, begin, end = some % (k * f), begin.ravel()[some], end.ravel()[some]
    row = owner // f
    starts, count = blocks.starts, blocks.starts.shape[1]
    flat_starts = (starts + np.arange(k)[:, np.newaxis] * (n + 1)).ravel()
    first = flat_starts.searchsorted(begin + row * (n + 1), side="right") - 1
    last = flat_starts.searchsorted(end - 1 + row * (n + 1), side="right") - 1
    pieces = last - first + 1
    run = np.repeat(np.arange(len(some)), pieces)
    block = np.arange(len(run)) - np.repeat(np.cumsum(pieces) - pieces, pieces) + first[run]
    here, at, of = row[run], block - row[run] * count, owner[run]
    low = np.maximum(begin[run], starts[here, at]) + here * (n + 1)
    high = np.minimum(end[run], starts[here, np.minimum(at + 1, count - 1)]) + here * (n + 1)
    high = np.where(at + 1 < count, high, end[run] + here * (n + 1))
    half = blocks.breadth[here] / 2
    centre = blocks.low[here] + (2 * at + 1) * half - position.ravel()[of]
    used = slice(None) if far else slice(3)
    points, heights = (sums[used].take(high, axis=1) - sums[used].take(low, axis=1) for sums in blocks.sums)
    if far:
        h = np.where(some < k * f, -1.0, 1.0)[run] * width.ravel()[of]
        terms = _terms(centre / h, half / h)
        weighed = [np.einsum("qn,qn->n", terms, points[more : more + len(terms)]) for more in range(3)]
        times_y = [np.einsum("qn,qn->n", terms, heights[more : more + len(terms)]) for more in range(2)]
    else:
        weighed, times_y = list(points), list(heights)
    of_x = centre * weighed[0] + half * weighed[1]
    of_squares = centre * (of_x + half * weighed[1]) + half * half * weighed[2]
    found = [weighed[0], of_x, of_squares, times_y[0], centre * times_y[0] + half * times_y[1]]
    return np.array([np.bincount(of, values, k * f) for values in found])


def _terms(a: np.ndarray, g: np.ndarray) -> np.ndarray:
    """Taylor's terms of :math:`(1 - u^3)^3` at u = a + g t, by powers of t."""
    a2 = a * a
    a3 = a2 * a
    of_a = [
        (1 - a3) ** 3,
        -9 * a2 * (1 - a3) ** 2,
        a * (-9 + a3 * (45 - 36 * a3)),
        -3 + a3 * (60 - 84 * a3),
        a2 * (45 - 126 * a3),
        a * (18 - 126 * a3),
        3 - 84 * a3,
        -36 * a2,
        -9 * a,
        np.full_like(a, -1.0),
    ]
    found, power = np.array(of_a), np.ones_like(g)
    for term in found[1:]:
        power *= g
        term *= power
    return found
