"""Normal numbers by Forsythe's method as Ahrens and Dieter extended it: algorithm FL."""

from __future__ import annotations

from collections.abc import Callable

from scipy.special import ndtri

PARTS = 32
DIGITS = 7
"""Significant digits of the tables with which R calculates; here they follow from what they are of."""


def _printed(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


_ENDS = [float(ndtri(0.5 + part / (2 * PARTS))) for part in range(PARTS)]
_HALVINGS = [-float(ndtri(0.5 ** (k + 1))) for k in range(5, 32)]
_WIDTHS = [right - left for left, right in zip(_ENDS, _ENDS[1:])]
_MOST = [(width / 2 + left) * width for width, left in zip(_WIDTHS, _ENDS)]

A = [_printed(end) for end in _ENDS]
"""Where the parts of equal probability of the absolute value begin."""
D = [_printed(right - left) for left, right in zip(_HALVINGS, _HALVINGS[1:])]
"""The widths of the parts of its tail, each half as likely as the one before."""
T = [_printed(most) for most in _MOST]
"""The largest exponent in each part: a number above it is accepted at once."""
H = [_printed(width / (1 - most)) for width, most in zip(_WIDTHS, _MOST)]
"""What stretches such a number over the part."""


def ahrens_dieter(uniform: Callable[[], float]) -> float:
    """The next number.

    Notes
    -----
    The first bit of a uniform number is the sign, the next five choose one of 32 parts of the absolute value, the last
    of which is its tail, halved again and again. In a part that begins at a, a place w is accepted with probability
    :math:`\\exp(-(w/2 + a) w)` by Forsythe's comparisons: uniform numbers are drawn as long as they fall, below that
    exponent first, and an odd number of them accepts.

    Equals ``rnorm(1)`` after ``RNGkind(normal.kind = "Ahrens-Dieter")``.

    References
    ----------
    Ahrens, Dieter (1973), doi:10.1090/S0025-5718-1973-0329190-8.  Forsythe (1972), Mathematics of Computation 26,
    817-826.
    """
    first = uniform()
    negative = first > 0.5
    place = PARTS * (first + first - (1.0 if negative else 0.0))
    part = min(int(place), PARTS - 1)
    found = _in_part(uniform, part - 1, place - part) if part else _in_tail(uniform, place)
    return -found if negative else found


def _in_part(uniform: Callable[[], float], part: int, rest: float) -> float:
    start = A[part]
    while rest <= T[part]:
        w = uniform() * (A[part + 1] - start)
        limit = (w * 0.5 + start) * w
        while True:
            if rest > limit:
                return start + w
            following = uniform()
            if rest < following:
                break
            limit, rest = following, uniform()
        rest = uniform()
    return start + (rest - T[part]) * H[part]


def _in_tail(uniform: Callable[[], float], place: float) -> float:
    start, half = A[-1], 0
    place += place
    while place < 1.0:
        start, half = start + D[half], half + 1
        place += place
    place -= 1.0
    while True:
        w = place * D[half]
        limit = (w * 0.5 + start) * w
        while True:
            number = uniform()
            if number > limit:
                return start + w
            following = uniform()
            if number < following:
                break
            limit = following
        place = uniform()
