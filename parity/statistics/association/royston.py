"""Royston's approximations to the weights and to the distribution of Shapiro and Wilk's W: algorithm AS R94.

References
----------
Royston (1995), doi:10.2307/2986146.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import ndtr, ndtri


def weights(n: int) -> np.ndarray:
    """The weights a, ascending, of length 1."""
    if n == 3:
        return np.array([-math.sqrt(0.5), 0.0, math.sqrt(0.5)])
    scores = ndtri((np.arange(1, n + 1) - 0.375) / (n + 0.25))
    scores = (scores - scores[::-1]) / 2
    u, length = 1 / math.sqrt(n), float((scores * scores).sum())
    outer = 1 if n <= 5 else 2
    last = [
        _polynomial(polynomial, u) + scores[-1 - place] / math.sqrt(length)
        for place, polynomial in enumerate((_OUTERMOST, _NEXT)[:outer])
    ]
    inner = (length - 2 * float((scores[-outer:] ** 2).sum())) / (1 - 2 * sum(weight**2 for weight in last))
    a = scores / math.sqrt(inner)
    for place, weight in enumerate(last):
        a[-1 - place], a[place] = weight, -weight
    return a / math.sqrt(float((a * a).sum()))


def tail(missing: float, n: int) -> float:
    """P of a W of n patients that is 1 - `missing` or less."""
    w = 1 - missing
    if n == 3:
        return max(6 / math.pi * (math.asin(math.sqrt(w)) - math.asin(math.sqrt(0.75))), 0.0)
    if missing <= 0:
        return 1.0
    y, log_n = math.log(missing), math.log(n)
    if n <= 11:
        gamma = _polynomial(_GAMMA, n)
        if y >= gamma:
            return 1e-99
        y, mean, deviation = -math.log(gamma - y), _polynomial(_MEAN, n), math.exp(_polynomial(_DEVIATION, n))
    else:
        mean, deviation = _polynomial(_MEAN_OF_LOG, log_n), math.exp(_polynomial(_DEVIATION_OF_LOG, log_n))
    return float(ndtr((mean - y) / deviation))


def _polynomial(coefficients: tuple[float, ...], x: float) -> float:
    """From the constant on."""
    value = 0.0
    for coefficient in reversed(coefficients):
        value = value * x + coefficient
    return value


_OUTERMOST = (0.0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056)
_NEXT = (0.0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633)
_MEAN = (0.544, -0.39978, 0.025054, -6.714e-4)
_DEVIATION = (1.3822, -0.77857, 0.062767, -0.0020322)
_MEAN_OF_LOG = (-1.5861, -0.31082, -0.083751, 0.0038915)
_DEVIATION_OF_LOG = (-0.4803, -0.082676, 0.0030302)
_GAMMA = (-2.273, 0.459)
