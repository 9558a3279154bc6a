"""The design matrix: the columns of a model's terms and interactions, and their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.data.cohort import Column, Factor
from parity.models.terms import Levels, Linear, Term, Values, interaction_columns, interaction_names

INTERCEPT = "Intercept"
Interactions = Sequence[Sequence[str]]
"""The predictors of each interaction; they follow the terms."""


@dataclass(frozen=True, slots=True)
class DesignMatrix:
    """The columns that the coefficients multiply.

    Attributes
    ----------
    values : (n, p) float array
        The intercept's column of ones first; each column lies in one piece.
    terms : (p,) tuple of str
        One name a column: ``"Intercept"``, ``"age"``, ``"sex=male"``.
    """

    values: np.ndarray
    terms: tuple[str, ...]


def design_matrix(
    predictors: Mapping[str, Column], terms: Mapping[str, Term] = {}, interactions: Interactions = ()
) -> DesignMatrix:
    """The design matrix of a model with an intercept.

    Parameters
    ----------
    predictors : mapping of str to (n,) float array or Factor
        In the order of the model; at least one.
    terms : mapping of str to Term
        Of the numeric predictors that are not linear.
    interactions : sequence of sequence of str
        The predictors of each interaction.

    Returns
    -------
    DesignMatrix

    Notes
    -----
    Treatment contrasts: a factor has one indicator for each level but its first, named ``predictor=level``. Every
    level has its column whether or not it occurs in the data, so that cohorts with the same levels have the same
    columns.

    Raises
    ------
    ValueError
        Without predictors, on a predictor that is not one-dimensional or not finite, on unequal lengths, on a code that
        is no level, on two columns of one name.
    """
    if not predictors:
        raise ValueError("a model needs at least one predictor")
    chosen = terms_of(levels_of(predictors), terms)
    names = (INTERCEPT, *term_names(chosen, interactions))
    if INTERCEPT in names[1:]:
        raise ValueError(f"a predictor is called {INTERCEPT!r}, as the constant is: rename it")
    checked = {name: _checked(name, column) for name, column in predictors.items()}
    lengths = {len(column.codes) if isinstance(column, Factor) else len(column) for column in checked.values()}
    if len(lengths) != 1:
        raise ValueError(f"the predictors have different lengths: {', '.join(map(str, sorted(lengths)))}")
    values = np.empty((lengths.pop(), len(names)), order="F")
    values[:, 0] = 1.0
    filled = 1
    for block in term_columns(chosen, checked, interactions).values():
        values[:, filled : filled + block.shape[1]] = block
        filled += block.shape[1]
    finite = np.isfinite(values).all(axis=0)
    if not finite.all():
        raise ValueError(f"the column {names[int(np.argmin(finite))]!r} is not finite: its numbers are too large")
    return DesignMatrix(values, names)


def levels_of(predictors: Mapping[str, Column]) -> dict[str, Optional[tuple[str, ...]]]:
    """The levels of the factors among the columns; None of a number."""
    return {name: column.levels if isinstance(column, Factor) else None for name, column in predictors.items()}


def terms_of(levels: Mapping[str, Optional[Sequence[str]]], terms: Mapping[str, Term] = {}) -> dict[str, Term]:
    """The term of every predictor: its levels, the one given for it, or the number itself.

    Parameters
    ----------
    levels : mapping of str to sequence of str or None
        By predictor, in the order of the model; None: it is a number.
    terms : mapping of str to Term
        Of the numeric predictors that are not linear.
    """
    wrong = [name for name, term in terms.items() if levels.get(name, ()) is not None or isinstance(term, Levels)]
    if wrong:
        raise ValueError(f"a term is given for a numeric predictor; {', '.join(wrong)} is none")
    linear = Linear()
    return {name: terms.get(name, linear) if own is None else Levels(tuple(own)) for name, own in levels.items()}


def term_names(terms: Mapping[str, Term], interactions: Interactions = ()) -> tuple[str, ...]:
    """The names of the columns after the intercept, in the order in which rms has them.

    Parameters
    ----------
    terms : mapping of str to Term
        Of all predictors, in the order of the model.
    interactions : sequence of sequence of str
        The predictors of each interaction.

    Raises
    ------
    ValueError
        Where an interaction is not of two or more of the predictors, or two columns have one name.
    """
    names = {name: term.names(name) for name, term in terms.items()}
    found = [column for columns in names.values() for column in columns]
    for together in interactions:
        unknown = [name for name in together if name not in names]
        if unknown or len(set(together)) < 2 or len(set(together)) < len(together):
            rule = f"an interaction is of two or more of the predictors {', '.join(names)}"
            raise ValueError(f"{rule}, not of {', '.join(together)}")
        found += interaction_names([names[name] for name in together])
    repeated = sorted({name for name in found if found.count(name) > 1})
    if repeated:
        raise ValueError(f"two terms are called {', '.join(repeated)}: rename a predictor, or name an interaction once")
    return tuple(found)


def term_columns(
    terms: Mapping[str, Term], values: Mapping[str, Values], interactions: Interactions = ()
) -> dict[tuple[str, ...], np.ndarray]:
    """The columns of the terms and interactions all of whose predictors have values, by their names.

    Parameters
    ----------
    terms : mapping of str to Term
        In the order of the model.
    values : mapping of str to n values
        Of all predictors or of some.
    interactions : sequence of sequence of str
        The predictors of each interaction.

    Returns
    -------
    dict of tuple of str to (n, k) float array
        One block a term or interaction, those of terms first.
    """
    columns = {name: term.columns(values[name]) for name, term in terms.items() if name in values}
    names = {name: terms[name].names(name) for name in columns}
    blocks = {names[name]: columns[name] for name in columns}
    for together in interactions:
        if all(name in columns for name in together):
            products = interaction_columns([columns[name] for name in together])
            blocks[interaction_names([names[name] for name in together])] = products
    return blocks


def _checked(name: str, column: Column) -> Column:
    if isinstance(column, Factor):
        codes = np.asarray(column.codes)
        if len(column.levels) < 2:
            raise ValueError(f"factor {name!r} needs at least two levels")
        if codes.ndim != 1 or np.any((codes < 0) | (codes >= len(column.levels))):
            raise ValueError(f"factor {name!r} has a code outside its {len(column.levels)} levels")
        return column
    values = np.asarray(column, dtype=float)
    if values.ndim != 1 or not np.all(np.isfinite(values)):
        raise ValueError(f"predictor {name!r} is not one finite number a patient")
    return values
