"""Confidence bars of a model's nomogram."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parity.statistics.nomogram.axes import Bars, Predictor
from parity.statistics.nomogram.confidence import of_all, of_tenths, standard_errors
from parity.statistics.nomogram.interactions import PlannedAxis
from parity.statistics.nomogram.model import Model
from parity.statistics.nomogram.options import ALL, NomogramOptions
from parity.statistics.nomogram.scales import Conversion
from parity.models.terms import Value
from parity.statistics.nomogram.values import adjusted_to


@dataclass(frozen=True, slots=True)
class Spread:
    """Of every axis, the linear predictors at its ticks and their standard errors."""

    linear_predictors: tuple[np.ndarray, ...]
    errors: tuple[np.ndarray, ...]


def spread_of(
    model: Model,
    predictors: Mapping[str, Predictor],
    planned: Sequence[PlannedAxis],
    values: Mapping[str, Sequence[Value]],
    coefficients: Sequence[str],
    intercept: str,
    options: NomogramOptions,
) -> Spread:
    """Linear predictors with every predictor that an axis does not speak of at its adjust-to value, and their standard
    errors.

    Parameters
    ----------
    model : Model
    predictors : mapping of str to Numeric or Categorical
    planned : sequence of PlannedAxis
    values : mapping of str to sequence
        Of the axis of each predictor.
    coefficients : sequence of str
        The names of the rows and columns of the covariance matrix.
    intercept : str
        The one that linear predictors have.
    options : NomogramOptions
    """
    covariance = np.asarray(options.covariance, dtype=float) if options.covariance is not None else None
    if covariance is None or covariance.shape != (len(coefficients), len(coefficients)):
        raise ValueError(
            f"conf_int needs the covariance matrix of the {len(coefficients)} coefficients, covariance=(...)"
        )
    if not model.intercepts:
        raise ValueError(
            "conf_int needs a model with an intercept: without one, standard errors depend on the means of the data"
        )
    used = [intercept, *(name for name in model.coefficients if name not in model.intercepts)]
    places = [coefficients.index(name) for name in used]
    weights = np.array([model.coefficients[name] for name in used])
    adjusted = {name: adjusted_to(name, predictors, model.terms, options) for name in predictors}
    columns = []
    for axis in planned:
        count = len(values[axis.name])
        rows = {name: [value] * count for name, value in {**adjusted, **axis.settings}.items()}
        terms = model.columns({**rows, axis.name: values[axis.name]}, tuple(predictors))
        columns.append(np.column_stack([np.ones(count), terms]))
    return Spread(
        tuple(np.array([math.fsum(row) for row in rows * weights]) for rows in columns),
        tuple(standard_errors(rows, covariance[np.ix_(places, places)]) for rows in columns),
    )


def bars_of(spread: Spread, to_points: Conversion, which: str) -> Bars:
    """The bars of the linear predictor: of every tick, or of each tenth of them."""
    linear_predictors, errors = np.concatenate(spread.linear_predictors), np.concatenate(spread.errors)
    chosen, many = of_all(linear_predictors, errors) if which == ALL else (of_tenths(linear_predictors, errors), False)
    return Bars(to_points.points(chosen.linear_predictor), to_points.points_per_unit * chosen.standard_error, many)
