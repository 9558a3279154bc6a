"""Binomial random numbers: inversion, and algorithm BTPE where the mean is 30 or more."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

INVERTED_BELOW = 30.0
"""The mean of the rarer outcome from which BTPE takes over."""
LARGEST_INVERTED = 111
"""An inversion that comes further starts again with another number."""


def one_binomial(uniform: Callable[[], float], trials: int, probability: float) -> int:
    """The next number of successes.

    Parameters
    ----------
    uniform : callable
        The next uniform number.
    trials : int
    probability : float
        In [0, 1].

    Notes
    -----
    The rarer of success and failure is counted. Where its mean is below 30, a uniform number is lowered by the
    probabilities of 0, 1, … as long as it is not below the next. Otherwise BTPE: a candidate from a hat of triangle,
    parallelogram and exponential tails, accepted by the ratio of its probability to that of the mode.

    Equals ``rbinom(1, trials, probability)``, with a fault of R's, seen in R 4.2 to 4.6: the square of a candidate's
    distance from the mode overflows above 46,340, so that of 2,000,000,000 trials at 1/2 the standard deviation is
    24,800 for 22,361. Below a variance of 20,000,000 that does not happen.

    References
    ----------
    Kachitvichyanukul, Schmeiser (1988), doi:10.1145/42372.42381.
    """
    if trials == 0 or probability == 0.0:
        return 0
    if probability == 1.0:
        return trials
    rarer = min(probability, 1.0 - probability)
    if trials * rarer < INVERTED_BELOW:
        found = _inverted(uniform, trials, rarer)
    else:
        found = _hat(trials, rarer).draw(uniform)
    return trials - found if probability > 0.5 else found


def _inverted(uniform: Callable[[], float], trials: int, p: float) -> int:
    none, odds, g = _start(trials, p)
    while True:
        left, chance = uniform(), none
        for found in range(LARGEST_INVERTED + 1):
            if left < chance:
                return found
            left -= chance
            chance *= g / (found + 1) - odds


@functools.lru_cache(maxsize=4096)
def _start(trials: int, p: float) -> tuple[float, float, float]:
    """P(0); and g/k - r takes P(k - 1) to P(k)."""
    odds = p / (1.0 - p)
    return _power(1.0 - p, trials), odds, odds * (trials + 1)


def _power(base: float, exponent: int) -> float:
    """By squaring, in the longest floating-point numbers that there are, as R multiplies."""
    square, found = np.longdouble(base), np.longdouble(1)
    while exponent:
        if exponent & 1:
            found *= square
        square *= square
        exponent >>= 1
    return float(found)


@functools.lru_cache(maxsize=256)
def _hat(trials: int, p: float) -> _Hat:
    """The constants of BTPE, steps 0 and 1; the letters are the paper's."""
    q = 1.0 - p
    mean = trials * p
    f_m = mean + p
    mode = int(f_m)
    variance = mean * q
    p1 = int(2.195 * math.sqrt(variance) - 4.6 * q) + 0.5
    x_m = mode + 0.5
    x_l, x_r = x_m - p1, x_m + p1
    c = 0.134 + 20.5 / (15.3 + mode)
    a_l = (f_m - x_l) / (f_m - x_l * p)
    a_r = (x_r - f_m) / (x_r * q)
    lambda_l, lambda_r = a_l * (1.0 + 0.5 * a_l), a_r * (1.0 + 0.5 * a_r)
    p2 = p1 * (1.0 + c + c)
    p3 = p2 + c / lambda_l
    p4 = p3 + c / lambda_r
    return _Hat(trials, p, q, f_m, mode, variance, x_m, x_l, x_r, c, lambda_l, lambda_r, p1, p2, p3, p4)


@dataclass(frozen=True, slots=True)
class _Hat:
    n: int
    p: float
    q: float
    f_m: float
    mode: int
    variance: float
    x_m: float
    x_l: float
    x_r: float
    c: float
    lambda_l: float
    lambda_r: float
    p1: float
    p2: float
    p3: float
    p4: float

    def draw(self, uniform: Callable[[], float]) -> int:
        while True:
            u = uniform() * self.p4
            v = uniform()
            if u <= self.p1:  # the triangle lies below the probabilities
                return int(self.x_m - self.p1 * v + u)
            if u <= self.p2:
                x = self.x_l + (u - self.p1) / self.c
                v = v * self.c + 1.0 - abs(self.x_m - x) / self.p1
                if not 0.0 < v <= 1.0:
                    continue
                y = int(x)
            elif u <= self.p3:
                y = int(self.x_l + math.log(v) / self.lambda_l)
                if y < 0:
                    continue
                v = v * (u - self.p2) * self.lambda_l
            else:
                y = int(self.x_r - math.log(v) / self.lambda_r)
                if y > self.n:
                    continue
                v = v * (u - self.p3) * self.lambda_r
            if self._accepts(y, v):
                return y

    def _accepts(self, y: int, v: float) -> bool:
        k = abs(y - self.mode)
        if k <= 20 or k >= self.variance / 2 - 1:
            return v <= self._ratio(y)
        rho = (k / self.variance) * ((k * (k / 3.0 + 0.625) + 0.1666666666666) / self.variance + 0.5)
        t = -_square(k) / (2.0 * self.variance)
        a = math.log(v)
        if a < t - rho:
            return True
        return a <= t + rho and a <= self._log_ratio(y)

    def _ratio(self, y: int) -> float:
        """P(y) / P(mode), factor by factor."""
        odds = self.p / self.q
        g = odds * (self.n + 1)
        f = 1.0
        for i in range(self.mode + 1, y + 1):
            f *= g / i - odds
        for i in range(y + 1, self.mode + 1):
            f /= g / i - odds
        return f

    def _log_ratio(self, y: int) -> float:
        """The logarithm of it by Stirling's series."""
        x1, f1, z, w = y + 1.0, self.mode + 1.0, self.n + 1.0 - self.mode, self.n - y + 1.0
        return (
            self.x_m * math.log(f1 / x1)
            + (self.n - self.mode + 0.5) * math.log(z / w)
            + (y - self.mode) * math.log(w * self.p / (x1 * self.q))
            + _stirling(f1)
            + _stirling(z)
            + _stirling(x1)
            + _stirling(w)
        )


def _square(k: int) -> int:
    """In integers of 32 bits, as R has it: above 46,340 it overflows."""
    return (k * k + 2**31) % 2**32 - 2**31


def _stirling(x: float) -> float:
    square = x * x
    return (13860.0 - (462.0 - (132.0 - (99.0 - 140.0 / square) / square) / square) / square) / x / 166320.0
