"""What Hanley and McNeil's standard error and test have in common: sources, and what rounding may do to them."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.special import ndtri

from parity.checks.summation import UNIT, careful
from parity.checks.vocabulary import Citation
from parity.statistics.discrimination.area_hanley_mcneil import hanley_mcneil_error
from parity.statistics.discrimination.hanley_mcneil_test import correlation_of_areas, joint, pearson
from parity.statistics.discrimination.placements import placements
from parity.statistics.once import once

OF_1982 = Citation("Hanley, McNeil. Radiology 143 (1982) 29-36.", "10.1148/radiology.143.1.7063747")
OF_1983 = Citation("Hanley, McNeil. Radiology 148 (1983) 839-843.", "10.1148/radiology.148.3.6878708")
_OF_JOINT = 32 * UNIT
"""What Owen's T, a normal distribution and a quadrature may each lose of a covariance of two events, which are
probabilities: a few roundings of 1."""


def _error_rounding(area: float, cases: int, controls: int) -> float:
    """Of a standard error whose variance is a sum of differences such as Q - A², each off by roundings of terms of at
    most 1; its root moves by half of that over itself."""
    error = hanley_mcneil_error(area, cases, controls)
    return 8 * UNIT * (cases + controls) / (cases * controls) / (2 * error) + 4 * UNIT * error if error else 0.0


@once
def area_rounding(outcome: np.ndarray, risk: np.ndarray, level: float) -> Mapping[str, float]:
    """Bounds of a standard error as the paper writes it, and of the limits.

    Notes
    -----
    See `hanley_mcneil_error`: the paper's :math:`Q - A^2` are differences of numbers that are alike where the area is
    near 1.
    """
    found = placements(outcome, risk)
    error = _error_rounding(found.area, len(found.of_cases), len(found.of_controls))
    return {"standard_error": error, "limit": float(ndtri(1 - (1 - level) / 2)) * error}


@once
def difference_rounding(outcome: np.ndarray, risk: np.ndarray, score: np.ndarray, level: float) -> Mapping[str, float]:
    """Bounds of a paired test, to first order.

    Notes
    -----
    A correlation e is off by the roundings of centred values, which are larger the further from 0 they are beside
    their spread, and of its sums. It moves the covariance of two events by what `joint` says there and beside it. The
    variance :math:`s^2 + t^2 - 2rst` moves by twice the product times what r is off, and by what s and t are; the rest
    follows as in DeLong's test.
    """
    first, second = placements(outcome, risk), placements(outcome, score)
    m, n = len(first.of_cases), len(first.of_controls)
    cases, controls = (_correlation(risk[outcome == of], score[outcome == of]) for of in (1, 0))
    scores, off = (cases[0] + controls[0]) / 2, (cases[1] + controls[1]) / 2
    area = (first.area + second.area) / 2
    r = correlation_of_areas(scores, area, m, n)
    of_error = joint(1.0, area) + (m + n - 2) * joint(0.5, area)
    moved = _moved(scores, off, area) + (m + n - 2) * _moved(scores / 2, off / 2, area)
    of_r = (moved + 2 * (m + n - 1) * _OF_JOINT) / of_error
    s, t = (hanley_mcneil_error(one.area, m, n) for one in (first, second))
    errors = [_error_rounding(one.area, m, n) for one in (first, second)]
    error = math.sqrt(max(s**2 + t**2 - 2 * r * s * t, 0.0))
    variance = 2 * s * t * of_r + 2 * (s + t) * sum(errors) + 8 * UNIT * (s + t) ** 2
    of_se = variance / (2 * error) if error else math.inf
    difference, z = abs(first.area - second.area), abs(first.area - second.area) / error if error else math.inf
    statistic = (4 * UNIT * difference + z * of_se) / error if error else math.inf
    return {
        "correlation_of_cases": cases[1],
        "correlation_of_controls": controls[1],
        "correlation": of_r,
        "standard_error": of_se,
        "statistic": statistic,
        "p_value": 2 * math.exp(-(z**2) / 2) / math.sqrt(2 * math.pi) * statistic if error else math.inf,
        "limit": 4 * UNIT * difference + float(ndtri(1 - (1 - level) / 2)) * of_se,
    }


def _correlation(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """A correlation, and how far rounding may move it."""
    far = sum(math.sqrt(float(np.mean(values**2)) / float(np.var(values))) for values in (one, other))
    return pearson(one, other), 2 * careful(len(one), 1.0) + 4 * UNIT * far


def _moved(correlation: float, off: float, area: float) -> float:
    """How far a covariance of two events moves with the correlation of the scores."""
    sides = (max(correlation - off, -1.0), min(correlation + off, 1.0))
    return max(abs(joint(side, area) - joint(correlation, area)) for side in sides)
