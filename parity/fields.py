"""How the numbers of a result are named: ``auc``, ``interval.low``, ``coefficients[age]``, ``net_benefit[0.10]``.

A result is a frozen dataclass. A field is a scalar (number, text, bool or None for "not available"), a one-dimensional
array, or another such dataclass. An array's elements are named by the result's own labels (`along`) or by position, from 1.
"""

from __future__ import annotations

import dataclasses
import functools
import typing
from collections.abc import Mapping
from typing import Any

Scalar = typing.Union[float, int, str, bool, None]


def along(labels: str) -> Any:
    """Declare a result field whose elements are named by another field of the same result."""
    return dataclasses.field(metadata={"along": labels})


def labels() -> Any:
    """Declare a result field that only names the elements of others; it is compared through those names."""
    return dataclasses.field(metadata={"labels": True})


def explanation() -> Any:
    """Declare a result field that is compared with nothing: it follows a reference's deviating rule and explains a `Deviation`, or it
    measures how far the others may be from a reference (`Tolerance.unit`)."""
    return dataclasses.field(metadata={"explanation": True})


def base_name(name: str) -> str:
    """``"coefficients[age]"`` -> ``"coefficients"``."""
    return name.split("[", 1)[0]


def field_names(result: type) -> set[str]:
    """The names of a result type's numbers that are compared, without element labels."""
    return {name for name, explains in _fields(result).items() if not explains}


def explanation_names(result: type) -> set[str]:
    """The names of a result type's explanations, without element labels."""
    return {name for name, explains in _fields(result).items() if explains}


@functools.cache
def _fields(result: type) -> dict[str, bool]:
    """The names of a result type's numbers, and whether each is an explanation."""
    hints = typing.get_type_hints(result)
    found: dict[str, bool] = {}
    for field in dataclasses.fields(result):
        if field.metadata.get("labels"):
            continue
        if dataclasses.is_dataclass(hints[field.name]):
            found.update((f"{field.name}.{name}", explains) for name, explains in _fields(hints[field.name]).items())
        else:
            found[field.name] = bool(field.metadata.get("explanation"))
    return found


def flatten(result: Any) -> dict[str, Scalar]:
    """Every number of a result by its name, explanations among them, in the order of the fields."""
    flat: dict[str, Scalar] = {}
    for field in dataclasses.fields(result):
        if field.metadata.get("labels"):
            continue
        value = getattr(result, field.name)
        if dataclasses.is_dataclass(value):
            for name, inner in flatten(value).items():
                head, bracket, tail = name.partition("[")
                flat[f"{field.name}.{head}{bracket}{tail}"] = inner
        elif _is_sequence(value):
            elements = list(value)
            names = _element_names(result, field, len(elements))
            flat.update((f"{field.name}[{name}]", _plain(element)) for name, element in zip(names, elements))
        else:
            flat[field.name] = _plain(value)
    return flat


def flatten_answer(answer: Mapping[str, Any], like: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """Name the numbers of an answer from R or a library as `flatten` names our own.

    Parameters
    ----------
    answer : mapping
        Nested mappings of scalars, sequences, or mappings for named vectors.
    like : mapping
        Our own flattened result. A sequence without names of its own takes our element names, position by position, where the
        lengths are the same; otherwise it is numbered from 1, so that a vanished or a surplus number cannot be overlooked.
    """
    ours: dict[str, list[str]] = {}
    for name in like:
        if "[" in name:
            ours.setdefault(base_name(name), []).append(name)
    flat: dict[str, Scalar] = {}
    for key, value in answer.items():
        _flatten_value(str(key), value, ours, flat)
    return flat


def _flatten_value(name: str, value: Any, ours: Mapping[str, list[str]], flat: dict[str, Scalar]) -> None:
    if isinstance(value, Mapping):
        vector = name in ours
        for key, inner in value.items():
            _flatten_value(f"{name}[{key}]" if vector else f"{name}.{key}", inner, {} if vector else ours, flat)
    elif _is_sequence(value):
        elements = list(value)
        names = ours.get(name, [])
        if len(names) != len(elements):
            names = [f"{name}[{position}]" for position in range(1, len(elements) + 1)]
        flat.update((element_name, _plain(element)) for element_name, element in zip(names, elements))
    elif name in ours and len(ours[name]) == 1:
        flat[ours[name][0]] = _plain(value)
    else:
        flat[name] = _plain(value)


def _element_names(result: Any, field: dataclasses.Field, length: int) -> list[str]:
    source = field.metadata.get("along")
    if source is None:
        return [str(position) for position in range(1, length + 1)]
    names = [str(name) for name in getattr(result, source)]
    if len(names) != length or len(set(names)) != length:
        raise ValueError(f"{type(result).__name__}.{field.name}: {length} values, but {len(set(names))} distinct labels in {source}")
    return names


def _is_sequence(value: object) -> bool:
    return not isinstance(value, str) and hasattr(value, "__len__")


def _plain(value: Any) -> Scalar:
    if value is None or isinstance(value, (str, bool, int, float)) and type(value) in (str, bool, int, float):
        return value
    item = getattr(value, "item", None)
    return item() if item is not None else value
