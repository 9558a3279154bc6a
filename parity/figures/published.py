"""The nomogram of a published formula: coefficients, and the ranges of the predictors, without any data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Optional

from parity.errors import InputError, listed, quoted, suggestion
from parity.graphics.geometry.nomogram.functions import with_functions
from parity.models.design import INTERCEPT
from parity.statistics.nomogram.axes import Categorical, Nomogram, Numeric, Predictor
from parity.statistics.nomogram.nomogram import nomogram

_INTERCEPTS = ("Intercept", "(Intercept)", "const", "Constant", "_cons")
"""What the constant is called by rms, by R and statsmodels, in tables, and by Stata."""

_SHAPES = {
    r".*\S\s*(?:\^|\*\*)\s*[\d.]+|I\(.*(?:\^|\*\*).*|poly?\(.*": "a power",
    r".*\S\s*[:*]\s*\S.*": "an interaction",
    r".*'+|(?:rcs|ns|bs|cr|cc|lsp)\(.*": "a part of a spline",
    r"(?:I|(?:np\.)?(?:log|log2|log10|log1p|ln|sqrt|exp))\(.*": "a function of a predictor",
}
"""How a name tells that its coefficient is not one predictor's own: in rms, in R and in patsy."""

Ranges = Mapping[str, Sequence[float]]
ValuesOf = Mapping[str, Sequence[Any]]


def nomogram_of_formula(
    coefficients: Mapping[str, float],
    ranges: Ranges,
    levels: ValuesOf,
    labels: Mapping[str, str],
    options: Mapping[str, Any],
) -> Nomogram:
    """The nomogram of coefficients as they are printed.

    Parameters
    ----------
    coefficients : mapping of str to float
        ``"Intercept"``, a name for each numeric predictor, ``"sex=male"`` or ``"sexmale"`` for each level but the
        reference.
    ranges : mapping of str to (low, high)
        What the axis of a numeric predictor covers.
    levels : mapping of str to sequence
        The levels of a predictor, the reference first; or the few values of a numeric one.
    labels : mapping of str to str
        Titles of the axes, where they are not the names.
    options : mapping
        Of the figure.
    """
    ranges = {str(name): ends for name, ends in ranges.items()}
    levels = {str(name): own for name, own in levels.items()}
    labels = {str(name): label for name, label in labels.items()}
    named = {
        INTERCEPT if name in _INTERCEPTS else str(name): _number(name, value) for name, value in coefficients.items()
    }
    if INTERCEPT not in named:
        step = 'give it as "Intercept"; a paper that has none leaves the risk unknown'
        raise InputError("the coefficients have no intercept", step=step)
    if len(named) == 1:
        raise InputError("a formula without predictors: it has nothing but an intercept", step="give one or more")
    predictors, renamed = _predictors(named, ranges, levels)
    _refuse_unknown("labels", labels, predictors)
    try:
        return nomogram(renamed, predictors, names=labels, **with_functions(options))
    except ValueError as error:
        raise InputError(str(error)) from None


def _predictors(
    coefficients: Mapping[str, float], ranges: Ranges, levels: ValuesOf
) -> tuple[dict[str, Predictor], dict[str, float]]:
    """The predictors in the order of their coefficients, and these by the names of the terms."""
    predictors: dict[str, Predictor] = {}
    terms: dict[str, float] = {}
    for name, value in coefficients.items():
        if name == INTERCEPT:
            terms[name] = value
            continue
        factor = _factor(name, levels)
        if factor is not None:
            predictors.setdefault(factor[0], Categorical(tuple(map(str, levels[factor[0]]))))
            terms["=".join(factor)] = value
        else:
            if name not in ranges and name not in levels:
                for option, given in (("ranges", ranges), ("levels", levels)):
                    _refuse_unknown(option, given, coefficients)
            predictors[name] = _numeric(name, ranges.get(name), levels.get(name), coefficients)
            terms[name] = value
    for option, given in (("ranges", ranges), ("levels", levels)):
        _refuse_unknown(option, given, predictors)
    for name, predictor in predictors.items():
        if isinstance(predictor, Categorical):
            without = [level for level in predictor.levels[1:] if f"{name}={level}" not in terms]
            if without:
                step = f"the first of its levels is the reference; name it first, {listed(predictor.levels)}"
                raise InputError(f"there is no coefficient of {listed(without)}", column=name, step=step)
    return predictors, terms


def _refuse_shapes(name: str, predictor: str) -> None:
    """A nomogram has one axis for a predictor, whatever number of coefficients it has, alone or with others."""
    for shape, what in _SHAPES.items():
        if re.fullmatch(shape, predictor, re.DOTALL):
            study = 'splines, interactions and powers need a study: parity.study(..., formula="y ~ rcs(age, 4) * sex")'
            own = "its axis is that of the values as they enter: give them a name, such as 'log age', and their range"
            raise InputError(f"is {what}", column=name, step=own if "function" in what else study)


def _factor(name: str, levels: ValuesOf) -> Optional[tuple[str, str]]:
    """The predictor and the level that a coefficient is of: ``sex=male``, ``sex[T.male]``, ``sexmale``."""
    for predictor, own in levels.items():
        for level in map(str, own):
            if name in (f"{predictor}={level}", f"{predictor}[T.{level}]", f"{predictor}{level}"):
                _refuse_shapes(name, predictor)
                return predictor, level
    _refuse_shapes(name, name)
    said = re.fullmatch(r"(?s)(.+?)(?:=(.+)|\[T\.(.+)\])", name)
    if said is None:
        return None
    predictor, level = said[1], said[2] or said[3]
    if predictor in levels:
        step = f"its levels are {listed(map(str, levels[predictor]))}"
        raise InputError(f"{quoted(level)} is no level", column=predictor, step=step)
    step = f'name them, the reference first: levels={{"{predictor}": ("…", "{level}")}}'
    raise InputError("its levels are not known", column=predictor, step=step)


def _numeric(
    name: str, ends: Optional[Sequence[float]], values: Optional[Sequence[Any]], coefficients: Mapping[str, float]
) -> Numeric:
    if values is not None:
        if ends is not None:
            raise InputError("has a range and levels", column=name, step="give one of them")
        if any(isinstance(value, str) for value in values):
            found = [f"{name}={value}" for value in values[1:]]
            step = f"those of levels are called {listed(found)}; there is {listed(coefficients)}"
            raise InputError("has levels, and a coefficient of a number", column=name, step=step)
        few = sorted(_number(name, value) for value in values)
        return Numeric(few[0], few[-1], tuple(few))
    if ends is None:
        step = f'give ranges={{"{name}": (low, high)}}, or levels={{"{name}": (0, 1)}} for a tick at each value'
        raise InputError("has no range", column=name, step=step)
    if isinstance(ends, str) or not hasattr(ends, "__len__") or len(ends) != 2:
        step = f'write "{name}": (low, high); levels= has values with a tick at each'
        raise InputError("a range has two ends", column=name, step=step)
    try:
        return Numeric(_number(name, ends[0]), _number(name, ends[1]))
    except ValueError as error:
        raise InputError(str(error), column=name) from None


def _number(name: object, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise InputError(f"{quoted(str(value))} is no number", column=str(name)) from None


def _refuse_unknown(option: str, given: Mapping[str, Any], predictors: Mapping[str, Any]) -> None:
    for name in given:
        if name not in predictors:
            rule = f"{option} names {quoted(name)}, which is no predictor of the formula"
            raise InputError(rule, step=suggestion(name, predictors))
