"""How texts, names and numbers are written in the language of R."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parity.errors import InputError

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def text(value: str) -> str:
    """A text of R in double quotes."""
    return f'"{_escaped(value, chr(34))}"'


def texts(values: Sequence[str]) -> str:
    """A vector of texts."""
    return f"c({', '.join(map(text, values))})"


def symbol(name: str) -> str:
    """A name of R in backticks."""
    return f"`{_escaped(name, '`')}`"


def number(literal: str) -> str:
    """A number as a file has it; one with an exponent or a sign is read by R as it reads the file."""
    return literal if _PLAIN_NUMBER.fullmatch(literal) else f"as.numeric({text(literal)})"


def comment(value: str) -> str:
    """On one line, whatever is in it."""
    return " ".join("".join(" " if _is_control(letter) else letter for letter in value).split())


def _escaped(value: str, quote: str) -> str:
    if "\0" in value:
        raise InputError("a name with a zero byte cannot be written in R")
    escapes = {**_ESCAPES, quote: f"\\{quote}"}
    return "".join(escapes.get(letter) or _plain(letter) for letter in value)


def _plain(letter: str) -> str:
    return f"\\{ord(letter):03o}" if _is_control(letter) else letter


def _is_control(letter: str) -> bool:
    return ord(letter) < 32 or ord(letter) == 127
