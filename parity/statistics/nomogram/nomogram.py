"""Nomogram of a logistic model."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from parity.check import Check, Citation, RCall, Scope, closed_form, exact
from parity.cohort import Column
from parity.fields import along, labels
from parity.figures.metrics import Number, format_common, format_number, pretty
from parity.sample import Sample
from parity.statistics.nomogram.axes import Axis, Categorical, Nomogram, Predictor, Scale, describe
from parity.statistics.regression.design_matrix import INTERCEPT, design_matrix


def nomogram(
    coefficients: Mapping[str, float],
    predictors: Mapping[str, Predictor],
    linear_predictor: tuple[float, float] | None = None,
    *,
    names: Mapping[str, str] = {},
    functions: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {"Risk": expit},
    points: float = 100.0,
    intervals: int = 10,
) -> Nomogram:
    """Nomogram of a main-effects model, from its coefficients and the ranges of its predictors; no data are needed.

    Parameters
    ----------
    coefficients : mapping of str to float
        By term: ``"Intercept"``, ``"age"``, ``"sex=male"``; those of the predictors and no other.
    predictors : mapping of str to Numeric or Categorical
        In the order of the axes.
    linear_predictor : (low, high) or None
        Range that the scale of the linear predictor covers at least, as of a cohort's patients; None: all that the predictors
        can reach together.
    names : mapping of str to str
        Labels of the axes by predictor; a predictor without one is labelled by its name.
    functions : mapping of str to callable
        Monotone functions of the linear predictor, by the label of their scale.
    points : float
        Points of the widest axis.
    intervals : int
        Wanted number of intervals of each axis.

    Returns
    -------
    Nomogram

    Notes
    -----
    A predictor's axis covers round values around its range, or each of its few values, and contributes :math:`\\beta x`, or the
    coefficient of the level. With :math:`l_v, h_v` the smallest and the largest contribution on the axis of v, a unit of the
    linear predictor is worth :math:`s = 100 / \\max_v (h_v - l_v)` points, the points are :math:`s(\\beta x - l_v)`, and T
    total points mean a linear predictor of :math:`\\beta_0 + \\sum_v l_v + T / s`. A negative coefficient makes its axis run
    from right to left.

    A function's ticks are round values of it over the scale of the linear predictor; they stand where linear interpolation
    between 1000 equally spaced points of that scale puts them, and those beyond its ends are left out. (Their places are
    therefore not exact inverses: they differ by about 1e-4 points.)

    Equals ``rms::nomogram(fit, fun = plogis, funlabel = "Risk")``.

    Raises
    ------
    ValueError
        If the coefficients are not those of the predictors, all effects are zero, or a function has no tick on the scale.

    References
    ----------
    Harrell (2015), doi:10.1007/978-3-319-19425-7.  Iasonos, Schrag, Raj, Panageas (2008), doi:10.1200/JCO.2007.12.9791.
    """
    _check_terms(coefficients, predictors)
    values = {name: _values(predictor, intervals) for name, predictor in predictors.items()}
    effects = {name: _effects(name, predictors[name], values[name], coefficients) for name in predictors}
    widest = max(float(np.ptp(effect)) for effect in effects.values())
    if widest == 0:
        raise ValueError("all effects are zero: there is nothing to draw")
    scale = points / widest
    intercept = coefficients[INTERCEPT] + math.fsum(effect.min() for effect in effects.values())
    axes = tuple(
        Axis(
            name=name,
            label=names.get(name, name),
            discrete=isinstance(predictor, Categorical) or bool(predictor.values),
            values=values[name],
            ticks=tuple(value if isinstance(value, str) else format_number(value) for value in values[name]),
            effects=effects[name],
            points=(effects[name] - effects[name].min()) * scale,
        )
        for name, predictor in predictors.items()
    )
    at = pretty(*(linear_predictor or _reach(coefficients, predictors)), intervals)
    reached = scale * (max(at) - intercept)
    return Nomogram(
        axes=axes,
        points=points,
        total_points=pretty(0.0, points if len(axes) == 1 else max(points, reached), intervals),
        linear_predictor=Scale("Linear Predictor", at, format_common(at), (np.array(at) - intercept) * scale),
        functions=tuple(_function(label, function, at, intervals, intercept, scale) for label, function in functions.items()),
        points_per_unit=scale,
        intercept=intercept,
        intervals=intervals,
    )


def _check_terms(coefficients: Mapping[str, float], predictors: Mapping[str, Predictor]) -> None:
    terms = [INTERCEPT]
    for name, predictor in predictors.items():
        terms += [f"{name}={level}" for level in predictor.levels[1:]] if isinstance(predictor, Categorical) else [name]
    if not predictors or set(terms) != set(coefficients):
        raise ValueError(f"the predictors have the terms {', '.join(terms)}; there are coefficients for {', '.join(coefficients)}")


def _values(predictor: Predictor, intervals: int) -> tuple:
    if isinstance(predictor, Categorical):
        return predictor.levels
    return predictor.values or pretty(predictor.low, predictor.high, intervals)


def _effects(name: str, predictor: Predictor, values: tuple, coefficients: Mapping[str, float]) -> np.ndarray:
    if isinstance(predictor, Categorical):
        return np.array([0.0] + [coefficients[f"{name}={level}"] for level in values[1:]])
    return np.array(values) * coefficients[name]


def _reach(coefficients: Mapping[str, float], predictors: Mapping[str, Predictor]) -> tuple[float, float]:
    """The smallest and the largest linear predictor that values within the predictors' ranges give."""
    low = high = coefficients[INTERCEPT]
    for name, predictor in predictors.items():
        ends = predictor.levels if isinstance(predictor, Categorical) else (predictor.low, predictor.high)
        effects = _effects(name, predictor, ends, coefficients)
        low, high = low + float(effects.min()), high + float(effects.max())
    return low, high


def _function(
    label: str, function: Callable[[np.ndarray], np.ndarray], at: tuple[Number, ...], intervals: int, intercept: float, scale: float
) -> Scale:
    ends = np.asarray(function(np.array([at[0], at[-1]], dtype=float)))
    values = pretty(float(ends.min()), float(ends.max()), intervals)
    argument = np.linspace(at[0], at[-1], _INTERPOLATED)
    where = _inverse(np.asarray(function(argument)), argument, values)
    kept = [position for position, place in enumerate(where) if not np.isnan(place)]
    if not kept:
        raise ValueError(f"no round value of {label!r} lies on the scale of the linear predictor")
    values = tuple(values[position] for position in kept)
    return Scale(label, values, tuple(format_number(value) for value in values), (where[kept] - intercept) * scale)


def _inverse(image: np.ndarray, argument: np.ndarray, values: tuple[Number, ...]) -> np.ndarray:
    """The argument at each value, by linear interpolation; their mean where the function is flat, NaN beyond the ends."""
    distinct, which = np.unique(image, return_inverse=True)
    mean = np.bincount(which, argument) / np.bincount(which)
    return np.interp(values, distinct, mean, left=np.nan, right=np.nan)


_INTERPOLATED = 1000


@dataclass(frozen=True, slots=True)
class NomogramNumbers:
    """Every number and every label of a nomogram.

    Attributes
    ----------
    axis_ticks, total_ticks, linear_predictor_ticks, risk_ticks : tuples of str
        Names of the ticks: ``"age=30"`` on a predictor's axis, as written on the others.
    values : (k,) float array
        Value at each tick of the predictors' axes; a level by its number, from 1.
    tick_labels : (k,) tuple of str
        As it is written.
    points : (k,) float array
        0 to 100.
    total_points : float array
        Ticks of the axis of total points.
    total_labels : tuple of str
    linear_predictor : float array
        Ticks of the scale of the linear predictor, in log odds.
    linear_predictor_labels : tuple of str
    linear_predictor_points : float array
        Total points where these stand.
    risk : float array
        Ticks of the scale of the risk.
    risk_labels : tuple of str
    risk_points : float array
        Total points where these stand.
    points_per_unit : float
        Points per unit of the linear predictor.
    intercept : float
        The linear predictor at 0 total points.
    """

    axis_ticks: tuple[str, ...] = labels()
    total_ticks: tuple[str, ...] = labels()
    linear_predictor_ticks: tuple[str, ...] = labels()
    risk_ticks: tuple[str, ...] = labels()
    values: np.ndarray = along("axis_ticks")
    tick_labels: tuple[str, ...] = along("axis_ticks")
    points: np.ndarray = along("axis_ticks")
    total_points: np.ndarray = along("total_ticks")
    total_labels: tuple[str, ...] = along("total_ticks")
    linear_predictor: np.ndarray = along("linear_predictor_ticks")
    linear_predictor_labels: tuple[str, ...] = along("linear_predictor_ticks")
    linear_predictor_points: np.ndarray = along("linear_predictor_ticks")
    risk: np.ndarray = along("risk_ticks")
    risk_labels: tuple[str, ...] = along("risk_ticks")
    risk_points: np.ndarray = along("risk_ticks")
    points_per_unit: float
    intercept: float


def nomogram_numbers(
    outcome: np.ndarray, predictors: Mapping[str, Column], coefficients: np.ndarray, linear_predictor: np.ndarray
) -> NomogramNumbers:
    """Every number and every label of the nomogram of a fitted logistic model.

    Parameters
    ----------
    outcome : (n,) int array
        Not used: the coefficients are given. R fits a model to have the object that it then gives these coefficients to.
    predictors : mapping of str to (n,) float array or Factor
        Of the development sample; their ranges make the axes.
    coefficients : (p,) float array
        In the order of the design matrix, the intercept first.
    linear_predictor : (n,) float array
        Of the development sample; its range makes the scale of the linear predictor.

    Returns
    -------
    NomogramNumbers

    Notes
    -----
    The nomogram is that of `nomogram`, which says how it is formed.

    Equals ``rms::nomogram(fit, fun = plogis, funlabel = "Risk")`` with a ``datadist`` of the predictors.
    """
    terms = design_matrix(predictors).terms
    span = float(linear_predictor.min()), float(linear_predictor.max())
    drawn = nomogram(dict(zip(terms, coefficients.tolist())), describe(predictors), span)
    risk = drawn.functions[0]
    total = format_common(drawn.total_points)
    return NomogramNumbers(
        axis_ticks=_distinct([f"{axis.name}={tick}" for axis in drawn.axes for tick in axis.ticks]),
        total_ticks=_distinct(total),
        linear_predictor_ticks=_distinct(drawn.linear_predictor.ticks),
        risk_ticks=_distinct(risk.ticks),
        values=np.array([value for axis in drawn.axes for value in _numbers(axis)]),
        tick_labels=tuple(tick for axis in drawn.axes for tick in axis.ticks),
        points=np.concatenate([axis.points for axis in drawn.axes]),
        total_points=np.array(drawn.total_points, dtype=float),
        total_labels=total,
        linear_predictor=np.array(drawn.linear_predictor.values, dtype=float),
        linear_predictor_labels=drawn.linear_predictor.ticks,
        linear_predictor_points=drawn.linear_predictor.total_points,
        risk=np.array(risk.values, dtype=float),
        risk_labels=risk.ticks,
        risk_points=risk.total_points,
        points_per_unit=drawn.points_per_unit,
        intercept=drawn.intercept,
    )


def _numbers(axis: Axis) -> tuple[float, ...]:
    return tuple(float(number if isinstance(value, str) else value) for number, value in enumerate(axis.values, start=1))


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Names with a running number behind those that were there before: values that are written alike must not be one."""
    return tuple(name if names.index(name) == place else f"{name} ({place + 1})" for place, name in enumerate(names))


def _inputs(sample: Sample) -> dict:
    fitted_on = sample.fitted_on
    return {
        "outcome": fitted_on.outcome,
        "predictors": fitted_on.predictors,
        "coefficients": fitted_on.coefficients,
        "linear_predictor": fitted_on.linear_predictor,
    }


_ROUND = closed_form("a whole multiple of a round step, formed from the same ends")
_POINTS = closed_form(
    "a product less a product, over the widest such difference: the rounding of the larger one is left, 1e-16 of it, in units of "
    "at most a hundred points",
    atol=1e-11,
)
_WRITTEN = exact("text, as R's format writes the number")

CHECK = Check(
    stem="nomogram",
    title="Nomogram",
    compute=nomogram_numbers,
    result=NomogramNumbers,
    inputs=_inputs,
    references=(RCall("rms", "nomogram", note="of an lrm fit that is given the fixed coefficients and linear predictors"),),
    tolerances={
        "values": _ROUND,
        "tick_labels": _WRITTEN,
        "points": _POINTS,
        "total_points": _ROUND,
        "total_labels": _WRITTEN,
        "linear_predictor": _ROUND,
        "linear_predictor_labels": _WRITTEN,
        "linear_predictor_points": _POINTS,
        "risk": _ROUND,
        "risk_labels": _WRITTEN,
        "risk_points": closed_form("linear interpolation between 1000 values of the inverse, then as the other points", atol=1e-11),
        "points_per_unit": closed_form("100 over the widest effect, a difference of two products", atol=1e-11),
        "intercept": closed_form("a sum of products that may cancel: the rounding of the largest is left", atol=1e-11),
    },
    citations=(
        Citation("Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015.", "10.1007/978-3-319-19425-7"),
        Citation("Iasonos, Schrag, Raj, Panageas. Journal of Clinical Oncology 26 (2008) 1364-1370.", "10.1200/JCO.2007.12.9791"),
    ),
    scope=Scope.MODEL,
)
