"""The odds ratio of R's fisher.test: where its uniroot stops."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from parity.data.cohort import Factor
from parity.statistics.association.counts import occurring
from parity.statistics.association.hypergeometric import Margins, log_weights

TOLERANCE = 2.0**-13
"""``.Machine$double.eps^0.25``, absolute, of the odds ratio or, where that is above 1, of one over it."""
_UNIT = 2.0**-52
_MOST = 1000


def stopped(outcome: np.ndarray, categories: Factor, level: float) -> Mapping[str, Any]:
    """The estimate and the limits that fisher.test gives.

    Notes
    -----
    Each is the root of a function of the odds ratio on (0, 1), or of one over it where the root lies above 1, by
    Brent's method with the end of the interval for a start.
    """
    (c, d), (a, b) = occurring(outcome, categories).tolist()
    margins, alpha = Margins(a + b, c + d, a + c), (1 - level) / 2
    lowest, highest = margins.least, margins.most
    support = np.arange(lowest, highest + 1)
    logs = log_weights(margins, support, a).astype(float)

    def given(odds: float) -> np.ndarray:
        weights = logs + math.log(odds) * support
        weights = np.exp(weights - weights.max())
        return weights / weights.sum()

    def mean(odds: float) -> float:
        return (
            float(lowest) if odds == 0 else float(highest) if math.isinf(odds) else float((support * given(odds)).sum())
        )

    def below(odds: float) -> float:
        return float(a >= lowest) if odds == 0 else float(given(odds)[support <= a].sum())

    def above(odds: float) -> float:
        return float(a <= lowest) if odds == 0 else float(given(odds)[support >= a].sum())

    estimate = 0.0 if a == lowest else math.inf if a == highest else _where(lambda odds: mean(odds) - a, rising=True)
    low = 0.0 if a == lowest else _where(lambda odds: above(odds) - alpha, rising=True)
    high = math.inf if a == highest else _where(lambda odds: below(odds) - alpha, rising=False)
    return {"odds_ratio": estimate, "interval": {"low": low, "high": high}}


def _where(function: Callable[[float], float], *, rising: bool) -> float:
    at_one = function(1.0)
    if at_one == 0:
        return 1.0
    if (at_one > 0) is rising:
        return zero(function, 0.0, 1.0, TOLERANCE)
    return 1 / zero(lambda inverse: function(1 / inverse), _UNIT, 1.0, TOLERANCE)


def zero(function: Callable[[float], float], low: float, high: float, tolerance: float) -> float:
    """A root between two points by Brent's method, within `tolerance`, as the algorithm of 1973 leaves it.

    References
    ----------
    Brent (1973), Algorithms for Minimization without Derivatives, chapter 4.
    """
    a, b = low, high
    at_a, at_b = function(a), function(b)
    c, at_c = a, at_a
    if at_a == 0:
        return a
    if at_b == 0:
        return b
    for _ in range(_MOST + 1):
        before = b - a
        if abs(at_c) < abs(at_b):
            a, b, c = b, c, b
            at_a, at_b, at_c = at_b, at_c, at_b
        near = 2 * _UNIT * abs(b) + tolerance / 2
        step = (c - b) / 2
        if abs(step) <= near or at_b == 0:
            return b
        if abs(before) >= near and abs(at_a) > abs(at_b):
            whole = c - b
            if a == c:
                ratio = at_b / at_a
                p, q = whole * ratio, 1 - ratio
            else:
                q, first, second = at_a / at_c, at_b / at_c, at_b / at_a
                p = second * (whole * q * (q - first) - (b - a) * (first - 1))
                q = (q - 1) * (first - 1) * (second - 1)
            if p > 0:
                q = -q
            else:
                p = -p
            if p < 0.75 * whole * q - abs(near * q) / 2 and p < abs(before * q / 2):
                step = p / q
        if abs(step) < near:
            step = near if step > 0 else -near
        a, at_a = b, at_b
        b += step
        at_b = function(b)
        if (at_b > 0 and at_c > 0) or (at_b < 0 and at_c < 0):
            c, at_c = a, at_a
    return b
