"""Area under the ROC curve with DeLong's confidence interval."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from parity.statistics.caution import Caution
from parity.statistics.interval import ConfidenceInterval, check_level
from parity.statistics.tally import tally


@dataclass(frozen=True, slots=True)
class AucDeLong:
    """Area under the ROC curve and its sampling error.

    Attributes
    ----------
    auc : float
        P(risk of a case > risk of a control) + P(equal)/2, in [0, 1].
    variance : float or None
        DeLong's variance of `auc`; None with fewer than two cases or controls.
    interval : ConfidenceInterval
        Normal interval, cut to [0, 1]; limits None with fewer than two cases or controls.
    """

    auc: float
    variance: float | None
    interval: ConfidenceInterval


def auc_delong(outcome: np.ndarray, risk: np.ndarray, level: float = 0.95) -> AucDeLong:
    """Area under the ROC curve with DeLong's confidence interval.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.
    level : float
        Confidence level in (0, 1).

    Returns
    -------
    AucDeLong

    Notes
    -----
    With m cases :math:`X_i`, n controls :math:`Y_j` and :math:`\\psi(x, y) = 1[x > y] + 1[x = y]/2`, the placements are
    :math:`V_{10}(X_i) = \\frac1n \\sum_j \\psi(X_i, Y_j)` and :math:`V_{01}(Y_j) = \\frac1m \\sum_i \\psi(X_i, Y_j)`;
    the area :math:`\\theta` is the mean of either, and its variance :math:`S_{10}/m + S_{01}/n` with the sample
    variances of the placements.

    The placements of all patients come from one ordering, as in Sun and Xu. :math:`2n V_{10}` and :math:`2m V_{01}` are
    whole numbers, and so are their sums and sums of squares: area and variance are each one fraction of whole numbers,
    rounded once.

    The interval :math:`\\theta \\pm z\\,\\mathrm{se}` is cut to [0, 1]. An area of exactly 1 has variance 0 and the
    degenerate interval 1 to 1, with a caution.

    Equals ``pROC::ci.auc(pROC::roc(outcome, risk, levels = c(0, 1), direction = "<"), method = "delong")``.

    Raises
    ------
    ValueError
        Without a case or without a control, or if a risk is not finite.

    References
    ----------
    DeLong, DeLong, Clarke-Pearson (1988), doi:10.2307/2531595.  Sun, Xu (2014), doi:10.1109/LSP.2014.2337313.
    """
    check_level(level)
    counts = tally(outcome, risk)
    m, n = counts.number_of_cases, counts.number_of_controls
    if m == 0 or n == 0:
        raise ValueError("the area under the ROC curve needs at least one case and one control")
    if not counts.finite:
        raise ValueError("the area under the ROC curve needs finite risks")
    surplus, of_cases = _sums_along(counts.cases, counts.controls)
    _, of_controls = _sums_along(counts.controls, counts.cases)
    auc = (m * n + surplus) / (2 * m * n)
    if surplus == m * n:
        text = "the interval of an area of exactly 1 is 1 to 1 and says nothing about its error"
        warnings.warn(Caution("perfect_separation", text))
    if m < 2 or n < 2:
        return AucDeLong(auc, None, ConfidenceInterval(None, None))
    squares = (m * of_cases - surplus**2) * (n - 1) + (n * of_controls - surplus**2) * (m - 1)
    variance = squares / (4 * m**2 * n**2 * (m - 1) * (n - 1))
    half_width = float(ndtri(1 - (1 - level) / 2)) * variance**0.5
    return AucDeLong(auc, variance, ConfidenceInterval(max(auc - half_width, 0.0), min(auc + half_width, 1.0)))


_LOW = 2**31 - 1


def _sums_along(of: np.ndarray, against: np.ndarray) -> tuple[int, int]:
    """Sum, and sum of squares, over the patients counted in `of`, of those of `against` below less those above."""
    above_and_below = against[1:] + against[:-1]
    above_and_below -= against[-1]
    patients = np.diff(of)
    total = int(np.dot(patients, above_and_below))
    squares = np.multiply(above_and_below, above_and_below, out=above_and_below)
    high = int(np.dot(patients, squares >> 31))
    squares &= _LOW
    return total, (high << 31) + int(np.dot(patients, squares))
