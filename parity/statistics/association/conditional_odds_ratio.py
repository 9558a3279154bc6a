"""The conditional odds ratio of a fourfold table, with its exact interval."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from parity.data.cohort import Factor
from parity.statistics.association.counts import occurring
from parity.statistics.association.hypergeometric import Margins, counts_around, log_weights, probabilities
from parity.statistics.interval import ConfidenceInterval, check_level


@dataclass(frozen=True, slots=True)
class ConditionalOddsRatio:
    """How the odds of the event in the second category compare with those in the first.

    Attributes
    ----------
    odds_ratio : float
        The conditional maximum likelihood estimate; 0 or infinite at the ends of what the margins allow.
    interval : ConfidenceInterval
        Exact, with half of the error at either side.
    """

    odds_ratio: float
    interval: ConfidenceInterval


def conditional_odds_ratio(outcome: np.ndarray, categories: Factor, level: float = 0.95) -> ConditionalOddsRatio:
    """Conditional maximum likelihood estimate of the odds ratio of a fourfold table, with the exact interval that goes
    with Fisher's test.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 none; at least one of each.
    categories : Factor
        Two that occur; the first is the reference.
    level : float
        Confidence level in (0, 1).

    Returns
    -------
    ConditionalOddsRatio

    Notes
    -----
    Given all margins, the number a of events in the second category has a noncentral hypergeometric distribution with
    the odds ratio :math:`\\psi`. The estimate is where its mean is the observed a; the limits are where
    :math:`P(A \\ge a)` and :math:`P(A \\le a)` are half of one minus the level. The odds ratio ad/bc of the table
    itself, which scipy gives by default, is another.

    Equals ``fisher.test(table, conf.level = level)``, whose ``uniroot`` leaves some 1e-4 of it.

    Raises
    ------
    ValueError
        There are not two categories, or the level is not in (0, 1).

    References
    ----------
    Cornfield (1956), Proceedings of the Third Berkeley Symposium 4, 135-148.  Fisher (1935), doi:10.2307/2342435.
    """
    check_level(level)
    table = occurring(outcome, categories)
    if len(table) != 2:
        raise ValueError(f"an odds ratio is of two categories, not of {len(table)}")
    (c, d), (a, b) = table.tolist()
    margins, tail = Margins(a + b, c + d, a + c), math.log((1 - level) / 2)
    counts = counts_around(margins, a)
    logs, at = log_weights(margins, counts, a), a - int(counts[0])

    def given(log_odds: float) -> np.ndarray:
        return probabilities(logs + np.longdouble(log_odds) * (counts - a))

    def mean(log_odds: float) -> float:
        return float((given(log_odds) * (counts - a)).sum())

    start = math.log((a + 0.5) * (d + 0.5) / ((b + 0.5) * (c + 0.5)))
    low, estimate, high = 0.0, 0.0 if a == margins.least else math.inf, math.inf
    if margins.least < a < margins.most:
        estimate = math.exp(_root(mean, start))
    if a > margins.least:
        low = math.exp(_root(lambda log_odds: float(np.log(given(log_odds)[at:].sum())) - tail, start))
    if a < margins.most:
        high = math.exp(_root(lambda log_odds: tail - float(np.log(given(log_odds)[: at + 1].sum())), start))
    return ConditionalOddsRatio(estimate, ConfidenceInterval(low, high))


def _root(rising: Callable[[float], float], start: float) -> float:
    """Where a function that rises passes 0."""
    low, high, step = start, start, 0.5
    while rising(low) > 0:
        low, step = low - step, 2 * step
    step = 0.5
    while rising(high) < 0:
        high, step = high + step, 2 * step
    return low if low == high else float(brentq(rising, low, high, xtol=1e-15, rtol=4 * 2.0**-52))
