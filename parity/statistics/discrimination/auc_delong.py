"""Area under the ROC curve with DeLong's confidence interval."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from parity.check import Caution, Check, Citation, RCall, closed_form, special_function
from parity.interval import ConfidenceInterval
from parity.sample import Sample


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
    :math:`V_{10}(X_i) = \\frac1n \\sum_j \\psi(X_i, Y_j)` and :math:`V_{01}(Y_j) = \\frac1m \\sum_i \\psi(X_i, Y_j)`; the area
    :math:`\\theta` is the mean of either, and its variance :math:`S_{10}/m + S_{01}/n` with the sample variances of the placements.
    Placements are computed from mid-ranks (Sun and Xu), in O(N log N).

    The interval :math:`\\theta \\pm z\\,\\mathrm{se}` is cut to [0, 1]. An area of exactly 1 has variance 0 and the
    degenerate interval 1 to 1, with a caution.

    Equals ``pROC::ci.auc(pROC::roc(outcome, risk, levels = c(0, 1), direction = "<"), method = "delong")``.

    References
    ----------
    DeLong, DeLong, Clarke-Pearson (1988), doi:10.2307/2531595.  Sun, Xu (2014), doi:10.1109/LSP.2014.2337313.
    """
    cases, controls = risk[outcome == 1], risk[outcome == 0]
    m, n = len(cases), len(controls)
    if m == 0 or n == 0:
        raise ValueError("the area under the ROC curve needs at least one case and one control")
    pooled = mid_ranks(np.concatenate([cases, controls]))
    v10 = (pooled[:m] - mid_ranks(cases)) / n
    v01 = 1.0 - (pooled[m:] - mid_ranks(controls)) / m
    theta = float((pooled[:m].sum() - m * (m + 1) / 2) / (m * n))
    if theta == 1.0:
        warnings.warn(Caution("perfect_separation", "the interval of an area of exactly 1 is 1 to 1 and says nothing about its error"))
    if m < 2 or n < 2:
        return AucDeLong(theta, None, ConfidenceInterval(None, None))
    variance = float(v10.var(ddof=1) / m + v01.var(ddof=1) / n)
    half_width = float(ndtri(1 - (1 - level) / 2)) * variance**0.5
    return AucDeLong(theta, variance, ConfidenceInterval(max(theta - half_width, 0.0), min(theta + half_width, 1.0)))


def mid_ranks(values: np.ndarray) -> np.ndarray:
    """Ranks from 1, those of equal values being their mean: half the values below plus half those not above, and a half."""
    ordered = np.sort(values)
    return (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right") + 1) / 2


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk, "level": sample.study.level}


CHECK = Check(
    stem="auc_delong",
    title="AUC, DeLong interval",
    compute=auc_delong,
    result=AucDeLong,
    inputs=_inputs,
    references=(
        RCall(
            "pROC",
            "ci.auc",
            conditions={r"ROC curve with AUC == 1 is always": "perfect_separation"},
            note="direction fixed to '<', levels to 0 and 1: pROC's automatic direction would hide an area below 1/2",
        ),
    ),
    tolerances={
        "auc": closed_form("a count of pairs over m·n; R sums placements, we sum mid-ranks"),
        "variance": special_function(
            "sums of squared deviations of the placements: closed form, but the subtraction of the mean costs a digit; "
            "the placements are multiples of 1/(2n), so an absolute floor of a rounding error squared suffices",
            atol=1e-30,
        ),
        "interval.low": special_function("area minus a normal quantile times the standard error"),
        "interval.high": special_function("area plus a normal quantile times the standard error"),
    },
    citations=(
        Citation("DeLong, DeLong, Clarke-Pearson. Biometrics 44 (1988) 837-845.", "10.2307/2531595"),
        Citation("Sun, Xu. IEEE Signal Processing Letters 21 (2014) 1389-1393.", "10.1109/LSP.2014.2337313"),
        Citation("Robin et al. pROC. BMC Bioinformatics 12 (2011) 77.", "10.1186/1471-2105-12-77"),
    ),
)
