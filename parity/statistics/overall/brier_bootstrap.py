"""The Brier score with bootstrap confidence intervals."""

from __future__ import annotations

import numpy as np

from parity.statistics.bootstrap.intervals import BootIntervals, boot_intervals
from parity.statistics.bootstrap.rows import boot_rows
from parity.statistics.random.generator import RRandom

AT_ONCE = 1 << 16
"""Numbers of resamples that are averaged together."""


def brier_bootstrap(
    outcome: np.ndarray, risk: np.ndarray, resamples: int, seed: int, level: float = 0.95
) -> BootIntervals:
    """The Brier score with normal, basic, percentile and BCa bootstrap intervals.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    risk : (n,) float array
        Predicted risk in [0, 1].
    resamples : int
        From 2.
    seed : int
        Of R's generator at its defaults.
    level : float
        Confidence level in (0, 1).

    Returns
    -------
    BootIntervals

    Notes
    -----
    :math:`B = \\frac1n \\sum (y_i - p_i)^2` of resamples of all patients, drawn as R's boot draws them
    (`parity.statistics.bootstrap.rows`); the intervals are those of `parity.statistics.bootstrap.intervals`.

    Equals ``set.seed(seed); out <- boot::boot(data, function(d, i) mean((d$outcome[i] - d$risk[i])^2), R =
    resamples)`` and ``boot::boot.ci(out, conf = level, type = c("norm", "basic", "perc", "bca"))``.

    References
    ----------
    Brier (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.  Davison, Hinkley (1997), Bootstrap Methods and
    their Application, chapter 5.  Efron (1987), doi:10.2307/2289144.
    """
    return of_resamples(outcome, risk, resamples, seed, level)


def of_resamples(
    outcome: np.ndarray, risk: np.ndarray, resamples: int, seed: int, level: float, jackknifed: bool = True
) -> BootIntervals:
    """The same; with `jackknifed` false the BCa interval is by regression also of fewer resamples than patients."""
    if not ((risk >= 0) & (risk <= 1)).all():
        raise ValueError("the Brier score needs risks between 0 and 1")
    squares = (outcome - risk) ** 2
    n, brier = len(squares), float(squares.mean())
    rows = boot_rows(RRandom(seed), n, resamples)
    part = max(1, AT_ONCE // n)
    parts = [squares[rows[first : first + part]].mean(axis=1) for first in range(0, resamples, part)]
    without = (lambda: (n * brier - squares) / (n - 1)) if jackknifed else None
    return boot_intervals(brier, np.concatenate(parts), rows, level, without=without)
