"""What rounding may do to DeLong's tests where placements are doubles and the joint covariance is formed first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from parity.checks.pROC.var import variance_rounding
from parity.checks.stats.pchisq import tail_rounding
from parity.checks.summation import UNIT, plain
from parity.statistics.discrimination.placements import Placements, placements
from parity.statistics.once import once
from parity.statistics.student import beyond

_LONG_UNIT = 2.0**-64


@dataclass(frozen=True, slots=True)
class Spread:
    """How much placements of doubles vary, for each of several scores.

    Attributes
    ----------
    of_cases, of_controls : (k, m) and (k, n) float arrays
        Less their means.
    """

    of_cases: np.ndarray
    of_controls: np.ndarray

    @property
    def rounding(self) -> np.ndarray:
        """Bounds of the errors of the joint covariance, (k, k).

        Notes
        -----
        As in `variance_rounding`: errors e of two roundings in the placements move a covariance of m pairs, with
        standard deviations s and t, by :math:`(s + t) e`, over m; squares, their sum and what is done with it add a
        relative error of :math:`s t`.
        """
        return _of_means(self.of_cases) + _of_means(self.of_controls)

    @property
    def covariance(self) -> np.ndarray:
        """The joint covariance itself, (k, k), in doubles."""
        return _covariance(self.of_cases) + _covariance(self.of_controls)


def spread(of: Sequence[Placements]) -> Spread:
    """From whole numbers."""
    m, n = len(of[0].of_cases), len(of[0].of_controls)
    cases = np.array([one.of_cases / (2.0 * n) for one in of])
    controls = np.array([one.of_controls / (2.0 * m) for one in of])
    return Spread(*(each - each.mean(axis=1, keepdims=True) for each in (cases, controls)))


def _covariance(away: np.ndarray) -> np.ndarray:
    """Of means."""
    number = away.shape[1]
    return away @ away.T / (number - 1) / number


def _of_means(away: np.ndarray) -> np.ndarray:
    number = away.shape[1]
    deviation = np.sqrt((away**2).sum(axis=1) / max(number - 1, 1))
    relative = 8 * UNIT + number * _LONG_UNIT
    return (2 * UNIT * np.add.outer(deviation, deviation) + relative * np.outer(deviation, deviation)) / number


def _is_single(outcome: np.ndarray) -> bool:
    """Whether there is a single case or a single control, and so no variance."""
    return 1 in (int(outcome.sum()), int((1 - outcome).sum()))


def _of_area(cases: int) -> float:
    """Of a mean of placements, added up in doubles one after the other."""
    return plain(cases, 1.0, operations=2)


@once
def paired_rounding(outcome: np.ndarray, risk: np.ndarray, score: np.ndarray, level: float) -> Mapping[str, float]:
    """Bounds of a paired test, to first order.

    Notes
    -----
    The variance V of the difference is :math:`S_{11} + S_{22} - 2 S_{12}`, and carries the errors of all four; its root
    moves by half of that over itself, the statistic z by that of the areas over the root and by z times half the
    relative error of V, the p value by twice the normal density at z times that.
    """
    nothing = dict.fromkeys(("standard_error", "statistic", "p_value", "limit"), 0.0)
    if _is_single(outcome):
        return nothing
    both = [placements(outcome, risk), placements(outcome, score)]
    joint = spread(both)
    error = math.sqrt(float(spread([both[0] - both[1]]).covariance[0, 0]))
    if not error > UNIT:
        return nothing
    of_areas, z = 2 * _of_area(int(outcome.sum())), abs(both[0].area - both[1].area) / error
    of_error = float(joint.rounding.sum()) / (2 * error)
    statistic = (of_areas + z * of_error) / error
    return {
        "standard_error": of_error,
        "statistic": statistic,
        "p_value": 2 * math.exp(-(z**2) / 2) / math.sqrt(2 * math.pi) * statistic,
        "limit": of_areas + float(ndtri(1 - (1 - level) / 2)) * of_error,
    }


@once
def unpaired_rounding(
    outcome: np.ndarray, risk: np.ndarray, outcome_of_others: np.ndarray, risk_of_others: np.ndarray, level: float
) -> Mapping[str, float]:
    """Bounds of an unpaired test, to first order.

    Notes
    -----
    The variance is a sum of two. Its degrees of freedom move by twice its relative error and twice the larger one of
    the two. The p value moves by twice Student's density at t, which is below :math:`(2\\pi)^{-1/2} (1 +
    t^2/\\nu)^{-(\\nu + 1)/2}`, and with the logarithm of the degrees of freedom by about that times
    :math:`(t^3 + t)/(2\\nu)`, which is taken twice.
    """
    nothing = dict.fromkeys(("standard_error", "statistic", "df", "p_value", "limit"), 0.0)
    if _is_single(outcome) or _is_single(outcome_of_others):
        return nothing
    groups = (outcome, risk), (outcome_of_others, risk_of_others)
    each = [placements(*group) for group in groups]
    variances = [float(spread([of]).covariance.sum()) for of in each]
    variance = sum(variances)
    if not variance > 0:
        return nothing
    df = variance**2 / sum(one**2 / (len(group[0]) - 1) for one, group in zip(variances, groups))
    error, errors = math.sqrt(variance), [variance_rounding(*group).variance for group in groups]
    of_areas, t = sum(_of_area(int(group[0].sum())) for group in groups), abs(each[0].area - each[1].area) / error
    of_error = sum(errors) / (2 * error)
    largest = max(off / one for off, one in zip(errors, variances) if one)
    relative = 2 * sum(errors) / variance + 2 * largest + 16 * UNIT
    statistic = (of_areas + t * of_error) / error
    density = math.exp(-(df + 1) / 2 * math.log1p(t * t / df)) / math.sqrt(2 * math.pi)
    return {
        "standard_error": of_error,
        "statistic": statistic,
        "df": relative * df,
        "p_value": density * (2 * statistic + (t**3 + t) / df * relative),
        "limit": of_areas + beyond(1 - level, df) * (of_error + relative * error),
    }


@once
def contrast_rounding(
    outcome: np.ndarray, risk: np.ndarray, scores: Mapping[str, np.ndarray]
) -> Mapping[str, np.ndarray | float]:
    """Bounds of a contrast, to first order.

    Notes
    -----
    An element of the covariance M of k differences is made of four of the joint one. With x that solves M x = d,
    chi-square moves by 2|x|'|Δd| and |x|'|ΔM||x|; a solver adds the like of an error of M of 4(k + 1)² roundings of its
    elements (Higham 2002, theorem 9.3, with growth below k).
    """
    each = [placements(outcome, one) for one in (risk, *scores.values())]
    joint, k = spread(each), len(scores)
    error, differences = joint.rounding, np.array([each[0].area - one.area for one in each[1:]])
    contrast = np.hstack([np.ones((k, 1)), -np.eye(k)])
    within, of_within = contrast @ joint.covariance @ contrast.T, np.abs(contrast) @ error @ np.abs(contrast).T
    solution = np.linalg.solve(within, differences)
    solved = np.abs(solution)
    of_differences = 2 * _of_area(int(outcome.sum()))
    moved = float(
        2 * solved.sum() * of_differences + solved @ (of_within + 4 * (k + 1) ** 2 * UNIT * np.abs(within)) @ solved
    )
    return {
        "standard_errors": np.diag(of_within) / (2 * np.sqrt(np.diag(within))),
        "chi_square": moved,
        "p_value": tail_rounding(k, float(solution @ differences), moved),
    }


def undecided(outcome: np.ndarray, risk: np.ndarray, score: np.ndarray) -> bool:
    """Whether two areas are equal, and have no variance because there is a single case or a single control."""
    return _is_single(outcome) and placements(outcome, risk).surplus == placements(outcome, score).surplus
