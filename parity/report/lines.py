"""Text and tables in lines of a terminal's width: broken between words, never in a name or a number."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

LONGEST = 26
"""Characters of a text in a table, where it is not a number; the line of a page is longer."""
_GAP = "  "
_FURTHER = 4
"""Columns that what stands beneath a name is further in."""
_LEAST = 20
"""Columns that the last column of several needs beside the others."""
_SEAMS = re.compile(r".*?(?:::| |/|\[|, |$)")


def say(
    console: Console, text: Text | str, *, indent: int = 0, hanging: int = 0, below: int = 0, width: int | None = None
) -> None:
    """Text in lines, those after the first `hanging` columns further in, and `below` it empty lines."""
    shown = Text(text) if isinstance(text, str) else text
    room = (width or console.width) - indent - hanging
    for position, line in enumerate(shown.wrap(console, room)):
        line.rstrip()
        before = " " * (indent + (hanging if position else 0))
        console.print(Text(before) + line if line else Text(""), soft_wrap=True)
    for _ in range(below):
        console.print()


def say_code(console: Console, text: str, coloured: Callable[[str], Text], *, indent: int) -> None:
    """The lines of a script; one that is too long goes on further in, in a comment as a comment."""
    for line in text.splitlines():
        start = line[: len(line) - len(line.lstrip())]
        further = f"{start}# " if line.lstrip().startswith("#") else f"{start}    "
        parts = textwrap.wrap(
            line.strip(),
            console.width - indent,
            initial_indent=start,
            subsequent_indent=further,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for part in parts or [""]:
            console.print(Text(" " * indent if part else "") + coloured(part), soft_wrap=True)


def pieces(name: str) -> list[str]:
    """What a name may be broken into: ``["ResourceSelection::", "hoslem.test ", "0.3-6"]``."""
    return [piece for piece in _SEAMS.findall(name) if piece]


def fold(name: str, width: int) -> list[str]:
    """A name in lines of a width, as far as its pieces allow."""
    if len(name) <= width:
        return [name]
    lines = [""]
    for piece in pieces(name):
        if len((lines[-1] + piece).rstrip()) > width and lines[-1]:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def clipped(text: str, longest: int = LONGEST) -> str:
    """The start of a text that is too long for a cell."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def columns(console: Console, rows: Sequence[Sequence[str]]) -> None:
    """Rows in columns of which the last is broken where a line ends; where it has too little room, below the others."""
    sizes = [max(map(len, column)) for column in zip(*rows)]
    before = sum(sizes[:-1]) + len(_GAP) * (len(sizes) - 1)
    beneath = console.width - before < min(_LEAST, sizes[-1])
    for *cells, last in rows:
        start = _GAP.join(cell.ljust(size) for cell, size in zip(cells, sizes))
        lines = fold(last, console.width - (_FURTHER if beneath else before))
        if beneath:
            ahead = start[: len(start) - sizes[-2]] if cells else ""
            for line in fold(cells[-1], console.width - len(ahead)) if cells else ():
                console.print(Text((ahead + line).rstrip()), soft_wrap=True)
                ahead = " " * len(ahead)
        for position, line in enumerate(lines):
            first = start + _GAP if position == 0 else " " * before
            console.print(Text((" " * _FURTHER if beneath else first) + line), soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a table: its cells, what is beneath it, and its mark with the style of that."""

    cells: tuple[str, ...]
    note: str = ""
    mark: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in columns.

    Attributes
    ----------
    head : tuple of str
    names : tuple of int
        The columns of names: where a line has no room for all columns they stand in a line of their own above the
        others.
    right : tuple of int
        The columns that are set to the right.
    spare : tuple of int
        The columns that are left out where there is still no room.
    """

    head: tuple[str, ...]
    names: tuple[int, ...]
    right: tuple[int, ...] = ()
    spare: tuple[int, ...] = ()

    def print(self, console: Console, entries: Sequence[Entry], *, indent: int, width: int | None = None) -> None:
        """Each row behind its mark, and beneath it its note; without rows nothing."""
        if not entries:
            return
        mark = max((len(entry.mark) + 1 for entry in entries if entry.mark), default=0)
        room = (width or console.width) - indent - mark
        columns = self._columns(entries, room)
        sizes = {
            column: max(len(cells[column]) for cells in (self.head, *(e.cells for e in entries))) for column in columns
        }
        stacked = not set(self.names) <= set(columns)
        for entry in (Entry(self.head, style="dim"), *entries):
            before = Text.assemble(" " * indent, (entry.mark.ljust(mark), entry.style if entry.mark else ""))
            style = "" if entry.mark else entry.style
            if stacked:
                named = " · ".join(entry.cells[column] for column in self.names if entry.cells[column])
                for line in fold(named, room):
                    console.print(before + Text(line, style), soft_wrap=True)
                    before = Text(" " * (indent + mark))
                before = Text(" " * (indent + mark + _FURTHER))
            cells = (
                entry.cells[column].rjust(size) if column in self.right else entry.cells[column].ljust(size)
                for column, size in sizes.items()
            )
            line = _GAP.join(cells).rstrip()
            if line or not stacked:
                console.print(before + Text(line, style), soft_wrap=True)
            if entry.note:
                say(console, Text(entry.note, style="dim"), indent=indent + _FURTHER, width=width)

    def _columns(self, entries: Sequence[Entry], room: int) -> list[int]:
        """Those that there is room for: all, or all but the names, or but the spare ones too; empty ones never."""
        size = [
            max(len(cells[column]) for cells in (self.head, *(e.cells for e in entries)))
            for column in range(len(self.head))
        ]
        columns = [column for column in range(len(self.head)) if any(entry.cells[column] for entry in entries)]

        def fits(chosen: Sequence[int], room: int) -> bool:
            return sum(size[column] for column in chosen) + len(_GAP) * (len(chosen) - 1) <= room

        without = [column for column in columns if column not in self.spare]
        for chosen in (columns, without):
            if fits(chosen, room):
                return chosen
        stacked = [column for column in columns if column not in self.names]
        return stacked if fits(stacked, room - _FURTHER) else [column for column in without if column not in self.names]
