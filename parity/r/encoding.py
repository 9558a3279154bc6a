r"""Typed values as text, bit for bit: what `parity.r.supervisor` and ``protocol.R`` speak, and how Python writes it.

A text is a sequence of lines, each closed by a line feed. A value is a header line and what it announces::

    kind length          or          kind length named          or          kind length in file
    <length lines: the names>        (only if named; distinct)
    <length lines: the elements>     (for a list: its elements, each a value of its own; nothing if they are in a file)

=============  ==================================================================================================
``null``       length 0
``logical``    ``TRUE``, ``FALSE``, ``NA``
``integer``    decimal, or ``NA``
``double``     C99 hexadecimal, ``0x1.8p+1``, which no decimal conversion can round; ``NaN``, ``Inf``, ``-Inf``, ``NA``
``character``  text in UTF-8; the control characters U+0001 to U+001F, U+007F and the backslash as a backslash and
               two hexadecimal digits, so that a line feed is ``\0a``; a missing text is ``\NA``
``factor``     codes from 1, or ``NA``; after them the levels, a ``character`` value
``list``       values
``formula``    length 1: a list of the ``entries`` (each a list: its ``function``, or none, and its ``numbers``) and of
               the ``interactions``, each of places of entries from 1; R has ``y ~ rms::rcs(x1, 4) + x2``
=============  ==================================================================================================

Names are written as text is. Nothing else crosses: what has another type or class is refused, and the message says
where it sits.

The elements of a logical, integer or double vector and the codes of a factor may stand in a file of the child's
scratch directory: as R holds them, least significant byte first, in 8 bytes a double and 4 bytes otherwise (0 and 1 for
truth values). NA is -2^31 there, and as a double the NaN whose lower half is 1954. Arrays and factors of `LONG`
elements or more are sent so, and unnamed vectors of as many come back so. A file that was sent is named by a digest of
its bits and stays: a later question with the same bits only names it. A file that comes back is removed when it has
been read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from parity.data.cohort import Factor
from parity.data.formula import Entry, Formula

LONG = 64
"""From here on a file is quicker than text."""

Put = Callable[[memoryview], str]
"""Puts the elements of a vector into a file and gives the file's name."""

IN_FILES = {"logical": "<i4", "integer": "<i4", "factor": "<i4", "double": "<f8"}
MISSING_INTEGER = -(2**31)
MISSING_TEXT = "\\NA"

_INTEGER_BOUND = 2**31
_EXACT_BOUND = 2**53
_TO_ESCAPE = re.compile(r"[\x01-\x1f\x7f\\]")
_NON_FINITE = {"nan": "NaN", "inf": "Inf", "-inf": "-Inf"}


def encode(value: Any, put: Put | None = None) -> str:
    """Write a Python value for R.

    Parameters
    ----------
    value : None, bool, int, float, str, Factor, Formula, array, list, tuple or mapping
        A one-dimensional array of bool, int, float or text, or a sequence of scalars of one type, is a vector, whatever
        its length; in a sequence, None is NA. Any other sequence is an unnamed list and a mapping a named one. An empty
        sequence is a character vector. A formula is one of the predictors by their places. Integers outside of R's
        range are written as doubles that hold them exactly.
    put : function or None
        Where the elements of long arrays and factors go; without it they are part of the text.

    Raises
    ------
    TypeError
        For what R has no vector for, naming the place in `value`.
    ValueError
        For what R's type cannot hold: a larger integer, a NUL or half a surrogate pair in a text.
    """
    writer = _Writer(put)
    writer.write(value, "")
    writer.lines.append("")
    return "\n".join(writer.lines)


class _Writer:
    """The lines of a value, as far as it is written."""

    def __init__(self, put: Put | None) -> None:
        self.lines: list[str] = []
        self._put = put

    def write(self, value: Any, path: str) -> None:
        if value is None:
            self.lines.append("null 0")
        elif isinstance(value, Mapping):
            self.lines.append(f"list {len(value)} named")
            self.lines.extend(_name(key, path) for key in value)
            for key, element in value.items():
                self.write(element, f"{path}[{key!r}]" if path else key)
        elif isinstance(value, Factor):
            self._factor(value, path)
        elif isinstance(value, Formula):
            self.lines.append("formula 1")
            self.write(_described(value), path)
        elif isinstance(value, np.ndarray):
            self._array(value, path)
        elif isinstance(value, (list, tuple)):
            self._sequence(value, path)
        else:
            self._scalars([value.item() if isinstance(value, np.generic) else value], path)

    def _factor(self, factor: Factor, path: str) -> None:
        codes, levels = np.asarray(factor.codes), factor.levels
        if len(set(levels)) != len(levels):
            raise ValueError(f"{_place(path)}: a level of the factor occurs twice")
        if codes.ndim != 1 or codes.dtype.kind not in "iu" or np.any(codes < -1) or np.any(codes >= len(levels)):
            message = f"the codes of a factor index its {len(levels)} levels, or are -1 for a missing value"
            raise ValueError(f"{_place(path)}: {message}")
        self._vector("factor", np.where(codes < 0, MISSING_INTEGER, codes.astype(np.int64) + 1))
        self._scalars(list(levels), path)

    def _array(self, array: np.ndarray[Any, Any], path: str) -> None:
        if array.ndim != 1:
            raise TypeError(f"{_place(path)}: an array of {array.ndim} dimensions cannot cross to R; give its columns")
        kind = array.dtype.kind
        if kind not in "biufU" or kind == "f" and array.dtype.itemsize > 8:
            message = f"an array of dtype {array.dtype} cannot cross to R; bool, int, float and text can"
            raise TypeError(f"{_place(path)}: {message}")
        if kind == "U":
            self._scalars(array.tolist(), path)
        elif kind == "b":
            self._vector("logical", array)
        elif kind == "f":
            unknown = np.isnan(array)  # of any bits, among which may be those of R's NA
            self._vector("double", np.where(unknown, np.nan, array) if unknown.any() else array)
        else:
            largest = max(abs(int(array.min())), abs(int(array.max()))) if len(array) else 0
            self._vector(_whole_kind(largest, path), array)

    def _vector(self, kind: str, elements: np.ndarray[Any, Any]) -> None:
        """A vector of a kind that may stand in a file; missing integers among the elements are `MISSING_INTEGER`."""
        if self._put is not None and len(elements) >= LONG:
            content = np.ascontiguousarray(elements, dtype=IN_FILES[kind]).data
            self.lines.append(f"{kind} {len(elements)} in {self._put(content)}")
            return
        self.lines.append(f"{kind} {len(elements)}")
        if kind == "double":
            self.lines.extend(map(_hexadecimal, elements.astype(np.float64).tolist()))
        elif kind == "logical":
            self.lines.extend("TRUE" if element else "FALSE" for element in elements.tolist())
        else:
            self.lines.extend("NA" if element == MISSING_INTEGER else str(element) for element in elements.tolist())

    def _sequence(self, values: Sequence[Any], path: str) -> None:
        plain = [value.item() if isinstance(value, np.generic) else value for value in values]
        present = [value for value in plain if value is not None]
        if all(isinstance(value, (bool, int, float, str)) for value in present) and (present or not plain):
            self._scalars(plain, path)
        else:
            self.lines.append(f"list {len(plain)}")
            for position, value in enumerate(plain):
                self.write(value, f"{path}[{position}]")

    def _scalars(self, values: list[Any], path: str) -> None:
        """A vector of scalars of one type, None among them for NA; without elements, of texts."""
        types = {type(value) for value in values if value is not None}
        if all(issubclass(kind, str) for kind in types):
            self.lines.append(f"character {len(values)}")
            self.lines.extend(MISSING_TEXT if value is None else _escape(value, path) for value in values)
        elif types == {bool}:
            self.lines.append(f"logical {len(values)}")
            self.lines.extend("NA" if value is None else "TRUE" if value else "FALSE" for value in values)
        elif bool not in types and all(issubclass(kind, (int, float)) for kind in types):
            self._numbers(values, path)
        else:
            names = " and ".join(sorted(kind.__name__ for kind in types))
            raise TypeError(f"{_place(path)}: {names} cannot cross to R as a vector")

    def _numbers(self, values: list[Any], path: str) -> None:
        kind = _whole_kind(max((abs(value) for value in values if isinstance(value, int)), default=0), path)
        if any(isinstance(value, float) for value in values):
            kind = "double"
        self.lines.append(f"{kind} {len(values)}")
        if kind == "double":
            self.lines.extend("NA" if value is None else _hexadecimal(float(value)) for value in values)
        else:
            self.lines.extend("NA" if value is None else str(value) for value in values)


def _described(formula: Formula) -> dict[str, Any]:
    """A formula without the names of its predictors."""
    places = {name: place for place, name in enumerate(formula.predictors, start=1)}
    return {
        "entries": [_entry(entry) for entry in formula.entries.values()],
        "interactions": [[places[name] for name in together] for together in formula.interactions],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    if not entry.needs_numbers:
        return {}
    return {"function": str(entry.shape), "numbers": list(entry.knots) if entry.knots else [entry.number]}


def _whole_kind(largest: int, path: str) -> str:
    """The type of R that holds integers up to a size."""
    if largest < _INTEGER_BOUND:
        return "integer"
    if largest <= _EXACT_BOUND:
        return "double"
    raise ValueError(f"{_place(path)}: an integer of size {largest} has no exact double (the largest is 2^53)")


def _hexadecimal(number: float) -> str:
    text = number.hex()
    return _NON_FINITE.get(text, text)


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
