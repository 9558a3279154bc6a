"""What rounding does to the upper tail of chi-square, and what a program loses that forms it as ``1 - pchisq``."""

from __future__ import annotations

from parity.statistics.upper_tail import upper_tail

FROM_ONE = 1e-15
"""Absolute error of one minus a distribution function, which comes in steps of 1.1e-16."""
AS_ONE_MINUS = "formed as 1 - pchisq, in steps of 1.1e-16, and 0 below"


def tail_rounding(degrees_of_freedom: int, chi_square: float, rounding: float) -> float:
    """How far the upper tails on both sides of a chi-square are apart, each `rounding` away from it.

    Near 0 that is much: with 1 degree of freedom the tail falls with the root of the chi-square, and 1e-13 of it costs
    2.5e-7 of the tail."""
    return upper_tail(degrees_of_freedom, chi_square - rounding) - upper_tail(degrees_of_freedom, chi_square + rounding)
