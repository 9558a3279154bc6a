"""How far two pages are from each other: what both draw, wherever in the order, and the rest in drawing order."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.graphics.drawing.display import Primitive


@dataclass(frozen=True, slots=True)
class PageDifference:
    """Two pages, primitive by primitive.

    Attributes
    ----------
    primitives : int
        Lines, rectangles, texts, ... of the first page.
    surplus : int
        How many more the second has; negative: fewer.
    different : int
        How many pairs, of those that only one page has, are not alike in kind, text, colour or line.
    distance : float
        The largest difference of a coordinate, a width or a size among the pairs that are alike, in the unit of the
        pages.
    reordered : bool
        Whether both draw the same in another order.
    """

    primitives: int
    surplus: int
    different: int
    distance: float
    reordered: bool


def measure(one: Sequence[Primitive], other: Sequence[Primitive]) -> PageDifference:
    """Compare two pages; what only one of them has is paired in the order in which it is drawn."""
    left, right = unlike(one, other)
    different, distance = 0, 0.0
    for here, there in zip(left, right):
        numbers, others = _numbers(here), _numbers(there)
        if list(_words(here)) != list(_words(there)) or len(numbers) != len(others):
            different += 1
        else:
            distance = max(distance, float(np.nanmax(np.abs(numbers - others), initial=0.0)))
    reordered = not left and not right and list(map(_key, one)) != list(map(_key, other))
    return PageDifference(len(one), len(other) - len(one), different, distance, reordered)


def unlike(one: Sequence[Primitive], other: Sequence[Primitive]) -> tuple[list[Primitive], list[Primitive]]:
    """What only the one page has, and what only the other, each in the order in which it is drawn."""
    mine, theirs = list(map(_key, one)), list(map(_key, other))
    return _without(one, mine, Counter(theirs)), _without(other, theirs, Counter(mine))


def _key(primitive: Primitive) -> tuple[Any, ...]:
    """Equal where two primitives are the same."""
    return tuple(leaf.tobytes() if isinstance(leaf, np.ndarray) else leaf for leaf in _leaves(primitive))


def _without(page: Sequence[Primitive], keys: Sequence[tuple[Any, ...]], shared: Counter[Any]) -> list[Primitive]:
    """What the other page, whose primitives are `shared`, has not, or not as often."""
    rest = []
    for primitive, key in zip(page, keys):
        if shared[key]:
            shared[key] -= 1
        else:
            rest.append(primitive)
    return rest


def _leaves(value: Any) -> Iterator[Any]:
    if dataclasses.is_dataclass(value):
        yield type(value).__name__
        for field in dataclasses.fields(value):
            yield from _leaves(getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value


def _numbers(primitive: Primitive) -> np.ndarray:
    """All coordinates, widths and sizes, without those that are not numbers."""
    found = [np.ravel(leaf) for leaf in _leaves(primitive) if isinstance(leaf, (float, np.ndarray))]
    together = np.concatenate(found) if found else np.empty(0)
    return together[~np.isnan(together)]


def _words(primitive: Primitive) -> Iterator[Any]:
    return (leaf for leaf in _leaves(primitive) if not isinstance(leaf, (float, np.ndarray)))
