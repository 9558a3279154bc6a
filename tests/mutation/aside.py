"""Slips that change nothing, each by name, with the reason: ``aside.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("aside.csv")


@dataclass(frozen=True, slots=True)
class Aside:
    """A slip that no test can see.

    Attributes
    ----------
    file : str
        Within the tree.
    line : str
        As it stands, without its indentation.
    mutation : str
        The line with the slip.
    reason : str
        Why nobody's number changes.
    """

    file: str
    line: str
    mutation: str
    reason: str

    @property
    def name(self) -> tuple[str, str]:
        """What it has in common with its mutant."""
        return self.line, self.mutation


def set_aside(table: Path = TABLE) -> list[Aside]:
    """Every one of them."""
    with table.open(encoding="utf-8", newline="") as file:
        return [Aside(**row) for row in csv.DictReader(file)]
