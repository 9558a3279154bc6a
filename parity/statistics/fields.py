"""The fields of a result, arrays with labels: ``auc``, ``interval.low``, ``coefficients[age]``, ``net_benefit[0.10]``.

A result is a frozen dataclass. A field is a scalar (number, text, truth value, or None for "not available"), a
one-dimensional array or tuple, or another such dataclass. The elements of an array are named by the result's own labels
(`along`), or by position, from 1.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Scalar = typing.Union[float, int, str, bool, None]


class Kind(enum.Enum):
    """What the elements of a field are."""

    NUMBERS = "numbers"
    TEXT = "text"
    TRUTH = "truth values"


@dataclass(frozen=True, slots=True)
class Field:
    """The elements of one field.

    Attributes
    ----------
    kind : Kind
    values : (n,) array
        float64 (NaN where the element is missing), object (text) or bool.
    missing : (n,) bool array
        Where the element is not available: NA, which is not NaN.
    labels : sequence of str or None
        None: the elements are named by position, from 1, or there is only one.
    scalar : bool
    """

    kind: Kind
    values: np.ndarray
    missing: np.ndarray
    labels: Sequence[str] | None = None
    scalar: bool = False

    def __len__(self) -> int:
        return len(self.values)

    def label(self, position: int) -> str:
        """``"[age]"``, ``"[17]"``, or nothing where the field is a scalar."""
        if self.scalar:
            return ""
        return f"[{self.labels[position]}]" if self.labels is not None else f"[{position + 1}]"

    def element(self, position: int) -> Scalar:
        """One element as Python has it."""
        if self.missing[position]:
            return None
        value = self.values[position]
        if self.kind is Kind.TEXT:
            return str(value)
        return bool(value) if self.kind is Kind.TRUTH else float(value)


def along(labels: str) -> Any:
    """Declare a result field whose elements are named by another field of the same result."""
    return dataclasses.field(metadata={"along": labels})


def labels() -> Any:
    """Declare a result field that only names the elements of others; it is compared through those names."""
    return dataclasses.field(metadata={"labels": True})


@functools.cache
def field_names(result: type) -> tuple[str, ...]:
    """The names of a result type's fields in their order, without those that are labels; ``"interval.low"``."""
    hints = typing.get_type_hints(result)
    found: list[str] = []
    for field in dataclasses.fields(result):
        if field.metadata.get("labels"):
            continue
        if dataclasses.is_dataclass(hints[field.name]):
            found += [f"{field.name}.{name}" for name in field_names(typing.cast(type, hints[field.name]))]
        else:
            found.append(field.name)
    return tuple(found)


def fields_of(result: Any) -> dict[str, Field]:
    """Every field of a result by its name."""
    found: dict[str, Field] = {}
    for field in dataclasses.fields(result):
        if field.metadata.get("labels"):
            continue
        value = getattr(result, field.name)
        if dataclasses.is_dataclass(value):
            found.update((f"{field.name}.{name}", inner) for name, inner in fields_of(value).items())
            continue
        made = field_of(value)
        source = field.metadata.get("along")
        found[field.name] = made if source is None else _labelled(result, field.name, made, source)
    return found


def field_of(value: Any, labels: Sequence[str] | None = None) -> Field:
    """A value, or a sequence of values, as a field.

    Parameters
    ----------
    value : number, text, bool, None, array or sequence of these
        Of one kind; None is a missing element.
    labels : sequence of str or None
    """
    named = None if labels is None else tuple(map(str, labels))
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
        kind = Kind.TRUTH if value.dtype.kind == "b" else Kind.NUMBERS
        values = value if kind is Kind.TRUTH else value.astype(np.float64, copy=False)
        scalar = value.ndim == 0
        if value.ndim > 1:
            raise TypeError(f"a field has one dimension, not {value.ndim}")
        values = np.atleast_1d(values)
        return Field(kind, values, np.zeros(len(values), dtype=bool), named, scalar)
    scalar = not _is_sequence(value)
    elements = [value] if scalar else list(value)
    elements = [item.item() if isinstance(item, np.generic) else item for item in elements]
    missing = np.fromiter((item is None for item in elements), dtype=bool, count=len(elements))
    types = {type(item) for item in elements if item is not None}
    if types and all(issubclass(type_, str) for type_ in types):
        values = np.empty(len(elements), dtype=object)
        values[:] = ["" if item is None else item for item in elements]
        return Field(Kind.TEXT, values, missing, named, scalar)
    if types == {bool}:
        return Field(Kind.TRUTH, np.array([bool(item) for item in elements], dtype=bool), missing, named, scalar)
    if bool in types or not all(issubclass(type_, (int, float)) for type_ in types):
        named_types = ", ".join(sorted(type_.__name__ for type_ in types))
        raise TypeError(f"elements of one field are of the types {named_types}")
    numbers = np.array([np.nan if item is None else float(item) for item in elements], dtype=np.float64)
    return Field(Kind.NUMBERS, numbers, missing, named, scalar)


def _labelled(result: Any, name: str, made: Field, source: str) -> Field:
    names = tuple(map(str, getattr(result, source)))
    if len(names) != len(made) or len(set(names)) != len(made):
        kind = type(result).__name__
        raise ValueError(f"{kind}.{name}: {len(made)} values, but {len(set(names))} distinct labels in {source}")
    return dataclasses.replace(made, labels=names, scalar=False)


def _is_sequence(value: object) -> bool:
    return not isinstance(value, (str, bytes)) and hasattr(value, "__len__")
