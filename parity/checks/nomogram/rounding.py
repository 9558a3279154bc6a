"""What rounding may move the numbers of a nomogram by."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scipy.special import expit

from parity.data.cohort import Column, Factor
from parity.models.numbers import pretty

_UNIT = 2.0**-53
_POINTS = 100.0
_INTERVALS = 10


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


@dataclass(frozen=True, slots=True)
class _Axis:
    """Of an axis, the largest contribution, the smallest one of the data, and how far those of the data lie apart."""

    largest: float
    lowest: float
    width: float


def rounding(
    predictors: Mapping[str, Column], coefficients: np.ndarray, linear_predictor: np.ndarray
) -> NomogramRounding:
    r"""Bounds of what two programs may differ by, each of which rounds every operation.

    Parameters
    ----------
    predictors : mapping of str to (n,) float array or Factor
    coefficients : (p,) float array
        Intercept first.
    linear_predictor : (n,) float array

    Notes
    -----
    With u half the distance from 1 to the next double, a contribution :math:`\beta x` is known to :math:`u|\beta x|`,
    and a difference of two on one axis to :math:`2u \max|\beta x|` beside its own last digit; two programs differ by
    twice that, :math:`\delta`. A hundred points are the widest difference w: a difference d is :math:`100 d/w` points,
    which :math:`\delta` moves by :math:`100\,\delta/w` directly and by as much at most through w. It is large where
    values are far from 0 beside their range, as calendar years are. The predictor that hardly varies beside its size
    makes all of a nomogram as uncertain as its own axis.

    The intercept is the sum of the constant and of the smallest contribution of each axis, each rounded, in any order.
    A risk's tick stands where its inverse is found; a rounding error of a risk p moves that by :math:`u / (1 - p)`.

    An axis, and the scale of the linear predictor, reach one step beyond the values at most, which is less than their
    range.
    """
    axes = _axes(predictors, coefficients.tolist())
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
    inverse = 4 * _UNIT * (1 + 1 / (1 - risk_ticks(linear_predictor)))
    return NomogramRounding(
        points=2 * per_unit * error,
        linear_predictor_points=scales,
        risk_points=scales + per_unit * inverse,
        points_per_unit=through_unit,
        intercept=intercept,
    )


def extent(
    predictors: Mapping[str, Column], coefficients: np.ndarray, linear_predictor: np.ndarray
) -> tuple[float, float]:
    """At most so many points are a unit of the linear predictor, and at most so many stand on its scale."""
    axes = _axes(predictors, coefficients.tolist())
    widest = max(axis.width for axis in axes)
    if widest == 0:
        return math.inf, math.inf
    reach = _reach(axes, float(coefficients[0]), float(linear_predictor.min()), float(linear_predictor.max()))
    return _POINTS / widest, _POINTS / widest * reach


def risk_ticks(linear_predictor: np.ndarray) -> np.ndarray:
    """Round risks between those at the ends of the scale of the linear predictor, which are round themselves."""
    scale = pretty(float(linear_predictor.min()), float(linear_predictor.max()), _INTERVALS)
    low, high = expit([min(scale), max(scale)]).tolist()
    ticks = np.array(pretty(low, high, _INTERVALS), dtype=float)
    return ticks[(ticks >= low) & (ticks <= high)]


def _reach(axes: list[_Axis], constant: float, low: float, high: float) -> float:
    """How far a tick of the scale of the linear predictor may be from where that has 0 points, in log odds."""
    start = constant + sum(axis.lowest - axis.width for axis in axes)
    return max(abs(low - start), abs(high - start)) + high - low


def _axes(predictors: Mapping[str, Column], coefficients: list[float]) -> list[_Axis]:
    """The axes of main effects: the columns of a factor are its levels but the first, that of a number the number."""
    axes, place = [], 1
    for column in predictors.values():
        count = len(column.levels) - 1 if isinstance(column, Factor) else 1
        own, place = coefficients[place : place + count], place + count
        if isinstance(column, Factor):
            axes.append(_Axis(max(abs(slope) for slope in own), min(0.0, *own), max(0.0, *own) - min(0.0, *own)))
            continue
        ends = sorted((own[0] * float(column.min()), own[0] * float(column.max())))
        axes.append(_Axis(max(abs(end) for end in ends) + ends[1] - ends[0], ends[0], ends[1] - ends[0]))
    return axes
