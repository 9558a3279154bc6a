r"""Typed values as text, bit for bit: the language that `parity.r.supervisor` and ``protocol.R`` speak with each other.

A text is a sequence of lines, each closed by a line feed. A value is a header line and what it announces::

    kind length          or          kind length named
    <length lines: the names>        (only if named; distinct)
    <length lines: the elements>     (for a list: its elements, each a value of its own)

======================  =====================================================================================================
``null``                length 0
``logical``             ``TRUE``, ``FALSE``, ``NA``
``integer``             decimal, or ``NA``
``double``              C99 hexadecimal, ``0x1.8p+1``, which no decimal conversion can round; ``NaN``, ``Inf``, ``-Inf``, ``NA``
``character``           text in UTF-8; the control characters U+0001 to U+001F, U+007F and the backslash as a backslash and
                        two hexadecimal digits, so that a line feed is ``\0a``; a missing text is ``\NA``
``factor``              codes from 1, or ``NA``; after them the levels, a ``character`` value
``list``                values
======================  =====================================================================================================

Names are written as text is. Nothing else crosses: what has another type or class is refused, and the message says where it sits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from parity.cohort import Factor

_INTEGER_BOUND = 2**31  # R keeps -2^31 for NA
_EXACT_BOUND = 2**53
_MISSING_TEXT = "\\NA"
_TO_ESCAPE = re.compile(r"[\x01-\x1f\x7f\\]")
_ESCAPED = re.compile(r"\\([0-9a-f]{2})")
_LOGICAL = {"TRUE": True, "FALSE": False, "NA": None}
_NON_FINITE = {"nan": "NaN", "inf": "Inf", "-inf": "-Inf"}


def encode(value: Any) -> str:
    """Write a Python value for R.

    Parameters
    ----------
    value : None, bool, int, float, str, Factor, array, list, tuple or mapping
        A one-dimensional array of bool, int, float or text, or a sequence of scalars of one type, is a vector, whatever
        its length; in a sequence, None is NA. Any other sequence is an unnamed list and a mapping a named one. An empty
        sequence is a character vector. Integers outside of R's range are written as doubles, if those hold them exactly.

    Raises
    ------
    TypeError
        For what R has no vector for, naming the place in `value`.
    ValueError
        For what R's type cannot hold: a larger integer, a NUL or half a surrogate pair in a text.
    """
    lines: list[str] = []
    _write(value, "", lines)
    lines.append("")
    return "\n".join(lines)


def decode(text: str) -> Any:
    """Read a value that R wrote.

    Returns
    -------
    None, bool, int, float, str, list or dict
        An unnamed vector of length one is a scalar, another a list; a named vector or list is a dict; a factor is the
        texts of its levels. NA is None, and NaN a float.

    Raises
    ------
    ValueError
        If the text is not of this language, or a name occurs twice.
    """
    lines = text.split("\n")
    if lines.pop() != "":
        raise ValueError("the text from R ends in the middle of a line")
    try:
        value, at = _read(lines, 0)
    except (LookupError, TypeError) as error:
        raise ValueError(f"the text from R is not of this language: {error!r}") from error
    if at != len(lines):
        raise ValueError(f"the text from R goes on after its value, in line {at + 1}")
    return value


def _write(value: Any, path: str, lines: list[str]) -> None:
    if value is None:
        lines.append("null 0")
    elif isinstance(value, Mapping):
        lines.append(f"list {len(value)} named")
        lines.extend(_name(key, path) for key in value)
        for key, element in value.items():
            _write(element, f"{path}[{key!r}]" if path else key, lines)
    elif isinstance(value, Factor):
        _write_factor(value, path, lines)
    elif isinstance(value, np.ndarray):
        _write_array(value, path, lines)
    elif isinstance(value, (list, tuple)):
        _write_sequence(value, path, lines)
    else:
        _write_scalars([value.item() if isinstance(value, np.generic) else value], path, lines)


def _write_factor(factor: Factor, path: str, lines: list[str]) -> None:
    codes, levels = np.asarray(factor.codes), factor.levels
    if len(set(levels)) != len(levels):
        raise ValueError(f"{_place(path)}: a level of the factor occurs twice")
    if codes.ndim != 1 or codes.dtype.kind not in "iu" or np.any(codes < -1) or np.any(codes >= len(levels)):
        raise ValueError(f"{_place(path)}: the codes of a factor index its {len(levels)} levels, or are -1 for a missing value")
    lines.append(f"factor {len(codes)}")
    lines.extend("NA" if code < 0 else str(code + 1) for code in codes.tolist())
    _write_scalars(list(levels), path, lines)


def _write_array(array: np.ndarray, path: str, lines: list[str]) -> None:
    if array.ndim != 1:
        raise TypeError(f"{_place(path)}: an array of {array.ndim} dimensions cannot cross to R; give its columns")
    kind = array.dtype.kind
    if kind not in "biufU" or kind == "f" and array.dtype.itemsize > 8:
        raise TypeError(f"{_place(path)}: an array of dtype {array.dtype} cannot cross to R; bool, int, float and text can")
    if kind == "f":
        _write_doubles(array.tolist(), lines)
    elif len(array) == 0:
        lines.append({"b": "logical 0", "i": "integer 0", "u": "integer 0", "U": "character 0"}[kind])
    else:
        _write_scalars(array.tolist(), path, lines)


def _write_sequence(values: list | tuple, path: str, lines: list[str]) -> None:
    plain = [value.item() if isinstance(value, np.generic) else value for value in values]
    present = [value for value in plain if value is not None]
    if all(isinstance(value, (bool, int, float, str)) for value in present) and (present or not plain):
        _write_scalars(plain, path, lines)
    else:
        lines.append(f"list {len(plain)}")
        for position, value in enumerate(plain):
            _write(value, f"{path}[{position}]", lines)


def _write_scalars(values: list, path: str, lines: list[str]) -> None:
    """A vector of scalars of one type, None among them for NA; without elements, of texts."""
    types = {type(value) for value in values if value is not None}
    if all(issubclass(kind, str) for kind in types):
        lines.append(f"character {len(values)}")
        lines.extend(_MISSING_TEXT if value is None else _escape(value, path) for value in values)
    elif types == {bool}:
        lines.append(f"logical {len(values)}")
        lines.extend("NA" if value is None else "TRUE" if value else "FALSE" for value in values)
    elif bool not in types and all(issubclass(kind, (int, float)) for kind in types):
        _write_numbers(values, path, lines)
    else:
        raise TypeError(f"{_place(path)}: {' and '.join(sorted(kind.__name__ for kind in types))} cannot cross to R as a vector")


def _write_numbers(values: list, path: str, lines: list[str]) -> None:
    whole = [value for value in values if isinstance(value, int)]
    largest = max(map(abs, whole), default=0)
    if largest < _INTEGER_BOUND and not any(isinstance(value, float) for value in values):
        lines.append(f"integer {len(values)}")
        lines.extend("NA" if value is None else str(value) for value in values)
    elif largest <= _EXACT_BOUND:
        _write_doubles([value if value is None else float(value) for value in values], lines)
    else:
        raise ValueError(f"{_place(path)}: an integer of size {largest} has no exact double (the largest is 2^53)")


def _write_doubles(values: list, lines: list[str]) -> None:
    lines.append(f"double {len(values)}")
    hexadecimal = ["NA" if value is None else float.hex(value) for value in values]
    lines.extend(_NON_FINITE.get(text, text) for text in hexadecimal)


def _name(key: Any, path: str) -> str:
    if not isinstance(key, str):
        raise TypeError(f"{_place(path)}: a name must be text, not {type(key).__name__} ({key!r})")
    return _escape(key, path)


def _escape(text: str, path: str) -> str:
    if "\0" in text:
        raise ValueError(f"{_place(path)}: R has no text with a NUL character: {text!r}")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"{_place(path)}: not valid Unicode, half a surrogate pair: {text!r}") from None
    return _TO_ESCAPE.sub(lambda match: f"\\{ord(match.group()):02x}", text)


def _place(path: str) -> str:
    return path or "the value"


def _read(lines: list[str], at: int) -> tuple[Any, int]:
    """The value whose header is line `at`, and the line after it."""
    header = lines[at].split(" ") if at < len(lines) else ["nothing"]
    if len(header) not in (2, 3) or not header[1].isdecimal() or header[2:] not in ([], ["named"]):
        raise ValueError(f"line {at + 1} of the text from R is not a header: {' '.join(header)!r}")
    kind, length, at = header[0], int(header[1]), at + 1
    names = None
    if len(header) == 3:
        names, at = [_unescape(line) for line in lines[at : at + length]], at + length
    if kind == "list":
        elements: list = []
        for _ in range(length):
            element, at = _read(lines, at)
            elements.append(element)
    else:
        end = at + length
        if end > len(lines):
            raise ValueError(f"the text from R ends before the {length} elements of a {kind}")
        elements, at = _elements(kind, lines[at:end]), end
        if kind == "factor":
            levels, at = _read(lines, at)
            levels = levels if isinstance(levels, list) else [levels]
            elements = [None if code is None else levels[code - 1] for code in elements]
    if names is not None:
        return _named(names, elements), at
    if kind == "null":
        return None, at
    return (elements[0] if length == 1 and kind != "list" else elements), at


def _elements(kind: str, lines: list[str]) -> list:
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


def _named(names: list, elements: list) -> dict:
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
    if line == _MISSING_TEXT:
        return None
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), line)
