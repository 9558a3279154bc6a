"""The table of Wald tests that rms prints of a model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.blocks import Block, blocks, with_higher_order
from parity.statistics.fields import along, labels
from parity.statistics.regression.restricted_maximum import likelihood
from parity.statistics.upper_tail import upper_tail


@dataclass(frozen=True, slots=True)
class AnovaWald:
    """Wald tests of predictors, of what bends, of interactions, and of all, in the order in which rms prints them.

    Attributes
    ----------
    rows : (k,) tuple of str
        ``"age"``, ``"age, nonlinear"``, ``"sex, with interactions"``, ``"(total)"``.
    chi_square : (k,) float array
    degrees_of_freedom : (k,) int array
    p : (k,) float array
        Upper tails of chi-square.
    """

    rows: tuple[str, ...] = labels()
    chi_square: np.ndarray = along("rows")
    degrees_of_freedom: np.ndarray = along("rows")
    p: np.ndarray = along("rows")


def anova_wald(outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None) -> AnovaWald:
    """Wald tests of predictors with what they interact in, of nonlinear parts, of interactions, and totals.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    predictors : mapping of str to (n,) float array or Factor
        The main effects, in order.
    formula : Formula or None
        How they enter the model; None: each as it is.

    Returns
    -------
    AnovaWald

    Notes
    -----
    Each row is :math:`\\hat\\beta_k^\\top V_{kk}^{-1} \\hat\\beta_k` of some coefficients k:

    - of a predictor, those of its own and of the interactions that it is part of, these alone, and what bends among its
      own and in its part of the interactions;
    - of an interaction, its own and those that contain it, and what bends in it; of a pair also what bends in both at
      once, and what bends in the one, where that is less than what bends at all;
    - the totals of all that bends, of all interactions, of both, each where it has more than one part, and of all.

    Equals ``rms::anova(lrm(...))`` at the optimum. Its rows are named otherwise here, where it repeats a name:
    ``tg, nonlinear`` for ``Nonlinear`` below ``tg``, ``sex, with interactions`` for
    ``sex  (Factor+Higher Order Factors)``, ``(total nonlinear)`` for ``TOTAL NONLINEAR``.

    Raises
    ------
    ValueError
        As `logistic_regression`: where the likelihood has no unique finite maximum.

    References
    ----------
    Harrell (2015), doi:10.1007/978-3-319-19425-7, section 9.3.  Wald (1943), doi:10.1090/S0002-9947-1943-0012401-3.
    """
    found = likelihood(outcome, predictors, formula)
    tested = places_by_row(formula, predictors)
    freedom = np.array([len(places) for places in tested.values()])
    chi_square = np.array([found.wald(places) for places in tested.values()])
    tails = [upper_tail(int(df), float(value)) for df, value in zip(freedom, chi_square)]
    return AnovaWald(tuple(tested), chi_square, freedom, np.array(tails))


def places_by_row(formula: Optional[Formula], predictors: Mapping[str, Column]) -> dict[str, np.ndarray]:
    """The places of the coefficients that each row tests, by its name."""
    every = blocks(formula, predictors)
    mains = [block for block in every if len(block.predictors) == 1]
    pairs = [block for block in every if len(block.predictors) > 1]
    rows: dict[str, np.ndarray] = {}
    bent: list[np.ndarray] = []
    for block in every:
        rows.update(_of_block(every, block))
        if f"{block.name}, nonlinear" in rows:
            bent.append(rows[f"{block.name}, nonlinear"])
        if len(block.predictors) == 2 and block.bent.any():
            rows.update(_of_pair(block))
            bent.append(rows[f"{block.name}, f(A,B) vs. AB"])
    bends, products = _union(bent), _union([block.places for block in pairs])
    if len(bent) > 1:
        rows["(total nonlinear)"] = bends
    if len(pairs) > 1:
        rows["(total interaction)"] = products
    if len(bent) and len(pairs):
        rows["(total nonlinear + interaction)"] = _union([bends, products])
    rows["(total)"] = _union([block.places for block in (*mains, *pairs)])
    return rows


def _of_block(every: tuple[Block, ...], block: Block) -> Iterator[tuple[str, np.ndarray]]:
    """Its own row, that of its interactions, and that of what bends."""
    above = [one for one in every if one is not block and one.contains(block.predictors)]
    yield f"{block.name}, with interactions" if above else block.name, with_higher_order(every, block)
    if above and len(block.predictors) == 1:
        yield f"{block.name}, interactions", _union([one.places for one in above])
    own = block.places[block.bent.any(axis=1)]
    if 0 < len(own) < len(block.places):
        parts = [[one.predictors.index(name) for name in block.predictors] for one in above]
        there = [one.places[one.bent[:, part].any(axis=1)] for one, part in zip(above, parts)]
        yield f"{block.name}, nonlinear", _union([own, *there])


def _of_pair(block: Block) -> Iterator[tuple[str, np.ndarray]]:
    """What bends in a pair that interacts: at all, in both at once, and in the one or the other."""
    first, second = block.bent.T
    yield f"{block.name}, f(A,B) vs. AB", block.places[first | second]
    if (first & second).any():
        yield f"{block.name}, f(A,B) vs. Af(B) + Bg(A)", block.places[first & second]
    for which, name, rest in ((first, block.predictors[0], "Af(B)"), (second, block.predictors[1], "Bg(A)")):
        if which.any() and (which != (first | second)).any():
            yield f"{block.name}, in {name} vs. {rest}", block.places[which]


def _union(places: list[np.ndarray]) -> np.ndarray:
    return np.unique(np.concatenate(places)) if places else np.array([], dtype=int)
