"""The tables of a paper on a terminal: settings side by side as far as a line goes, the others beneath."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from parity.checks.vocabulary.verdict import Verdict
from parity.errors import printable
from parity.report import words
from parity.report.lines import say
from parity.report.paper import Cell, Table

_GAP = 2
_LONGEST = 34
"""Columns that a cell takes before it is broken."""
_LEAST = 10
"""Columns that the names of the rows are left, where the numbers need the others."""


def print_table(table: Table, console: Console, *, width: int | None = None) -> None:
    """A table with its notes; where a line is too short for all its columns, several beneath each other.

    Parameters
    ----------
    table : Table
    console : rich.console.Console
    width : int or None
        Columns; None: those of the console.
    """
    room = width or console.width
    if not _fits(table, room):
        table = replace(table, header=tuple(_broken(table, column) for column in range(len(table.header))))
    if table.intervals and not _fits(table, room):
        table = _narrowed(table)
    console.print(Text(printable(table.title), "bold"), soft_wrap=True)
    for number, block in enumerate(_blocks(table, room)):
        if number:
            console.print()
        _print_block(table, block, console, room)
    for note in table.notes:
        say(console, Text(printable(note), style="dim"), hanging=2, width=width)


def _print_block(table: Table, block: Sequence[int], console: Console, room: int) -> None:
    grid = Grid(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="dim", show_edge=False)
    others = sum(_size(table, column) + _GAP for column in block[1:])
    first = min(_size(table, 0), max(room - others, _LEAST))
    for column in block:
        name = _lines(table.header[column])
        justify = "left" if column in (0, len(table.header) - 1) or table.header[column] == "digits" else "right"
        size = first if column == 0 else _size(table, column)
        grid.add_column(name, justify=justify, width=size)  # type: ignore[arg-type]
    for row in table.rows:
        if any(row[column].text for column in block[1:]):
            grid.add_row(*(_text(row[column]) for column in block))
    with console.capture() as captured:
        console.print(grid, width=room)
    for line in Text.from_ansi(captured.get()).split("\n"):
        line.rstrip()
        console.print(line, soft_wrap=True)


def _fits(table: Table, room: int) -> bool:
    return sum(_size(table, column) + _GAP for column in range(len(table.header))) - _GAP <= room


def _broken(table: Table, column: int) -> str:
    """A head in lines no longer than the cells beneath it need, what stands in brackets in one."""
    before, bracket, after = table.header[column].partition(" (")
    parts = [*before.split(), *([f"({after}"] if bracket else [])]
    longest = max([*map(cell_len, parts), *(cell_len(row[column].text) for row in table.rows)], default=0)
    lines = [""]
    for part in parts:
        joined = f"{lines[-1]} {part}".strip()
        if cell_len(joined) <= longest:
            lines[-1] = joined
        else:
            lines.append(part)
    return "\n".join(lines)


def _narrowed(table: Table) -> Table:
    """An interval beneath its number."""
    rows = (tuple(replace(cell, text=cell.text.replace(" (", "\n(")) for cell in row[1:]) for row in table.rows)
    return replace(table, rows=tuple((row[0], *cells) for row, cells in zip(table.rows, rows)))


def _text(cell: Cell) -> Text:
    passes = cell.verdict is None or cell.verdict is Verdict.AGREES
    return _lines(cell.text, "" if passes or cell.verdict is None else words.STYLES[cell.verdict])


def _lines(text: str, style: str = "") -> Text:
    return Text("\n".join(printable(line) for line in text.split("\n")), style)


def _blocks(table: Table, room: int) -> Iterator[Sequence[int]]:
    """The columns of each part: the first, and after it as many as there is room for, none without its neighbours."""
    together = table.together or len(table.header) - 1
    first = _size(table, 0)
    block, used = [0], first
    for start in range(1, len(table.header), together):
        unit = range(start, start + together)
        size = sum(_size(table, column) + _GAP for column in unit)
        if used + size > room and len(block) > 1:
            yield block
            block, used = [0], first
        block += unit
        used += size
    yield block


def _size(table: Table, column: int) -> int:
    """What a column takes: the longest line of its cells and of its head."""
    cells = (table.header[column], *(row[column].text for row in table.rows))
    return min(max(cell_len(line) for cell in cells for line in cell.split("\n")), _LONGEST)
