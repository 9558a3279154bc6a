"""Area under the ROC curve with bias-corrected and accelerated bootstrap intervals."""

from __future__ import annotations

import numpy as np

from parity.statistics.bootstrap.intervals import BootIntervals, boot_intervals
from parity.statistics.bootstrap.rows import boot_rows
from parity.statistics.discrimination.auc_bootstrap import Areas, area
from parity.statistics.discrimination.resampled import parts
from parity.statistics.random.generator import RRandom
from parity.statistics.tally import Tally, tally


def auc_bca(outcome: np.ndarray, risk: np.ndarray, resamples: int, seed: int, level: float = 0.95) -> BootIntervals:
    """Area under the ROC curve with normal, basic, percentile and BCa bootstrap intervals, controls and cases resampled
    each by themselves.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.
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
    The share of pairs of a case and a control in which the case has the higher risk, ties counting half, of resamples
    that R's boot draws with the outcome as strata (`parity.statistics.bootstrap.rows`); the intervals are those of
    `parity.statistics.bootstrap.intervals`. The draws are not those of pROC, which resamples one patient after the
    other.

    Equals ``set.seed(seed); out <- boot::boot(data, area, R = resamples, strata = data$outcome)`` and
    ``boot::boot.ci(out, conf = level, type = c("norm", "basic", "perc", "bca"))``.

    Raises
    ------
    ValueError
        Without a case or without a control, if a risk is not finite, or if the areas of all resamples are the same.

    References
    ----------
    Efron (1987), doi:10.2307/2289144.  Davison, Hinkley (1997), Bootstrap Methods and their Application, sections 3.2
    and 5.3.  Hanley, McNeil (1982), doi:10.1148/radiology.143.1.7063747.
    """
    return of_resamples(outcome, risk, resamples, seed, level)


def of_resamples(
    outcome: np.ndarray, risk: np.ndarray, resamples: int, seed: int, level: float, jackknifed: bool = True
) -> BootIntervals:
    """The same; with `jackknifed` false the BCa interval is by regression also of fewer resamples than patients."""
    counts = tally(outcome, risk)
    if counts.number_of_cases == 0 or counts.number_of_controls == 0:
        raise ValueError("the area under the ROC curve needs at least one case and one control")
    if not counts.finite:
        raise ValueError("the area under the ROC curve needs finite risks")
    rows = boot_rows(RRandom(seed), len(risk), resamples, outcome)
    places = np.searchsorted(counts.distinct, risk)
    areas, ends = Areas(outcome, places), np.cumsum(list(parts(resamples, len(risk))))
    found = np.concatenate([areas.of_all(some) for some in np.split(rows, ends[:-1])])
    original = area(outcome, places)
    without = (lambda: areas_without_each(outcome, places, counts)) if jackknifed else None
    return boot_intervals(original, found, rows, level, outcome, without)


def areas_without_each(outcome: np.ndarray, places: np.ndarray, counts: Tally) -> np.ndarray:
    """The area without each patient in turn, (n,); NaN where no case or no control is left."""
    m, n = counts.number_of_cases, counts.number_of_controls
    controls = counts.controls[places] + counts.controls[places + 1]
    cases = 2 * m - counts.cases[places] - counts.cases[places + 1]
    won_twice = np.where(outcome == 1, controls, cases)
    pairs = np.where(outcome == 1, (m - 1) * n, m * (n - 1))
    found = np.full(len(outcome), np.nan)
    np.divide(won_twice[outcome == 1].sum() - won_twice, 2 * pairs, out=found, where=pairs > 0)
    return found
