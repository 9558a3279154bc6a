"""Nomogram of a regression model."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
from scipy.special import expit

from parity.check import Check, Citation, Deviation, RCall, Scope, closed_form, exact
from parity.cohort import Column
from parity.fields import along, labels
from parity.figures.metrics import format_common, pretty
from parity.sample import Sample
from parity.statistics.nomogram.axes import Axis, Categorical, Nomogram, Predictor, describe
from parity.statistics.nomogram.bars import bars_of, spread_of
from parity.statistics.nomogram.interactions import PlannedAxis, plan_axes
from parity.statistics.nomogram.model import Model, model_of
from parity.statistics.nomogram.options import NONE, NomogramOptions, of_function, options_of
from parity.statistics.nomogram.scales import Conversion, function_scale, linear_predictor_scale
from parity.statistics.nomogram.terms import Term, Value
from parity.statistics.nomogram.values import as_numbers, axis_values, few_values, possible_values
from parity.statistics.nomogram.writing import axis_title, ticks, title
from parity.statistics.regression.design_matrix import design_matrix


def nomogram(
    coefficients: Mapping[str, float],
    predictors: Mapping[str, Predictor],
    linear_predictor: Optional[tuple[float, float]] = None,
    *,
    terms: Mapping[str, Term] = {},
    interactions: Sequence[Sequence[str]] = (),
    names: Mapping[str, str] = {},
    functions: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {"Risk": expit},
    points: float = 100.0,
    intervals: int = 10,
    **options: Any,
) -> Nomogram:
    """Nomogram of a model, from its coefficients and the ranges of its predictors; no data are needed.

    Parameters
    ----------
    coefficients : mapping of str to float
        By term, under the names that rms gives them: ``"Intercept"``, ``"age"``, ``"age'"``, ``"sex=male"``,
        ``"age * sex=male"``; those of the predictors and no other (`parity.statistics.nomogram.model.term_names` lists them). An
        ordinal model has the intercepts ``"y>=1"``, ``"y>=2"``, ...
    predictors : mapping of str to Numeric or Categorical
        In the order of the model.
    linear_predictor : (low, high) or None
        Range that the scale of the linear predictor covers at least, as of a cohort's patients; None: all that the predictors
        can reach together.
    terms : mapping of str to Term
        How numeric predictors enter, where not linearly: see `parity.statistics.nomogram.terms`.
    interactions : sequence of sequence of str
        The predictors of each interaction.
    names : mapping of str to str
        Labels of the axes by predictor; a predictor without one is labelled by its name.
    functions : mapping of str to callable
        Monotone functions of the linear predictor, by the label of their scale.
    points : float
        Points of the widest axis. (In R: ``maxscale``.)
    intervals : int
        Wanted number of intervals of each axis. (In R: ``nint``.)
    **options
        Of `parity.statistics.nomogram.options.NomogramOptions`.

    Returns
    -------
    Nomogram

    Notes
    -----
    A predictor's axis covers round values around its range, or each of its few values. It contributes :math:`\\beta x`, the
    coefficient of the level, or the product of its columns and their coefficients; where it interacts with others, it has an axis
    for each combination of their values (see `parity.statistics.nomogram.interactions.plan_axes`), and they contribute together.
    With :math:`l_v, h_v` the smallest and the largest contribution on the axes of v, a unit of the linear predictor is worth
    :math:`s = 100 / \\max_v (h_v - l_v)` points, the points are :math:`s(\\beta x - l_v)`, and T total points mean a linear
    predictor of :math:`\\beta_0 + \\sum_v l_v + T / s`. A negative coefficient makes its axis run from right to left.

    A function's ticks are round values of it over the scale of the linear predictor; they stand where linear interpolation
    between 1000 equally spaced points of that scale puts them, and those beyond its ends are left out. (Their places are
    therefore not exact inverses: they differ by about 1e-4 points.)

    Equals ``rms::nomogram(fit, fun = plogis, funlabel = "Risk")``. Where levels are written short and an axis is set for chosen
    levels of another predictor only, or for a number, rms writes the abbreviation of another level; here it is that level's.

    Raises
    ------
    ValueError
        The message says what to give instead: if the coefficients are not those of the predictors, all effects are zero, a
        predictor has no range or is interacted with and not set, a function has no tick on the scale, two axes have one label,
        or there is no such option.

    References
    ----------
    Harrell (2015), doi:10.1007/978-3-319-19425-7.  Iasonos, Schrag, Raj, Panageas (2008), doi:10.1200/JCO.2007.12.9791.
    """
    if not (math.isfinite(points) and points > 0 and intervals >= 1):
        raise ValueError(f"an axis has more than 0 points and at least 1 interval, not {points} and {intervals}")
    chosen = options_of(options)
    _check_names(chosen, predictors, functions, names)
    model = model_of(coefficients, predictors, terms, interactions, without_intercept=chosen.center is not None)
    few = {name: values for name, predictor in predictors.items() if (values := few_values(predictor))}
    interact = {name: possible_values(name, values, predictors, terms) for name, values in chosen.interact.items()}
    planned = plan_axes(tuple(predictors), model.interactions, few, interact, chosen.omit)
    values = {axis.name: axis_values(axis.name, predictors, terms, chosen, intervals) for axis in planned}
    effects = [_effects(model, axis, values[axis.name]) for axis in planned]
    if not all(np.isfinite(effect).all() for effect in effects):
        raise ValueError("an effect is not finite on an axis: choose values for it, settings={name: (...)}")

    lowest, highest = _ends(planned, effects)
    widest = max(highest[name] - lowest[name] for name in lowest)
    if widest == 0:
        raise ValueError("all effects are zero: there is nothing to draw")
    constant, shift = _constant(model, chosen)
    to_points = Conversion(points / widest, constant + math.fsum(lowest.values()))

    at = as_numbers("lp_at", chosen.lp_at)
    if at is None:
        given = None if linear_predictor is None else tuple(end + shift for end in linear_predictor)
        at = pretty(*(given or _reach(model, predictors, planned, values, constant)), intervals)
    groups = sum(not axis.continuation for axis in planned)
    reached = to_points.points_per_unit * (max(at) - to_points.intercept)
    spread = None
    if chosen.levels:
        spread = spread_of(model, predictors, planned, values, tuple(coefficients), _intercept_name(model, chosen), chosen)
    return Nomogram(
        axes=tuple(
            Axis(
                name=axis.name,
                label=axis_title(axis, predictors, names, chosen),
                discrete=axis.name in few,
                values=values[axis.name],
                ticks=ticks(axis.name, values[axis.name], chosen),
                effects=effect,
                points=(effect - lowest[axis.name]) * to_points.points_per_unit,
                settings=axis.settings,
                continuation=axis.continuation,
                standard_errors=errors,
                show_every_tick=axis.name in few and chosen.minlength == 1 and chosen.abbreviates(axis.name),
            )
            for axis, effect, errors in zip(planned, effects, spread.errors if spread else [None] * len(planned))
        ),
        points=points,
        total_points=pretty(0.0, points if groups == 1 else max(points, reached), intervals),
        linear_predictor=linear_predictor_scale(at, to_points) if chosen.lp else None,
        functions=tuple(
            function_scale(
                label,
                function,
                at,
                to_points,
                intervals,
                as_numbers("fun_at", of_function(chosen.fun_at, label)),
                as_numbers("fun_lp_at", of_function(chosen.fun_lp_at, label)),
            )
            for label, function in functions.items()
        ),
        points_per_unit=to_points.points_per_unit,
        intercept=to_points.intercept,
        intervals=intervals,
        confidence=chosen.levels,
        bars=bars_of(spread, to_points, chosen.conf_lp) if spread and chosen.lp and chosen.conf_lp != NONE else None,
    )


def _check_names(
    options: NomogramOptions, predictors: Mapping[str, Predictor], functions: Mapping[str, Callable], names: Mapping[str, str]
) -> None:
    abbreviated = () if isinstance(options.abbrev, bool) else options.abbrev
    for option in ("interact", "settings", "adj_to", "omit"):
        _check_known(option, getattr(options, option), predictors, "predictor")
    _check_known("abbrev", abbreviated, predictors, "predictor")
    for option in ("fun_at", "fun_lp_at"):
        chosen = getattr(options, option)
        _check_known(option, chosen if isinstance(chosen, Mapping) else (), functions, "function")
    titles = [title(name, names, options) for name in predictors]
    repeated = sorted({text for text in titles if titles.count(text) > 1})
    if repeated:
        raise ValueError(f'two axes are called {", ".join(repeated)}: give them different names, or choose vnames="names"')


def _check_known(option: str, chosen: Sequence[str], known: Mapping[str, Any], what: str) -> None:
    if isinstance(chosen, str):
        raise ValueError(f"{option} needs a sequence of names, not {chosen!r}")
    unknown = [name for name in chosen if name not in known]
    if unknown:
        raise ValueError(f"{option} names {', '.join(unknown)}, which is no {what}: there are {', '.join(known)}")


def _effects(model: Model, axis: PlannedAxis, values: Sequence[Value]) -> np.ndarray:
    """What a predictor contributes together with those that it interacts with."""
    rows = {name: [value] * len(values) for name, value in axis.settings.items()}
    return model.effects({**rows, axis.name: values}, (axis.name, *axis.settings))


def _ends(planned: Sequence[PlannedAxis], effects: Sequence[np.ndarray]) -> tuple[dict[str, float], dict[str, float]]:
    """The smallest and the largest contribution on the axes of each predictor."""
    lowest: dict[str, float] = {}
    highest: dict[str, float] = {}
    for axis, effect in zip(planned, effects):
        lowest[axis.name] = min(lowest.get(axis.name, math.inf), float(effect.min()))
        highest[axis.name] = max(highest.get(axis.name, -math.inf), float(effect.max()))
    return lowest, highest


def _constant(model: Model, options: NomogramOptions) -> tuple[float, float]:
    """The intercept, and how far it lies above the one that linear predictors are given with."""
    if not model.intercepts:
        return -options.center, 0.0
    reference = _intercept(model, "intercept_ref", options.intercept_ref)
    constant = model.coefficients[_intercept_name(model, options)]
    return constant, constant - model.coefficients[reference]


def _intercept_name(model: Model, options: NomogramOptions) -> str:
    return _intercept(model, "kint", options.intercept_ref if options.kint is None else options.kint)


def _intercept(model: Model, option: str, number: int) -> str:
    if not 1 <= number <= len(model.intercepts):
        raise ValueError(f"{option} is {number}; the intercepts are 1 to {len(model.intercepts)}: {', '.join(model.intercepts)}")
    return model.intercepts[number - 1]


def _reach(
    model: Model,
    predictors: Mapping[str, Predictor],
    planned: Sequence[PlannedAxis],
    values: Mapping[str, Sequence[Value]],
    constant: float,
) -> tuple[float, float]:
    """The smallest and the largest linear predictor that values of the axes within the predictors' ranges give."""

    def within(name: str) -> tuple[Value, ...]:
        predictor = predictors[name]
        if isinstance(predictor, Categorical) or predictor.low is None:
            return tuple(values[name])
        inside = [value for value in values[name] if predictor.low < value < predictor.high]
        return (predictor.low, *inside, predictor.high)

    lowest, highest = _ends(planned, [_effects(model, axis, within(axis.name)) for axis in planned])
    low = high = constant
    for name in lowest:
        low, high = low + lowest[name], high + highest[name]
    return low, high


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

WITHOUT_EFFECTS = {"no round value of": "need at least two non-NA values", "all effects are zero": "no locations are finite"}
"""Where both stop: of a model without effects, but for rounding or exactly."""

CHECK = Check(
    stem="nomogram",
    title="Nomogram",
    compute=nomogram_numbers,
    result=NomogramNumbers,
    inputs=_inputs,
    references=(
        RCall(
            "rms",
            "nomogram",
            deviations=(
                Deviation((), "rms", "of effects that are exactly zero it gives points that are not numbers", where_we_stop="all effects are zero"),
            ),
            where_both_stop=WITHOUT_EFFECTS,
            note="of an lrm fit that is given the fixed coefficients and linear predictors",
        ),
    ),
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
