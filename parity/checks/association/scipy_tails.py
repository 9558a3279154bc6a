"""How closely scipy's incomplete beta function gives the tails of Student's distribution and of F."""

from __future__ import annotations

from parity.checks.vocabulary import Bound, Tolerance, iterative


def incomplete_beta(bound: Bound) -> Tolerance:
    """Beside what the rounding of the statistic does to a tail."""
    return iterative(1e-8, _REASON, bound=bound)


_REASON = (
    "scipy has long taken cephes' incomplete beta function, whose manual owns errors of 9e-11 with 10,000 degrees "
    "of freedom, and of 9e-10 with 100,000"
)
