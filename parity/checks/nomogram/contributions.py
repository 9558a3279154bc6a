"""How large the contributions are that make the axes of a nomogram, for bounds of their rounding."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.checks.regression.column_sizes import column_sizes
from parity.data.cohort import Column, Factor
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.models.numbers import pretty
from parity.statistics.nomogram.axes import FEW_VALUES
from parity.statistics.nomogram.interactions import related_predictors

INTERVALS = 10


@dataclass(frozen=True, slots=True)
class Contributions:
    """Of an axis, the largest contribution, the smallest one, and how far the extreme ones lie apart.

    Attributes
    ----------
    largest : float
        The terms of which it is a sum, where there are several, without their signs.
    lowest, width : float
    beyond : float
        How much lower it may be than `lowest`: an axis reaches one step beyond its predictor's values at most, which is
        less than their range.
    """

    largest: float
    lowest: float
    width: float
    beyond: float = 0.0


def contributions(
    predictors: Mapping[str, Column],
    coefficients: np.ndarray,
    formula: Optional[Formula] = None,
    shown_at: Mapping[str, Sequence[float]] = {},
) -> list[Contributions]:
    """Of each axis; where predictors interact, of the axes that show them together.

    Parameters
    ----------
    predictors : mapping of str to (n,) float array or Factor
    coefficients : (p,) float array
        Intercept first.
    formula : Formula or None
    shown_at : mapping of str to sequence of float
        Values at which predictors are set while others are shown.
    """
    if formula is None or formula.is_of_main_effects:
        return _of_main_effects(predictors, coefficients.tolist())
    return [
        _of_columns(columns.values @ coefficients[columns.own], columns.sizes @ np.abs(coefficients[columns.own]))
        for columns in columns_of_axes(predictors, formula, shown_at)
    ]


@dataclass(frozen=True, slots=True)
class AxisColumns:
    """The columns of a design of which the contributions on an axis are made, at every combination of the values that
    the axis has, and the axes that show the same predictors together.

    Attributes
    ----------
    own : (k,) int array
        The places of these columns in the design.
    values, sizes : (m, k) float arrays
        And what their rounding is in proportion to.
    """

    own: np.ndarray
    values: np.ndarray
    sizes: np.ndarray


def columns_of_axes(
    predictors: Mapping[str, Column], formula: Formula, shown_at: Mapping[str, Sequence[float]]
) -> list[AxisColumns]:
    """Of each predictor, or of those that interact."""
    related = related_predictors(formula.predictors, formula.interactions)
    groups = list(dict.fromkeys(frozenset((name, *others)) for name, others in related.items()))
    return [_of_group(predictors, formula, shown_at, group) for group in groups]


def _of_columns(effects: np.ndarray, sizes: np.ndarray) -> Contributions:
    return Contributions(float(sizes.max()), float(effects.min()), float(np.ptp(effects)))


def _of_main_effects(predictors: Mapping[str, Column], coefficients: list[float]) -> list[Contributions]:
    """The columns of a factor are its levels but the first, that of a number the number."""
    axes, place = [], 1
    for column in predictors.values():
        count = len(column.levels) - 1 if isinstance(column, Factor) else 1
        own, place = coefficients[place : place + count], place + count
        if isinstance(column, Factor):
            width = max(0.0, *own) - min(0.0, *own)
            axes.append(Contributions(max(abs(slope) for slope in own), min(0.0, *own), width, width))
            continue
        ends = sorted((own[0] * float(column.min()), own[0] * float(column.max())))
        width = ends[1] - ends[0]
        axes.append(Contributions(max(abs(end) for end in ends) + width, ends[0], width, width))
    return axes


def _of_group(
    predictors: Mapping[str, Column], formula: Formula, shown_at: Mapping[str, Sequence[float]], group: frozenset[str]
) -> AxisColumns:
    """At every combination of the values that an axis of the group has: those at which all others are at their own
    smallest value do not count, so that theirs are no part of it."""
    names = [name for name in formula.predictors if name in group]
    combinations = list(itertools.product(*(_values(predictors[name], shown_at.get(name)) for name in names)))
    patients: dict[str, Column] = {
        name: _repeated(column, len(combinations)) for name, column in predictors.items() if name not in group
    }
    for name, values in zip(names, zip(*combinations)):
        column = predictors[name]
        patients[name] = (
            Factor(np.array(values, dtype=int), column.levels)
            if isinstance(column, Factor)
            else np.array(values, dtype=float)
        )
    own = _own_columns(formula, predictors, group)
    values = model_matrix(formula, predictors, patients).values[:, own]
    return AxisColumns(own, values, column_sizes(formula, predictors, patients)[:, own])


def _repeated(column: Column, count: int) -> Column:
    """The first patient's value, as often as it is needed."""
    first = np.zeros(count, dtype=int)
    return column.rows(first) if isinstance(column, Factor) else column[first]


def _own_columns(formula: Formula, predictors: Mapping[str, Column], group: frozenset[str]) -> np.ndarray:
    """The places of the columns in which only predictors of the group are."""
    alone = Formula({name: entry for name, entry in formula.entries.items() if name in group}, tuple(
        together for together in formula.interactions if set(together) <= group
    ))  # fmt: skip
    names = model_matrix(formula, predictors).terms
    wanted = model_matrix(alone, {name: predictors[name] for name in alone.predictors}).terms[1:]
    return np.array([names.index(name) for name in wanted])


def _values(column: Column, chosen: Optional[Sequence[float]]) -> Sequence[float]:
    if isinstance(column, Factor):
        return range(len(column.levels))
    if chosen is not None:
        return chosen
    distinct = np.unique(column)
    if len(distinct) <= FEW_VALUES:
        return distinct.tolist()
    return pretty(float(distinct[0]), float(distinct[-1]), INTERVALS)
