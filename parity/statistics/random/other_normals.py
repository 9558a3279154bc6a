"""The other normal generators of R: Box and Muller, Kinderman and Ramage."""

from __future__ import annotations

import math
from collections.abc import Callable

A = 2.216035867166471
ROOT, SLOPE = 0.398942280401433, 0.180025191068563
LEAST = 10 * 2.2250738585072014e-308


class BoxMuller:
    """Normal numbers in pairs, of which the second is kept for the next call.

    References
    ----------
    Box, Muller (1958), doi:10.1214/aoms/1177706645.
    """

    def __init__(self) -> None:
        self._kept = 0.0

    def __call__(self, uniform: Callable[[], float]) -> float:
        """The next number."""
        if self._kept != 0.0:
            found, self._kept = self._kept, 0.0
            return found
        angle = 2 * math.pi * uniform()
        radius = math.sqrt(-2 * math.log(uniform())) + LEAST
        self._kept = radius * math.sin(angle)
        return radius * math.cos(angle)


def kinderman_ramage(uniform: Callable[[], float]) -> float:
    """The next number, from a mixture of triangles and a tail.

    References
    ----------
    Kinderman, Ramage (1976), doi:10.1080/01621459.1976.10481554, with the corrections of Josef Leydold.
    """
    return _mixture(uniform, buggy=False)


def buggy_kinderman_ramage(uniform: Callable[[], float]) -> float:
    """As R had it before 1.7.1: with a digit lost, and near 0 with too few numbers and some of the wrong sign."""
    return _mixture(uniform, buggy=True)


_REGIONS = (
    (0.958720824790463, A, -0.630834801921960, 0.755591531667601, 0.034240503750111),
    (0.911312780288703, 0.479727404222441, 1.105473661022070, 0.872834976671790, 0.049264496373128),
    (0.0, 0.479727404222441, -0.595507138015940, 0.805577924423817, 0.053377549506886),
)
"""Of each: from which number on, where its triangle begins and how wide it is, the squeeze, the height."""


def _mixture(uniform: Callable[[], float], buggy: bool) -> float:
    chosen = uniform()
    if chosen < 0.884070402298758:
        return A * ((1.13113163544180 if buggy else 1.131131635444180) * chosen + uniform() - 1)
    if chosen >= 0.973310954173898:
        while True:
            u, v = uniform(), uniform()
            square = A * A - 2 * math.log(v)
            if u * u < A * A / square:
                return math.sqrt(square) if chosen < 0.986655477086949 else -math.sqrt(square)
    from_, start, spread, squeeze, height = next(region for region in _REGIONS if chosen >= region[0])
    without_density = buggy and from_ == 0.0
    while True:
        u, v = uniform(), uniform()
        found = start + spread * min(u, v)
        if found < 0.0 and not buggy:
            continue
        density = ROOT * math.exp(-found * found / 2.0) - SLOPE * (A - found)
        if max(u, v) <= squeeze or (height * abs(u - v) <= density and not without_density):
            return found if u < v else -found
