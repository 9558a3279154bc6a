"""Bootstrap tests of two areas under ROC curves."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from parity.statistics.caution import Caution
from parity.statistics.discrimination.resampled import caution_lost


@dataclass(frozen=True, slots=True)
class Tested:
    """A difference of two areas over the standard deviation of its resamples.

    Attributes
    ----------
    statistic : float
        Standard normal if the areas are equal.
    p_value : float
        Two-sided, in [0, 1].
    """

    statistic: float
    p_value: float


@dataclass(frozen=True, slots=True)
class AreaDifference:
    """Two areas under ROC curves, and bootstrap tests of their difference.

    Attributes
    ----------
    first, second : float
        The areas, in [0, 1].
    difference : float
        The first less the second.
    stratified : Tested
        Of resamples of controls and of cases.
    plain : Tested
        Of resamples of all patients, those with both cases and controls.
    """

    first: float
    second: float
    difference: float
    stratified: Tested
    plain: Tested


def area_difference(first: float, second: float, stratified: np.ndarray, plain: np.ndarray) -> AreaDifference:
    """The tests of two areas.

    Parameters
    ----------
    first, second : float
    stratified, plain : (resamples,) float arrays
        The differences of the areas in the resamples; NaN of one without a case or without a control.
    """
    known = plain[~np.isnan(plain)]
    caution_lost(len(plain) - len(known), len(plain))
    difference = first - second
    return AreaDifference(first, second, difference, _test(difference, stratified), _test(difference, known))


def _test(difference: float, resampled: np.ndarray) -> Tested:
    deviation = float(np.std(resampled, ddof=1)) if len(resampled) > 1 else math.nan
    if deviation == 0.0 and difference == 0.0:
        text = "the areas are the same in every resample: the statistic is 0/0, and 0 by convention"
        warnings.warn(Caution("no_difference", text), stacklevel=2)
        return Tested(0.0, 1.0)
    statistic = float(np.divide(difference, deviation))
    return Tested(statistic, 2 * float(ndtr(-abs(statistic))))
