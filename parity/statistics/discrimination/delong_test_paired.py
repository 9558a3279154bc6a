"""DeLong's test of the areas under two ROC curves of the same patients."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from parity.statistics.caution import Caution
from parity.statistics.discrimination.placements import covariance, placements
from parity.statistics.interval import ConfidenceInterval, check_level


@dataclass(frozen=True, slots=True)
class DeLongPaired:
    """Two areas of the same patients, and DeLong's test of their difference.

    Attributes
    ----------
    first, second : float
        The areas, in [0, 1].
    difference : float
        The first less the second.
    standard_error : float
        Of the difference; like all below NaN with fewer than two cases or controls.
    statistic : float
        Standard normal if the areas are equal.
    p_value : float
        Two-sided, in [0, 1].
    interval : ConfidenceInterval
        Of the difference; normal.
    """

    first: float
    second: float
    difference: float
    standard_error: float
    statistic: float
    p_value: float
    interval: ConfidenceInterval


def delong_test_paired(outcome: np.ndarray, risk: np.ndarray, score: np.ndarray, level: float = 0.95) -> DeLongPaired:
    """DeLong's test of the areas under the ROC curves of two scores of the same patients.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk, score : (n,) float arrays
        Finite; larger means more likely a case.
    level : float
        Confidence level in (0, 1).

    Returns
    -------
    DeLongPaired

    Notes
    -----
    The variance of the difference is :math:`S_{11} + S_{22} - 2 S_{12}` of the joint covariance of the areas: that of
    an area whose placements are the differences of the two, in whole numbers, rounded once. The difference over its
    standard error is held against the standard normal distribution.

    Where all placements are the same there is neither a difference nor a standard error: the statistic is 0/0; it is
    then 0 and the p value 1, with a caution.

    Equals ``pROC::roc.test(curve, other, method = "delong", paired = TRUE)`` of ``pROC::roc(outcome, risk, levels =
    c(0, 1), direction = "<")`` and the same of the score.

    Raises
    ------
    ValueError
        Without a case or without a control, if a score is not finite, or the level is not in (0, 1).

    References
    ----------
    DeLong, DeLong, Clarke-Pearson (1988), doi:10.2307/2531595.
    """
    check_level(level)
    first, second = placements(outcome, risk), placements(outcome, score)
    between = first - second
    if first.area == second.area == 1.0:
        text = "two areas of exactly 1 do not differ, which says nothing about their error"
        warnings.warn(Caution("perfect_separation", text), stacklevel=2)
    variance = covariance(between, between)
    difference = float(between.share)
    error = math.nan if variance is None else math.sqrt(variance)
    if error == difference == 0.0:
        text = "the scores place all patients alike: the statistic is 0/0, and 0 by convention"
        warnings.warn(Caution("no_difference", text), stacklevel=2)
        statistic = 0.0
    else:
        statistic = quotient(difference, error)
    half_width = float(ndtri(1 - (1 - level) / 2)) * error
    return DeLongPaired(
        first=first.area,
        second=second.area,
        difference=difference,
        standard_error=error,
        statistic=statistic,
        p_value=2 * float(ndtr(-abs(statistic))),
        interval=ConfidenceInterval(difference - half_width, difference + half_width),
    )


def quotient(difference: float, error: float) -> float:
    """One over the other, as R divides: infinite over 0, and NaN of 0/0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.divide(difference, error))
