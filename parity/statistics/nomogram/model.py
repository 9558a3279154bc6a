"""A regression model as a nomogram needs it: terms, interactions and coefficients."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parity.models.design import INTERCEPT, term_columns, term_names, terms_of
from parity.models.terms import Term, Value
from parity.statistics.nomogram.axes import Categorical, Predictor

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
        chosen = {name: values[name] for name in predictors}
        return np.column_stack(list(term_columns(self.terms, chosen, self.interactions).values()))

    def effects(self, values: Mapping[str, Sequence[Value]], predictors: Sequence[str]) -> np.ndarray:
        """The (n,) contribution of those terms and interactions to the linear predictor."""
        blocks = term_columns(self.terms, {name: values[name] for name in predictors}, self.interactions)
        contributions = [
            block @ np.array([self.coefficients[name] for name in names]) for names, block in blocks.items()
        ]
        return np.array([math.fsum(row) for row in zip(*contributions)])


def model_terms(predictors: Mapping[str, Predictor], terms: Mapping[str, Term] = {}) -> dict[str, Term]:
    """The term of every predictor: the levels of a categorical one, the one given for it, or the number itself."""
    return terms_of(
        {name: of.levels if isinstance(of, Categorical) else None for name, of in predictors.items()}, terms
    )


def model_of(
    coefficients: Mapping[str, float],
    predictors: Mapping[str, Predictor],
    terms: Mapping[str, Term],
    interactions: Sequence[Sequence[str]],
    without_intercept: bool,
) -> Model:
    """The model that has these coefficients, and no other."""
    chosen = model_terms(predictors, terms)
    columns = term_names(chosen, interactions)
    others = [name for name in coefficients if name not in columns]
    cumulative = len(others) > 1 and all(name.startswith(_CUMULATIVE) for name in others)
    intercepts = tuple(others) if cumulative else () if without_intercept else (INTERCEPT,)
    if not columns or set(coefficients) != {*intercepts, *columns}:
        needed = ", ".join((*intercepts, *columns))
        raise ValueError(
            f"the predictors have the terms {needed}; there are coefficients for {', '.join(coefficients)}"
        )
    infinite = [name for name in coefficients if not math.isfinite(coefficients[name])]
    if infinite:
        raise ValueError(f"a coefficient is a finite number; that of {', '.join(infinite)} is not")
    ordered = {name: float(coefficients[name]) for name in (*intercepts, *columns)}
    return Model(chosen, tuple(tuple(together) for together in interactions), intercepts, ordered)
