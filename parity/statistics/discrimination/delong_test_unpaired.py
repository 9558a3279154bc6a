"""DeLong's test of the areas under the ROC curves of two groups of patients."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np

from parity.statistics.caution import Caution
from parity.statistics.discrimination.delong_test_paired import quotient
from parity.statistics.discrimination.placements import covariance, placements
from parity.statistics.interval import ConfidenceInterval, check_level
from parity.statistics.student import beyond, two_sided


@dataclass(frozen=True, slots=True)
class DeLongUnpaired:
    """Two areas of different patients, and DeLong's test of their difference.

    Attributes
    ----------
    first, second : float
        The areas, in [0, 1].
    difference : float
        The first less the second.
    standard_error : float
        Of the difference; like all below NaN with fewer than two cases or controls in either group.
    statistic : float
        If the areas are equal, Student's t.
    df : float
        Its degrees of freedom, by Welch and Satterthwaite.
    p_value : float
        Two-sided, in [0, 1].
    interval : ConfidenceInterval
        Of the difference, by the same t.
    """

    first: float
    second: float
    difference: float
    standard_error: float
    statistic: float
    df: float
    p_value: float
    interval: ConfidenceInterval


def delong_test_unpaired(
    outcome: np.ndarray,
    risk: np.ndarray,
    outcome_of_others: np.ndarray,
    risk_of_others: np.ndarray,
    level: float = 0.95,
) -> DeLongUnpaired:
    """DeLong's test of the areas under the ROC curves of two groups of patients.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.
    outcome_of_others, risk_of_others : (m,) arrays
        The same of others; their area is the second.
    level : float
        Confidence level in (0, 1).

    Returns
    -------
    DeLongUnpaired

    Notes
    -----
    The variance of the difference is the sum V + W of DeLong's variances of the two areas. The difference over its root
    is held against Student's t with :math:`(V + W)^2 / (V^2/(n - 1) + W^2/(m - 1))` degrees of freedom, of n and m
    patients. Difference, variance and degrees of freedom are each one fraction of whole numbers, rounded once.

    Without any variance the statistic is 0/0, or infinite, and has no degrees of freedom.

    Equals ``pROC::roc.test(curve, other, method = "delong", paired = FALSE)`` of the curves of `auc_delong`; pROC gives
    no interval of an unpaired difference.

    Raises
    ------
    ValueError
        Without a case or without a control in either, if a risk is not finite, or the level is not in (0, 1).

    References
    ----------
    DeLong, DeLong, Clarke-Pearson (1988), doi:10.2307/2531595.  Welch (1947), doi:10.1093/biomet/34.1-2.28.
    Satterthwaite (1946), doi:10.2307/3002019.
    """
    check_level(level)
    first, second = placements(outcome, risk), placements(outcome_of_others, risk_of_others)
    if first.area == second.area == 1.0:
        text = "two areas of exactly 1 do not differ, which says nothing about their error"
        warnings.warn(Caution("perfect_separation", text), stacklevel=2)
    difference = float(first.share - second.share)
    one, other = covariance(first, first), covariance(second, second)
    error = df = math.nan
    if one is not None and other is not None:
        error = math.sqrt(one + other)
        if error:
            df = float((one + other) ** 2 / (one**2 / (len(outcome) - 1) + other**2 / (len(outcome_of_others) - 1)))
    statistic = quotient(difference, error)
    half_width = beyond(1 - level, df) * error
    return DeLongUnpaired(
        first=first.area,
        second=second.area,
        difference=difference,
        standard_error=error,
        statistic=statistic,
        df=df,
        p_value=two_sided(statistic, df),
        interval=ConfidenceInterval(difference - half_width, difference + half_width),
    )
