"""Decision curve of given risks where the usual is to treat everybody, with bootstrap bands."""

from __future__ import annotations

import numpy as np

from parity.statistics.random.generator import RRandom
from parity.statistics.utility.bands import OptOut, opt_out
from parity.statistics.utility.resampled_risks import given_counts


def decision_curve_opt_out(
    outcome: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
    resamples: int,
    seed: int,
    level: float = 0.95,
) -> OptOut:
    """Decision curve of given risks where the usual is to treat everybody, with bootstrap bands.

    Parameters
    ----------
    outcome, risk, thresholds, resamples, seed, level
        As of `decision_curve_bands`.

    Returns
    -------
    OptOut

    Notes
    -----
    With prevalence :math:`\\rho` net benefit is :math:`(1 - \\rho)\\,TNR(t) - \\frac{1 - t}{t}\\rho\\,FNR(t)`, where
    negative means risk < t. At a threshold of 0 a false negative weighs infinitely, and nobody opts out: the curve
    begins above it. Resamples and limits are those of `decision_curve_bands`.

    Equals ``set.seed(seed); rmda::decision_curve(outcome ~ risk, fitted.risk = TRUE, policy = "opt-out", bootstraps =
    resamples, confidence.intervals = level)``.

    Raises
    ------
    ValueError
        As of `decision_curve_bands`.

    References
    ----------
    Kerr, Brown, Zhu, Janes (2016), doi:10.1200/JCO.2015.65.5654.
    """
    return opt_out(*given_counts(outcome, risk, thresholds, resamples, RRandom(seed)), thresholds, level)
