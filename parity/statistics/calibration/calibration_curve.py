"""Smooth calibration curve, and how far it is from the predictions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.calibration.lowess import lowess
from parity.statistics.once import once


@dataclass(frozen=True, slots=True)
class CalibrationCurve:
    """Observed frequency as a smooth function of the predicted risk.

    Attributes
    ----------
    x : (n,) float array
        The predicted risks, ascending.
    smoothed : (n,) float array
        Lowess estimate of the frequency of the event at `x`; a line where the predictions are calibrated. It may leave
        [0, 1].
    emax, e90, eavg : float
        Largest, 90% quantile and mean of the absolute difference of `smoothed` and `x` over the patients; 0 is ideal.
    """

    x: np.ndarray
    smoothed: np.ndarray
    emax: float
    e90: float
    eavg: float


@once
def calibration_curve(outcome: np.ndarray, risk: np.ndarray) -> CalibrationCurve:
    """Nonparametric calibration curve by lowess, with Harrell's Emax, E90 and Eavg.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    risk : (n,) float array
        Predicted risk in [0, 1].

    Returns
    -------
    CalibrationCurve

    Notes
    -----
    Equals ``lowess(risk, outcome, iter = 0)`` with R's default span of 2/3 and interpolation within 1% of the range,
    which is the curve that ``rms::val.prob`` draws, and val.prob's ``Emax``, ``E90`` (quantile of type 7) and ``Eavg``
    of it. The robustness iterations are off: an outcome of 0 and 1 has no outliers.

    References
    ----------
    Cleveland (1979), doi:10.1080/01621459.1979.10481038.  Harrell (2015), doi:10.1007/978-3-319-19425-7.
    """
    if len(risk) < 2 or not np.all((risk >= 0) & (risk <= 1)):
        raise ValueError("a calibration curve needs at least two risks, all between 0 and 1")
    order = np.argsort(risk, kind="stable")
    x = risk[order]
    smoothed = lowess(x, outcome[order])
    error = np.abs(smoothed - x)
    return CalibrationCurve(x, smoothed, float(error.max()), float(np.quantile(error, 0.9)), float(error.mean()))
