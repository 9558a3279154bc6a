"""Hanley and McNeil's test (1983) of the areas under two ROC curves of the same patients."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri, owens_t

from parity.statistics.discrimination.area_hanley_mcneil import hanley_mcneil_error
from parity.statistics.discrimination.delong_test_paired import quotient
from parity.statistics.discrimination.placements import placements
from parity.statistics.interval import ConfidenceInterval, check_level
from parity.statistics.tally import cases_of


@dataclass(frozen=True, slots=True)
class HanleyMcNeil:
    """Two areas of the same patients, and Hanley and McNeil's test of their difference.

    Attributes
    ----------
    first, second : float
        The areas, in [0, 1].
    difference : float
        The first less the second.
    correlation_of_cases, correlation_of_controls : float
        Of the two scores, by Pearson.
    correlation : float
        Of the two areas.
    standard_error : float
        Of the difference.
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
    correlation_of_cases: float
    correlation_of_controls: float
    correlation: float
    standard_error: float
    statistic: float
    p_value: float
    interval: ConfidenceInterval


def hanley_mcneil_test(outcome: np.ndarray, risk: np.ndarray, score: np.ndarray, level: float = 0.95) -> HanleyMcNeil:
    """Hanley and McNeil's test of the areas under the ROC curves of two scores of the same patients.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; two of each at least.
    risk, score : (n,) float arrays
        Finite; larger means more likely a case.
    level : float
        Confidence level in (0, 1).

    Returns
    -------
    HanleyMcNeil

    Notes
    -----
    With the standard errors of 1982 and the correlation r of the areas the difference has the standard error
    :math:`\\sqrt{s_1^2 + s_2^2 - 2 r s_1 s_2}`. The paper reads r off a table, by the mean of the correlations of the
    scores within cases and within controls and by the mean of the areas. The table rests on binormal scores; here r is
    computed from these with the patients' own numbers, see `correlation_of_areas`, and is neither rounded to two
    digits nor bound to the areas from 0.7 to 0.975 that are printed: a program that reads the table (MedCalc) differs
    from it by up to 0.007 where there are 50 patients a group.

    Equals in R ``(A - B) / sqrt(s^2 + t^2 - 2 * r * s * t)``, r by ``stats::cor`` and ``stats::integrate``.

    Raises
    ------
    ValueError
        See `no_correlation`; without a case or a control, if a score is not finite, or the level is not in (0, 1).

    References
    ----------
    Hanley, McNeil (1983), doi:10.1148/radiology.148.3.6878708.
    """
    check_level(level)
    why = no_correlation(outcome, risk, score)
    if why:
        raise ValueError(why)
    first, second = placements(outcome, risk), placements(outcome, score)
    m, n = len(first.of_cases), len(first.of_controls)
    of_cases, of_controls = (pearson(risk[outcome == of], score[outcome == of]) for of in (1, 0))
    r = correlation_of_areas((of_cases + of_controls) / 2, (first.area + second.area) / 2, m, n)
    s, t = hanley_mcneil_error(first.area, m, n), hanley_mcneil_error(second.area, m, n)
    difference, error = float((first - second).share), math.sqrt(max(s**2 + t**2 - 2 * r * s * t, 0.0))
    statistic, half_width = quotient(difference, error), float(ndtri(1 - (1 - level) / 2)) * error
    return HanleyMcNeil(
        first=first.area,
        second=second.area,
        difference=difference,
        correlation_of_cases=of_cases,
        correlation_of_controls=of_controls,
        correlation=r,
        standard_error=error,
        statistic=statistic,
        p_value=2 * float(ndtr(-abs(statistic))),
        interval=ConfidenceInterval(difference - half_width, difference + half_width),
    )


def correlation_of_areas(scores: float, area: float, cases: int, controls: int) -> float:
    """The correlation of two areas of the same patients, of binormal scores.

    Parameters
    ----------
    scores : float
        Correlation of the two scores, in cases and in controls, in [-1, 1].
    area : float
        Of both curves, in (0, 1).
    cases, controls : int

    Notes
    -----
    A case is above a control in either score with the probability A, in both with :math:`\\Phi_2(d, d; \\rho)`, where
    :math:`\\Phi(d) = A`; of pairs that share only the case, or only the control, with half the correlation. Over all
    pairs

    .. math:: r = \\frac{c(\\rho) + (m + n - 2)\\,c(\\rho/2)}{c(1) + (m + n - 2)\\,c(1/2)},
       \\quad c(\\rho) = \\Phi_2(d, d; \\rho) - A^2 = A(1-A) - 2\\,T(d, \\sqrt{(1-\\rho)/(1+\\rho)})

    with Owen's T. With m = n = 50 it gives the table of the paper: 522 of its 540 numbers rounded, the others to 0.007.
    """
    others, shared = cases + controls - 2, joint(1.0, area)
    of_error = shared + others * joint(0.5, area)
    return (joint(scores, area) + others * joint(scores / 2, area)) / of_error


def joint(correlation: float, area: float) -> float:
    """The covariance of being above in one and in the other of two binormal scores."""
    with np.errstate(divide="ignore"):
        side = float(np.sqrt(np.divide(1 - correlation, 1 + correlation)))
    return area * (1 - area) - 2 * float(owens_t(ndtri(area), side))


def pearson(one: np.ndarray, other: np.ndarray) -> float:
    """The product-moment correlation, in [-1, 1]."""
    x, y = one - one.mean(), other - other.mean()
    return float(np.clip(x @ y / math.sqrt((x @ x) * (y @ y)), -1.0, 1.0))


def no_correlation(outcome: np.ndarray, risk: np.ndarray, score: np.ndarray) -> str:
    """Why two areas have no such correlation, as a clause; empty where they have one."""
    is_case = cases_of(outcome, risk)
    groups = {"cases": is_case, "controls": ~is_case}
    for name, of in groups.items():
        if any(np.ptp(values[of]) == 0 for values in (risk, score) if of.any()):
            return f"all {name} have the same score, which has no correlation with another"
    first, second = placements(outcome, risk), placements(outcome, score)
    if first.area + second.area in (0.0, 2.0):
        return "both areas are exactly 1, or 0, and have no error"
    return ""
