"""A table as a notebook shows it."""

from __future__ import annotations

import html

from parity.report.paper import Cell, Table


def fragment(table: Table) -> str:
    """A table with its notes, as HTML."""
    head = "".join(f"<th>{html.escape(name)}</th>" for name in table.header)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    notes = "".join(f"<br><small>{html.escape(note)}</small>" for note in table.notes)
    caption = f"<caption>{html.escape(table.title)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{notes}</p>"


def _cell(cell: Cell) -> str:
    return f"<td>{html.escape(cell.text)}</td>"
