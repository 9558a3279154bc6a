"""Fisher's exact test of a table with a simulated p value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.data.cohort import Factor
from parity.statistics.association.counts import occurring
from parity.statistics.association.simulated import simulated_p
from parity.statistics.random.tables import log_factorials


@dataclass(frozen=True, slots=True)
class FisherSimulated:
    """Whether the categories of a predictor go with the outcome, by the probability of the table.

    Attributes
    ----------
    p : float
        Two-sided, in (0, 1].
    """

    p: float


def fisher_simulated(outcome: np.ndarray, categories: Factor, resamples: int, seed: int) -> FisherSimulated:
    """Fisher's exact test of the categories of a predictor against the outcome (of Freeman and Halton), its p value by
    simulation.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 none; at least one of each.
    categories : Factor
        Of the predictor, at least three that occur; those that no patient has are left out.
    resamples, seed : int
        Tables that are drawn, and where R's generator begins.

    Returns
    -------
    FisherSimulated

    Notes
    -----
    Given its margins a table is as likely as :math:`\\prod 1/n_{ij}!` is large. B tables with the same margins
    are drawn as independence makes them (`parity.RRandom.simulated_tables`), and k of them are no more likely than the
    observed one: :math:`p = (1 + k)/(B + 1)`.

    Equals ``set.seed(seed); fisher.test(table(categories, outcome), simulate.p.value = TRUE, B = resamples)``, which
    of two categories gives the exact p value instead.

    Raises
    ------
    ValueError
        Fewer than three categories occur.

    References
    ----------
    Freeman, Halton (1951), doi:10.1093/biomet/38.1-2.141.  Patefield (1981), doi:10.2307/2346669.
    """
    table = occurring(outcome, categories)[:, ::-1]
    if len(table) < 3:
        raise ValueError("of two categories Fisher's test is exact: nothing is simulated")
    return FisherSimulated(simulated_p(table, improbabilities, resamples, seed)[1])


def improbabilities(tables: np.ndarray) -> np.ndarray:
    """The logarithm of the product of all factorials in each of (B, r, c) tables, (B,)."""
    return np.asarray(np.array(log_factorials(int(tables.max())))[tables].sum(axis=(1, 2)))
