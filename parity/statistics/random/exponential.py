"""Exponential random numbers: Ahrens and Dieter's algorithm SA."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import accumulate

LOG_2 = Fraction(6931471805599453094172321214581765680755, 10**40)


def _sums_of_powers() -> tuple[float, ...]:
    """The sums of :math:`(\\ln 2)^k / k!` for k = 1, 2, …, each rounded once, up to the first that is 1."""
    terms = accumulate(range(1, 17), lambda term, k: term * LOG_2 / k, initial=Fraction(1))
    return tuple(float(total - 1) for total in accumulate(terms))[1:]


SUMS = _sums_of_powers()


def one_exponential(uniform: Callable[[], float]) -> float:
    """The next standard exponential number.

    Notes
    -----
    A uniform number is doubled until it passes 1; each doubling that does not adds :math:`\\ln 2`. What is left over is
    uniform, and with probability :math:`\\ln 2` it is the remainder itself; otherwise the remainder is :math:`\\ln 2`
    times the smallest of k more uniform numbers, k being the first for which the leftover is at most
    :math:`\\sum_{j \\le k} (\\ln 2)^j / j!`. Equals ``rexp(1)``.

    References
    ----------
    Ahrens, Dieter (1972), doi:10.1145/355604.361593.
    """
    halvings, left = 0.0, 2 * uniform()
    while left <= 1.0:
        halvings += SUMS[0]
        left += left
    left -= 1.0
    if left <= SUMS[0]:
        return halvings + left
    count = next(k for k, total in enumerate(SUMS, 1) if left <= total)
    return halvings + SUMS[0] * min(uniform() for _ in range(count))
