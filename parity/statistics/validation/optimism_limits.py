"""Confidence limits of indexes that are corrected for optimism, of their spread over the resamples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.fields import along, labels
from parity.statistics.interval import check_level
from parity.statistics.validation.calibration_limits import Spread
from parity.statistics.validation.indexes import AT_MAXIMUM, EMAX, NAMES, Fitting, caution_ties
from parity.statistics.validation.optimism import FOLDS, of_each_method, validated
from parity.statistics.validation.patterns import Patterns, model_of
from parity.statistics.validation.plans import Method

LIMITED = tuple(name for name in NAMES if name != "Emax")
"""The indexes that have a value in each resample."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLimits:
    """Limits by one way of resampling.

    Attributes
    ----------
    index : (10,) tuple of str
        Dxy, R2, Intercept, Slope, D, U, Q, B, g, gp.
    low, high : (10,) float array
        Of the corrected index; NaN where some resample does not have it.
    """

    index: tuple[str, ...] = labels()
    low: np.ndarray = along("index")
    high: np.ndarray = along("index")


@dataclass(frozen=True, slots=True)
class OptimismLimits:
    """Limits of a model's corrected indexes.

    Attributes
    ----------
    boot, crossvalidation, omitted, randomization : IndexLimits
        As of `Optimism`.
    """

    boot: IndexLimits
    crossvalidation: IndexLimits
    omitted: IndexLimits
    randomization: IndexLimits


def optimism_limits(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    resamples: int,
    seed: int,
    level: float = 0.95,
    formula: Optional[Formula] = None,
    folds: int = FOLDS,
) -> OptimismLimits:
    """Confidence limits of Harrell's indexes of a logistic model's accuracy, corrected for optimism.

    Parameters
    ----------
    outcome, predictors, resamples, seed, formula, folds
        As of `optimism`.
    level : float
        Confidence level, in (0, 1).

    Notes
    -----
    As of `calibration_limits`: with d an index on the patients that a resample's model was fitted to, less 1.25 times
    that on the patients that it is tried on, the corrected index less a normal quantile times the spread of d above its
    mean, and plus that times the spread of d below it. Emax, which is that of the corrected line, has no value in each
    resample, and no limits.

    Equals ``Lower`` and ``Upper`` of ``set.seed(seed); rms::validate(fit, method, B, conf.int = level)`` from rms 8.1
    on, with fits that are iterated to the maximum.

    Raises
    ------
    ValueError
        As `optimism`, and if the level does not lie between 0 and 1.
    """
    check_level(level)
    patterns, start = model_of(outcome, predictors, formula)
    caution_ties(patterns, start)

    def by(method: Method, count: int) -> IndexLimits:
        return limits_of_indexes(patterns, start, method, count, seed, level)

    nothing = _without_emax(*np.full((2, len(NAMES)), np.nan))
    return OptimismLimits(**of_each_method(by, lambda method: nothing, resamples, folds))


def limits_of_indexes(
    patterns: Patterns,
    start: np.ndarray,
    method: Method,
    resamples: int,
    seed: int,
    level: float,
    fitting: Fitting = AT_MAXIMUM,
) -> IndexLimits:
    """The limits by one way of resampling; parameters as of `validated`."""
    spread = Spread()
    found, taken_off = validated(patterns, start, method, resamples, seed, fitting, spread)
    return _without_emax(*spread.limits(found.apparent - taken_off, level))


def _without_emax(low: np.ndarray, high: np.ndarray) -> IndexLimits:
    return IndexLimits(index=LIMITED, low=np.delete(low, EMAX), high=np.delete(high, EMAX))
