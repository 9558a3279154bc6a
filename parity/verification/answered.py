"""The parts of an answer by their names."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from parity.statistics.fields import Field, field_of


def answered(answer: Mapping[str, Any], key: str) -> Field | None:
    """A field of an answer, by its name there; a mapping is a named vector."""
    if key not in answer:
        whole, _, rest = key.partition(".")
        inner = answer.get(whole)
        return answered(inner, rest) if rest and isinstance(inner, Mapping) else None
    value = answer[key]
    return field_of(list(value.values()), labels=list(value)) if isinstance(value, Mapping) else field_of(value)


def leaves(answer: Mapping[str, Any], known: Set[str], within: str = "") -> list[str]:
    """The names of all that an answer gives; what has parts is taken apart unless it is known as a whole."""
    found: list[str] = []
    for key, value in answer.items():
        name = f"{within}{key}"
        if isinstance(value, Mapping) and name not in known:
            found += leaves(value, known, f"{name}.")
        else:
            found.append(name)
    return found
