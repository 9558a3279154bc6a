"""The inputs of a check, and what follows from them: bounds, and what a reference is known to give instead."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from parity.checks.vocabulary.tolerance import Function
from parity.statistics.caution import Caution


class Inputs:
    """Of one check on one sample; a function of them is called when it is first asked for, and once.

    Parameters
    ----------
    arguments : mapping
        What both sides received, by name.
    """

    def __init__(self, arguments: Mapping[str, Any]) -> None:
        self.arguments = arguments
        self._made: dict[Callable[..., Any], Any] = {}

    def of(self, function: Callable[..., Any]) -> Any:
        """The value of a function of those inputs that it names as parameters, or of all where it takes any; its
        cautions are said where they belong to a check."""
        if function not in self._made:
            self._made[function] = self.of_these_and(function)
        return self._made[function]

    def of_these_and(self, function: Callable[..., Any], **more: Any) -> Any:
        """The value of a function of those inputs that it names as parameters, and of more; it is computed anew."""
        parameters = inspect.signature(function).parameters
        takes_any = any(one.kind is one.VAR_KEYWORD for one in parameters.values())
        named = {name: value for name, value in self.arguments.items() if takes_any or name in parameters}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Caution)
            return function(**named, **more)


def part(values: Any, name: str) -> Any:
    """``"interval.low"`` of nested mappings, or of objects with attributes; KeyError where there is none."""
    for step in name.split("."):
        if isinstance(values, Mapping):
            values = values[step]
        elif hasattr(values, step):
            values = getattr(values, step)
        else:
            raise KeyError(name)
    return values


def of_these_inputs(when: Function | None, inputs: Inputs) -> bool:
    """Whether the inputs are such; where that cannot be told, they are not known to be."""
    try:
        return when is not None and bool(inputs.of(when))
    except Exception:
        return False
