"""The columns among which a selection chooses the predictors of a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from parity.data.cohort import Candidates, Column, Factor
from parity.data.columns import column_type, read_column, read_outcome
from parity.data.table import Table
from parity.errors import InputError, listed, quoted, suggestion

__all__ = ["SELECTIONS", "check_selection", "read_candidates"]

SELECTIONS = {
    "forward-lr": "forward by score and likelihood ratio test, as SPSS's Forward: LR",
    "backward-wald": "backward by approximate Wald tests, as fastbw of rule p",
    "backward-wald-aic": "backward by approximate Wald tests, as fastbw of rule aic",
    "backward-aic": "backward by AIC, as step",
    "forward-aic": "forward by AIC, as step",
    "both-aic": "by AIC in both directions from all candidates, as step",
}
"""What a study file may name as its selection, and what that is."""


def check_selection(name: str, candidates: Sequence[str], given: Mapping[str, object]) -> None:
    """Refuse a selection of another name, without candidates, or beside a model that is `given`."""
    if name not in SELECTIONS:
        rule = f"there is no selection {quoted(name)}"
        raise InputError(rule, step=suggestion(name, SELECTIONS))
    if not candidates:
        raise InputError("there is a selection and no candidates", step='name them: candidates = ["age", "sex"]')
    also = [what for what, value in given.items() if value]
    if also:
        rule = f"there is a selection, and {also[0]}"
        raise InputError(rule, step="a selection finds the predictors among the candidates: leave one of the two out")


def read_candidates(
    table: Table,
    outcome: str,
    values: tuple[str, str],
    names: Sequence[str],
    levels: Mapping[str, Sequence[str]],
) -> Candidates | None:
    """The candidates of these names on the rows that have all of them; None without names.

    Raises
    ------
    InputError
        A candidate is the outcome, named twice, or no column.
    """
    if isinstance(names, str):
        rule = f"candidates is {quoted(names)}, it must be a list of names"
        raise InputError(rule, step=f"write [{quoted(names)}]")
    if not names:
        return None
    for name in names:
        if name == outcome:
            others = [other for other in table.header if other and other != outcome]
            step = f"take it out of the candidates; others are {listed(others)}"
            raise table.error("is both the outcome and a candidate", column=name, step=step)
        table.column(name, "candidate")
        if list(names).count(name) > 1:
            raise table.error("is named twice among the candidates", column=name, step="name it once")
    events, incomplete = read_outcome(table, outcome, values)
    read = {name: read_column(table, name, column_type(table, name, levels.get(name)), "candidate") for name in names}
    missing = np.logical_or.reduce([incomplete, *(absent for _, absent in read.values())])
    kept = ~missing
    if len(set(events[kept].tolist())) < 2:
        most = max(read, key=lambda name: int(read[name][1].sum()))
        rule = f"the rows that have all candidates ({int(kept.sum())}) have one outcome only"
        raise table.error(rule, column=most, step="leave out the candidate with the most missing values, such as this")
    columns = {name: _occurring(column, kept) for name, (column, _) in read.items()}
    return Candidates(events[kept], columns, int(missing.sum()))


def _occurring(column: Column, kept: np.ndarray) -> Column:
    """The rows that are kept, of a factor with the levels that they have."""
    if not isinstance(column, Factor):
        return column[kept]
    codes, places = np.unique(column.codes[kept], return_inverse=True)
    return Factor(places, tuple(column.levels[code] for code in codes))
