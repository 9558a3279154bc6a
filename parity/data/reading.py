"""How a table of text is written: its encoding, separator, decimal mark, and what stands for a missing value."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from parity.errors import InputError, quoted

MISSING = frozenset({"", ".", "NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null"})

Records = list[tuple[int, list[str]]]
"""Cells without surrounding blanks, each row with its number as a spreadsheet has it."""

_BLANKS = " \t\n\v\f\r\x85\xa0\u1680\u180e\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""What is taken off a cell at both ends: the white space of ``[\\h\\v]`` in Perl's regular expressions."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_FIELD = r' *(?:"[^"]*(?:""[^"]*)*"|[^"{separator}\r\n]*)(?:{separator}|\r\n|\r|\n|\Z)'

_COMMA_NUMBER = re.compile(r"[+-]?\d*,\d+([eE][+-]?\d+)?", re.ASCII)
_POINT_NUMBER = re.compile(r"[+-]?\d*\.\d+([eE][+-]?\d+)?", re.ASCII)
_WITH_POINT = re.compile(r"[+-]?(\d*\.\d+|\d{1,3}(\.\d{3})+(,\d+)?)([eE][+-]?\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)
"""A number with a point that may separate thousands."""
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", " ": "blanks"}


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is read; what is None is found out where it is certain.

    Attributes
    ----------
    separator, decimal, encoding : str or None
        ``","``, ``";"``, tab or blank; ``"."`` or ``","``; a name that Python knows.
    missing : tuple of str
        What stands for a missing value beside `MISSING`; a number in any of its spellings.
    """

    separator: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.separator is not None and self.separator not in _NAMES:
            step = 'it is ",", ";", "\\t" or " "'
            raise InputError(f"the separator is {quoted(self.separator)}", step=step)
        if self.decimal not in (None, ".", ","):
            raise InputError(f"the decimal mark is {quoted(self.decimal or '')}", step='it is "." or ","')
        if self.decimal == "," and self.separator == ",":
            raise InputError("a comma cannot be both the separator and the decimal mark")
        if self.encoding is not None:
            try:
                "".encode(self.encoding)
            except LookupError:
                step = "write for example utf-8, latin-1, gbk or utf-16"
                raise InputError(f"there is no encoding {quoted(self.encoding)}", step=step) from None


@dataclass(frozen=True, slots=True)
class Written:
    """How a table turned out to be written; the default is UTF-8, commas, a decimal point, a name for each column.

    Attributes
    ----------
    separator, decimal, encoding : str
    row_names : bool
        Whether the rows have names, as ``write.table`` of R writes them, and their column has none.
    pointed : tuple of (str, int, str)
        Of a table with decimal commas the columns that have a point in a number, with the row and cell where first: it
        may separate thousands, or be a slip.
    """

    separator: str = ","
    decimal: str = "."
    encoding: str = "utf-8"
    row_names: bool = False
    pointed: tuple[tuple[str, int, str], ...] = ()

    def __str__(self) -> str:
        parts = [
            f"separated by {_NAMES[self.separator]}" if self.separator != "," else "",
            "with decimal commas" if self.decimal != "." else "",
            f"in {self.encoding}" if self.encoding != "utf-8" else "",
            "with row names" if self.row_names else "",
        ]
        return ", ".join(part for part in parts if part)


def records_of(content: bytes, path: Path, reading: Reading) -> tuple[Records, Written]:
    """The rows of a table, the header first, with decimal points, and how it is written."""
    text, encoding = decoded(content, path, reading.encoding)
    separator = reading.separator or _separator(text)
    records = _records(path, text, separator)
    row_names = _with_row_names(records)
    if row_names:
        line, header = records[0]
        records[0] = (line, ["", *header])
    decimal = _decimal(path, records, separator, reading.decimal)
    if decimal != ",":
        return records, Written(separator, decimal, encoding, row_names)
    pointed = tuple(_pointed(records))
    records = [records[0], *((line, [_with_point(cell) for cell in cells]) for line, cells in records[1:])]
    return records, Written(separator, decimal, encoding, row_names, pointed)


def decoded(content: bytes, path: Path, encoding: str | None = None) -> tuple[str, str]:
    """The text, and the encoding: the one given, else UTF-8, UTF-16 with its mark, or what the bytes leave no doubt
    of."""
    found = encoding or _encoding(content)
    try:
        text = content.decode("utf-8-sig" if found in ("utf-8", "utf8", "UTF-8") else found)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        name = "UTF-8" if encoding is None else encoding
        rule = f"is not {name} text (byte 0x{content[error.start]:02x} on line {line})"
        readings = _readings(content, error.start)
        seen = f": {', '.join(readings)};" if readings else ","
        step = f"say how it is written (--encoding latin-1, gbk, ...){seen} or save it as UTF-8"
        if b"\0" in content:
            rule, step = "is a binary file, not a table of text", "save it as CSV; of UTF-16 say --encoding utf-16-le"
        raise InputError(rule, file=path, step=step) from None
    if "\0" in text:
        raise InputError("is not UTF-8 text (it contains zero bytes)", file=path, step="save it as UTF-8")
    return text, found


def _readings(content: bytes, place: int) -> list[str]:
    """What the word at a byte is in each encoding that people write tables in, so that they see which is theirs."""
    before, after = content[:place][-40:], content[place:][:40]
    word = re.split(rb"[\s,;]", before)[-1] + re.split(rb"[\s,;]", after)[0]
    found = {}
    for encoding in ("latin-1", "gbk"):
        with contextlib.suppress(UnicodeDecodeError):
            found[encoding] = word.decode(encoding)
    read = {encoding: text for encoding, text in found.items() if text.isprintable()}
    return [f"{quoted(text)} in {encoding}" for encoding, text in read.items()]


def _encoding(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        content.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        runs = re.findall(rb"[\x80-\xff]+", content)
    if all(len(run) % 2 == 0 and _is_chinese(run) for run in runs) and max(map(len, runs)) > 2:
        return "gbk"
    letters = all(byte >= 0xC0 or byte in b"\xb0\xb2\xb3\xb5\xa0" for run in runs for byte in run)
    if letters and 2 * sum(len(run) == 1 for run in runs) > len(runs):
        return "latin-1"
    return "utf-8"


def _is_chinese(run: bytes) -> bool:
    """Whether high bytes are characters of GB 2312, as which common Chinese text is written in GBK."""
    return all(0xA1 <= lead <= 0xF7 and 0xA1 <= trail <= 0xFE for lead, trail in zip(run[::2], run[1::2]))


def _separator(text: str) -> str:
    """The first of comma, semicolon, tab and blank that gives every row the cells of the header, or one more: a row
    name; a comma where none does."""
    for separator in _NAMES:
        try:
            lengths = [len(row) for row in _reader(text, separator) if row]
        except csv.Error:
            continue
        if len(lengths) > 1 and lengths[0] > 1 and set(lengths[1:]) in ({lengths[0]}, {lengths[0] + 1}):
            return separator
    header = text.lstrip().partition("\n")[0]
    return next((separator for separator in ";\t" if separator in header and "," not in header), ",")


def _reader(text: str, separator: str) -> Iterable[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True, delimiter=separator)


def _records(path: Path, text: str, separator: str) -> Records:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True, delimiter=separator)
    records: Records = []
    row = 0
    try:
        for record in reader:
            row += 1
            if record:
                records.append((row, [_text(cell) for cell in record]))
    except csv.Error as error:
        step = "look for an unmatched double quote, or say how it is separated: --sep"
        raise InputError(f"is not CSV ({error})", file=path, row=row + 1, step=step) from None
    if any('"' in cell for _, record in records for cell in record):
        _refuse_stray_quotes(path, text, separator)
    return records


def _text(cell: str) -> str:
    """Without surrounding blanks, and with one kind of line end within it."""
    text = cell.strip(_BLANKS)
    return _LINE_END.sub("\n", text) if "\r" in text else text


def _refuse_stray_quotes(path: Path, text: str, separator: str) -> None:
    """A double quote in a cell that is not quoted is read by one program as a letter, by another as the begin of a
    quotation."""
    field_of = re.compile(_FIELD.format(separator=re.escape(separator)))
    position = 0
    while position < len(text):
        field = field_of.match(text, position)
        if field is None:
            line = len(_LINE_END.findall(text, 0, position)) + 1
            step = 'put the cell in double quotes and write a double quote within it twice: "5"" tube"'
            raise InputError("has a double quote within a cell that is not quoted", file=path, row=line, step=step)
        position = field.end()


def _with_row_names(records: Records) -> bool:
    """Whether every row has one cell more than the header, and the first cells tell the rows apart."""
    if len(records) < 2 or {len(cells) for _, cells in records[1:]} != {len(records[0][1]) + 1}:
        return False
    names = [cells[0] for _, cells in records[1:]]
    return len(set(names)) == len(names) and any(cells[-1] for _, cells in records[1:])


def _decimal(path: Path, records: Sequence[tuple[int, list[str]]], separator: str, given: str | None) -> str:
    if given is not None or separator == ",":
        return given or "."
    commas = [(line, cell) for line, cells in records[1:] for cell in cells if _COMMA_NUMBER.fullmatch(cell)]
    if not commas:
        return "."
    points = [(line, cell) for line, cells in records[1:] for cell in cells if _POINT_NUMBER.fullmatch(cell)]
    line, cell = commas[0]
    if points:
        rule = f"{quoted(cell)} has a decimal comma, and {quoted(points[0][1])} on row {points[0][0]} a decimal point"
        raise InputError(rule, file=path, row=line, step="write all numbers alike, or say which it is: --decimal")
    if all(_THOUSANDS.fullmatch(other) for _, other in commas):
        rule = f"{quoted(cell)} may be thousands or have a decimal comma"
        raise InputError(rule, file=path, row=line, step='say which: --decimal ",", or write it without the comma')
    return ","


def _pointed(records: Sequence[tuple[int, list[str]]]) -> Iterator[tuple[str, int, str]]:
    """The columns of a table with decimal commas that have a point in a number, with the row and cell where first."""
    for place, name in enumerate(records[0][1]):
        cells = ((line, cells[place]) for line, cells in records[1:] if place < len(cells))
        found = next(((line, cell) for line, cell in cells if _WITH_POINT.fullmatch(cell)), None)
        if found is not None:
            yield name, *found


def _with_point(cell: str) -> str:
    return cell.replace(",", ".") if _COMMA_NUMBER.fullmatch(cell) else cell
