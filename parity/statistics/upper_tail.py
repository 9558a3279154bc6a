"""Upper tail of chi-square."""

from __future__ import annotations

from scipy.special import chdtrc


def upper_tail(degrees_of_freedom: int, chi_square: float) -> float:
    """Upper tail of chi-square; 1 below 0, where rounding may leave a difference of deviances."""
    return float(chdtrc(degrees_of_freedom, max(chi_square, 0.0)))
