"""What Hanley and McNeil's standard error and test have in common: sources, and what rounding may do to them."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.special import ndtri

from parity.checks.summation import UNIT, careful
from parity.checks.vocabulary import Citation
from parity.statistics.discrimination.placements import placements
from parity.statistics.once import once

OF_1982 = Citation("Hanley, McNeil. Radiology 143 (1982) 29-36.", "10.1148/radiology.143.1.7063747")
OF_1983 = Citation("Hanley, McNeil. Radiology 148 (1983) 839-843.", "10.1148/radiology.148.3.6878708")
_OF_JOINT = 32 * UNIT
"""What Owen's T, a normal distribution and a quadrature may each lose of a covariance of two events, which are
probabilities: a few roundings of 1."""
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(48)


def _error(area: float, cases: int, controls: int) -> tuple[float, float]:
    """A standard error, and what rounding may do to it.

    Notes
    -----
    Its variance is a sum of differences such as Q - A², each off by roundings of terms of at most 1; its root moves by
    half of that over itself.
    """
    below = 1 - area
    alike = 1 + (cases - 1) * below / (2 - area) + (controls - 1) * area / (1 + area)
    variance = area * below * alike / (cases * controls)
    if not variance > 0:
        return 0.0, 0.0
    error = math.sqrt(variance)
    return error, 8 * UNIT * (cases + controls) / (cases * controls) / (2 * error) + 4 * UNIT * error


@once
def area_rounding(outcome: np.ndarray, risk: np.ndarray, level: float) -> Mapping[str, float]:
    """Bounds of a standard error as the paper writes it, and of the limits.

    Notes
    -----
    The paper's :math:`Q - A^2` are differences of numbers that are alike where the area is near 1.
    """
    found = placements(outcome, risk)
    _, rounding = _error(found.area, len(found.of_cases), len(found.of_controls))
    return {"standard_error": rounding, "limit": float(ndtri(1 - (1 - level) / 2)) * rounding}


@once
def difference_rounding(outcome: np.ndarray, risk: np.ndarray, score: np.ndarray, level: float) -> Mapping[str, float]:
    """Bounds of a paired test, to first order.

    Notes
    -----
    A correlation e is off by the roundings of centred values, which are larger the further from 0 they are beside
    their spread, and of its sums. It moves the covariance of two events, here by Plackett's integral
    :math:`\\frac{1}{2\\pi} \\int_0^{\\arcsin \\rho} e^{-d^2/(1 + \\sin t)} dt`, by what this is there and beside it.
    The variance :math:`s^2 + t^2 - 2rst` moves by twice the product times what r is off, and by what s and t are; the
    rest follows as in DeLong's test.
    """
    first, second = placements(outcome, risk), placements(outcome, score)
    m, n = len(first.of_cases), len(first.of_controls)
    cases, controls = (_correlation(risk[outcome == of], score[outcome == of]) for of in (1, 0))
    scores, off, d = (cases[0] + controls[0]) / 2, (cases[1] + controls[1]) / 2, ndtri((first.area + second.area) / 2)
    others, of_error = m + n - 2, _joint(1.0, d) + (m + n - 2) * _joint(0.5, d)
    r = (_joint(scores, d) + others * _joint(scores / 2, d)) / of_error
    moved = _moved(scores, off, d) + others * _moved(scores / 2, off / 2, d)
    of_r = (moved + 2 * (others + 1) * _OF_JOINT) / of_error
    (s, of_s), (t, of_t) = (_error(one.area, m, n) for one in (first, second))
    error, difference = math.sqrt(max(s**2 + t**2 - 2 * r * s * t, 0.0)), abs(first.area - second.area)
    if not error > 0:
        return {name: math.inf for name in ("standard_error", "statistic", "p_value", "limit")} | {
            "correlation_of_cases": cases[1], "correlation_of_controls": controls[1], "correlation": of_r
        }  # fmt: skip
    of_se = (2 * s * t * of_r + 2 * (s + t) * (of_s + of_t) + 8 * UNIT * (s + t) ** 2) / (2 * error)
    z, of_difference = difference / error, 4 * UNIT
    statistic = (of_difference + z * of_se) / error
    return {
        "correlation_of_cases": cases[1],
        "correlation_of_controls": controls[1],
        "correlation": of_r,
        "standard_error": of_se,
        "statistic": statistic,
        "p_value": 2 * math.exp(-(z**2) / 2) / math.sqrt(2 * math.pi) * statistic,
        "limit": of_difference + float(ndtri(1 - (1 - level) / 2)) * of_se,
    }


def _correlation(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """A correlation, and how far rounding may move it."""
    far = sum(math.sqrt(float(np.mean(values**2)) / float(np.var(values))) for values in (one, other))
    return float(np.corrcoef(one, other)[0, 1]), 2 * careful(len(one), 1.0) + 4 * UNIT * far


def _joint(correlation: float, d: float) -> float:
    """The covariance of being above in one and in the other of two binormal scores."""
    half = math.asin(min(max(correlation, -1.0), 1.0)) / 2
    with np.errstate(divide="ignore"):
        above = np.exp(-(d**2) / (1 + np.sin(half * (_NODES + 1))))
    return half * float(_WEIGHTS @ above) / (2 * math.pi)


def _moved(correlation: float, off: float, d: float) -> float:
    """How far a covariance of two events moves at most with the correlation of the scores.

    Notes
    -----
    The integrand grows with the angle, whose sine is the correlation: it counts where it ends. An angle moves by what
    its sine does over its cosine, and from 1 by the most.
    """
    farthest, end = abs(correlation) + off, correlation + off
    steepest = off / math.sqrt(1 - farthest**2) if farthest < 1 else math.inf
    angle = min(steepest, 2 * math.asin(min(math.sqrt(off / 2), 1.0)))
    return angle * float(np.exp(-(d**2) / max(1 + min(end, 1.0), 1e-300))) / (2 * math.pi)
