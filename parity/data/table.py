"""A CSV file as text cells, every one with its place: the only reader of data files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from parity.data.missing import declared, is_code
from parity.data.numerals import is_number
from parity.data.other_formats import refuse_other_format
from parity.data.reading import MISSING, Reading, Written, decoded, records_of
from parity.errors import InputError, listed, plural, quoted, suggestion


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a CSV file, as text without surrounding blanks; a missing value is None.

    Attributes
    ----------
    path : Path
    sha256 : str
        Of the file's bytes.
    header : tuple of str
        Column names in order; an unnamed column (R's row names) has the name ``""``.
    cells : mapping of str to tuple of (str or None)
        By column name.
    numbers : tuple of int
        The number of each row, as a spreadsheet has it: the header is row 1 unless blank lines stand before it.
    written : Written
    missing : tuple of str
        The cells that were declared to be missing, as they are written.
    """

    path: Path
    sha256: str
    header: tuple[str, ...]
    cells: Mapping[str, tuple[str | None, ...]]
    numbers: tuple[int, ...]
    written: Written = Written()
    missing: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return len(self.numbers)

    def column(self, name: str, role: str = "column") -> tuple[str | None, ...]:
        """The cells of a column; an error with a suggestion where there is none of that name."""
        if name == "" or name not in self.cells:
            named = [known for known in self.header if known]
            rule = f"there is no such column (asked for as {role})"
            raise InputError(rule, file=self.path, column=name, step=suggestion(name, named))
        for column, row, cell in self.written.pointed:
            if column == name:
                rule = f"{quoted(cell)} has a point, in a table with decimal commas"
                step = "if the point separates thousands, write the number without it; otherwise with a comma"
                raise InputError(rule, file=self.path, column=name, row=row, step=step)
        return self.cells[name]

    def error(
        self, rule: str, *, column: str | None = None, index: int | None = None, step: str | None = None
    ) -> InputError:
        """An error at a place of this table; `index` counts rows from 0."""
        row = None if index is None else self.numbers[index]
        return InputError(rule, file=self.path, column=column, row=row, step=step)


def read_table(path: Path | str, reading: Reading = Reading()) -> Table:
    """Read a table of text: by default UTF-8 with or without a byte order mark, commas, a header line, double quotes,
    and another way of writing where there is no doubt of it."""
    path = Path(path)
    content = read_bytes(path)
    refuse_other_format(path, content)
    records, written = records_of(content, path, reading)
    if not records:
        raise InputError("is empty", file=path, step="give a CSV file with a header line and one row a patient")
    _, header = records[0]
    rows = records[1:]
    _refuse_what_stands_above(path, header, rows)
    _check_header(path, header)
    for number, row in rows:
        if len(row) != len(header):
            step = "quote a cell that contains a comma, and give every row the same number of cells"
            if number == rows[-1][0] and len(row) < len(header):
                step = "it is the last row: the file may be cut off there; get it whole"
            raise InputError(
                f"has {plural(len(row), 'cell')}, the header has {len(header)}", file=path, row=number, step=step
            )
    if len(rows) < 3:
        raise InputError(f"has {plural(len(rows), 'row')} of data", file=path, step="a model needs at least 3")
    named = [place for place, name in enumerate(header) if name]
    absent = MISSING | declared(reading.missing, (row[place] for _, row in rows for place in named))
    columns = zip(*([None if cell in absent else cell for cell in row] for _, row in rows))
    return Table(
        path=path,
        sha256=hashlib.sha256(content).hexdigest(),
        header=tuple(header),
        cells=dict(zip(header, columns)),
        numbers=tuple(number for number, _ in rows),
        written=written,
        missing=tuple(sorted(absent - MISSING)),
    )


def read_bytes(path: Path) -> bytes:
    """The bytes of an input file, or a clear error."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        near = (
            [entry.name for entry in path.parent.iterdir() if entry.suffix == path.suffix]
            if path.parent.is_dir()
            else []
        )
        step = (
            suggestion(path.name, sorted(near))
            if near
            else f"there is no {path.suffix or 'such'} file in {path.parent}"
        )
        raise InputError("no such file", file=path, step=step) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=path) from None


def decode(content: bytes, path: Path) -> str:
    """UTF-8 text, a byte order mark dropped."""
    return decoded(content, path, "utf-8")[0]


def _refuse_what_stands_above(path: Path, header: list[str], rows: Sequence[tuple[int, list[str]]]) -> None:
    """An error where the first line is a title, a comment or Excel's ``sep=;``, or nothing separates the cells."""
    if header[0].casefold().startswith("sep=") or (len(header) == 1 and rows and len(rows[-1][1]) > 1):
        rule = f"its first line, {quoted(header[0])}, is no header"
        raise InputError(rule, file=path, row=1, step="delete what stands above the names of the columns")
    if len(header) == 1 and set("|^~") & set(header[0]):
        rule = f"has one column, {quoted(header[0])}"
        raise InputError(rule, file=path, row=1, step="put commas, semicolons, tabs or blanks between the cells")


def _check_header(path: Path, header: list[str]) -> None:
    if all(cell in MISSING or is_number(cell) or is_code(cell) for cell in header):
        rule = f"has no header line: its first row is {listed(header, 4)}"
        raise InputError(rule, file=path, row=1, step="write a name for each column above it")
    twice = [name for name, count in Counter(header).items() if count > 1 and name]
    if twice:
        rule = f"the header names {listed(twice)} more than once"
        raise InputError(rule, file=path, row=1, step="give every column its own name")
