"""Decision curve of given risks, with bootstrap bands."""

from __future__ import annotations

import numpy as np

from parity.statistics.random.generator import RRandom
from parity.statistics.utility.bands import OptIn, opt_in
from parity.statistics.utility.resampled_risks import given_counts


def decision_curve_bands(
    outcome: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
    resamples: int,
    seed: int,
    level: float = 0.95,
) -> OptIn:
    """Decision curve of given risks, with bootstrap bands.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    risk : (n,) float array
        Predicted risk in [0, 1].
    thresholds : (k,) float array
        Threshold probabilities in [0, 1], ascending.
    resamples : int
        From 1.
    seed : int
        Of R's generator at its defaults.
    level : float
        Confidence level in (0, 1).

    Returns
    -------
    OptIn

    Notes
    -----
    With prevalence :math:`\\rho` net benefit is :math:`\\rho\\,TPR(t) - \\frac{t}{1 - t}(1 - \\rho) FPR(t)`, where
    positive means risk > t. A resample has as many patients, drawn from all with replacement. The limits are pointwise:
    of the B numbers of resamples at a threshold, in ascending order, those at :math:`\\lceil B\\alpha/2 \\rceil` and
    :math:`\\lceil B(1 - \\alpha/2) \\rceil` (type 1), with :math:`\\alpha = 1 - c` as doubles have it. A resample
    without a case has no sensitivity and no net benefit, one without a control no false positive rate and no net
    benefit: it is left out of those.

    Equals ``set.seed(seed); rmda::decision_curve(outcome ~ risk, fitted.risk = TRUE, bootstraps = resamples,
    confidence.intervals = level)``.

    Raises
    ------
    ValueError
        Without an event or without a non-event, if a risk is not in [0, 1], or if the thresholds do not ascend in
        [0, 1].

    References
    ----------
    Vickers, Elkin (2006), doi:10.1177/0272989X06295361.  Kerr, Brown, Zhu, Janes (2016), doi:10.1200/JCO.2015.65.5654.
    """
    return opt_in(*given_counts(outcome, risk, thresholds, resamples, RRandom(seed)), thresholds, level)
