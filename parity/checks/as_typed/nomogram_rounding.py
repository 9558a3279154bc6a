"""How far rounding may move the numbers of a nomogram whose model is fitted on the columns as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Optional

import numpy as np

from parity.checks.as_typed.model_rounding import of_solving_for
from parity.checks.nomogram.contributions import columns_of_axes
from parity.checks.nomogram.rounding import extent, rounding
from parity.checks.regression.rounding import combinations_as_given
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.once import once

_POINTS = 100.0


@once
def of_fit(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    coefficients: np.ndarray,
    linear_predictor: np.ndarray,
    formula: Optional[Formula] = None,
    shown_at: Mapping[str, Sequence[float]] = {},
) -> Mapping[str, float | np.ndarray]:
    """Of a nomogram, to first order, each coefficient moving by its own bound, beside the rounding of fixed ones.

    Notes
    -----
    What moves a difference of two contributions on an axis, relative to the widest axis, is how much the points of a
    unit move, and points by twice that. The intercept moves by what the sum of the constant and of the smallest
    contribution of each axis moves by, and a scale by that and by what moves the unit.
    """
    fixed = rounding(predictors, coefficients, linear_predictor, formula, shown_at)
    width, intercept = _moved(outcome, predictors, coefficients, formula, shown_at)
    per_unit, reach = extent(predictors, coefficients, linear_predictor, formula, shown_at)
    relative = width * per_unit / _POINTS
    scales = per_unit * intercept + 2 * reach * relative
    return {
        "points": fixed.points + 4 * _POINTS * relative,
        "linear_predictor_points": fixed.linear_predictor_points + scales,
        "risk_points": fixed.risk_points + scales,
        "points_per_unit": fixed.points_per_unit + 2 * per_unit * relative,
        "intercept": fixed.intercept + 2 * intercept,
    }


def _moved(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    coefficients: np.ndarray,
    formula: Optional[Formula],
    shown_at: Mapping[str, Sequence[float]],
) -> tuple[float, float]:
    """How far a difference of two contributions on an axis, and the intercept, move with the coefficients at most."""
    axes = columns_of_axes(predictors, formula or Formula.of_main_effects(list(predictors)), shown_at)
    smallest = np.zeros((1, len(coefficients)))
    smallest[0, 0] = 1.0
    differences = []
    for axis in axes:
        smallest[0, axis.own] = axis.values[np.argmin(axis.values @ coefficients[axis.own])]
        found = np.zeros((len(axis.values), len(coefficients)))
        found[:, axis.own] = axis.values - axis.values[0]
        differences.append(found[found.any(axis=1)])
    combinations = np.vstack([smallest, *differences])
    moved = combinations_as_given(outcome, predictors, combinations, formula)
    moved = moved + of_solving_for(outcome, predictors, combinations, formula)
    return 2 * float(moved[1:].max()), float(moved[0])
