"""``--option name=value``: the options of a figure on the command line."""

from __future__ import annotations

import ast
import inspect
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


def resampled(
    figure: str, given: dict[str, Any], resamples: int | None, seed: int | None, seeds: Sequence[int]
) -> dict[str, Any]:
    """The options of a figure with what ``--resamples`` and ``--seed`` say; a figure of resamples has the seed of its
    studies where none is said.

    Parameters
    ----------
    figure : str
    given : dict
        The options that are said one by one.
    resamples, seed : int or None
    seeds : sequence of int
        Of the studies.
    """
    from parity import figures

    understood = inspect.signature(getattr(figures, figure)).parameters
    said = {name: value for name, value in (("resamples", resamples), ("seed", seed)) if value is not None}
    for name in said:
        if name not in understood:
            raise InputError(f"{figure} is drawn of no resamples", step=f"leave --{name} out")
        if name in given:
            raise InputError(f"--{name} is given twice", step=f"leave --option {name} out")
    found = {**given, **said}
    if "resamples" not in understood:
        return found
    if "bands" in understood and resamples is not None:
        if given.get("bands", bool(resamples)) is not bool(resamples):
            raise InputError(f"--resamples {resamples} says whether there are bands", step="leave --option bands out")
        found["bands"] = bool(resamples)
    always = understood["resamples"].default > 0 and "bands" not in understood
    draws = always or found.get("bands" if "bands" in understood else "resamples", False)
    if not draws and seed is not None:
        raise InputError(f"--seed {seed}: nothing of {figure} is resampled", step="say --resamples 2000 too")
    if draws and "seed" not in found:
        if len(set(seeds)) > 1:
            raise InputError("the studies have seeds of their own", step="say --seed 123")
        found["seed"] = seeds[0]
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
