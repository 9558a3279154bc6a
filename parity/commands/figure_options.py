"""``--option name=value``: the options of a figure on the command line."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from parity.errors import InputError, quoted

_WORDS = {"TRUE": True, "True": True, "true": True, "FALSE": False, "False": False, "false": False, "NULL": None,
          "None": None, "NA": None}  # fmt: skip
_OF_THE_COMMAND = ("of", "cohort", "engine", "width", "height")


def options_given(given: Sequence[str], figure: str) -> dict[str, Any]:
    """The options by their names in Python, of texts such as ``fun_at=0.1,0.5``, ``fun.at=c(0.1, 0.5)``, ``lp=FALSE``.

    Parameters
    ----------
    given : sequence of str
        Each ``name=value``: a value of Python or of R, several separated by commas or in ``c()``; else it is text.
    figure : str
        Of which they are: an option that is a text takes its value as it stands.
    """
    from parity.figures.public import text_options

    found: dict[str, Any] = {}
    texts = text_options(figure)
    for text in given:
        name, equals, value = text.partition("=")
        name = name.strip().replace(".", "_")
        if not equals or not name.isidentifier():
            step = "write name=value: --option fun_at=0.1,0.5,0.9"
            raise InputError(f"--option {quoted(text)} names no option and value", step=step)
        if name in found:
            raise InputError(f"--option {name} is given twice", step="give it once")
        if name in _OF_THE_COMMAND:
            raise InputError(f"--option {name} is no option of the figure", step=f"write --{name}")
        as_it_stands = name in texts and value not in _WORDS and not value.startswith("c(")
        found[name] = value if as_it_stands else _value(value)
    return found


def _value(text: str) -> Any:
    text = text.strip()
    if text in _WORDS:
        return _WORDS[text]
    if text.startswith("c(") and text.endswith(")"):
        return tuple(_value(part) for part in _parts(text[2:-1]))
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text


def _parts(text: str) -> list[str]:
    """What is separated by commas, but for those within quotation marks or parentheses."""
    parts, depth, mark = [""], 0, ""
    for character in text:
        if character in "\"'" and mark in ("", character):
            mark = "" if mark else character
        elif not mark:
            depth += (character in "([{") - (character in ")]}")
        if character == "," and not mark and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part for part in parts if part.strip()]
