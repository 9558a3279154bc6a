"""How far rounding may move the numbers of a nomogram whose model is fitted on the columns as they are."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from parity.checks.as_typed.model_rounding import of_solving
from parity.checks.nomogram.rounding import extent, rounding
from parity.checks.regression.rounding import as_given
from parity.data.cohort import Column, Factor
from parity.models.design import design_matrix
from parity.statistics.once import once

_POINTS = 100.0


@once
def of_fit(
    outcome: np.ndarray, predictors: Mapping[str, Column], coefficients: np.ndarray, linear_predictor: np.ndarray
) -> Mapping[str, float | np.ndarray]:
    """Of a nomogram, to first order, each coefficient moving by its own bound, beside the rounding of fixed ones.

    Notes
    -----
    A coefficient that moves by e moves the width of its axis by e times the range of its column. Relative to the widest
    axis that is how much the points of a unit move, and points by twice that. The intercept moves by the sum of e times
    the largest value of each column, and a scale by that and by what moves the unit.
    """
    fixed = rounding(predictors, coefficients, linear_predictor)
    moved = np.asarray(as_given(outcome, predictors, 0.95)["coefficients"]) + of_solving(outcome, predictors)[0]
    columns = np.abs(design_matrix(predictors).values).max(axis=0)
    per_unit, reach = extent(predictors, coefficients, linear_predictor)
    relative = float((moved[1:] * _ranges(predictors)).max()) * per_unit / _POINTS
    intercept = float((moved * columns).sum())
    scales = per_unit * intercept + 2 * reach * relative
    return {
        "points": fixed.points + 4 * _POINTS * relative,
        "linear_predictor_points": fixed.linear_predictor_points + scales,
        "risk_points": fixed.risk_points + scales,
        "points_per_unit": fixed.points_per_unit + 2 * per_unit * relative,
        "intercept": fixed.intercept + 2 * intercept,
    }


def _ranges(predictors: Mapping[str, Column]) -> np.ndarray:
    """How far an axis reaches, for each column of the design but the constant; a step beyond the values at most."""
    found: list[float] = []
    for column in predictors.values():
        found += [1.0] * (len(column.levels) - 1) if isinstance(column, Factor) else [2 * float(np.ptp(column))]
    return np.array(found)
