"""Upper tail of chi-square, and what a rounding error of the chi-square does to it."""

from __future__ import annotations

from scipy.special import chdtrc


def upper_tail(degrees_of_freedom: int, chi_square: float) -> float:
    """Upper tail of chi-square; 1 below 0, where rounding may leave a difference of deviances."""
    return float(chdtrc(degrees_of_freedom, max(chi_square, 0.0)))


def tail_rounding(degrees_of_freedom: int, chi_square: float, rounding: float) -> float:
    """How far the upper tails on both sides of a chi-square are apart, each `rounding` away from it.

    Near 0 that is much: with 1 degree of freedom the tail falls with the root of the chi-square, and 1e-13 of it costs 2.5e-7 of the tail.
    """
    return upper_tail(degrees_of_freedom, chi_square - rounding) - upper_tail(degrees_of_freedom, chi_square + rounding)
