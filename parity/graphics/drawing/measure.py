"""How far two pages are from each other: thing by thing, in the order of drawing."""

from __future__ import annotations

import dataclasses
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
        How many pairs are not alike in kind, text, colour or line.
    distance : float
        The largest difference of a coordinate, a width or a size among the pairs of one kind, in the unit of the pages.
    """

    primitives: int
    surplus: int
    different: int
    distance: float


def measure(one: Sequence[Primitive], other: Sequence[Primitive]) -> PageDifference:
    """Compare two pages in the order in which they are drawn."""
    different, distance = 0, 0.0
    for left, right in zip(one, other):
        if left == right:
            continue
        numbers, others = _numbers(left), _numbers(right)
        if list(_words(left)) != list(_words(right)) or len(numbers) != len(others):
            different += 1
        else:
            distance = max(distance, float(np.nanmax(np.abs(numbers - others), initial=0.0)))
    return PageDifference(len(one), len(other) - len(one), different, distance)


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
