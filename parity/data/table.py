"""A CSV file as text cells, every one with its place: the only reader of data files."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from parity.errors import InputError, listed, suggestion

MISSING = frozenset({"", ".", "NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null"})
_BLANKS = " \t\n\v\f\r\x85\xa0\u1680\u180e\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""What is taken off a cell at both ends: the white space of ``[\\h\\v]`` in Perl's regular expressions."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_FIELD = re.compile(r' *(?:"[^"]*(?:""[^"]*)*"|[^",\r\n]*)(?:,|\r\n|\r|\n|\Z)')


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
    lines : tuple of int
        The file line on which each row begins; the header is on line 1 unless blank lines stand before it.
    """

    path: Path
    sha256: str
    header: tuple[str, ...]
    cells: Mapping[str, tuple[str | None, ...]]
    lines: tuple[int, ...]

    @property
    def rows(self) -> int:
        return len(self.lines)

    def column(self, name: str, role: str = "column") -> tuple[str | None, ...]:
        """The cells of a column; an error with a suggestion where there is none of that name."""
        if name == "" or name not in self.cells:
            named = [known for known in self.header if known]
            rule = f"there is no such column (asked for as {role})"
            raise InputError(rule, file=self.path, column=name, step=suggestion(name, named))
        return self.cells[name]

    def error(
        self, rule: str, *, column: str | None = None, index: int | None = None, step: str | None = None
    ) -> InputError:
        """An error at a place of this table; `index` counts rows from 0."""
        row = None if index is None else self.lines[index]
        return InputError(rule, file=self.path, column=column, row=row, step=step)


def read_table(path: Path | str) -> Table:
    """Read a CSV file: UTF-8 with or without a byte order mark, commas, a header line, double quotes."""
    path = Path(path)
    content = read_bytes(path)
    records = _records(path, decode(content, path))
    if not records:
        raise InputError("is empty", file=path, step="give a CSV file with a header line and one row a patient")
    _, header = records[0]
    _check_header(path, header)
    rows = records[1:]
    for line, row in rows:
        if len(row) != len(header):
            step = "quote a cell that contains a comma, and give every row the same number of cells"
            raise InputError(f"has {len(row)} cells, the header has {len(header)}", file=path, row=line, step=step)
    if len(rows) < 3:
        raise InputError(f"has {len(rows)} rows of data", file=path, step="a model needs at least 3")
    columns = zip(*([None if cell in MISSING else cell for cell in row] for _, row in rows))
    return Table(
        path=path,
        sha256=hashlib.sha256(content).hexdigest(),
        header=tuple(header),
        cells=dict(zip(header, columns)),
        lines=tuple(line for line, _ in rows),
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
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        rule = f"is not UTF-8 text (byte 0x{content[error.start]:02x} on line {line})"
        raise InputError(rule, file=path, step="save it as UTF-8") from None
    if "\0" in text:
        raise InputError("is not UTF-8 text (it contains zero bytes)", file=path, step="save it as UTF-8")
    return text


def _records(path: Path, text: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for record in reader:
            if record:
                records.append((line, [_text(cell) for cell in record]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"is not CSV ({error})", file=path, row=line, step="look for an unmatched double quote"
        ) from None
    if any('"' in cell for _, record in records for cell in record):
        _refuse_stray_quotes(path, text)
    return records


def _text(cell: str) -> str:
    """Without surrounding blanks, and with one kind of line end within it."""
    text = cell.strip(_BLANKS)
    return _LINE_END.sub("\n", text) if "\r" in text else text


def _refuse_stray_quotes(path: Path, text: str) -> None:
    """A double quote in a cell that is not quoted is read by one program as a letter, by another as the begin of a
    quotation."""
    position = 0
    while position < len(text):
        field = _FIELD.match(text, position)
        if field is None:
            line = len(_LINE_END.findall(text, 0, position)) + 1
            step = 'put the cell in double quotes and write a double quote within it twice: "5"" tube"'
            raise InputError("has a double quote within a cell that is not quoted", file=path, row=line, step=step)
        position = field.end()


def _check_header(path: Path, header: list[str]) -> None:
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and separator in header[0]:
            raise InputError(
                f"is separated by {name}", file=path, row=1, step="write it with commas, and decimals with a point"
            )
    twice = [name for name, count in Counter(header).items() if count > 1 and name]
    if twice:
        rule = f"the header names {listed(twice)} more than once"
        raise InputError(rule, file=path, row=1, step="give every column its own name")
