"""Which coefficients of a model belong to which predictor or interaction, and which of them bend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import all_terms
from parity.models.terms import Levels


@dataclass(frozen=True, slots=True)
class Block:
    """The coefficients of one predictor, or of one interaction.

    Attributes
    ----------
    predictors : tuple of str
        One, or those of the interaction.
    places : (k,) int array
        Of its coefficients among all, the intercept being at 0.
    bent : (k, len(predictors)) bool array
        Whether a coefficient's column is not linear in the predictor: a power, or a piece of a spline.
    """

    predictors: tuple[str, ...]
    places: np.ndarray
    bent: np.ndarray

    @property
    def name(self) -> str:
        """``"age"``, ``"age * sex"``."""
        return " * ".join(self.predictors)

    def contains(self, predictors: tuple[str, ...]) -> bool:
        """Whether all of these are among its own."""
        return set(predictors) <= set(self.predictors)


def blocks(formula: Optional[Formula], predictors: Mapping[str, Column]) -> tuple[Block, ...]:
    """The blocks of a model, predictors before interactions, in the order of the coefficients.

    Parameters
    ----------
    formula : Formula or None
        None: every predictor as it is.
    predictors : mapping of str to (n,) float array or Factor
    """
    bends = {}
    for name, term in all_terms(formula, predictors).items():
        bend = np.full(len(term.names(name)), not isinstance(term, Levels))
        bend[0] = False
        bends[name] = bend
    together = [(name,) for name in bends] + list(formula.interactions if formula is not None else ())
    found: list[Block] = []
    filled = 1
    for one in together:
        count = int(np.prod([len(bends[name]) for name in one]))
        which = np.unravel_index(np.arange(count), [len(bends[name]) for name in one], order="F")
        bent = np.column_stack([bends[name][places] for name, places in zip(one, which)])
        found.append(Block(tuple(one), np.arange(filled, filled + count), bent))
        filled += count
    return tuple(found)


def with_higher_order(every: tuple[Block, ...], block: Block) -> np.ndarray:
    """The places of a block's coefficients and of those of all interactions that contain it."""
    return np.concatenate([one.places for one in every if one.contains(block.predictors)])
