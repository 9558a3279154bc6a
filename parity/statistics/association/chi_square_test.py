"""Chi-square tests of a table: Pearson's and the likelihood ratio."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np
from scipy.special import log1p

from parity.data.cohort import Factor
from parity.statistics.association.counts import occurring
from parity.statistics.caution import Caution
from parity.statistics.upper_tail import upper_tail


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """One of the tests.

    Attributes
    ----------
    statistic : float
        Chi-square.
    p : float
        Its upper tail.
    """

    statistic: float
    p: float


@dataclass(frozen=True, slots=True)
class ChiSquareTest:
    """Whether the categories of a predictor go with the outcome.

    Attributes
    ----------
    df : int
        Degrees of freedom: categories that occur, less 1.
    least_expected : float
        The smallest expected count.
    pearson : ChiSquare
    likelihood_ratio : ChiSquare
    """

    df: int
    least_expected: float
    pearson: ChiSquare
    likelihood_ratio: ChiSquare


FEW = 5
"""An expected count below it makes the approximation doubtful."""


def chi_square_test(outcome: np.ndarray, categories: Factor) -> ChiSquareTest:
    """Chi-square tests of the categories of a predictor against the outcome, by Pearson and by the likelihood ratio.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 none; at least one of each.
    categories : Factor
        Of the predictor; those that no patient has are left out.

    Returns
    -------
    ChiSquareTest

    Notes
    -----
    With observed counts O, and expected ones E = row total times column total over n, Pearson's :math:`X^2 = \\sum (O
    - E)^2/E`, without correction, and :math:`G^2 = 2 \\sum O \\log(O/E)`, an empty cell counting 0; both against
    chi-square with one degree of freedom less than there are categories. Here :math:`nO - nE` is a whole number, and
    :math:`G^2` is added as :math:`2 \\sum (O \\log(O/E) - (O - E))`, of which no term is negative.

    Equals ``chisq.test(table, correct = FALSE)`` and ``loglin(table, list(1, 2))$lrt``.

    Raises
    ------
    ValueError
        All patients are of one category.

    References
    ----------
    Pearson (1900), doi:10.1080/14786440009463897.  Wilks (1938), doi:10.1214/aoms/1177732360.
    """
    table = occurring(outcome, categories)
    least = least_expected(table)
    df = len(table) - 1
    pearson, ratio = _pearson(table), _likelihood_ratio(table)
    return ChiSquareTest(
        df, least, ChiSquare(pearson, upper_tail(df, pearson)), ChiSquare(ratio, upper_tail(df, ratio))
    )


def least_expected(table: np.ndarray) -> float:
    """The smallest expected count of a table; a caution where it is below 5."""
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    least = int(rows.min()) * int(columns.min()) / int(rows.sum())
    if least < FEW:
        warnings.warn(Caution("few_expected", f"an expected count is {least:.3g}, below {FEW}: the test is doubtful"))
    return least


def excess(table: np.ndarray) -> tuple[list[int], list[int]]:
    """n times (observed - expected), and n times expected, of each cell: whole numbers of any size."""
    rows, columns, n = table.sum(axis=1).tolist(), table.sum(axis=0).tolist(), int(table.sum())
    expected = [row * column for row in rows for column in columns]
    return [n * count - e for count, e in zip(table.ravel().tolist(), expected)], expected


def _pearson(table: np.ndarray) -> float:
    n = int(table.sum())
    return math.fsum(off * off / (n * expected) for off, expected in zip(*excess(table)))


def _likelihood_ratio(table: np.ndarray) -> float:
    """Each term is E times ((1 + u) log(1 + u) - u) with u = (O - E)/E; near 0 by its series."""
    n = int(table.sum())
    found = []
    for off, expected in zip(*excess(table)):
        u = off / expected
        found.append(expected / n * _above(u))
    return 2 * math.fsum(found)


def _above(u: float) -> float:
    if u <= -1:
        return 1.0
    if abs(u) > 0.05:
        return (1 + u) * float(log1p(u)) - u
    power, total = u * u, 0.0
    for k in range(2, 20):
        total += power / (k * (k - 1))
        power *= -u
    return total
