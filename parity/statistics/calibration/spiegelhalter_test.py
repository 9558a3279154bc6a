"""Spiegelhalter's test of calibration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr


@dataclass(frozen=True, slots=True)
class SpiegelhalterTest:
    """Whether the Brier score is what it would be if the predicted risks were true.

    Attributes
    ----------
    z : float
        Standard normal if they are; where every risk is 0, 1/2 or 1 infinite, or NaN if the outcomes are as predicted.
    p : float
        Two-sided.
    """

    z: float
    p: float


def spiegelhalter_test(outcome: np.ndarray, risk: np.ndarray) -> SpiegelhalterTest:
    """Spiegelhalter's test of calibration.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    risk : (n,) float array
        Predicted risk in [0, 1].

    Returns
    -------
    SpiegelhalterTest

    Notes
    -----
    .. math:: z = \\frac{\\sum (y_i - p_i)(1 - 2 p_i)}{\\sqrt{\\sum (1 - 2 p_i)^2 p_i (1 - p_i)}}

    The Brier score is this numerator over n plus :math:`\\frac1n \\sum p_i (1 - p_i)`, its expectation under the
    predicted risks.

    Equals ``rms::val.prob(risk, outcome)[c("S:z", "S:p")]``.

    References
    ----------
    Spiegelhalter (1986), doi:10.1002/sim.4780050506.
    """
    if not ((risk >= 0) & (risk <= 1)).all():
        raise ValueError("Spiegelhalter's test needs risks between 0 and 1")
    weight = 1 - 2 * risk
    excess = ((outcome - risk) * weight).sum()
    variance = (weight * weight * risk * (1 - risk)).sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        z = float(np.divide(excess, np.sqrt(variance)))
    return SpiegelhalterTest(z, float(2 * ndtr(-abs(z))))
