"""How far two pages are from each other: thing by thing, in the order of drawing."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from parity.figures.display import Primitive


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
        words_left, words_right = list(_words(left)), list(_words(right))
        numbers_left, numbers_right = list(_numbers(left)), list(_numbers(right))
        if words_left != words_right or len(numbers_left) != len(numbers_right):
            different += 1
        else:
            distance = max([distance, *(abs(a - b) for a, b in zip(numbers_left, numbers_right))])
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


def _numbers(primitive: Primitive) -> Iterator[float]:
    return (leaf for leaf in _leaves(primitive) if isinstance(leaf, float) and not math.isnan(leaf))


def _words(primitive: Primitive) -> Iterator[Any]:
    return (leaf for leaf in _leaves(primitive) if not isinstance(leaf, float))
