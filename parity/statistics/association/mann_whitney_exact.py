"""The test of Mann and Whitney, by counting all the ways in which the event may fall."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from parity.statistics.association.groups import by_outcome
from parity.statistics.association.mann_whitney_test import twice_won
from parity.statistics.tally import tally

BELOW = 50
"""From so many patients in a group on R counts for minutes."""


@dataclass(frozen=True, slots=True)
class MannWhitneyExact:
    """Whether values with the event tend to be larger than without.

    Attributes
    ----------
    w : float
        Pairs in which the patient with the event has the larger value, ties counting half.
    p : float
        Two-sided.
    """

    w: float
    p: float


def mann_whitney_exact(outcome: np.ndarray, values: np.ndarray) -> MannWhitneyExact:
    """Mann and Whitney's test (Wilcoxon's rank sum test), exact, given the ties.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 none; at least one and fewer than 50 of each.
    values : (n,) float array

    Returns
    -------
    MannWhitneyExact

    Notes
    -----
    Under the hypothesis each choice of m patients from all N is equally likely to be those with the event. The sum of
    the mid-ranks of the chosen is counted over all :math:`\\binom{N}{m}` choices, in whole numbers, patient by patient
    (Streitberg and Röhmel's shift algorithm). p is twice the smaller of the two tails, W itself in both, and at most 1.

    Equals ``wilcox.test(x1, x0, exact = TRUE)`` without ties; with ties R counts so from 4.6 on, and gives the normal
    approximation before.

    Raises
    ------
    ValueError
        A group has 50 patients or more.

    References
    ----------
    Mann, Whitney (1947), doi:10.1214/aoms/1177730491.  Streitberg, Röhmel (1986), Statistical Software Newsletter 12,
    10-17.
    """
    by_outcome(outcome, values)
    counted = tally(outcome, values)
    m, n = counted.number_of_cases, counted.number_of_controls
    if max(m, n) >= BELOW:
        raise ValueError(f"all choices are counted only with fewer than {BELOW} patients in each group")
    through = (counted.cases + counted.controls).tolist()
    twice_ranks = [low + high + 1 for low, high in zip(through, through[1:]) for _ in range(high - low)]
    least = min(twice_ranks)
    ways = _ways([rank - least for rank in twice_ranks], m)
    twice = twice_won(counted.cases, counted.controls)
    place = twice + m * (m + 1) - m * least
    below, above = sum(ways[: place + 1]), sum(ways[place:])
    return MannWhitneyExact(twice / 2, float(min(Fraction(2 * min(below, above), sum(ways)), Fraction(1))))


def choices(m: int, n: int) -> list[int]:
    """In how many of the choices of m among m + n ranks W is 0, 1, ..., mn, without ties."""
    return _ways(list(range(m + n)), m)[m * (m - 1) // 2 :][: m * n + 1]


def _ways(scores: list[int], chosen: int) -> list[int]:
    """In how many ways `chosen` of the scores add up to 0, 1, ...: the coefficients of a polynomial, held in the slots
    of one long whole number for each number of chosen."""
    slot = len(scores) // 8 + 1
    found = [1] + [0] * chosen
    for taken, score in enumerate(scores, start=1):
        for k in range(min(taken, chosen), 0, -1):
            found[k] += found[k - 1] << (8 * slot * score)
    held = found[chosen].to_bytes((sum(scores) + 1) * slot, "little")
    return [int.from_bytes(held[at : at + slot], "little") for at in range(0, len(held), slot)]
