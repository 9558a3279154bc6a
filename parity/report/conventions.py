"""The conventions of a statistic on a terminal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from rich.console import Console

from parity.report.lines import Entry, Table, say

_DIGITS = 5


def print_conventions(cohort: str, values: Sequence[Any], console: Console) -> None:
    """What each convention gives on a cohort, beneath its name who follows it.

    Parameters
    ----------
    cohort : str
    values : sequence of parity.conventions.convention.Value
    console : rich.console.Console
    """
    reasons = {value.why_not for value in values}
    if len(reasons) == 1 and "" not in reasons:
        say(console, f"{cohort}: {reasons.pop()}", hanging=2)
        return
    names = list(dict.fromkeys(name for value in values for name in value.numbers))
    table = Table(("convention", *names), names=(0,), right=tuple(range(1, len(names) + 1)))
    say(console, cohort)
    table.print(console, [_entry(value, names) for value in values], indent=2)
    console.print()


def _entry(value: Any, names: Sequence[str]) -> Entry:
    cells = [_shown(value.numbers[name]) if name in value.numbers else "" for name in names]
    unconfirmed = f"; unconfirmed: {value.convention.unconfirmed}" if value.convention.unconfirmed else ""
    note = value.why_not or f"{value.convention.followed_by}{unconfirmed}"
    return Entry((value.convention.name, *cells), note=note)


def _shown(number: float) -> str:
    if isinstance(number, int):
        return str(number)
    return "undefined" if math.isnan(number) else f"{number:.{_DIGITS}g}"
