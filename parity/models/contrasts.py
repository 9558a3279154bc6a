"""Pairs of patients between whom a model's effects are told: at quartiles, or at two levels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from parity.data.cohort import Column, Factor
from parity.data.formula import Formula
from parity.models.model_matrix import all_terms


def contrasts(
    predictors: Mapping[str, Column], formula: Optional[Formula] = None
) -> tuple[tuple[str, ...], dict[str, Column]]:
    """What each effect is called, and the two patients between whom it is, one after the other: numbers first, then
    factors."""
    ordered = {name: predictors[name] for name in all_terms(formula, predictors)}
    usual = {name: usual_value(column) for name, column in ordered.items()}
    pairs: list[tuple[str, str, tuple[float, float]]] = []
    for name, column in ordered.items():
        if not isinstance(column, Factor):
            pairs.append((name, name, quartiles(column)))
    for name, column in ordered.items():
        if isinstance(column, Factor):
            reference = int(usual[name])
            others = [code for code in range(len(column.levels)) if code != reference]
            against = column.levels[reference]
            pairs += [(f"{name}: {column.levels[code]} against {against}", name, (reference, code)) for code in others]
    patients: dict[str, Column] = {}
    for name, column in ordered.items():
        values = np.array([between if at == name else [usual[name]] * 2 for _, at, between in pairs]).ravel()
        patients[name] = Factor(values.astype(int), column.levels) if isinstance(column, Factor) else values
    return tuple(title for title, _, _ in pairs), patients


def quartiles(column: np.ndarray) -> tuple[float, float]:
    """Between which the effect of a number is taken."""
    low, high = np.quantile(column, [0.25, 0.75])
    if low == high or len(np.unique(column)) < 4:
        return float(column.min()), float(column.max())
    return float(low), float(high)


def usual_value(column: Column) -> float:
    """At which others are taken: the median, of three values the middle one, of two the lower; a factor's most frequent
    code."""
    if isinstance(column, Factor):
        return float(np.bincount(column.codes, minlength=len(column.levels)).argmax())
    distinct = np.unique(column)
    return float(distinct[(len(distinct) - 1) // 2] if len(distinct) < 4 else np.median(column))
