"""The columns of a model that a formula describes, of which the development sample decides levels and knots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

from parity.data.cohort import Column, Factor
from parity.data.formula import Entry, Formula, Shape
from parity.models.design import DesignMatrix, design_matrix, levels_of, terms_of
from parity.models.knots import default_knots
from parity.models.terms import LinearSpline, Polynomial, RestrictedCubicSpline, Term


def model_matrix(
    formula: Optional[Formula], predictors: Mapping[str, Column], patients: Optional[Mapping[str, Column]] = None
) -> DesignMatrix:
    """The design matrix of a model.

    Parameters
    ----------
    formula : Formula or None
        None: every predictor as it is.
    predictors : mapping of str to (m,) float array or Factor
        Of the development sample.
    patients : mapping of str to (n,) float array or Factor, or None
        Whose columns are wanted, with the knots of the development sample; by default those of this sample itself.

    Raises
    ------
    ValueError
        As of `parity.models.design.design_matrix` and `parity.models.knots.default_knots`.
    """
    wanted = predictors if patients is None else patients
    if formula is None:
        return design_matrix(wanted)
    ordered = {name: wanted[name] for name in formula.predictors}
    return design_matrix(ordered, shaped_terms(formula, predictors), formula.interactions)


def shaped_terms(formula: Formula, predictors: Mapping[str, Column]) -> dict[str, Term]:
    """The terms of the predictors that a formula does not take as they are."""
    shaped = {name: entry for name, entry in formula.entries.items() if entry.needs_numbers}
    return {name: _term(name, entry, predictors[name]) for name, entry in shaped.items()}


def all_terms(formula: Optional[Formula], predictors: Mapping[str, Column]) -> dict[str, Term]:
    """The term of every predictor, in the order of the model."""
    if formula is None:
        return terms_of(levels_of(predictors))
    ordered = {name: predictors[name] for name in formula.predictors}
    return terms_of(levels_of(ordered), shaped_terms(formula, predictors))


def _term(name: str, entry: Entry, column: Column) -> Term:
    if not isinstance(column, Factor):
        if entry.shape is Shape.POLYNOMIAL and entry.number is not None:
            return Polynomial(entry.number)
        if entry.shape is Shape.LINEAR_SPLINE:
            return LinearSpline(entry.knots)
        if entry.shape is Shape.RESTRICTED_CUBIC_SPLINE:
            return RestrictedCubicSpline(entry.knots or default_knots(column, entry.number or 0))
    raise ValueError(f"{entry.written(name)} needs numbers")
