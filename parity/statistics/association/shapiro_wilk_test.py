"""Shapiro and Wilk's test of normality, by Royston's algorithm."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from parity.statistics.association.groups import by_outcome
from parity.statistics.association.royston import tail, weights

LEAST, MOST = 3, 5000
"""Patients for whom the approximations were made."""


@dataclass(frozen=True, slots=True)
class Normality:
    """The test in one group.

    Attributes
    ----------
    w : float
        In (0, 1]; 1 of values that lie as normal ones are expected to.
    p : float
        Of a w that small or smaller.
    """

    w: float
    p: float


@dataclass(frozen=True, slots=True)
class ShapiroWilkTest:
    """Whether a predictor may be normal in each of the two groups.

    Attributes
    ----------
    event : Normality
        Of patients with the event.
    none : Normality
        Of patients without it.
    """

    event: Normality
    none: Normality


def shapiro_wilk_test(outcome: np.ndarray, values: np.ndarray) -> ShapiroWilkTest:
    """Shapiro and Wilk's test of normality of a predictor in patients with and without the event.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 none; from 3 to 5,000 of each.
    values : (n,) float array

    Returns
    -------
    ShapiroWilkTest

    Notes
    -----
    :math:`W = (\\sum a_i x_{(i)})^2/\\sum (x_i - \\bar x)^2`, the squared correlation of the ordered values with
    weights a. By Royston's algorithm AS R94 the weights are those of the expected normal scores :math:`m_i =
    \\Phi^{-1}((i - 3/8)/(n + 1/4))`, scaled to length 1, but for the outermost one (n from 4 to 5) or two, which are
    polynomials in :math:`1/\\sqrt n`; with three patients :math:`\\pm 1/\\sqrt 2` and 0. A function of :math:`\\log(1 -
    W)` is then normal with mean and standard deviation that are polynomials in n (to 11) or log n; with three p is
    exact. Here :math:`1 - W` is formed as the squares that are left of the scaled values beside the weights.

    Equals ``shapiro.test(x)`` in each group.

    Raises
    ------
    ValueError
        A group has fewer than 3 or more than 5,000 patients, or all its values are equal.

    References
    ----------
    Shapiro, Wilk (1965), doi:10.1093/biomet/52.3-4.591.  Royston (1995), doi:10.2307/2986146.
    """
    with_event, without = by_outcome(outcome, values)
    return ShapiroWilkTest(normality(with_event), normality(without))


def normality(values: np.ndarray) -> Normality:
    """The test of one group."""
    n = len(values)
    if not LEAST <= n <= MOST:
        raise ValueError(f"Shapiro and Wilk's test is of {LEAST} to {MOST:,} patients, not of {n:,}")
    ordered = np.sort(values)
    span = float(ordered[-1] - ordered[0])
    if span == 0:
        raise ValueError("Shapiro and Wilk's test needs values that differ")
    x = (ordered - ordered[0]) / span
    x -= x.mean()
    x /= math.sqrt(float((x * x).sum()))
    a = weights(n)
    missing = min(max(_left(x, a), 0.0), 1.0)
    return Normality(1 - missing, tail(missing, n))


def _left(x: np.ndarray, a: np.ndarray) -> float:
    """1 - W of values and weights of length 1."""
    rest = x - float((x * a).sum()) * a
    return float((rest * rest).sum())
