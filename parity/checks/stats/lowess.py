"""How far rounding may move ``stats::lowess``, and what it gives where the risks hardly differ beside their size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from parity.checks.summation import UNIT, careful
from parity.checks.vocabulary import LARGEST_SHARE
from parity.statistics.calibration.lowess import Windows, local_lines, pieces, spreads, windows_of
from parity.statistics.once import once

_OPERATIONS = 90
"""Roundings one after the other in what is not a sum over the points."""


@once
def rounding(outcome: np.ndarray, risk: np.ndarray) -> Mapping[str, np.ndarray | float]:
    """Bounds of the smooth calibration curve and of its distances from the risks, by field.

    Notes
    -----
    R adds up each window one point after the other in doubles: a rounding for each of its points, and some others. The
    estimate at a position is moved by as many times

    .. math:: \\Bigl(\\sum_i w_i / s_i + |m| / \\sigma\\Bigr)(1 + |c| / \\sigma)

    with the weights w, which add up to 1, the differences s whose cubes they are, the weighted mean m and standard
    deviation :math:`\\sigma` of the points, and the distance c of m from the position: the weight of a point near the
    edge of a window is a small difference; the distances from the mean lose the digits that the points have in common;
    and both count the more, the farther outside the bulk of its points the estimate is made. Where the points hardly
    spread, the estimate is their mean, and the first sum is all, unless the rounding of m makes them seem to spread:
    then it may be anything. Between the positions the bound is interpolated.
    """
    x = np.sort(risk)
    windows = windows_of(x)
    lines = local_lines(x, np.zeros(len(x)), windows)
    units, spread, edge = (_OPERATIONS + windows.nearest) * UNIT, np.sqrt(lines.variance), _edge(x, windows)
    mean = np.abs(windows.position + lines.centre)
    with np.errstate(divide="ignore", invalid="ignore"):
        moved = units * (edge + mean / spread) * (1 + np.abs(lines.centre) / spread)
    seems = (x[-1] > x[0]) & (spread + units * mean > 0.001 * (x[-1] - x[0]))
    smoothed = np.interp(x, windows.position, np.where(spreads(x, lines), moved, np.where(seems, 1.0, units * edge)))
    largest = float(smoothed.max())
    return {"smoothed": smoothed, "emax": largest, "e90": largest, "eavg": largest + careful(len(x), 1.0)}


@once
def in_doubles(outcome: np.ndarray, risk: np.ndarray) -> Mapping[str, Any]:
    """What R gives instead of the curve, and of its distances, where the points have most digits in common; masked
    elsewhere.

    Notes
    -----
    Its loops, one point after the other in doubles: the weights, divided by their sum; the weighted mean m; the squares
    about it; and where their root is above 0.001 of the range each weight times :math:`1 + (x_0 - m)(x - m)/\\sigma^2`.
    """
    order = np.argsort(risk, kind="stable")
    x, y = risk[order], outcome[order]
    bounds = rounding(outcome, risk)
    hidden = np.asarray(bounds["smoothed"]) <= LARGEST_SHARE
    if hidden.all():
        return {}
    windows = windows_of(x)
    height = np.interp(x, windows.position, [_height(x, y, windows, number) for number in range(len(windows.first))])
    error = np.abs(height - x)
    return {
        "smoothed": np.ma.masked_array(height, hidden),
        "emax": float(error.max()),
        "e90": float(np.quantile(error, 0.9)),
        "eavg": float(error.mean()),
    }


def _height(x: np.ndarray, y: np.ndarray, windows: Windows, number: int) -> float:
    """At one position, as R's function ``lowest`` has it."""
    position, width, first = windows.position[number], windows.width[number], windows.first[number]
    x, y = x[first : first + windows.nearest], y[first : first + windows.nearest]
    distance, span = np.abs(x - position), 0.001 * float(windows.position[-1] - windows.position[0])
    ratio = distance / (width or 1.0)
    share = 1 - ratio * ratio * ratio
    weight = np.where(distance <= 0.001 * width, 1.0, share * share * share) * (distance <= 0.999 * width)
    weight = weight / _in_a_row(weight)
    if width > 0:
        mean = _in_a_row(weight * x)
        square = _in_a_row(weight * (x - mean) * (x - mean))
        if square**0.5 > span:
            weight = weight * ((position - mean) / square * (x - mean) + 1)
    return _in_a_row(weight * y)


def _in_a_row(terms: np.ndarray) -> float:
    """The sum, one after the other."""
    return float(np.cumsum(terms)[-1])


def _edge(x: np.ndarray, windows: Windows) -> np.ndarray:
    """The weighted mean of 1 over the differences whose cubes the weights are."""
    squares, total = np.zeros(len(windows.position)), np.zeros(len(windows.position))
    for piece in pieces(x, windows):
        total[piece.windows] += piece.weight.sum(axis=1)
        squares[piece.windows] += np.multiply(piece.share, piece.share, out=piece.share).sum(axis=1)
    return squares / total
