"""Pearson's chi-square test of a table with a simulated p value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.data.cohort import Factor
from parity.statistics.association.counts import occurring
from parity.statistics.association.simulated import simulated_p


@dataclass(frozen=True, slots=True)
class ChiSquareSimulated:
    """Whether the categories of a predictor go with the outcome, without an approximation.

    Attributes
    ----------
    statistic : float
        Pearson's chi-square.
    p : float
        Of tables with these margins, in (0, 1].
    """

    statistic: float
    p: float


def chi_square_simulated(outcome: np.ndarray, categories: Factor, resamples: int, seed: int) -> ChiSquareSimulated:
    """Pearson's chi-square test of the categories of a predictor against the outcome, its p value by simulation.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 none; at least one of each.
    categories : Factor
        Of the predictor; those that no patient has are left out.
    resamples, seed : int
        Tables that are drawn, and where R's generator begins.

    Returns
    -------
    ChiSquareSimulated

    Notes
    -----
    :math:`X^2 = \\sum (O - E)^2/E` over the cells, E being row total times column total over n; B tables with the same
    margins are drawn as independence makes them (`parity.RRandom.simulated_tables`), and k of them have a chi-square as
    large: :math:`p = (1 + k)/(B + 1)`.

    Equals ``set.seed(seed); chisq.test(table(categories, outcome), simulate.p.value = TRUE, B = resamples)``.

    Raises
    ------
    ValueError
        All patients are of one category.

    References
    ----------
    Hope (1968), doi:10.1111/j.2517-6161.1968.tb00759.x.  Patefield (1981), doi:10.2307/2346669.
    """
    table = occurring(outcome, categories)[:, ::-1]
    return ChiSquareSimulated(*simulated_p(table, chi_squares, resamples, seed))


def chi_squares(tables: np.ndarray) -> np.ndarray:
    """Pearson's chi-square of each of (B, r, c) tables with the same margins, (B,)."""
    expected = tables[0].sum(axis=1, keepdims=True) * tables[0].sum(axis=0) / tables[0].sum()
    return np.asarray(((tables - expected) ** 2 / expected).sum(axis=(1, 2)))
