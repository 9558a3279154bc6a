"""The predictors of a model as scores, whose areas are compared."""

from __future__ import annotations

from typing import Any

import numpy as np

from parity.data.cohort import Column, Factor
from parity.statistics.discrimination.placements import placements


def score(column: Column) -> np.ndarray:
    """The values of a predictor; 0 and 1 of a factor of two levels."""
    return np.asarray(column.codes if isinstance(column, Factor) else column, dtype=float)


def without_order(name: str, column: Column) -> str:
    """That a predictor has more levels than two, which have no order; empty where it is a score."""
    if isinstance(column, Factor) and len(column.levels) > 2:
        return f"{name} has {len(column.levels)} levels, which have no order"
    return ""


def is_upward(outcome: np.ndarray, values: np.ndarray) -> bool:
    """Whether a score has an area of at least a half."""
    return placements(outcome, values).surplus >= 0


def turned(outcome: np.ndarray, values: np.ndarray) -> np.ndarray:
    """A score, its sign turned where its area would be below a half."""
    return values if is_upward(outcome, values) else -values


def places_alike(outcome: np.ndarray, one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two scores have the same placements: then they have one curve."""
    first, second = placements(outcome, one), placements(outcome, other)
    return np.array_equal(first.of_cases, second.of_cases) and np.array_equal(first.of_controls, second.of_controls)


def scores_of(sample: Any) -> dict[str, np.ndarray]:
    """The predictors of a sample that have an order and not the curve of the model, turned; of models their risks."""
    if sample.others:
        return dict(sample.others)
    found = {
        name: turned(sample.outcome, score(column))
        for name, column in sample.predictors.items()
        if not without_order(name, column)
    }
    return {name: one for name, one in found.items() if not places_alike(sample.outcome, sample.risk, one)}
