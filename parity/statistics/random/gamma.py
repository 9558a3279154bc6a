"""Gamma random numbers: Ahrens and Dieter's algorithms GD, and GS for a shape below 1."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable

from parity.statistics.random.exponential import one_exponential

TO_Q0 = (0.04166669, 0.02083148, 0.00801191, 0.00144121, -7.388e-5, 2.4511e-4, 2.424e-4)
"""The paper's q1, …, q7."""
TO_QUOTIENT = (0.3333333, -0.250003, 0.2000062, -0.1662921, 0.1423657, -0.1367177, 0.1233795)
"""The paper's a1, …, a7."""
LEAST_OF_HAT = -0.71874483771719


def one_gamma(uniform: Callable[[], float], normal: Callable[[], float], shape: float, scale: float = 1.0) -> float:
    """The next gamma number.

    Parameters
    ----------
    uniform, normal : callable
        The next uniform and the next standard normal number, of one stream.
    shape, scale : float
        Above 0.

    Notes
    -----
    GD: the square of a normal number about the root of shape - 1/2, accepted at once where it lies above it, or by a
    squeeze, or by a quotient; where it is not, candidates come from a double exponential hat. GS: a power or an
    exponential, by which side of 1 the number will lie.

    Equals ``rgamma(1, shape, scale = scale)``.

    References
    ----------
    Ahrens, Dieter (1982), doi:10.1145/358315.358390.  Ahrens, Dieter (1974), doi:10.1007/BF02293108.
    """
    if shape < 1.0:
        return scale * _below_one(uniform, shape)
    return _Root.of(shape).draw(uniform, normal, scale)


def _below_one(uniform: Callable[[], float], shape: float) -> float:
    b = 1.0 + 0.36787944117144233 * shape
    while True:
        p = b * uniform()
        if p >= 1.0:
            x = -math.log((b - p) / shape)
            if one_exponential(uniform) >= (1.0 - shape) * math.log(x):
                return x
        else:
            x = math.exp(math.log(p) / shape)
            if one_exponential(uniform) >= x:
                return x


class _Root:
    """A shape of 1 or more, with the constants that its draws need; the letters are the paper's."""

    def __init__(self, shape: float) -> None:
        self.s2 = s2 = shape - 0.5
        self.s = s = math.sqrt(s2)
        self.d = 5.656854 - s * 12.0
        r = 1.0 / shape
        self.q0 = _series(TO_Q0, r) * r
        if shape <= 3.686:
            self.b, self.sigma, self.c = 0.463 + s + 0.178 * s2, 1.235, 0.195 / s - 0.079 + 0.16 * s
        elif shape <= 13.022:
            self.b, self.sigma, self.c = 1.654 + 0.0076 * s2, 1.68 / s + 0.275, 0.062 / s + 0.024
        else:
            self.b, self.sigma, self.c = 1.77, 0.75, 0.1515 / s

    @staticmethod
    @functools.lru_cache(maxsize=1024)
    def of(shape: float) -> _Root:
        return _Root(shape)

    def draw(self, uniform: Callable[[], float], normal: Callable[[], float], scale: float) -> float:
        t = normal()
        x = self.s + 0.5 * t
        if t >= 0.0:
            return scale * (x * x)
        u = uniform()
        if self.d * u <= t * t * t or (x > 0.0 and math.log(1.0 - u) <= self._quotient(t)):
            return scale * (x * x)
        while True:
            e = one_exponential(uniform)
            u = uniform()
            u = u + u - 1.0
            t = self.b - self.sigma * e if u < 0.0 else self.b + self.sigma * e
            if t >= LEAST_OF_HAT:
                q = self._quotient(t)
                if q > 0.0 and self.c * abs(u) <= math.expm1(q) * math.exp(e - 0.5 * t * t):
                    x = self.s + 0.5 * t
                    return scale * x * x

    def _quotient(self, t: float) -> float:
        v = t / (self.s + self.s)
        if abs(v) <= 0.25:
            return self.q0 + 0.5 * t * t * _series(TO_QUOTIENT, v) * v
        return self.q0 - self.s * t + 0.25 * t * t + (self.s2 + self.s2) * math.log(1.0 + v)


def _series(coefficients: tuple[float, ...], x: float) -> float:
    """By Horner's rule, the constant term first."""
    value = coefficients[-1]
    for coefficient in coefficients[-2::-1]:
        value = value * x + coefficient
    return value
