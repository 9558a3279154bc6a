"""Welch's and Student's t test of two means."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from parity.statistics.association.groups import by_outcome, moments
from parity.statistics.interval import ConfidenceInterval, check_level
from parity.statistics.student import beyond, two_sided


@dataclass(frozen=True, slots=True)
class MeanDifference:
    """A t test, as a row of a table has it.

    Attributes
    ----------
    statistic : float
        The difference over its standard error.
    df : float
        Degrees of freedom.
    p : float
        Two-sided.
    standard_error : float
        Of the difference, in the unit of the values.
    interval : ConfidenceInterval
        Of the difference.
    """

    statistic: float
    df: float
    p: float
    standard_error: float
    interval: ConfidenceInterval


@dataclass(frozen=True, slots=True)
class TTest:
    """Two means compared, without and with the assumption of equal variances.

    Attributes
    ----------
    difference : float
        Mean with the event less mean without, in the unit of the values.
    welch : MeanDifference
        Variances not assumed to be equal.
    pooled : MeanDifference
        Variances assumed to be equal.
    """

    difference: float
    welch: MeanDifference
    pooled: MeanDifference


CONSTANT = 10 * 2.0**-52
"""A standard error below so much of the larger mean is rounding."""


def t_test(outcome: np.ndarray, values: np.ndarray, level: float = 0.95) -> TTest:
    """Welch's t test and Student's pooled t test of a predictor between patients with and without the event.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 none; at least two of each.
    values : (n,) float array
        Of the predictor, in its unit.
    level : float
        Confidence level in (0, 1).

    Returns
    -------
    TTest

    Notes
    -----
    With means :math:`\\bar x_1, \\bar x_0`, variances :math:`s_1^2, s_0^2` (over n - 1) and sizes :math:`n_1, n_0`,
    :math:`t = (\\bar x_1 - \\bar x_0)/s`. Welch: :math:`s^2 = s_1^2/n_1 + s_0^2/n_0` with :math:`\\nu = s^4 /
    (\\frac{s_1^4}{n_1^2(n_1 - 1)} + \\frac{s_0^4}{n_0^2(n_0 - 1)})` degrees of freedom. Pooled: :math:`s^2 =
    s_p^2(1/n_1 + 1/n_0)`, :math:`s_p^2 = ((n_1 - 1)s_1^2 + (n_0 - 1)s_0^2)/\\nu`, :math:`\\nu = n_1 + n_0 - 2`.
    SPSS prints both rows, R's default is Welch's, scipy's the pooled one. Where neither group varies by more than
    rounding of the means there is no test.

    Equals ``t.test(x1, x0, var.equal = FALSE, conf.level = level)`` and the same with ``TRUE``.

    Raises
    ------
    ValueError
        A group has fewer than two patients, the values do not vary within the groups, or the level is not in (0, 1).

    References
    ----------
    Student (1908), doi:10.1093/biomet/6.1.1.  Welch (1947), doi:10.1093/biomet/34.1-2.28.
    """
    check_level(level)
    with_event, without = map(moments, by_outcome(outcome, values))
    if min(with_event.n, without.n) < 2:
        raise ValueError("a t test needs at least two patients with the event and two without")
    difference = with_event.mean - without.mean
    parts = with_event.variance / with_event.n, without.variance / without.n
    df = with_event.n + without.n - 2
    welch = math.sqrt(sum(parts))
    pooled = math.sqrt((with_event.squares + without.squares) / df * (1 / with_event.n + 1 / without.n))
    if min(welch, pooled) < CONSTANT * max(abs(with_event.mean), abs(without.mean)) or welch == 0:
        raise ValueError("the values do not vary within the groups")
    share = parts[0] / sum(parts)
    of_welch = 1 / (share**2 / (with_event.n - 1) + (1 - share) ** 2 / (without.n - 1))
    return TTest(difference, _row(difference, welch, of_welch, level), _row(difference, pooled, float(df), level))


def _row(difference: float, standard_error: float, df: float, level: float) -> MeanDifference:
    statistic = difference / standard_error
    reach = beyond(1 - level, df) * standard_error
    interval = ConfidenceInterval(difference - reach, difference + reach)
    return MeanDifference(statistic, df, two_sided(statistic, df), standard_error, interval)
