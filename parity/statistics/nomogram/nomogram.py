"""Nomogram of a regression model."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Optional

import numpy as np
from scipy.special import expit

from parity.models.numbers import pretty
from parity.models.terms import Levels, Scored, Term, Value
from parity.statistics.nomogram.axes import Axis, Categorical, Nomogram, Predictor
from parity.statistics.nomogram.bars import bars_of, spread_of
from parity.statistics.nomogram.interactions import PlannedAxis, plan_axes
from parity.statistics.nomogram.model import Model, model_of
from parity.statistics.nomogram.options import NONE, NomogramOptions, of_function, options_of
from parity.statistics.nomogram.scales import Conversion, function_scale, linear_predictor_scale
from parity.statistics.nomogram.values import as_numbers, axis_values, few_values, possible_values
from parity.statistics.nomogram.writing import axis_title, ticks, title


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
        By term, named like these: ``"Intercept"``, ``"age"``, ``"age'"``, ``"sex=male"``,
        ``"age * sex=male"``; those of the predictors and no other (`parity.models.design.term_names` lists them). An
        ordinal model has the intercepts ``"y>=1"``, ``"y>=2"``, ...
    predictors : mapping of str to Numeric or Categorical
        In the order of the model.
    linear_predictor : (low, high) or None
        Range that the scale of the linear predictor covers at least, as of a cohort's patients; None: all that the
        predictors can reach together.
    terms : mapping of str to Term
        How numeric predictors enter, where not linearly: see `parity.models.terms`.
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
    A predictor's axis covers round values around its range, or each of its few values. It contributes :math:`\\beta x`,
    the coefficient of the level, or the product of its columns and their coefficients; where it interacts with others,
    it has an axis for each combination of their values (see `parity.statistics.nomogram.interactions.plan_axes`), and
    they contribute together. With :math:`l_v, h_v` the smallest and the largest contribution on the axes of v, a unit
    of the linear predictor is worth :math:`s = 100 / \\max_v (h_v - l_v)` points, the points are :math:`s(\\beta x -
    l_v)`, and T total points mean a linear predictor of :math:`\\beta_0 + \\sum_v l_v + T / s`. A negative coefficient
    makes its axis run from right to left.

    A function's ticks are round values of it over the scale of the linear predictor; they stand where linear
    interpolation between 1000 equally spaced points of that scale puts them, and those beyond its ends are left out.
    (Their places are therefore not exact inverses: they differ by about 1e-4 points.)

    Equals ``rms::nomogram(fit, fun = plogis, funlabel = "Risk")``.

    Raises
    ------
    ValueError
        The message says what to give instead: if the coefficients are not those of the predictors, all effects are
        zero, a predictor has no range or is interacted with and not set, a function has no tick on the scale, two axes
        have one label, or there is no such option.

    References
    ----------
    Harrell (2015), doi:10.1007/978-3-319-19425-7.  Iasonos, Schrag, Raj, Panageas (2008), doi:10.1200/JCO.2007.12.9791.
    """
    if not (math.isfinite(points) and points > 0 and intervals >= 1):
        raise ValueError(f"an axis has more than 0 points and at least 1 interval, not {points} and {intervals}")
    chosen = options_of(options)
    _check_names(chosen, predictors, functions, names)
    model = model_of(coefficients, predictors, terms, interactions, without_intercept=chosen.center is not None)
    few = {name: own for name, predictor in predictors.items() if (own := few_values(predictor))}
    interact = {name: possible_values(name, given, predictors, terms) for name, given in chosen.interact.items()}
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
        if linear_predictor is None:
            low, high = _reach(model, predictors, planned, values, constant)
        else:
            low, high = linear_predictor[0] + shift, linear_predictor[1] + shift
        at = pretty(low, high, intervals)
    groups = sum(not axis.continuation for axis in planned)
    reached = to_points.points_per_unit * (max(at) - to_points.intercept)
    spread = None
    if chosen.levels:
        spread = spread_of(
            model, predictors, planned, values, tuple(coefficients), _intercept_name(model, chosen), chosen
        )
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
                points_at=_points_at(model, axis, lowest[axis.name], to_points),
                limits=_limits(predictors[axis.name]),
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
    options: NomogramOptions,
    predictors: Mapping[str, Predictor],
    functions: Mapping[str, Callable],
    names: Mapping[str, str],
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
        raise ValueError(
            f'two axes are called {", ".join(repeated)}: give them different names, or choose vnames="names"'
        )


def _check_known(option: str, chosen: Collection[str], known: Mapping[str, Any], what: str) -> None:
    if isinstance(chosen, str):
        raise ValueError(f"{option} needs a sequence of names, not {chosen!r}")
    unknown = [name for name in chosen if name not in known]
    if unknown:
        raise ValueError(f"{option} names {', '.join(unknown)}, which is no {what}: there are {', '.join(known)}")


def _effects(model: Model, axis: PlannedAxis, values: Sequence[Value]) -> np.ndarray:
    """What a predictor contributes together with those that it interacts with."""
    rows = {name: [value] * len(values) for name, value in axis.settings.items()}
    return model.effects({**rows, axis.name: values}, (axis.name, *axis.settings))


def _points_at(
    model: Model, axis: PlannedAxis, lowest: float, to_points: Conversion
) -> Optional[Callable[[float], float]]:
    """The points of any number on an axis; None of levels and scores, which have no others."""
    if isinstance(model.terms[axis.name], (Levels, Scored)):
        return None
    return lambda value: float((_effects(model, axis, (value,))[0] - lowest) * to_points.points_per_unit)


def _limits(predictor: Predictor) -> Optional[tuple[float, float]]:
    if isinstance(predictor, Categorical) or predictor.low is None or predictor.high is None:
        return None
    return predictor.low, predictor.high


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
        return -(options.center or 0.0), 0.0
    reference = _intercept(model, "intercept_ref", options.intercept_ref)
    constant = model.coefficients[_intercept_name(model, options)]
    return constant, constant - model.coefficients[reference]


def _intercept_name(model: Model, options: NomogramOptions) -> str:
    return _intercept(model, "kint", options.intercept_ref if options.kint is None else options.kint)


def _intercept(model: Model, option: str, number: int) -> str:
    if not 1 <= number <= len(model.intercepts):
        raise ValueError(
            f"{option} is {number}; the intercepts are 1 to {len(model.intercepts)}: {', '.join(model.intercepts)}"
        )
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
        limits = _limits(predictors[name])
        if limits is None:
            return tuple(values[name])
        low, high = limits
        inside = [value for value in values[name] if not isinstance(value, str) and low < value < high]
        return (low, *inside, high)

    lowest, highest = _ends(planned, [_effects(model, axis, within(axis.name)) for axis in planned])
    low = high = constant
    for name in lowest:
        low, high = low + lowest[name], high + highest[name]
    return low, high
