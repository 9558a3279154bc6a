"""The conventions of a statistic on a terminal."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from parity.errors import printable
from parity.report.lines import Entry, Table, say

_DIGITS = 5
_GAP, _INDENT = 2, 6
"""Columns between two numbers, and before them in a line of their own; what does not fit so is written in words."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What conventions were asked about, and what they give.

    Attributes
    ----------
    cohort : str
    variable, name : str
        Of what is looked at in the cohort: ``"age"``, ``"age, died=1 against died=0"``; empty of all of it.
    values : list of parity.conventions.convention.Value
    """

    cohort: str
    variable: str
    name: str
    values: list[Any]


def print_conventions(looked: Looked, console: Console, said: set[str]) -> None:
    """What each convention gives, beneath its name who follows it, its formula and its source, unless these are `said`
    already."""
    where = printable(f"{looked.cohort}: {looked.name}" if looked.name else looked.cohort)
    reasons = {value.why_not for value in looked.values}
    if len(reasons) == 1 and "" not in reasons:
        say(console, f"{where}: {reasons.pop()}", hanging=2)
        return
    names = list(dict.fromkeys(name for value in looked.values for name in value.numbers))
    cells = [
        [_shown(value.numbers[name]) if name in value.numbers else "" for name in names] for value in looked.values
    ]
    if sum(max(map(len, column)) + _GAP for column in zip(names, *cells)) > console.width - _INDENT:
        words = [", ".join(f"{name} {cell}" for name, cell in zip(names, row) if cell) for row in cells]
        names, cells = [], [[] for _ in cells]
    else:
        words = [""] * len(cells)
    table = Table(("convention", *names), names=(0,), right=tuple(range(1, len(names) + 1)))
    say(console, where)
    entries = [
        Entry((value.convention.name, *row), note="\n".join(part for part in (said_of, _note(value, said)) if part))
        for value, row, said_of in zip(looked.values, cells, words)
    ]
    table.print(console, entries, indent=2)
    console.print()


def _note(value: Any, said: set[str]) -> str:
    of = value.convention
    notes = [value.why_not, "with the two groups in the other order" if value.turned else ""]
    if of.name not in said:
        notes += [of.followed_by, f"unconfirmed: {of.unconfirmed}" if of.unconfirmed else "", of.formula, of.source]
        said.add(of.name)
    return "\n".join(note for note in notes if note)


def _shown(number: float) -> str:
    if isinstance(number, int):
        return str(number)
    return "undefined" if math.isnan(number) else f"{number:.{_DIGITS}g}"
