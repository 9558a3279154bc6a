"""Poisson random numbers: Ahrens and Dieter's algorithm PD."""

from __future__ import annotations

import functools
import math
from bisect import bisect_left
from collections.abc import Callable

from parity.statistics.random.exponential import one_exponential

NORMAL_FROM = 10.0
"""The mean from which the normal distribution is the hat; below it, a table of probabilities is inverted."""
LAST_OF_TABLE = 35
SERIES = (-0.5, 0.3333333, -0.2500068, 0.2000118, -0.1661269, 0.1421878, -0.1384794, 0.1250060)
"""The paper's a0, …, a7, of log(1 + v)."""
ONE_OVER_ROOT_2_PI = 0.398942280401432677939946059934


def one_poisson(uniform: Callable[[], float], normal: Callable[[], float], mean: float) -> int:
    """The next Poisson number.

    Parameters
    ----------
    uniform, normal : callable
        The next uniform and the next standard normal number, of one stream.
    mean : float
        From 0.

    Notes
    -----
    A mean below 10: the smallest k whose cumulative probability is not below a uniform number, up to 35. Otherwise a
    normal number of the same mean and variance, rounded down, is accepted at once, or by a squeeze, or by the ratio of
    the probability to the normal one; where it is not, candidates come from a double exponential hat.

    Equals ``rpois(1, mean)``.

    References
    ----------
    Ahrens, Dieter (1982), doi:10.1145/355993.355997.
    """
    if mean == 0.0:
        return 0
    if mean < NORMAL_FROM:
        table = _cumulative(mean)
        while True:
            found = bisect_left(table, uniform())
            if found <= LAST_OF_TABLE:
                return found
    return _Normal.of(mean).draw(uniform, normal)


@functools.lru_cache(maxsize=1024)
def _cumulative(mean: float) -> tuple[float, ...]:
    chance = math.exp(-mean)
    sums = [chance]
    for k in range(1, LAST_OF_TABLE + 1):
        chance *= mean / k
        sums.append(sums[-1] + chance)
    return tuple(sums)


class _Normal:
    """A mean of 10 or more, with the constants that its draws need; the letters are the paper's."""

    def __init__(self, mu: float) -> None:
        self.mu = mu
        self.s = s = math.sqrt(mu)
        self.d = 6.0 * mu * mu
        self.l = math.floor(mu - 1.1484)
        self.omega = ONE_OVER_ROOT_2_PI / s
        b1 = 0.0416666666666666666666667 / mu
        b2 = 0.3 * b1 * b1
        self.c3 = c3 = 0.1428571428571428571428571 * b1 * b2
        self.c2 = b2 - 15.0 * c3
        self.c1 = b1 - 6.0 * b2 + 45.0 * c3
        self.c0 = 1.0 - b1 + 3.0 * b2 - 15.0 * c3
        self.c = 0.1069 / mu

    @staticmethod
    @functools.lru_cache(maxsize=1024)
    def of(mu: float) -> _Normal:
        return _Normal(mu)

    def draw(self, uniform: Callable[[], float], normal: Callable[[], float]) -> int:
        g = self.mu + self.s * normal()
        if g >= 0.0:
            k = math.floor(g)
            if k >= self.l:
                return k
            below = self.mu - k
            u = uniform()
            if self.d * u >= below * below * below:
                return k
            p_x, p_y, f_x, f_y = self._densities(k)
            if f_y - u * f_y <= p_y * math.exp(p_x - f_x):
                return k
        while True:
            e = one_exponential(uniform)
            u = 2.0 * uniform() - 1.0
            t = 1.8 + math.copysign(e, u)
            if t > -0.6744:
                k = math.floor(self.mu + self.s * t)
                p_x, p_y, f_x, f_y = self._densities(k)
                if self.c * abs(u) <= p_y * math.exp(p_x + e) - f_y * math.exp(f_x + e):
                    return k

    def _densities(self, k: int) -> tuple[float, float, float, float]:
        """The Poisson probability of k and the normal one, each as exponent and factor (the paper's procedure F)."""
        below = self.mu - k
        if k < 10:
            p_x = -self.mu
            p_y = self.mu**k / math.factorial(k)
        else:
            correction = 0.083333333333333333333 / k
            correction -= 4.8 * correction * correction * correction
            v = below / k
            if abs(v) <= 0.25:
                series = 0.0
                for coefficient in reversed(SERIES):
                    series = series * v + coefficient
                p_x = k * v * v * series - correction
            else:
                p_x = k * math.log(1.0 + v) - below - correction
            p_y = ONE_OVER_ROOT_2_PI / math.sqrt(k)
        x = (0.5 - below) / self.s
        x *= x
        return p_x, p_y, -0.5 * x, self.omega * (((self.c3 * x + self.c2) * x + self.c1) * x + self.c0)
