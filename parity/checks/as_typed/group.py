"""How R tells the patients of a group."""

from __future__ import annotations

from parity.checks.as_typed.reading import spelled
from parity.checks.as_typed.source import comment, number, text
from parity.data.cohort import Cohort, Study
from parity.data.numerals import is_number
from parity.errors import InputError, listed, quoted


def members(study: Study, cohort: Cohort, group: str) -> str:
    """Source that tells which rows of a cohort's file are of a group; NA where the value is missing.

    Parameters
    ----------
    study : Study
    cohort : Cohort
    group : str
        ``"sex=male"``, ``"age >= 55"``.

    Raises
    ------
    InputError
        If the cohort has no such group.
    """
    names = []
    for subgroup in study.subgroups:
        found = cohort.subgroups[subgroup.column].levels
        cells = f"everybody[[{text(subgroup.column)}]]"
        for level in found:
            names.append(subgroup.group(level))
            if names[-1] != group:
                continue
            if subgroup.cut is not None:
                return f"as.numeric({cells}) {level.split()[0]} {number(repr(subgroup.cut))}"
            if not is_number(level):
                return spelled(cells, "==", level)
            read = f"as.numeric({cells})"
            return f"{read if all(map(is_number, found)) else f'suppressWarnings({read})'} == {number(level)}"
    rule = f"there is no group named {quoted(group)} in cohort {cohort.name}"
    raise InputError(rule, step=f"there are {listed(names)}" if names else "name its column: --subgroup COLUMN")


def who(group: str) -> str:
    """A group in a comment."""
    return comment(group)
