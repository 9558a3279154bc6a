"""Fisher's exact test of a table with two columns."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from parity.data.cohort import Factor
from parity.statistics.association.counts import occurring
from parity.statistics.association.hypergeometric import Margins, counts_around, log_weights, probabilities

MOST = 1_000_000
"""Tables with the same margins that are looked at, of three categories or more."""
SLACK = 1e-7
"""A table counts as no more likely than the observed one where its probability is larger by so much of it."""


@dataclass(frozen=True, slots=True)
class FisherExactTest:
    """Whether the categories of a predictor go with the outcome.

    Attributes
    ----------
    p : float
        Two-sided.
    """

    p: float


def fisher_exact_test(outcome: np.ndarray, categories: Factor) -> FisherExactTest:
    """Fisher's exact test of the categories of a predictor against the outcome (of Freeman and Halton where there are
    more than two).

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 none; at least one of each.
    categories : Factor
        Of the predictor; those that no patient has are left out.

    Returns
    -------
    FisherExactTest

    Notes
    -----
    Given the numbers of patients in the categories and of events, the events fall into the categories with
    probabilities in proportion to :math:`\\prod_j \\binom{n_j}{a_j}`. p is the sum over all tables that are no more
    likely than the observed one; a relative 1e-7 counts as equal, as in R, lest rounding split ties.

    Equals ``fisher.test(table)$p.value``.

    Raises
    ------
    ValueError
        All patients are of one category, or of three or more categories there are more than a million such tables.

    References
    ----------
    Fisher (1935), doi:10.2307/2342435.  Freeman, Halton (1951), doi:10.1093/biomet/38.1-2.141.
    """
    table = occurring(outcome, categories)
    if len(table) == 2:
        return FisherExactTest(_of_two(table))
    number = tables_like(table)
    if number > MOST:
        raise ValueError(f"{number:.3g} tables have the margins of this one, more than {MOST:,} to look at")
    return FisherExactTest(_of_several(table))


def tables_like(table: np.ndarray) -> float:
    """How many tables have the same margins."""
    sizes, events = table.sum(axis=1), int(table[:, 0].sum())
    ways = np.ones(1)
    for size in sizes:
        through = np.concatenate([[0.0], np.cumsum(np.concatenate([ways, np.zeros(size)]))])
        ends = np.arange(1, len(through))
        ways = through[ends] - through[np.maximum(ends - size - 1, 0)]
    return float(ways[events])


def _of_two(table: np.ndarray) -> float:
    (a, b), (c, d) = table.tolist()
    margins = Margins(a + b, c + d, a + c)
    counts = counts_around(margins, margins.likely)
    if not counts[0] <= a <= counts[-1]:
        return 0.0
    logs = log_weights(margins, counts, margins.likely)
    observed = logs[a - int(counts[0])]
    return min(float(probabilities(logs)[logs <= observed + math.log1p(SLACK)].sum()), 1.0)


def _of_several(table: np.ndarray) -> float:
    """Each row is a binomial count about the same share of events: what these give together, of those whose counts add
    up to the events, is the distribution; the largest row is what the others leave."""
    order = np.argsort(table.sum(axis=1), kind="stable")
    sizes, events = table.sum(axis=1)[order].tolist(), int(table[:, 0].sum())
    share = events / int(table.sum())
    sums, weights, observed = np.zeros(1, dtype=np.int64), np.ones(1, dtype=np.longdouble), np.longdouble(1)
    for row, (size, place) in enumerate(zip(sizes, order.tolist())):
        of_row = _binomial(size, share)
        observed = observed * of_row[table[place, 0]]
        if row == len(sizes) - 1:
            left = events - sums
            weights = weights * of_row[left]
            break
        rest = sum(sizes[row + 1 :])
        counts = np.arange(size + 1)
        every = np.add.outer(sums, counts)
        possible = (every <= events) & (every >= events - rest)
        sums, weights = every[possible], np.multiply.outer(weights, of_row)[possible]
    chosen = weights <= observed * (1 + SLACK)
    return min(float(weights[chosen].sum() / weights.sum()), 1.0)


def _binomial(size: int, share: float) -> np.ndarray:
    """Binomial probabilities in proportion, 1 at the most likely count."""
    mode = min(int((size + 1) * share), size)
    k = np.arange(size).astype(np.longdouble)
    up = (size - k) / (k + 1) * (np.longdouble(share) / (1 - np.longdouble(share)))
    below, above = np.cumprod(1 / up[:mode][::-1])[::-1], np.cumprod(up[mode:])
    return np.concatenate([below, np.ones(1, dtype=np.longdouble), above])
