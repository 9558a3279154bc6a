"""A regression model as a nomogram needs it: terms, interactions and coefficients."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parity.statistics.nomogram.axes import Categorical, Predictor
from parity.statistics.nomogram.terms import Levels, Linear, Term, Value, interaction_columns, interaction_names
from parity.statistics.regression.design_matrix import INTERCEPT

_CUMULATIVE = "y>="
"""How the names of the intercepts of an ordinal model begin."""


@dataclass(frozen=True, slots=True)
class Model:
    """A regression model.

    Attributes
    ----------
    terms : mapping of str to Term
        By predictor, in the order of the model.
    interactions : tuple of tuple of str
        Predictors of each interaction; they follow the terms.
    intercepts : tuple of str
        Their names; none, one, or those of an ordinal model.
    coefficients : mapping of str to float
        By column, the intercepts first, then the terms and the interactions.
    """

    terms: Mapping[str, Term]
    interactions: tuple[tuple[str, ...], ...]
    intercepts: tuple[str, ...]
    coefficients: Mapping[str, float]

    def columns(self, values: Mapping[str, Sequence[Value]], predictors: Sequence[str]) -> np.ndarray:
        """The (n, k) columns of those terms and interactions whose predictors are all among `predictors`."""
        return np.column_stack(list(self._blocks(values, predictors).values()))

    def effects(self, values: Mapping[str, Sequence[Value]], predictors: Sequence[str]) -> np.ndarray:
        """The (n,) contribution of those terms and interactions to the linear predictor."""
        contributions = [
            block @ np.array([self.coefficients[name] for name in names])
            for names, block in self._blocks(values, predictors).items()
        ]
        return np.array([math.fsum(row) for row in zip(*contributions)])

    def _blocks(self, values: Mapping[str, Sequence[Value]], predictors: Sequence[str]) -> dict[tuple[str, ...], np.ndarray]:
        """The columns of each term and interaction, by their names."""
        columns = {name: self.terms[name].columns(values[name]) for name in self.terms if name in predictors}
        names = {name: self.terms[name].names(name) for name in columns}
        blocks = {names[name]: columns[name] for name in columns}
        for together in self.interactions:
            if all(name in columns for name in together):
                key = interaction_names([names[name] for name in together])
                blocks[key] = interaction_columns([columns[name] for name in together])
        return blocks


def term_names(
    predictors: Mapping[str, Predictor], terms: Mapping[str, Term] = {}, interactions: Sequence[Sequence[str]] = ()
) -> tuple[str, ...]:
    """The names of a model's coefficients after the intercept, in the order in which rms has them.

    Parameters
    ----------
    predictors : mapping of str to Numeric or Categorical
    terms : mapping of str to Term
        Of the predictors that are not linear; a categorical one has its levels.
    interactions : sequence of sequence of str
        Predictors of each interaction.
    """
    chosen = _terms(predictors, terms)
    names = {name: term.names(name) for name, term in chosen.items()}
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


def model_of(
    coefficients: Mapping[str, float],
    predictors: Mapping[str, Predictor],
    terms: Mapping[str, Term],
    interactions: Sequence[Sequence[str]],
    without_intercept: bool,
) -> Model:
    """The model that has these coefficients, and no other."""
    columns = term_names(predictors, terms, interactions)
    others = [name for name in coefficients if name not in columns]
    cumulative = len(others) > 1 and all(name.startswith(_CUMULATIVE) for name in others)
    intercepts = tuple(others) if cumulative else () if without_intercept else (INTERCEPT,)
    if not columns or set(coefficients) != {*intercepts, *columns}:
        needed = ", ".join((*intercepts, *columns))
        raise ValueError(f"the predictors have the terms {needed}; there are coefficients for {', '.join(coefficients)}")
    infinite = [name for name in coefficients if not math.isfinite(coefficients[name])]
    if infinite:
        raise ValueError(f"a coefficient is a finite number; that of {', '.join(infinite)} is not")
    ordered = {name: float(coefficients[name]) for name in (*intercepts, *columns)}
    return Model(_terms(predictors, terms), tuple(tuple(together) for together in interactions), intercepts, ordered)


def _terms(predictors: Mapping[str, Predictor], terms: Mapping[str, Term]) -> dict[str, Term]:
    wrong = [
        name
        for name, term in terms.items()
        if name not in predictors or isinstance(term, Levels) or isinstance(predictors[name], Categorical)
    ]
    if wrong:
        raise ValueError(f"a term is given for a numeric predictor; {', '.join(wrong)} is none")
    return {
        name: Levels(predictor.levels) if isinstance(predictor, Categorical) else terms.get(name, Linear())
        for name, predictor in predictors.items()
    }
