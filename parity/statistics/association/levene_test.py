"""Levene's test of equal variances, about the means and about the medians."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from parity.statistics.association.groups import by_outcome, moments
from parity.statistics.student import two_sided


@dataclass(frozen=True, slots=True)
class VarianceTest:
    """One form of the test.

    Attributes
    ----------
    statistic : float
        F, with 1 degree of freedom above.
    p : float
        Its upper tail.
    """

    statistic: float
    p: float


@dataclass(frozen=True, slots=True)
class LeveneTest:
    """Variances with and without the event compared.

    Attributes
    ----------
    df : int
        Degrees of freedom below: patients less 2.
    about_mean : VarianceTest
        Levene's own.
    about_median : VarianceTest
        Brown and Forsythe's.
    """

    df: int
    about_mean: VarianceTest
    about_median: VarianceTest


NOTHING = 1e-20
"""Squares within the groups below so much of all are rounding: the distances do not vary."""


def levene_test(outcome: np.ndarray, values: np.ndarray) -> LeveneTest:
    """Levene's test whether a predictor varies equally in patients with and without the event.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 none; at least one of each, and three together.
    values : (n,) float array

    Returns
    -------
    LeveneTest

    Notes
    -----
    The analysis of variance of the distances :math:`z = |x - c|` from the centre c of each group: with two groups F is
    the square of the pooled t statistic of z, with 1 and n - 2 degrees of freedom. The centre is the mean in Levene's
    paper and first in SPSS, and the median in Brown and Forsythe's, by default in ``car::leveneTest`` and in scipy.

    Equals ``anova(lm(abs(x - ave(x, g, FUN = mean)) ~ g))`` and the same with ``median``.

    Raises
    ------
    ValueError
        There are fewer than three patients, or the distances from a centre do not vary within the groups.

    References
    ----------
    Levene (1960), in Olkin et al., Contributions to Probability and Statistics, 278-292.  Brown, Forsythe (1974),
    doi:10.1080/01621459.1974.10482955.
    """
    groups = by_outcome(outcome, values)
    df = sum(map(len, groups)) - 2
    if df < 1:
        raise ValueError("Levene's test needs at least three patients")
    about_mean = of_distances([np.abs(group - moments(group).mean) for group in groups], df)
    return LeveneTest(df, about_mean, of_distances([np.abs(group - float(np.median(group))) for group in groups], df))


def of_distances(distances: list[np.ndarray], df: int) -> VarianceTest:
    """The analysis of variance of two groups of distances, with `df` degrees of freedom below."""
    one, other = map(moments, distances)
    within, whole = one.squares + other.squares, sum(float((z * z).sum()) for z in distances)
    if within <= NOTHING * whole:
        raise ValueError("the distances from the centre do not vary within the groups")
    t = (one.mean - other.mean) / math.sqrt(within / df * (1 / one.n + 1 / other.n))
    return VarianceTest(t * t, two_sided(t, df))
