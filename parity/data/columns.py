"""From text cells to typed columns: what the development cohort decides, the validation cohort follows."""

from __future__ import annotations

import enum
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parity.data.cohort import Column, Factor
from parity.data.missing import is_code, refusal, strays
from parity.data.numerals import is_number
from parity.errors import listed, quoted, suggestion
from parity.data.table import Table

_TRUTH = {"true": 1.0, "false": 0.0}
_DATE = r"\d{4}([-/.])\d{1,2}\1\d{1,2}([T ].*)?|\d{1,2}([-/.])\d{1,2}\3(\d{4}|\d{2})( .*)?"
_DISGUISES = (
    (
        re.compile(r"[+-]?\d+(,\d+)+(\.\d*)?|[+-]?\d+(\.\d+)+,\d+", re.ASCII),
        "a number with a comma",
        "write the numbers with a point and no comma",
    ),
    (
        re.compile(r"[+-]?(\d+[.,]?\d*|[.,]\d+)\s*%", re.ASCII),
        "a percentage",
        "write the numbers with a point and leave the % out",
    ),
    (re.compile(_DATE, re.ASCII), "a date", "write the number of days from a date"),
)


class Kind(enum.Enum):
    """How the cells of a column are read."""

    NUMBER = "number"
    TRUTH = "true/false, as 1 and 0"
    FACTOR = "factor"


@dataclass(frozen=True, slots=True)
class ColumnType:
    """The kind of a column, and the levels of a factor, the reference level first."""

    kind: Kind
    levels: tuple[str, ...] = ()


def column_type(table: Table, name: str, levels: Sequence[str] | None = None) -> ColumnType:
    """The type of a predictor by its cells in the development cohort.

    A column is a factor where its levels are declared. Otherwise it is numeric where every cell is a number, 1 and 0
    where every cell is true or false, and else a factor whose levels are its distinct texts in code point order.
    """
    cells = table.column(name, "predictor")
    present = [cell for cell in cells if cell is not None]
    if not present:
        raise table.error("has no value at all", column=name, step="leave the predictor out")
    if levels is not None:
        return ColumnType(Kind.FACTOR, tuple(levels))
    if all(cell.lower() in _TRUTH for cell in present):
        return ColumnType(Kind.TRUTH)
    doubtful = strays(cells)
    if doubtful:
        rule, step = refusal(doubtful)
        raise table.error(rule, column=name, index=cells.index(doubtful[0]), step=step)
    numbers = sum(is_number(cell) for cell in present)
    if 2 * numbers > len(present):
        return ColumnType(Kind.NUMBER)
    refuse_disguised(table, name)
    distinct = tuple(sorted(set(present)))
    if len(distinct) == table.rows:
        step = "leave it out, or declare levels in the study file"
        rule = "has a different text in every row: it identifies patients and predicts nothing"
        raise table.error(rule, column=name, step=step)
    return ColumnType(Kind.FACTOR, distinct)


def disguised(cells: Sequence[str | None]) -> tuple[int, str, str] | None:
    """What texts are that a person means as numbers: the index of the first, the rule and the step; None for names of
    groups.

    Every cell must look so, or be a plain number: ``10-20``, ``2a`` and ``IV`` are names.
    """
    for look, what, step in _DISGUISES:
        texts = [index for index, cell in enumerate(cells) if cell is not None and not is_number(cell)]
        if texts and all(look.fullmatch(str(cells[index])) for index in texts):
            return texts[0], what, step
    return None


def refuse_disguised(table: Table, name: str) -> None:
    """Refuse numbers that are written so that they would silently become a factor with as many levels."""
    found = disguised(table.column(name, "predictor"))
    if found is not None:
        index, what, step = found
        rule = (
            f"{quoted(str(table.cells[name][index]))} is {what}, and as text every value would be a level of a factor"
        )
        raise table.error(rule, column=name, index=index, step=f"{step}, or declare levels in a study file")


def read_column(table: Table, name: str, type: ColumnType, role: str = "predictor") -> tuple[Column, np.ndarray]:
    """A column of the given type and the mask of its missing values (NaN, or code -1)."""
    cells = table.column(name, role)
    missing = np.array([cell is None for cell in cells])
    if type.kind is Kind.FACTOR:
        level_of = spelt(cells, type.levels)
        for index, cell in enumerate(cells):
            if cell is not None and cell not in level_of:
                known = f"levels are {listed(type.levels)}; merge it with one of them, or leave such rows out"
                raise table.error(f"{quoted(cell)} is not a level of this factor", column=name, index=index, step=known)
        codes = {cell: type.levels.index(level) for cell, level in level_of.items()}
        return Factor(np.array([-1 if cell is None else codes[cell] for cell in cells]), type.levels), missing
    read = _truth if type.kind is Kind.TRUTH else _number
    return (
        np.array([math.nan if cell is None else read(table, name, index, cell) for index, cell in enumerate(cells)]),
        missing,
    )


def spelt(cells: Sequence[str | None], levels: Sequence[str]) -> dict[str, str]:
    """The level that each cell is: the same text, or the same number in another spelling, such as ``3`` and ``3.0``."""
    numbers = {canonical(level): level for level in reversed(levels) if is_number(level)}
    found = {level: level for level in levels}
    for cell in set(cells):
        if cell is not None and cell not in found and is_number(cell) and canonical(cell) in numbers:
            found[cell] = numbers[canonical(cell)]
    return found


def outcome_levels(table: Table, name: str, event: str | None) -> tuple[str, str]:
    """The two levels of an outcome as text, no event first."""
    levels: dict[str, int] = {}
    for index, cell in enumerate(table.column(name, "outcome")):
        if cell is not None:
            levels.setdefault(canonical(cell), index)
    if not levels:
        raise table.error("the outcome has no value at all", column=name)
    found = sorted(levels)
    if len(found) == 1:
        step = "a model needs patients with and without the event"
        raise table.error(f"the outcome has one class, {quoted(found[0])}", column=name, step=step)
    if len(found) > 2:
        third = sorted(levels.values())[2]
        rule = f"the outcome has {len(found)} different values ({listed(found, 4)}), a third one here"
        step = "it must have two: 0 and 1, true and false, or two texts"
        codes = [value for value in found if is_code(value)]
        if codes:
            step += f"; if {quoted(codes[0])} stands for a missing value, say so: --na {quoted(codes[0])}"
        raise table.error(rule, column=name, index=third, step=step)
    if event is not None:
        chosen = canonical(str(event).strip())
        if chosen not in found:
            raise table.error(
                f"{quoted(event)} is not a value of the outcome", column=name, step=suggestion(chosen, found)
            )
        return (found[0], found[1]) if chosen == found[1] else (found[1], found[0])
    if found in (["0", "1"], ["false", "true"]):
        return found[0], found[1]
    options = " or ".join(f"--event {quoted(value)}" for value in found[:2])
    step = f"say which is the event: {options}, or event= in Python and in a study file"
    raise table.error(f"the outcome has the values {listed(found)}", column=name, step=step)


def read_outcome(table: Table, name: str, levels: tuple[str, str]) -> tuple[np.ndarray, np.ndarray]:
    """The outcome as 0 and 1, and the mask of its missing values (-1)."""
    codes = []
    for index, cell in enumerate(table.column(name, "outcome")):
        if cell is not None and canonical(cell) not in levels:
            step = f"in the development cohort it is {listed(levels)}"
            raise table.error(f"{quoted(cell)} is not a value of the outcome", column=name, index=index, step=step)
        codes.append(-1 if cell is None else levels.index(canonical(cell)))
    outcome = np.array(codes)
    return outcome, outcome < 0


def canonical(cell: str) -> str:
    """One spelling for equal numbers and for true and false: ``1`` and ``1.0``, ``TRUE`` and ``true``."""
    if is_number(cell):
        return repr(float(cell) + 0.0).removesuffix(".0")
    return cell.lower() if cell.lower() in _TRUTH else cell


def _number(table: Table, name: str, index: int, cell: str) -> float:
    if not is_number(cell):
        step = "correct the cell, leave it empty if the value is missing, or declare levels in the study file"
        raise table.error(f"{quoted(cell)} is not a number", column=name, index=index, step=step)
    value = float(cell)
    if math.isinf(value):
        raise table.error(
            f"{quoted(cell)} is infinite", column=name, index=index, step="correct the cell, or leave it empty"
        )
    return value


def _truth(table: Table, name: str, index: int, cell: str) -> float:
    if cell.lower() not in _TRUTH:
        step = "in the development cohort the column is true or false"
        raise table.error(f"{quoted(cell)} is not true or false", column=name, index=index, step=step)
    return _TRUTH[cell.lower()]
