"""How far rounding may move the numbers of a nomogram whose model is fitted on the columns as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Optional

import numpy as np

from parity.checks.as_typed.model_rounding import of_solving
from parity.checks.nomogram.contributions import columns_of_axes
from parity.checks.nomogram.rounding import extent, rounding
from parity.checks.regression.rounding import as_given
from parity.data.cohort import Column, Factor
from parity.data.formula import Formula
from parity.models.design import design_matrix
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
    A coefficient that moves by e moves the width of its axis by e times the range of its column; where contributions
    are sums, of the columns of a spline or of an interaction, by the sum of these. Relative to the widest axis that is
    how much the points of a unit move, and points by twice that. The intercept moves by the sum of e times the largest
    value of each column, and a scale by that and by what moves the unit.
    """
    fixed = rounding(predictors, coefficients, linear_predictor, formula, shown_at)
    moved = np.asarray(as_given(outcome, predictors, 0.95, formula)["coefficients"])
    moved = moved + of_solving(outcome, predictors, formula)[0]
    width, intercept = _of_axes(moved, predictors, formula, shown_at)
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


def _of_axes(
    moved: np.ndarray,
    predictors: Mapping[str, Column],
    formula: Optional[Formula],
    shown_at: Mapping[str, Sequence[float]],
) -> tuple[float, float]:
    """What coefficients that move do to the width of an axis at most, and to the intercept."""
    if formula is None or formula.is_of_main_effects:
        largest = np.abs(design_matrix(predictors).values).max(axis=0)
        return float((moved[1:] * _ranges(predictors)).max()), float((moved * largest).sum())
    axes = columns_of_axes(predictors, formula, shown_at)
    widths = [float(moved[axis.own] @ np.ptp(axis.values, axis=0)) for axis in axes]
    largest = [float(moved[axis.own] @ np.abs(axis.values).max(axis=0)) for axis in axes]
    return max(widths), float(moved[0]) + sum(largest)


def _ranges(predictors: Mapping[str, Column]) -> np.ndarray:
    """How far an axis reaches, for each column of the design but the constant; a step beyond the values at most."""
    found: list[float] = []
    for column in predictors.values():
        found += [1.0] * (len(column.levels) - 1) if isinstance(column, Factor) else [2 * float(np.ptp(column))]
    return np.array(found)
