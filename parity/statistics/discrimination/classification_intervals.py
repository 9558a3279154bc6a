"""Confidence intervals of the proportions of a classification."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaincinv, betaln, ndtri, xlog1py, xlogy

from parity.statistics.discrimination.classification import classification
from parity.statistics.interval import ConfidenceInterval, check_level


@dataclass(frozen=True, slots=True)
class ProportionIntervals:
    """A proportion with two intervals; NaN where nobody is counted.

    Attributes
    ----------
    proportion : float
        In [0, 1].
    wilson : ConfidenceInterval
        Wilson's score interval.
    exact : ConfidenceInterval
        Clopper and Pearson's.
    """

    proportion: float
    wilson: ConfidenceInterval
    exact: ConfidenceInterval


@dataclass(frozen=True, slots=True)
class ClassificationIntervals:
    """The proportions of a classification with their intervals.

    Attributes
    ----------
    sensitivity, specificity, ppv, npv, accuracy : ProportionIntervals
    """

    sensitivity: ProportionIntervals
    specificity: ProportionIntervals
    ppv: ProportionIntervals
    npv: ProportionIntervals
    accuracy: ProportionIntervals


def classification_intervals(
    outcome: np.ndarray, risk: np.ndarray, cutoff: float, level: float = 0.95
) -> ClassificationIntervals:
    """Wilson's and Clopper and Pearson's intervals of sensitivity, specificity, PPV, NPV and accuracy at a cut-off.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.
    cutoff : float
        Positive means risk >= cutoff.
    level : float
        Confidence level, in (0, 1).

    Returns
    -------
    ClassificationIntervals

    Notes
    -----
    Of x among n with :math:`\\hat p = x/n` and the normal quantile z, Wilson's limits are the p at which
    :math:`|\\hat p - p| = z \\sqrt{p(1 - p)/n}`, without a correction for continuity:

    .. math:: \\frac{\\hat p + z^2/2n \\pm z \\sqrt{\\hat p(1 - \\hat p)/n + z^2/4n^2}}{1 + z^2/n},

    of which the lower is 0 for x = 0 and the upper 1 for x = n. Clopper and Pearson's are the p at which x or more, and
    x or fewer, have the binomial probability (1 - level)/2: quantiles of beta distributions, each improved by a step of
    Newton's. Their coverage is at least the level, Wilson's is the level on average.

    A cut-off that was chosen on these patients makes them too narrow: they take it as given.

    Equals ``prop.test(x, n, correct = FALSE)$conf.int`` (with its default, a correction for continuity, it is wider)
    and ``binom.test(x, n)$conf.int``.

    Raises
    ------
    ValueError
        As `classification`, and if the level is not in (0, 1).

    References
    ----------
    Wilson (1927), doi:10.1080/01621459.1927.10502953.  Clopper, Pearson (1934), doi:10.1093/biomet/26.4.404.
    Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E.
    """
    at = classification(outcome, risk, cutoff)
    tp, fp, fn, tn = at.true_positives, at.false_positives, at.false_negatives, at.true_negatives
    counts = np.array([tp, tn, tp, tn, tp + tn], dtype=float)
    of = np.array([tp + fn, tn + fp, tp + fp, tn + fn, tp + fp + fn + tn], dtype=float)
    shares = (at.sensitivity, at.specificity, at.ppv, at.npv, at.accuracy)
    wilson, exact = wilson_limits(counts, of, level), clopper_pearson_limits(counts, of, level)
    return ClassificationIntervals(
        *(
            ProportionIntervals(share, ConfidenceInterval(*by_score), ConfidenceInterval(*by_counts))
            for share, by_score, by_counts in zip(shares, np.transpose(wilson).tolist(), np.transpose(exact).tolist())
        )
    )


def wilson_limits(counts: np.ndarray, of: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper limits of Wilson's interval of each `counts` among `of`; NaN among nobody."""
    z = _quantile(level)
    with np.errstate(invalid="ignore", divide="ignore"):
        share, square = counts / of, z**2 / of
        half = z * np.sqrt(share * (1 - share) / of + square / (4 * of))
        low, high = ((share + square / 2 + side * half) / (1 + square) for side in (-1, 1))
    inside = of > 0
    return np.where(inside & (counts == 0), 0.0, low), np.where(inside & (counts == of), 1.0, high)


def clopper_pearson_limits(counts: np.ndarray, of: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper limits of Clopper and Pearson's interval of each `counts` among `of`; NaN among nobody."""
    _quantile(level)
    tail = (1 - level) / 2
    low, high = np.full((2, len(counts)), np.nan)
    inside = of > 0
    low[inside & (counts == 0)] = 0.0
    high[inside & (counts == of)] = 1.0
    some, rest = counts > 0, inside & (counts < of)
    low[some] = _beta_quantile(tail, counts[some], of[some] - counts[some] + 1)
    high[rest] = 1 - _beta_quantile(tail, of[rest] - counts[rest], counts[rest] + 1)
    return low, high


def _beta_quantile(tail: float, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Of a lower tail; older forms of the inverse end ten digits in."""
    x = betaincinv(a, b, tail)
    density = np.exp(xlogy(a - 1, x) + xlog1py(b - 1, -x) - betaln(a, b))
    return np.asarray(x - (betainc(a, b, x) - tail) / density)


def _quantile(level: float) -> float:
    check_level(level)
    return float(ndtri(1 - (1 - level) / 2))
