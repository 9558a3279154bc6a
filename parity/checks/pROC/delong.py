"""What rounding may do to DeLong's tests where placements are doubles and the areas' joint covariance is formed first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from parity.checks.pROC.var import variance_rounding
from parity.checks.stats.pchisq import tail_rounding
from parity.checks.summation import UNIT, plain
from parity.statistics.discrimination.delong_contrast import delong_contrast
from parity.statistics.discrimination.delong_test_paired import delong_test_paired
from parity.statistics.discrimination.delong_test_unpaired import delong_test_unpaired
from parity.statistics.discrimination.placements import Placements, placements
from parity.statistics.once import once
from parity.statistics.student import beyond, two_sided

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
        return sum(map(_of_means, (self.of_cases, self.of_controls)))

    @property
    def covariance(self) -> np.ndarray:
        """The joint covariance itself, (k, k), in doubles."""
        return sum(each @ each.T / (each.shape[1] - 1) / each.shape[1] for each in (self.of_cases, self.of_controls))


def spread(of: Sequence[Placements]) -> Spread:
    """From whole numbers."""
    m, n = len(of[0].of_cases), len(of[0].of_controls)
    cases = np.array([one.of_cases / (2.0 * n) for one in of])
    controls = np.array([one.of_controls / (2.0 * m) for one in of])
    return Spread(*(each - each.mean(axis=1, keepdims=True) for each in (cases, controls)))


def _of_means(away: np.ndarray) -> np.ndarray:
    number = away.shape[1]
    deviation = np.sqrt((away**2).sum(axis=1) / max(number - 1, 1))
    relative = 8 * UNIT + number * _LONG_UNIT
    return (2 * UNIT * np.add.outer(deviation, deviation) + relative * np.outer(deviation, deviation)) / number


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
    found = delong_test_paired(outcome, risk, score, level)
    if not found.standard_error > 0:
        return dict.fromkeys(("standard_error", "statistic", "p_value", "limit"), 0.0)
    of_areas = 2 * _of_area(int(outcome.sum()))
    joint = spread([placements(outcome, risk), placements(outcome, score)]).rounding
    of_error = float(joint.sum()) / (2 * found.standard_error)
    statistic = (of_areas + abs(found.statistic) * of_error) / found.standard_error
    return {
        "standard_error": of_error,
        "statistic": statistic,
        "p_value": 2 * math.exp(-(found.statistic**2) / 2) / math.sqrt(2 * math.pi) * statistic,
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
    the two. The p value is taken at both ends of the statistic and of the degrees of freedom.
    """
    found = delong_test_unpaired(outcome, risk, outcome_of_others, risk_of_others, level)
    if not found.standard_error > 0:
        return dict.fromkeys(("standard_error", "statistic", "df", "p_value", "limit"), 0.0)
    groups = (outcome, risk), (outcome_of_others, risk_of_others)
    errors = [variance_rounding(*group).variance for group in groups]
    variances = [float(spread([placements(*group)]).covariance.sum()) for group in groups]
    of_areas = sum(_of_area(int(group[0].sum())) for group in groups)
    of_error = sum(errors) / (2 * found.standard_error)
    largest = max(error / variance for error, variance in zip(errors, variances) if variance)
    relative = 2 * sum(errors) / found.standard_error**2 + 2 * largest + 16 * UNIT
    statistic, t = (of_areas + abs(found.statistic) * of_error) / found.standard_error, abs(found.statistic)
    near = two_sided(max(t - statistic, 0.0), found.df * (1 - relative))
    reach = beyond(1 - level, found.df)
    return {
        "standard_error": of_error,
        "statistic": statistic,
        "df": relative * found.df,
        "p_value": near - two_sided(t + statistic, found.df * (1 + relative)),
        "limit": of_areas + reach * (of_error + relative * found.standard_error),
    }


@once
def contrast_rounding(
    outcome: np.ndarray, risk: np.ndarray, scores: Mapping[str, np.ndarray]
) -> Mapping[str, np.ndarray | float]:
    """Bounds of a contrast, to first order.

    Notes
    -----
    An element of the covariance M of k differences is made of four of the joint one. With x that solves M x = d,
    chi-square moves by :math:`2|x|'|\\Delta d|` and :math:`|x|'|\\Delta M||x|`; a solver adds the like of an error of M of
    4k² roundings of its elements (Higham 2002, theorem 9.3, with growth below k).
    """
    found = delong_contrast(outcome, risk, scores)
    joint = spread([placements(outcome, one) for one in (risk, *scores.values())])
    k, error = found.df, joint.rounding
    contrast = np.hstack([np.ones((k, 1)), -np.eye(k)])
    within, of_within = contrast @ joint.covariance @ contrast.T, np.abs(contrast) @ error @ np.abs(contrast).T
    solved = np.abs(np.linalg.solve(within, found.differences))
    of_differences = 2 * _of_area(int(outcome.sum()))
    moved = float(
        2 * solved.sum() * of_differences + solved @ (of_within + 4 * (k + 1) ** 2 * UNIT * np.abs(within)) @ solved
    )
    return {
        "standard_errors": np.diag(of_within) / (2 * found.standard_errors),
        "chi_square": moved,
        "p_value": tail_rounding(k, found.chi_square, moved),
    }


def undecided(outcome: np.ndarray, risk: np.ndarray, score: np.ndarray) -> bool:
    """Whether two areas are equal, and have no variance because there is a single case or a single control."""
    single = 1 in (int(outcome.sum()), int((1 - outcome).sum()))
    return single and placements(outcome, risk).surplus == placements(outcome, score).surplus
