"""Confidence limits of a calibration curve that is corrected for optimism, of its spread over the resamples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.special import ndtri

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.fields import along, labels
from parity.statistics.interval import check_level
from parity.statistics.validation.corrected_calibration import POINTS, calibrated, refuse_too_few
from parity.statistics.validation.indexes import AT_MAXIMUM, Fitting
from parity.statistics.validation.optimism import FOLDS, of_each_method
from parity.statistics.validation.patterns import Patterns, model_of
from parity.statistics.validation.plans import Method

SHARE_OF_TEST = 1.25
"""How often the error of a resample's model on the patients that it is tried on counts."""
FEWEST_FOR_TWO = 10
"""Resamples from which the spread is told apart below the mean and above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveLimits:
    """Limits by one way of resampling.

    Attributes
    ----------
    place : (m,) tuple of str
        Those of the risks of `corrected_calibration`, from 1 to 50, which the curves of all resamples reach.
    low, high : (m,) float array
        Of the corrected frequency there.
    """

    place: tuple[str, ...] = labels()
    low: np.ndarray = along("place")
    high: np.ndarray = along("place")


@dataclass(frozen=True, slots=True)
class CalibrationLimits:
    """Limits of a model's calibration curve.

    Attributes
    ----------
    boot, crossvalidation, omitted, randomization : CurveLimits
        As of `CorrectedCalibration`.
    """

    boot: CurveLimits
    crossvalidation: CurveLimits
    omitted: CurveLimits
    randomization: CurveLimits


def calibration_limits(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    resamples: int,
    seed: int,
    level: float = 0.95,
    formula: Optional[Formula] = None,
    folds: int = FOLDS,
) -> CalibrationLimits:
    """Pointwise confidence limits of a calibration curve that is corrected for optimism.

    Parameters
    ----------
    outcome, predictors, resamples, seed, formula, folds
        As of `corrected_calibration`.
    level : float
        Confidence level, in (0, 1).

    Notes
    -----
    With d the error of a resample's curve on the patients that its model was fitted to, less 1.25 times that on the
    patients that it is tried on: the corrected frequency less a normal quantile times the spread of d above its mean,
    and plus that times the spread of d below it. The spread on a side is the root of the sum of squares there over
    their count less 1; of fewer than 10 resamples it is the standard deviation on both. The 1.25 and the two sides
    are the choice of rms: they come from no paper.

    Equals the ``predy + Lower`` and ``predy + Upper`` of ``set.seed(seed); rms::calibrate(fit, method, B, conf.int =
    level)`` from rms 8.1 on, with fits that are iterated to the maximum.

    Raises
    ------
    ValueError
        As `corrected_calibration`, and if the level does not lie between 0 and 1.
    """
    refuse_too_few(len(outcome))
    check_level(level)
    patterns, start = model_of(outcome, predictors, formula)

    def by(method: Method, count: int) -> CurveLimits:
        return limits_of(patterns, start, method, count, seed, level)

    nothing = _known(*np.full((2, POINTS), np.nan))
    return CalibrationLimits(**of_each_method(by, lambda method: nothing, resamples, folds))


def limits_of(
    patterns: Patterns,
    start: np.ndarray,
    method: Method,
    resamples: int,
    seed: int,
    level: float,
    fitting: Fitting = AT_MAXIMUM,
) -> CurveLimits:
    """The limits by one way of resampling; parameters as of `calibrated`."""
    spread = Spread()
    found = calibrated(patterns, start, method, resamples, seed, fitting, spread)
    return _known(*spread.limits(found.corrected, level))


def _known(low: np.ndarray, high: np.ndarray) -> CurveLimits:
    there = ~np.isnan(low + high)
    place = tuple(str(number) for number in 1 + np.flatnonzero(there))
    return CurveLimits(place=place, low=low[there], high=high[there])


class Spread:
    """Collects what is found in resamples, as an observer of `calibrated` or of `validated`."""

    def __init__(self) -> None:
        self._found: list[np.ndarray] = []

    def __call__(self, training: np.ndarray, test: np.ndarray) -> None:
        """Of k resamples, (k, m) each."""
        self._found.append(training - SHARE_OF_TEST * test)

    @property
    def count(self) -> int:
        """Resamples that were shown."""
        return sum(map(len, self._found))

    def limits(self, corrected: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
        """The lower and the upper limits about corrected numbers, (m,) each; NaN where some resample has none."""
        below, above = two_sided_spread(np.concatenate(self._found))
        z = float(ndtri((level + 1) / 2))
        return corrected - z * above, corrected + z * below


def two_sided_spread(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Standard deviation about the mean of what lies below it, and of what lies above it, of each column.

    Parameters
    ----------
    values : (k, m) float array

    Returns
    -------
    two (m,) float arrays
        NaN where a value is.

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
        if k < FEWEST_FOR_TWO:
            both = np.sqrt(squares.sum(axis=0) / (k - 1.0))
            return both, both
        below, above = (
            np.sqrt(np.where(side, squares, 0.0).sum(axis=0) / (side.sum(axis=0) - 1.0))
            for side in (away <= 0, away >= 0)
        )
    unknown = np.isnan(away).any(axis=0)
    return np.where(unknown, np.nan, below), np.where(unknown, np.nan, above)
