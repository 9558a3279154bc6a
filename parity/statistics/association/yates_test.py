"""Yates's chi-square test of a fourfold table."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from parity.data.cohort import Factor
from parity.statistics.association.chi_square_test import excess, least_expected
from parity.statistics.association.counts import occurring
from parity.statistics.upper_tail import upper_tail


@dataclass(frozen=True, slots=True)
class YatesTest:
    """Whether two categories go with the outcome.

    Attributes
    ----------
    statistic : float
        Chi-square, with 1 degree of freedom.
    p : float
        Its upper tail.
    """

    statistic: float
    p: float


def yates_test(outcome: np.ndarray, categories: Factor) -> YatesTest:
    """Chi-square test of two categories against the outcome, with Yates's correction for continuity.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 none; at least one of each.
    categories : Factor
        Two that occur.

    Returns
    -------
    YatesTest

    Notes
    -----
    :math:`\\sum (|O - E| - c)^2/E` with c the smaller of 1/2 and :math:`|O - E|`, which is the same in all four cells:
    the correction never turns the sign. R and scipy correct by default; SPSS prints Pearson's statistic first and this
    one second.

    Equals ``chisq.test(table, correct = TRUE)`` of a fourfold table.

    Raises
    ------
    ValueError
        There are not two categories.

    References
    ----------
    Yates (1934), doi:10.2307/2983604.
    """
    table = occurring(outcome, categories)
    if len(table) != 2:
        raise ValueError(f"Yates's correction is of two categories, not of {len(table)}")
    least_expected(table)
    n = int(table.sum())
    off, expected = excess(table)
    twice = max(2 * abs(off[0]) - n, 0)
    statistic = math.fsum(twice * twice / (4 * n * e) for e in expected)
    return YatesTest(statistic, upper_tail(1, statistic))
