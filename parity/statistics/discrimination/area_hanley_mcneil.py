"""Area under the ROC curve with the standard error of Hanley and McNeil (1982)."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from parity.statistics.caution import Caution
from parity.statistics.discrimination.placements import placements
from parity.statistics.interval import ConfidenceInterval, check_level


@dataclass(frozen=True, slots=True)
class AreaHanleyMcNeil:
    """Area under the ROC curve and its sampling error, as if scores were exponential.

    Attributes
    ----------
    area : float
        In [0, 1].
    standard_error : float
    interval : ConfidenceInterval
        Normal interval, cut to [0, 1].
    """

    area: float
    standard_error: float
    interval: ConfidenceInterval


def area_hanley_mcneil(outcome: np.ndarray, risk: np.ndarray, level: float = 0.95) -> AreaHanleyMcNeil:
    """Area under the ROC curve with the standard error of Hanley and McNeil.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite; larger means more likely a case.
    level : float
        Confidence level in (0, 1).

    Returns
    -------
    AreaHanleyMcNeil

    Notes
    -----
    See `hanley_mcneil_error`. The interval :math:`\\theta \\pm z\\,\\mathrm{se}` is cut to [0, 1]; an area of exactly 1
    has a standard error of 0, with a caution.

    Equals ``sqrt((A * (1 - A) + (m - 1) * (Q1 - A^2) + (n - 1) * (Q2 - A^2)) / (m * n))`` in R, where no package of the
    usual ones has it; Stata's ``roctab, hanley`` and MedCalc print it.

    Raises
    ------
    ValueError
        Without a case or without a control, if a risk is not finite, or the level is not in (0, 1).

    References
    ----------
    Hanley, McNeil (1982), doi:10.1148/radiology.143.1.7063747.
    """
    check_level(level)
    found = placements(outcome, risk)
    error = hanley_mcneil_error(found.area, len(found.of_cases), len(found.of_controls))
    if found.area == 1.0:
        text = "the interval of an area of exactly 1 is 1 to 1 and says nothing about its error"
        warnings.warn(Caution("perfect_separation", text), stacklevel=2)
    half_width = float(ndtri(1 - (1 - level) / 2)) * error
    interval = ConfidenceInterval(max(found.area - half_width, 0.0), min(found.area + half_width, 1.0))
    return AreaHanleyMcNeil(found.area, error, interval)


def hanley_mcneil_error(area: float, cases: int, controls: int) -> float:
    """The standard error of an area, from its size and the numbers of patients alone.

    Parameters
    ----------
    area : float
        In [0, 1].
    cases, controls : int

    Notes
    -----
    With the area A, m cases and n controls, :math:`Q_1 = A/(2 - A)`, that two cases both score above one control, and
    :math:`Q_2 = 2A^2/(1 + A)`, that one case scores above two controls, as negative exponential scores have them:

    .. math:: \\mathrm{se}^2 = \\frac{A(1-A) + (m-1)(Q_1 - A^2) + (n-1)(Q_2 - A^2)}{mn}

    which is :math:`A(1-A)\\,[1 + (m-1)(1-A)/(2-A) + (n-1)A/(1+A)]/(mn)`, a sum without a difference.
    """
    below = 1 - area
    within = 1 + (cases - 1) * below / (2 - area) + (controls - 1) * area / (1 + area)
    return math.sqrt(area * below * within / (cases * controls))
