"""Groups of patients: every value of a column, or a number cut in two."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parity.data.cohort import Factor, Subgroup
from parity.data.columns import ColumnType, Kind, canonical, read_column
from parity.data.numerals import is_number
from parity.data.table import Table
from parity.errors import InputError, quoted

MOST_NUMBERS = 10
"""Different numbers of a column that are groups; more are cut."""
MOST_TEXTS = 30


def subgroup_of(text: str, columns: Sequence[str]) -> Subgroup:
    """What ``--subgroup`` says: ``"sex"``, ``"age:55"`` for below 55 and from 55 on.

    Parameters
    ----------
    text : str
    columns : sequence of str
        Those of the table; a name with a colon is one of them, or is cut at what stands after its last colon.
    """
    column, colon, cut = text.rpartition(":")
    if not colon or text in columns:
        return Subgroup(text)
    if not is_number(cut.strip()) or not np.isfinite(float(cut)):
        step = "write COLUMN, or COLUMN:NUMBER to cut a number in two: age:55"
        raise InputError(f"the subgroup {quoted(text)} is cut at {quoted(cut)}, which is no number", step=step)
    return Subgroup(column, float(cut))


def check_subgroups(table: Table, subgroups: Sequence[Subgroup]) -> None:
    """Refuse a column that is named twice: its groups go by its name."""
    names = [subgroup.column for subgroup in subgroups]
    for name in names:
        if names.count(name) > 1:
            raise table.error("is named twice among the subgroups", column=name, step="name it once, with one cut")


def groups(table: Table, subgroup: Subgroup) -> Factor:
    """The group of every row; -1 where the value is missing."""
    cells = table.column(subgroup.column, "subgroup")
    if subgroup.cut is not None:
        read, _ = read_column(table, subgroup.column, ColumnType(Kind.NUMBER), "subgroup")
        numbers = np.asarray(read, dtype=float)
        codes = np.where(np.isnan(numbers), -1, numbers >= subgroup.cut)
        return Factor(codes.astype(int), (f"< {subgroup.cut:.10g}", f">= {subgroup.cut:.10g}"))
    values = [None if cell is None else canonical(cell) for cell in cells]
    found = {value for value in values if value is not None}
    numeric = all(is_number(value) for value in found)
    if len(found) > (MOST_NUMBERS if numeric else MOST_TEXTS):
        rule = f"a subgroup of {len(found)} different {'numbers' if numeric else 'texts'}"
        step = f"say where to cut it: --subgroup {subgroup.column}:55, or cut = 55 in a study file"
        raise table.error(rule, column=subgroup.column, step=step if numeric else "merge some of them in the data")
    levels = tuple(sorted(found, key=float) if numeric else sorted(found))
    places = {level: code for code, level in enumerate(levels)}
    return Factor(np.array([-1 if value is None else places[value] for value in values]), levels)
