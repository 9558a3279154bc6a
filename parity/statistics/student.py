"""Student's distribution: both tails, and the value beyond which they are."""

from __future__ import annotations

import math

from scipy.special import stdtrit

_LARGE = 60.0
_TINY = 1e-300
_MOST = 100_000


def two_sided(t: float, df: float) -> float:
    """P(\\|T\\| >= \\|t\\|), of `df` degrees of freedom, which need not be whole.

    Notes
    -----
    The regularised incomplete beta function :math:`I_x(\\nu/2, 1/2)` at :math:`x = \\nu/(\\nu + t^2)`, by its continued
    fraction; near the middle one minus that of the other tail.

    References
    ----------
    DLMF, https://dlmf.nist.gov/8.17.  DiDonato, Morris (1992), doi:10.1145/131766.131776, equation 9.
    """
    if math.isnan(t) or not df > 0:
        return math.nan
    if math.isinf(t):
        return 0.0
    ratio = t / math.sqrt(df)
    square = ratio * ratio
    if square == 0:
        return 1.0
    a = df / 2
    front = math.exp(-a * math.log1p(square)) * abs(ratio) / math.sqrt(1 + square) * _over_beta(a)
    x, y = 1 / (1 + square), square / (1 + square)
    if t * t > 1:
        return front / _fraction(a, 0.5, x, y)
    return 1 - front / _fraction(0.5, a, y, x)


def beyond(alpha: float, df: float) -> float:
    """The t whose two tails together are `alpha`."""
    t = float(stdtrit(df, 1 - alpha / 2))
    for _ in range(4):
        density = math.exp(-(df + 1) / 2 * math.log1p(t * t / df)) / math.sqrt(df) * _over_beta(df / 2)
        step = (two_sided(t, df) - alpha) / (2 * density)
        t += step
        if abs(step) <= 4e-16 * t:
            break
    return t


def _over_beta(a: float) -> float:
    """1/B(a, 1/2); of a large `a` by the series of the ratio of gamma functions, DLMF 5.11.13."""
    if a < _LARGE:
        return math.gamma(a + 0.5) / math.gamma(a) / math.sqrt(math.pi)
    r = 1 / a
    terms = (1.0, -1 / 8, 1 / 128, 5 / 1024, -21 / 32768, -399 / 262144, 869 / 4194304)
    series = 0.0
    for coefficient in reversed(terms):
        series = series * r + coefficient
    return math.sqrt(a / math.pi) * series


def _fraction(a: float, b: float, x: float, y: float) -> float:
    """The continued fraction of the incomplete beta function with y = 1 - x given, which for a large `a` is too small
    to be had from x; by Lentz's method."""
    found = (a * (a * y - b * x + 1) / (a + 1)) or _TINY
    c, d = found, 0.0
    for m in range(1, _MOST):
        k = a + 2 * m
        above = (a + m - 1) * (a + b + m - 1) * m * (b - m) * x * x / (k - 1) ** 2
        below = m + m * (b - m) * x / (k - 1) + (a + m) * (a * y - b * x + 1 + m * (2 - x)) / (k + 1)
        d = below + above * d
        c = below + above / c
        d, c = 1 / (d or _TINY), c or _TINY
        found *= d * c
        if abs(d * c - 1) < 2e-16:
            return found
    raise ArithmeticError(f"the tail of Student's distribution did not converge at {a}, {b}, {x}")
