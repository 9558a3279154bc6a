"""What R wrote, read: the language is that of `parity.r.encoding`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Union

import numpy as np

from parity.r.encoding import IN_FILES, MISSING_INTEGER, MISSING_TEXT

Take = Callable[[str], bytes]
"""Gives the content of a file and removes it."""
_Elements = Union[list[Any], "np.ndarray[Any, Any]"]

_MISSING_DOUBLE = 1954
_ESCAPED = re.compile(r"\\([0-9a-f]{2})")
_LOGICAL = {"TRUE": True, "FALSE": False, "NA": None}
_ARRAYS: dict[str, type] = {"logical": np.bool_, "integer": np.int64, "double": np.float64}


def decode(text: str, take: Take | None = None) -> Any:
    """Read a value that R wrote.

    Parameters
    ----------
    text : str
    take : function or None
        Where the elements that are in files come from.

    Returns
    -------
    None, bool, int, float, str, array, list or dict
        A vector without names that has one element is a scalar. One of two or more truth values, integers or doubles,
        none of them NA, is an array (bool, int64, float64) that cannot be written to; any other is a list. A named
        vector or list is a dict; a factor is the texts of its levels. NA is None, and NaN a float.

    Raises
    ------
    ValueError
        If the text is not of this language, or a name occurs twice.
    """
    lines = text.split("\n")
    if lines.pop() != "":
        raise ValueError("the text from R ends in the middle of a line")
    reader = _Reader(lines, take)
    try:
        value = reader.read()
    except (LookupError, TypeError) as error:
        raise ValueError(f"the text from R is not of this language: {error!r}") from error
    if reader.at != len(lines):
        raise ValueError(f"the text from R goes on after its value, in line {reader.at + 1}")
    return value


class _Reader:
    """The lines of a value, and how far they are read."""

    def __init__(self, lines: list[str], take: Take | None) -> None:
        self.at = 0
        self._lines = lines
        self._take = take

    def read(self) -> Any:
        kind, length, named, file = self._header()
        names = [_unescape(line) for line in self._next(length, kind)] if named else None
        elements: _Elements
        if kind == "list":
            elements = [self.read() for _ in range(length)]
        elif file is not None:
            elements = self._from_file(kind, length, file)
        else:
            elements = _elements(kind, self._next(length, kind))
        if kind == "factor":
            levels = self.read()
            levels = levels if isinstance(levels, list) else [levels]
            elements = [None if code is None else levels[code - 1] for code in elements]
        if names is not None:
            return _named(names, elements)
        if kind == "null":
            return None
        if length == 1 and kind != "list":
            return elements[0]
        return _array_of(kind, elements) if length > 1 and kind in _ARRAYS else elements

    def _header(self) -> tuple[str, int, bool, str | None]:
        """Kind, length, whether there are names, and the file that holds the elements."""
        line = self._lines[self.at] if self.at < len(self._lines) else "nothing"
        words = line.split(" ")
        named, file = words[2:] == ["named"], words[3] if len(words) == 4 and words[2] == "in" else None
        if len(words) < 2 or not words[1].isdecimal() or not (len(words) == 2 or named or file):
            raise ValueError(f"line {self.at + 1} of the text from R is not a header: {line!r}")
        self.at += 1
        return words[0], int(words[1]), named, file

    def _next(self, length: int, kind: str) -> list[str]:
        end = self.at + length
        if end > len(self._lines):
            raise ValueError(f"the text from R ends before the {length} elements of a {kind}")
        lines = self._lines[self.at : end]
        self.at = end
        return lines

    def _from_file(self, kind: str, length: int, file: str) -> _Elements:
        if self._take is None or kind not in IN_FILES:
            raise ValueError(f"the elements of a {kind} cannot stand in a file ({file!r})")
        elements = np.frombuffer(self._take(file), dtype=IN_FILES[kind])
        if len(elements) != length:
            raise ValueError(f"the file {file!r} holds {len(elements)} elements of a {kind} of {length}")
        if kind == "double":
            bits = elements.view("<u8")
            missing = np.isnan(elements) & (bits & 0xFFFFFFFF == _MISSING_DOUBLE)
        else:
            missing = elements == MISSING_INTEGER
        if kind == "factor":
            return [None if code == MISSING_INTEGER else code for code in elements.tolist()]
        if not missing.any():
            return elements
        values: list[Any] = elements.astype(_ARRAYS[kind]).tolist()
        for position in np.flatnonzero(missing):
            values[position] = None
        return values


def _array_of(kind: str, elements: _Elements) -> _Elements:
    """The elements as an array, if none is missing."""
    if isinstance(elements, list) and None in elements:
        return elements
    array: np.ndarray[Any, Any] = np.asarray(elements, dtype=_ARRAYS[kind])
    array.setflags(write=False)
    return array


def _elements(kind: str, lines: list[str]) -> list[Any]:
    if kind == "double":
        number = float.fromhex
        return [None if line == "NA" else number(line) for line in lines]
    if kind in ("integer", "factor"):
        return [None if line == "NA" else int(line) for line in lines]
    if kind == "logical":
        return [_LOGICAL[line] for line in lines]
    if kind == "character":
        return [_unescape(line) for line in lines]
    if kind == "null":
        return []
    raise ValueError(f"a value of kind {kind!r} is not of this language")


def _named(names: list[str | None], elements: _Elements) -> dict[str | None, Any]:
    if None in names:
        raise ValueError("a name is missing (NA) in a vector or list from R")
    named = dict(zip(names, elements))
    if len(named) != len(elements):
        twice = next(name for position, name in enumerate(names) if name in names[:position])
        raise ValueError(f"the name {twice!r} occurs twice in a vector or list from R")
    return named


def _unescape(line: str) -> str | None:
    if "\\" not in line:
        return line
    if line == MISSING_TEXT:
        return None
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), line)
