"""Somebody else's result as fields: what it names, in the order of ours."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Optional

import numpy as np

from parity.checks.vocabulary import Check
from parity.errors import InputError, listed, plural, suggestion
from parity.public.given import labels_of, plain
from parity.statistics.fields import Field, Kind, field_of
from parity.verification.inputs import part

_ELEMENT = re.compile(r"(?P<field>[^\[]+)\[(?P<label>.*)\]", re.DOTALL)
"""Of a field, as reports write it: ``coefficients[age]``."""
_IS = {Kind.NUMBERS: "a number", Kind.TEXT: "text", Kind.TRUTH: "a truth value"}
_GIVE = {Kind.NUMBERS: "a number", Kind.TEXT: "a text", Kind.TRUTH: "True or False"}
_Part = tuple[str, Optional[str], Any]
"""A field, one of its elements or all of it, and what is given for it."""


def fields_given(result: Any, check: Check, names: str | Sequence[str] | None) -> dict[str, Field]:
    """Somebody else's result by the names of the check's fields.

    Parameters
    ----------
    result : mapping, object, number, tuple or array
        Names are those of fields, of one element (``"coefficients[age]"``), or of a pair with a low and a high part
        (``"interval"``).
    check : Check
    names : str, sequence of str or None
        Such names in the order of a tuple or an array; of a number the one.

    Raises
    ------
    InputError
        It names no field of the statistic, one twice, or not as many as there are numbers.
    """
    if names is not None:
        parts = _parts(_in_order(result, [names] if isinstance(names, str) else list(names), check), check)
    elif isinstance(result, Mapping):
        parts = _parts(result.items(), check)
    elif labels_of(result) is not None:
        parts = _parts(zip(labels_of(result) or (), result), check)
    elif isinstance(result, (int, float, np.generic, tuple, list, np.ndarray)) or hasattr(result, "to_numpy"):
        step = f"say fields=(...) in its order, of {listed(check.fields, len(check.fields))}"
        raise InputError(f"a {type(result).__name__} does not say which numbers it has", step=step)
    else:
        parts = _attributes(result, check)
    whole: dict[str, Any] = {}
    elements: dict[str, dict[str, Any]] = {}
    for name, label, value in parts:
        if name in whole or (label is None and name in elements) or label in elements.get(name, ()):
            raise InputError(f"{name} is given twice", step="give it once")
        if label is None:
            whole[name] = value
        else:
            elements.setdefault(name, {})[label] = value
    if not whole and not elements:
        what = "nothing" if result is None else f"an empty {type(result).__name__}" if not result else "it"
        raise InputError(f"{what} has no field of {check.stem}", step=_its_fields(check))
    return {name: _field(value, name) for name, value in {**whole, **elements}.items()}


def in_our_order(name: str, given: Field, ours: Field) -> tuple[Field, frozenset[str] | None]:
    """A given field with the elements of ours in their order, and the names of those given where it is not all.

    Elements are matched by their names where they have some, by position otherwise; ours stand in the place of those
    that are not given.

    Raises
    ------
    InputError
        It holds text where ours are numbers, or the like, or names an element that ours does not have, or one twice.
    """
    if given.kind is not ours.kind:
        if ours.missing.all():
            return given, None
        if not given.missing.all():
            raise InputError(f"{name} is {_IS[given.kind]}", step=f"give {_GIVE[ours.kind]}")
    if given.labels is None:
        if len(given) == len(ours):
            given = dataclasses.replace(given, labels=ours.labels, scalar=ours.scalar)
        elif given.scalar and ours.labels is not None and len(ours) > 1:
            step = f"name the element that it is: {{'{name}[{ours.labels[0]}]': ...}}"
            raise InputError(f"{name} has {plural(len(ours), 'number')}, and one is given", step=step)
        return given, None
    if ours.scalar:
        raise InputError(f"{name} has no elements, {listed(given.labels)} are given", step=f"give {_GIVE[ours.kind]}")
    names = element_names(ours)
    if not len(given) and len(ours):
        raise InputError(f"{name} is empty", step=f"give at least one of {listed(names)}")
    place = {label: position for position, label in enumerate(names)}
    where = [place[label if label in place else _same_number(label, name, names)] for label in given.labels]
    twice = next((names[at] for at in where if where.count(at) > 1), None) if len(set(where)) < len(where) else None
    if twice is not None:
        raise InputError(f"{name} names {twice!r} twice", step="give each element once")
    values, missing = ours.values.copy(), ours.missing.copy()
    if given.kind is ours.kind:
        values[where] = given.values
    missing[where] = given.missing
    found = dataclasses.replace(ours, values=values, missing=missing)
    return found, frozenset(names[at] for at in where) if len(where) < len(names) else None


def element_names(field: Field) -> tuple[str, ...]:
    """The labels of a field, or its positions from 1, as ``coefficients[age]`` and ``ranks[17]`` have them."""
    return tuple(map(str, range(1, len(field) + 1) if field.labels is None else field.labels))


def _in_order(result: Any, names: Sequence[str], check: Check) -> Iterable[tuple[str, Any]]:
    is_one = len(names) == 1 and (not isinstance(result, tuple) or names[0] in _pairs(check))
    values = [result] if is_one or not hasattr(result, "__len__") else list(result)
    if len(values) != len(names):
        raise InputError(
            f"{plural(len(values), 'number')}, but {plural(len(names), 'field is', 'fields are')} named",
            step="name one for each",
        )
    if len(names) > 1 and labels_of(result) is not None:
        raise InputError("the result has names of its own", step="leave fields out, or give its values without names")
    return zip(names, values)


def _parts(items: Iterable[tuple[Any, Any]], check: Check, within: str = "") -> Iterator[_Part]:
    """What is given under the names of fields, of elements, of pairs, or of objects and mappings that have parts."""
    for key, value in items:
        name = f"{within}{key}"
        of_element = _ELEMENT.fullmatch(name)
        if name in check.fields:
            yield name, None, value
        elif of_element and of_element["field"] in check.fields:
            yield of_element["field"], of_element["label"], value
        elif not any(field.startswith(f"{name}.") for field in check.fields):
            near = suggestion(name, check.fields)
            step = f"{near} " if near.startswith("did you mean") else ""
            raise InputError(f"{check.stem} has no field {name!r}", step=f"{step}{_its_fields(check)}")
        elif isinstance(value, Mapping):
            yield from _parts(value.items(), check, f"{name}.")
        elif labels_of(value) is not None:
            yield from _parts(zip(labels_of(value) or (), value), check, f"{name}.")
        else:
            found = list(_attributes({name: value}, check))
            if not found:
                inner = [field for field in check.fields if field.startswith(f"{name}.")]
                raise InputError(f"{name} does not say what it has", step=f"give {listed(inner, len(inner))}")
            yield from found


def _attributes(result: Any, check: Check) -> Iterator[_Part]:
    """The fields that an object has, and its pairs."""
    for name in (*check.fields, *_pairs(check)):
        try:
            value = part(result, name)
        except (KeyError, TypeError):
            continue
        pair = plain(value)
        if name in check.fields:
            yield name, None, value
        elif isinstance(pair, (tuple, list, np.ndarray)) and not hasattr(value, "low"):
            if len(pair) != 2:
                raise InputError(f"{name} has {plural(len(pair), 'number')}", step="give two, low and high")
            yield from ((f"{name}.{end}", None, limit) for end, limit in zip(("low", "high"), pair))


def _pairs(check: Check) -> list[str]:
    lows = [name.removesuffix(".low") for name in check.fields if name.endswith(".low")]
    return [name for name in lows if f"{name}.high" in check.fields]


def _its_fields(check: Check) -> str:
    return f"its fields are {listed(check.fields, len(check.fields))}"


def _same_number(label: str, name: str, names: Sequence[str]) -> str:
    """The name of ours that is the same number written otherwise: 0.10 and 0.1."""
    try:
        same = [known for known in names if float(known) == float(label)]
    except ValueError:
        same = []
    if len(same) != 1:
        raise InputError(f"{name} has no element {label!r}", step=suggestion(label, names))
    return same[0]


def _field(value: Any, name: str) -> Field:
    """A mapping or a Series is an array whose elements it names."""
    try:
        if isinstance(value, Mapping):
            return field_of(list(value.values()), labels=labels_of(value))
        return field_of(plain(value), labels=labels_of(value))
    except (TypeError, ValueError) as error:
        raise InputError(f"{name} cannot be read: {error}", step="give a number, or one a named element") from None
