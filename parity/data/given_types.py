"""Whether what is given is of the type that is taken: otherwise something stops later, or passes for something."""

from __future__ import annotations

import collections.abc
import numbers
import typing
from collections.abc import Mapping
from types import NoneType
from typing import Any, Union

import numpy as np

from parity.errors import InputError, quoted

_PLAIN: dict[Any, tuple[tuple[type, ...], str, str]] = {
    bool: ((bool, np.bool_), "True or False", "of True and False"),
    int: ((numbers.Integral,), "a whole number", "whole numbers"),
    float: ((numbers.Real,), "a number", "numbers"),
    str: ((str,), "a text", "texts"),
    np.ndarray: ((np.ndarray, list, tuple), "an array", "arrays"),
}
"""By the type that is written: what serves, and what one and several are called."""


def refuse_other_types(given: Mapping[str, Any], declared: Mapping[str, Any]) -> None:
    """An error where a choice is not of the type that is declared of it; one without a declaration is any.

    Parameters
    ----------
    given : mapping of str to value
    declared : mapping of str to type
        As `typing.get_type_hints` has them.
    """
    for name, value in given.items():
        if name in declared and not _fits(value, declared[name]):
            raise InputError(f"{name} is {quoted(_shown(value))[1:-1]}", step=f"it takes {_worded(declared[name])}")


def _fits(value: Any, declared: Any) -> bool:
    kind, parts = typing.get_origin(declared), typing.get_args(declared)
    if kind is Union:
        return any(_fits(value, part) for part in parts)
    if declared is Any or declared is NoneType:
        return declared is Any or value is None
    if declared in _PLAIN:
        of_truth = isinstance(value, _PLAIN[bool][0])
        return isinstance(value, _PLAIN[declared][0]) and of_truth is (declared is bool)
    if kind is collections.abc.Callable:
        return callable(value)
    if kind is collections.abc.Mapping:
        return isinstance(value, Mapping) and all(_fits(one, parts[1]) for one in value.values())
    if kind in (tuple, collections.abc.Sequence):
        several = isinstance(value, (collections.abc.Sequence, np.ndarray)) or hasattr(value, "to_numpy")
        if not several or isinstance(value, str) or getattr(value, "ndim", 1) == 0:
            return False
        if kind is tuple and ... not in parts:
            return len(value) == len(parts) and all(map(_fits, value, parts))
        return all(_fits(one, parts[0]) for one in value)
    return not isinstance(declared, type) or isinstance(value, declared)


def _worded(declared: Any) -> str:
    kind, parts = typing.get_origin(declared), typing.get_args(declared)
    if kind is Union and set(parts) == {int, float}:
        return _PLAIN[float][1]
    if kind is Union:
        words = ", ".join(dict.fromkeys(map(_worded, parts))).replace(" or ", ", ")
        return " or ".join(words.rsplit(", ", 1))
    if declared is NoneType:
        return "None"
    if declared in _PLAIN:
        return _PLAIN[declared][1]
    if kind is collections.abc.Callable:
        return "a function"
    if isinstance(declared, type) and not kind:
        return f"a {declared.__name__}"
    if kind is collections.abc.Mapping:
        values = _PLAIN[parts[1]][2] if parts[1] in _PLAIN else "what they have"
        return f"a mapping of names to {values}"
    several = _PLAIN[float if set(typing.get_args(parts[0])) == {int, float} else parts[0]][2] if _named(parts) else ""
    if kind is tuple and ... not in parts and several:
        return f"{len(parts)} {several}"
    return f"a sequence of {several}" if several else "a sequence"


def _named(parts: tuple[Any, ...]) -> bool:
    """Whether what a sequence holds has a name."""
    return bool(parts) and (parts[0] in _PLAIN or set(typing.get_args(parts[0])) == {int, float})


def _shown(value: Any) -> str:
    return repr(value) if isinstance(value, (str, int, float, tuple, list, dict, NoneType)) else type(value).__name__
