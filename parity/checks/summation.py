"""How far two programs may be apart in a sum: it grows with the number of terms, and less where a program is
careful."""

from __future__ import annotations

import math

UNIT = 2.0**-53
"""Relative rounding error of one operation in doubles."""
_EXTENDED_UNIT = 2.0**-64


def careful(terms: int, size: float, operations: int = 8) -> float:
    """Bound of the difference of one sum as numpy and as R have it.

    Parameters
    ----------
    terms : int
    size : float
        Sum of the absolute terms.
    operations : int
        Roundings in each term, on each side.

    Notes
    -----
    numpy adds pairwise: blocks of 128 in eight strands, so that a term takes part in at most 16 + 8 + log2(n / 128)
    additions; R's `sum` and `mean` add one after the other in the extended precision of 64 bits. Each addition costs a
    rounding of the partial sum, which is not above `size` (Higham 2002, equation 4.4).

    References
    ----------
    Higham (2002), doi:10.1137/1.9780898718027, chapter 4.
    """
    additions = 24 + max(0.0, math.log2(max(terms, 1) / 128))
    return ((2 * operations + additions) * UNIT + terms * _EXTENDED_UNIT) * size


def plain(terms: int, size: float, operations: int = 8) -> float:
    """The same where the other program adds one after the other in doubles, as Fortran's loops do: a rounding a
    term."""
    return careful(terms, size, operations) + terms * UNIT * size
