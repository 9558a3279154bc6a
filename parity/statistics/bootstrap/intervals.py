"""Intervals of a bootstrap: normal, basic, percentile, and bias-corrected and accelerated (BCa)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from parity.statistics.bootstrap.influence import influence, jackknife
from parity.statistics.interval import ConfidenceInterval, check_level

SAME = 1e-13
"""Values that differ by at most this share of the largest differ by rounding only."""


@dataclass(frozen=True, slots=True)
class BootIntervals:
    """What a bootstrap says of a statistic.

    Attributes
    ----------
    original : float
        The statistic of the data themselves.
    bias : float
        Mean of the resampled values less the original.
    standard_error : float
        Standard deviation of the resampled values, with divisor B - 1.
    normal, basic, percentile, bca : ConfidenceInterval
        Each limit in the unit of the statistic; None where there is none.
    """

    original: float
    bias: float
    standard_error: float
    normal: ConfidenceInterval
    basic: ConfidenceInterval
    percentile: ConfidenceInterval
    bca: ConfidenceInterval


def boot_intervals(
    original: float,
    replicates: np.ndarray,
    rows: np.ndarray,
    level: float = 0.95,
    strata: np.ndarray | None = None,
    without: Callable[[], np.ndarray] | None = None,
) -> BootIntervals:
    """Bias, standard error and four intervals of resampled values.

    Parameters
    ----------
    original : float
        The statistic of the data.
    replicates : (B,) float array
        The statistic of each resample; what is not finite is left out.
    rows : (B, n) int array
        The resamples, from 0.
    level : float
        Confidence level in (0, 1).
    strata : (n,) array or None
        As they were resampled.
    without : callable or None
        Gives the statistic without each row in turn, (n,). It is asked only where there are fewer resamples than rows.

    Notes
    -----
    Normal: :math:`t - b \\pm z_{(1+c)/2}\\, s`, b being bias and s standard error. Percentile: the quantiles
    :math:`(1 \\mp c)/2` of the resampled values. Basic: :math:`2t` less these, the other way round. BCa: the quantiles
    :math:`\\Phi(w + (w + z)/(1 - a(w + z)))`, where :math:`\\Phi(w)` is the share of values below t by more than
    rounding, and :math:`a = \\sum l^3 / (6 (\\sum l^2)^{3/2})` of influence values l: by regression on the resamples,
    or, of fewer resamples than rows, by the jackknife (`parity.statistics.bootstrap.influence`).

    A quantile p lies at place :math:`(B + 1)p` of the ordered values, between two of them by their normal scores; below
    the first and above the last it is the first and the last.

    There is no BCa interval where no value, or every one, is below t, or where influence values cannot be had, and no
    interval at all where all values are the same.

    Equals ``boot::boot.ci(out, conf = level, type = c("norm", "basic", "perc", "bca"))``.

    Raises
    ------
    ValueError
        Fewer than two values are finite, or the level is not in (0, 1).

    References
    ----------
    Davison, Hinkley (1997), Bootstrap Methods and their Application, chapter 5.  Efron (1987), doi:10.2307/2289144.
    """
    check_level(level)
    kept = np.isfinite(replicates)
    values, used = (replicates, rows) if kept.all() else (replicates[kept], rows[kept])
    if len(values) < 2:
        raise ValueError("fewer than two resamples give a finite value: there is no interval")
    bias, standard_error = float(values.mean()) - original, float(values.std(ddof=1))
    rounding = SAME * float(np.abs(values).max())
    if np.ptp(values) <= rounding:
        return BootIntervals(original, bias, standard_error, *[ConfidenceInterval(None, None)] * 4)
    ends = np.array([(1 - level) / 2, (1 + level) / 2])
    half_width = standard_error * float(ndtri(ends[1]))
    ordered = np.sort(values)
    low, high = quantiles(ordered, ends)
    of_rows: np.ndarray | None
    if without is not None and len(replicates) < rows.shape[1]:
        of_rows = jackknife(original, without(), strata)
    else:
        of_rows = influence(values, used, strata)
    accelerated = _accelerated(float((values < original - rounding).mean()), of_rows, ends)
    limits = (None, None) if accelerated is None else quantiles(ordered, accelerated)
    return BootIntervals(
        original,
        bias,
        standard_error,
        ConfidenceInterval(original - bias - half_width, original - bias + half_width),
        ConfidenceInterval(2 * original - high, 2 * original - low),
        ConfidenceInterval(low, high),
        ConfidenceInterval(*limits),
    )


def quantiles(ordered: np.ndarray, ends: np.ndarray) -> tuple[float, float]:
    """Two quantiles of ordered values, between two of them by normal scores."""
    low, high = (_quantile(ordered, (len(ordered) + 1) * float(end), float(end)) for end in ends)
    return low, high


def _quantile(ordered: np.ndarray, place: float, end: float) -> float:
    count, below = len(ordered), math.floor(place)
    if below < 1 or below >= count:
        return float(ordered[0] if below < 1 else ordered[-1])
    value, following = float(ordered[below - 1]), float(ordered[below])
    left, right = (float(ndtri(k / (count + 1))) for k in (below, below + 1))
    return value + (float(ndtri(end)) - left) / (right - left) * (following - value)


def _accelerated(below: float, of_rows: np.ndarray | None, ends: np.ndarray) -> np.ndarray | None:
    """The shares of resampled values below the limits of a BCa interval, from the share below the statistic and the
    influence values; None where there are none."""
    if below in (0.0, 1.0) or of_rows is None or not np.isfinite(of_rows).all() or not of_rows.any():
        return None
    acceleration = float((of_rows**3).sum() / (6 * (of_rows**2).sum() ** 1.5))
    bias = float(ndtri(below))
    moved = bias + ndtri(ends)
    return np.asarray(ndtr(bias + moved / (1 - acceleration * moved)))
