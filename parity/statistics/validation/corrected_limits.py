"""Confidence limits of what is corrected for optimism, of the spread of the optimism over the resamples."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from parity.statistics.validation.corrected_calibration import CorrectedCurve

_SHARE_OF_TEST = 1.25
"""How often the error of a resample's model on the patients that it is tried on counts."""
_FEWEST_FOR_TWO = 10
"""Resamples from which the spread is told apart below the mean and above it."""


class Spread:
    """Collects the errors of resamples, as an observer of `calibrated`."""

    def __init__(self) -> None:
        self._found: list[np.ndarray] = []

    def __call__(self, training: np.ndarray, test: np.ndarray) -> None:
        """Of k resamples, (k, m) each."""
        self._found.append(training - _SHARE_OF_TEST * test)

    def limits(self, curve: CorrectedCurve, level: float) -> tuple[np.ndarray, np.ndarray]:
        """The lower and the upper limit of the frequency at each risk of the curve; NaN where a resample's curve does
        not reach.

        Notes
        -----
        The corrected frequency less a normal quantile times the spread above the mean of training less 1.25 times test,
        and more by that times the spread below it: of a distribution that is longer above, as bootstrap limits by the
        reflected percentiles are.

        Equals the ``Lower`` and ``Upper`` that ``rms::calibrate(fit, conf.int = level)`` has from rms 8.1 on, plus the
        predicted risk, where ``plot()`` draws them.
        """
        below, above = two_sided_spread(np.concatenate(self._found))
        z = float(ndtri((level + 1) / 2))
        return curve.corrected - z * above, curve.corrected + z * below


def two_sided_spread(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Standard deviation about the mean of what lies below it, and of what lies above it, of each column.

    Parameters
    ----------
    values : (k, m) float array

    Returns
    -------
    two (m,) float arrays
        Roots of the sum of squares over the count less 1, of the values on that side; of fewer than 10 values both are
        the standard deviation of all. NaN where a value is.

    Notes
    -----
    Equals ``Hmisc::dualSD(x)``.
    """
    k = len(values)
    if k < 2:
        unknown = np.full(values.shape[1], np.nan)
        return unknown, unknown
    with np.errstate(invalid="ignore", divide="ignore"):
        away = values - values.mean(axis=0)
        squares = away**2
        if k < _FEWEST_FOR_TWO:
            both = np.sqrt(squares.sum(axis=0) / (k - 1.0))
            return both, both
        sides = (away <= 0, away >= 0)
        below, above = (
            np.sqrt(np.where(side, squares, 0.0).sum(axis=0) / (side.sum(axis=0) - 1.0)) for side in sides
        )
    unknown = np.isnan(away).any(axis=0)
    return np.where(unknown, np.nan, below), np.where(unknown, np.nan, above)
