"""The way of a forward selection: what enters, what leaves, and where it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.once import once
from parity.statistics.selection.candidate_models import (
    Model,
    Test,
    block,
    columns_of,
    fitted,
    score_test_beside,
    wald_test,
)


@dataclass(frozen=True, slots=True)
class Examined:
    """A model, with the tests by which its candidates leave and the others enter.

    Attributes
    ----------
    model : Model
    wald, removal : mapping of str to Test
        By candidate in the model: that its coefficients are 0, and the likelihood ratio without it.
    entry : mapping of str to Test
        By candidate outside: the score test.
    columns : mapping of str to Test
        By column of the sets outside, those of several columns: the score test of it alone.
    overall : Test or None
        Score test of all outside together; None where all are inside.
    """

    model: Model
    wald: Mapping[str, Test]
    removal: Mapping[str, Test]
    entry: Mapping[str, Test]
    columns: Mapping[str, Test]
    overall: Optional[Test]


@dataclass(frozen=True, slots=True)
class SelectionPath:
    """The models one after the other, the first with an intercept only, and why the last is the last.

    Attributes
    ----------
    examined : tuple of Examined
    changes : tuple of str
        ``"age enters"``, ``"age leaves"``; of the first ``"intercept only"``.
    stopped : str
    """

    examined: tuple[Examined, ...]
    changes: tuple[str, ...]
    stopped: str

    @property
    def selected(self) -> tuple[str, ...]:
        return self.examined[-1].model.names


ALL_INSIDE = "all candidates are in the model"
NONE_ENTERS = "no candidate enters"
EARLIER = "the next model would be an earlier one"


def check_limits(entry: float, removal: float) -> None:
    """Refuse limits between which nothing could come to rest.

    Raises
    ------
    ValueError
        Unless 0 < entry < removal < 1.
    """
    if not 0 < entry < removal < 1:
        rule = f"entry is {entry} and removal is {removal}"
        raise ValueError(f"{rule}; p limits lie between 0 and 1, and entry below removal, such as 0.05 and 0.10")


@once
def selection_path(
    outcome: np.ndarray,
    candidates: Mapping[str, Column],
    entry: float,
    removal: float,
    formula: Optional[Formula] = None,
) -> SelectionPath:
    """The models of `forward_selection`, one after the other."""
    check_limits(entry, removal)
    path = [examined(outcome, candidates, (), formula)]
    changes, stopped = ["intercept only"], ""
    while not stopped:
        here = path[-1]
        leaving = last_of(here.removal, removal)
        entering = None if leaving is not None else first_of(here.entry, entry)
        if leaving is None and entering is None:
            stopped = NONE_ENTERS if here.entry else ALL_INSIDE
            break
        names = set(here.model.names) ^ {leaving if leaving is not None else str(entering)}
        if any(set(before.model.names) == names for before in path):
            stopped = EARLIER
            break
        path.append(examined(outcome, candidates, [name for name in candidates if name in names], formula))
        changes.append(f"{entering} enters" if leaving is None else f"{leaving} leaves")
    return SelectionPath(tuple(path), tuple(changes), stopped)


def examined(
    outcome: np.ndarray, candidates: Mapping[str, Column], names: Sequence[str], formula: Optional[Formula]
) -> Examined:
    """The model of the candidates of these names, and its tests."""
    model = fitted(outcome, candidates, names, formula)
    others = [name for name in candidates if name not in model.names]
    columns = {name: columns_of(candidates, formula, name) for name in candidates}
    inside = block(candidates, formula, model.names)
    added = {name: block(candidates, formula, (name,))[:, 1:] for name in others}

    scored = score_test_beside(inside, model.log_odds, outcome)

    def without(name: str) -> Test:
        rest = fitted(outcome, candidates, [other for other in model.names if other != name], formula)
        return Test.of(2 * (model.log_likelihood - rest.log_likelihood), len(columns[name]))

    return Examined(
        model=model,
        wald={name: wald_test(model, columns[name]) for name in model.names},
        removal={name: without(name) for name in model.names},
        entry={name: scored(added[name]) for name in others},
        columns={
            term: scored(added[name][:, [place]])
            for name in others
            if len(columns[name]) > 1
            for place, term in enumerate(columns[name])
        },
        overall=scored(np.column_stack(list(added.values()))) if others else None,
    )


def first_of(tests: Mapping[str, Test], entry: float) -> str | None:
    """The candidate that enters: with the smallest p, if that is below the limit."""
    smallest = min((test.p for test in tests.values()), default=1.0)
    if not smallest < entry:
        return None
    near = {name: test.chi_square for name, test in tests.items() if test.p <= smallest * (1 + _EQUAL)}
    largest = max(near.values())
    return next(name for name, chi_square in near.items() if chi_square >= largest * (1 - _EQUAL))


def last_of(tests: Mapping[str, Test], removal: float) -> str | None:
    """The candidate that leaves: with the largest p, if that is above the limit."""
    largest = max((test.p for test in tests.values()), default=0.0)
    if not largest > removal:
        return None
    return next(name for name, test in tests.items() if test.p >= largest * (1 - _EQUAL))


_EQUAL = 1e-9
"""Relative difference below which two p values are one: what rounding makes of ties."""
