"""Local lines of many samples by sums over blocks of their points, each of which is made once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_SAMPLES_POINTS = 1 << 14
"""Points of samples that are summed together."""
_POINTS_A_CUT = 8
"""From which on it is faster to sum from cut to cut than up to every point."""
_DEGREE = 9
"""Of the tricube weight on either side of a position, as a polynomial."""


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The points of k samples in blocks of equal width, cut where blocks begin and where windows end, with the sums up
    to each of e cuts.

    Attributes
    ----------
    low, breadth : (k,) float array
        Where the first block of a sample begins, and how wide its blocks are.
    starts : (k, b + 1) int array
        The cut at which each block begins.
    of_points : (12, k * e) float array
        Sums of powers of the points' places in their blocks, from -1 to 1, times how many are there, over the points
        before each cut.
    of_heights : (11, k * e) float array
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
    apart = 2.0 * np.arange(k)[:, np.newaxis]
    flat, first = (x + apart).ravel(), np.arange(k)[:, np.newaxis] * n
    moved = position + apart
    ends = [
        flat.searchsorted((moved + share * width).ravel(), side).reshape(k, f) - first
        for share, side in ((-0.999, "left"), (-0.001, "left"), (0.001, "right"), (0.999, "right"))
    ]
    blocks, cuts = _blocks(x, y, counts, width.min(axis=1), np.clip(np.concatenate(ends, axis=1), 0, n))
    ends = np.split(cuts, 4, axis=1)
    near = _sums(blocks, position, width, ends[1], ends[2])
    far = _sums(blocks, position, width, np.stack([ends[0], ends[2]]), np.stack([ends[1], ends[3]]))
    sums = near + far
    total, of_x, of_squares, of_y, of_products = sums.reshape(5, k, f)
    mean, level = of_x / total, of_y / total
    variance, covariance = of_squares / total - mean**2, of_products / total - mean * level
    sloping = np.sqrt(np.maximum(variance, 0)) > 0.001 * (x[:, -1:] - x[:, :1])
    return np.asarray(level - mean * np.divide(covariance, variance, out=np.zeros_like(mean), where=sloping))


def _blocks(
    x: np.ndarray, y: np.ndarray, counts: np.ndarray, breadth: np.ndarray, ends: np.ndarray
) -> tuple[_Blocks, np.ndarray]:
    """The blocks, cut at some points as well, and which cuts these are, (k, m)."""
    k, n = x.shape
    low = x[:, 0]
    offset = (x - low[:, np.newaxis]) / breadth[:, np.newaxis]
    number = np.floor(offset)
    count = int(number.max()) + 1
    keys = (number + np.arange(k)[:, np.newaxis] * (count + 1)).ravel()
    wanted = np.arange(count + 1) + np.arange(k)[:, np.newaxis] * (count + 1)
    starts = keys.searchsorted(wanted.ravel()).reshape(k, count + 1) - np.arange(k)[:, np.newaxis] * n
    cuts = _Cuts(np.concatenate([starts, ends], axis=1), n)
    place, power, heights = np.zeros((3, k, n + 1))
    place[:, :n], power[:, :n], heights[:, :n] = 2 * (offset - number) - 1, counts, y
    sums = np.zeros((23, k, cuts.number))
    for degree in range(12):
        cuts.add_up(power, sums[degree])
        if degree < 11:
            cuts.add_up(power * heights, sums[12 + degree])
            power *= place
    of_points, of_heights = (part.reshape(len(part), -1) for part in (sums[:12], sums[12:]))
    return _Blocks(low, breadth, cuts.of[:, : count + 1], of_points, of_heights), cuts.of[:, count + 1 :]


class _Cuts:
    """Where rows of n points are cut: at the given ones, or at every point where these are not few.

    Parameters
    ----------
    points : (k, m) int array
        From 0 to n, 0 among them in each row.
    n : int

    Attributes
    ----------
    number : int
        Of cuts in a row.
    of : (k, m) int array
        The cut that is at each of the points.
    """

    def __init__(self, points: np.ndarray, n: int) -> None:
        k, m = points.shape
        self._few = n >= _POINTS_A_CUT * m
        self.number, self.of = (m, np.empty_like(points)) if self._few else (n + 1, points)
        if self._few:
            order = points.argsort(axis=1)
            np.put_along_axis(self.of, order, np.arange(m)[np.newaxis], axis=1)
            at = np.take_along_axis(points, order, axis=1)
            self._first, self._none = (at + np.arange(k)[:, np.newaxis] * (n + 1)).ravel(), at[:, 1:] == at[:, :-1]

    def add_up(self, values: np.ndarray, out: np.ndarray) -> None:
        """The sums of each row before its cuts; a row of n values ends with a 0."""
        if self._few:
            values = np.add.reduceat(values.ravel(), self._first).reshape(out.shape)
            np.copyto(values[:, :-1], 0.0, where=self._none)
        np.cumsum(values[:, :-1], axis=1, out=out[:, 1:])


def _sums(
    blocks: _Blocks, position: np.ndarray, width: np.ndarray, begin: np.ndarray, end: np.ndarray
) -> np.ndarray:
    """Of the weights, times x and its square, times y, and times both, of each position, (5, k f), over a run of points
    at it, (k, f), whose weights are 1, or over one on its left and one on its right, (2, k, f); x is taken about the
    position."""
    (k, f), far = position.shape, begin.ndim == 3
    some = np.flatnonzero((end > begin).ravel())
    owner, begin, end = some % (k * f), begin.ravel()[some], end.ravel()[some]
    row = owner // f
    starts, count, cuts = blocks.starts, blocks.starts.shape[1], blocks.of_points.shape[1] // k
    flat_starts = (starts + np.arange(k)[:, np.newaxis] * cuts).ravel()
    first = flat_starts.searchsorted(begin + row * cuts, side="right") - 1
    last = flat_starts.searchsorted(end - 1 + row * cuts, side="right") - 1
    pieces = last - first + 1
    run = np.repeat(np.arange(len(some)), pieces)
    block = np.arange(len(run)) - np.repeat(np.cumsum(pieces) - pieces, pieces) + first[run]
    here, at, of = row[run], block - row[run] * count, owner[run]
    low = np.maximum(begin[run], starts[here, at]) + here * cuts
    high = np.minimum(end[run], starts[here, np.minimum(at + 1, count - 1)]) + here * cuts
    high = np.where(at + 1 < count, high, end[run] + here * cuts)
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
