"""Student's t with any degrees of freedom."""

from __future__ import annotations

import math

from scipy.special import gammaln, ndtri, stdtr


def both_tails(t: float, df: float) -> float:
    """The probability of a value at least as far from 0; NaN without degrees of freedom."""
    return 2 * float(stdtr(df, -abs(t)))


def quantile(p: float, df: float) -> float:
    """Of a probability of at least a half; NaN without degrees of freedom.

    Notes
    -----
    Newton's method on the logarithm of the upper tail, which is concave, from the normal quantile: it comes from below
    and ends where a step moves nothing.
    """
    if math.isnan(df):
        return math.nan
    tail, t = 1 - p, float(ndtri(p))
    constant = float(gammaln((df + 1) / 2) - gammaln(df / 2)) - math.log(df * math.pi) / 2
    for _ in range(_STEPS):
        beyond = float(stdtr(df, -t))
        density = math.exp(constant - (df + 1) / 2 * math.log1p(t * t / df))
        step = beyond / density * math.log(beyond / tail)
        t += step
        if abs(step) <= 1e-15 * t:
            break
    return t


_STEPS = 50
