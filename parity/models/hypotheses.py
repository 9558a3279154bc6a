"""Which coefficients of a model are tested together, in the rows of rms's table of tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.blocks import Block, blocks, with_higher_order


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
