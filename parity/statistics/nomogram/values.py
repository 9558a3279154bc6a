"""The values that predictors have on a nomogram: on their own axis, and while others are looked at."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Optional

import numpy as np

from parity.models.numbers import Number, pretty
from parity.models.terms import Scored, Term, Value
from parity.statistics.nomogram.axes import Categorical, Predictor
from parity.statistics.nomogram.options import NomogramOptions


def few_values(predictor: Predictor) -> tuple[Value, ...]:
    """The values of a predictor that has few; of another, none."""
    if isinstance(predictor, Categorical):
        return predictor.levels
    return predictor.values


def as_number(what: str, value: Any) -> Number:
    """A number as an int or a float of Python, which are written differently: 200000 and 2e+05."""
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return int(value)
    if isinstance(value, (float, np.floating)) and math.isfinite(value):
        return float(value)
    raise ValueError(f"{what} needs finite numbers, not {value!r}")


def as_numbers(option: str, values: Optional[Sequence[Number]]) -> Optional[tuple[Number, ...]]:
    """The numbers of an option that may be left out."""
    if values is None:
        return None
    if np.ndim(values) == 0 or not len(values):
        raise ValueError(f"{option} needs a sequence of numbers, not {values!r}")
    return tuple(as_number(option, value) for value in values)


def possible_values(
    name: str, values: Sequence[Value], predictors: Mapping[str, Predictor], terms: Mapping[str, Term]
) -> tuple[Value, ...]:
    """Values that a predictor can have."""
    predictor, term = predictors[name], terms.get(name)
    if np.ndim(values) == 0 or not len(values):
        raise ValueError(f"{name!r} needs a sequence of values, not {values!r}")
    if not isinstance(predictor, Categorical):
        values = tuple(as_number(repr(name), value) for value in values)
    possible = (
        predictor.levels if isinstance(predictor, Categorical) else term.scores if isinstance(term, Scored) else values
    )
    wrong = [value for value in values if value not in possible]
    if wrong:
        known = ", ".join(map(str, possible))
        raise ValueError(f"{name!r} has no level {', '.join(map(str, wrong))}: its levels are {known}")
    return tuple(values)


def axis_values(
    name: str, predictors: Mapping[str, Predictor], terms: Mapping[str, Term], options: NomogramOptions, intervals: int
) -> tuple[Value, ...]:
    """The values that the axis of a predictor shows: those chosen, all of few, or round ones around its range."""
    predictor, term = predictors[name], terms.get(name)
    chosen = options.axis_values(name)
    if chosen is not None:
        return possible_values(name, chosen, predictors, terms)
    if isinstance(term, Scored):
        return term.scores
    if few := few_values(predictor):
        return few
    if isinstance(predictor, Categorical) or predictor.low is None or predictor.high is None:
        cure = f"give it one, Numeric(low, high), or the values of its axis, settings={{{name!r}: (...)}}"
        raise ValueError(f"{name!r} has no range: {cure}")
    return pretty(predictor.low, predictor.high, intervals)


def adjusted_to(
    name: str, predictors: Mapping[str, Predictor], terms: Mapping[str, Term], options: NomogramOptions
) -> Value:
    """The value of a predictor on the axes of others that it does not interact with."""
    chosen = options.adjusted_to(name)
    value = predictors[name].adjust_to if chosen is None else chosen
    if value is None:
        raise ValueError(f"conf_int needs a value of {name!r} on the axes of others: give it, adj_to={{{name!r}: ...}}")
    return possible_values(name, (value,), predictors, terms)[0]
