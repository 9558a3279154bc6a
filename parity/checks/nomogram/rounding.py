"""What rounding may move the numbers of a nomogram by."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from scipy.special import expit

from parity.checks.nomogram.contributions import INTERVALS, Contributions, contributions
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.numbers import pretty

_UNIT = 2.0**-53
_POINTS = 100.0


@dataclass(frozen=True, slots=True)
class NomogramRounding:
    """Absolute bounds, by the field of `parity.statistics.nomogram.numbers.NomogramNumbers` that they hold for.

    Attributes
    ----------
    points, linear_predictor_points : float
        In points, for every tick.
    risk_points : float or (k,) float array
        In points, for each tick of the risk.
    points_per_unit : float
    intercept : float
        In log odds.
    """

    points: float
    linear_predictor_points: float
    risk_points: float | np.ndarray
    points_per_unit: float
    intercept: float


def rounding(
    predictors: Mapping[str, Column],
    coefficients: np.ndarray,
    linear_predictor: np.ndarray,
    formula: Optional[Formula] = None,
    shown_at: Mapping[str, Sequence[float]] = {},
) -> NomogramRounding:
    r"""Bounds of what two programs may differ by, each of which rounds every operation.

    Parameters
    ----------
    predictors : mapping of str to (n,) float array or Factor
    coefficients : (p,) float array
        Intercept first.
    linear_predictor : (n,) float array
    formula, shown_at
        As of `parity.checks.nomogram.contributions.contributions`.

    Notes
    -----
    With u half the distance from 1 to the next double, a contribution :math:`\beta x` is known to :math:`u|\beta x|`,
    and a difference of two on one axis to :math:`2u \max|\beta x|` beside its own last digit; two programs differ by
    twice that, :math:`\delta`. A hundred points are the widest difference w: a difference d is :math:`100 d/w` points,
    which :math:`\delta` moves by :math:`100\,\delta/w` directly and by as much at most through w. It is large where
    values are far from 0 beside their range, as calendar years are. The predictor that hardly varies beside its size
    makes all of a nomogram as uncertain as its own axis. Where a contribution is a sum, of the columns of a spline
    or of
    an interaction, its terms without their signs stand for :math:`|\beta x|`.

    The intercept is the sum of the constant and of the smallest contribution of each axis, each rounded, in any order.
    A risk's tick stands where its inverse is found; a rounding error of a risk p moves that by :math:`u / (1 - p)`,
    and one that is rounded to 1 stands anywhere.

    An axis, and the scale of the linear predictor, reach one step beyond the values at most, which is less than their
    range.
    """
    axes = contributions(predictors, coefficients, formula, shown_at)
    widest = max(axis.width for axis in axes)
    if widest == 0:
        return NomogramRounding(*[math.inf] * 5)
    error = 4 * _UNIT * max(axis.largest for axis in axes)
    per_unit = _POINTS / widest
    intercept = 2 * (len(axes) + 2) * _UNIT * (abs(float(coefficients[0])) + sum(axis.largest for axis in axes))
    low, high = float(linear_predictor.min()), float(linear_predictor.max())
    through_unit = per_unit * error / widest
    reach = _reach(axes, float(coefficients[0]), low, high)
    scales = per_unit * (intercept + 4 * _UNIT * (max(abs(low), abs(high)) + high - low)) + reach * through_unit
    with np.errstate(divide="ignore"):
        inverse = 4 * _UNIT * (1 + 1 / (1 - risk_ticks(linear_predictor)))
    return NomogramRounding(
        points=2 * per_unit * error,
        linear_predictor_points=scales,
        risk_points=scales + per_unit * inverse,
        points_per_unit=through_unit,
        intercept=intercept,
    )


def extent(
    predictors: Mapping[str, Column],
    coefficients: np.ndarray,
    linear_predictor: np.ndarray,
    formula: Optional[Formula] = None,
    shown_at: Mapping[str, Sequence[float]] = {},
) -> tuple[float, float]:
    """At most so many points are a unit of the linear predictor, and at most so many stand on its scale."""
    axes = contributions(predictors, coefficients, formula, shown_at)
    widest = max(axis.width for axis in axes)
    if widest == 0:
        return math.inf, math.inf
    reach = _reach(axes, float(coefficients[0]), float(linear_predictor.min()), float(linear_predictor.max()))
    return _POINTS / widest, _POINTS / widest * reach


def risk_ticks(linear_predictor: np.ndarray) -> np.ndarray:
    """Round risks between those at the ends of the scale of the linear predictor, which are round themselves."""
    scale = pretty(float(linear_predictor.min()), float(linear_predictor.max()), INTERVALS)
    low, high = expit([min(scale), max(scale)]).tolist()
    ticks = np.array(pretty(low, high, INTERVALS), dtype=float)
    return ticks[(ticks >= low) & (ticks <= high)]


def _reach(axes: list[Contributions], constant: float, low: float, high: float) -> float:
    """How far a tick of the scale of the linear predictor may be from where that has 0 points, in log odds."""
    start = constant + sum(axis.lowest - axis.beyond for axis in axes)
    return max(abs(low - start), abs(high - start)) + high - low
