"""What was drawn, call by call, so that the first wrong draw can be named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np

FIRST = 5
AT_ONCE = 1 << 17
"""Values whose bytes are looked at together."""


@dataclass(frozen=True, slots=True)
class Draw:
    """One call of a function that draws.

    Attributes
    ----------
    call : str
        R's function: ``"sample.int"``.
    n : int or None
        Of a sample, from how many.
    size : int
        Values drawn.
    first : tuple of float
        The first five.
    md5 : str
        Of all values as little-endian doubles, as ``tools::md5sum`` has it of ``writeBin(as.double(x), file, endian =
        "little")``.
    position : int
        Uniform numbers taken from the stream since its seed, this call included.
    block : int
        Where the position is only known within a block of the generator, the length of that; otherwise 0.
    """

    call: str
    n: int | None
    size: int
    first: tuple[float, ...]
    md5: str
    position: int
    block: int = 0

    def __str__(self) -> str:
        of = "" if self.n is None else f" of {self.n}"
        first = ", ".join(f"{value:.15g}" for value in self.first)
        first = f" {first}" if first else ""
        more = ", …" if first and self.size > len(self.first) else ""
        values = "1 value" if self.size == 1 else f"{self.size} values"
        within = f" of {self.block}" if self.block else ""
        return f"{self.call}{of}: {values}{first}{more} (position {self.position}{within})"

    def within(self, block: int) -> Draw:
        """The same, its position as it is known within a block of the generator."""
        return replace(self, position=self.position % block, block=block)


class Telling:
    """The entry of a call whose values come in parts.

    Parameters
    ----------
    call : str
    n : int or None
        As of `Draw`.
    """

    def __init__(self, call: str, n: int | None) -> None:
        self._call, self._n = call, n
        self._size = 0
        self._first: tuple[float, ...] = ()
        self._md5 = hashlib.md5(usedforsecurity=False)

    def add(self, values: np.ndarray) -> None:
        """Values that follow those before."""
        flat = values.ravel()
        self._first += tuple(flat[: FIRST - len(self._first)].astype(float).tolist())
        self._size += flat.size
        for start in range(0, flat.size, AT_ONCE):
            self._md5.update(flat[start : start + AT_ONCE].astype("<f8").data)

    def draw(self, position: int) -> Draw:
        """The entry, behind the last value."""
        return Draw(self._call, self._n, self._size, self._first, self._md5.hexdigest(), position)


def draw_of(call: str, n: int | None, values: np.ndarray, position: int) -> Draw:
    """The entry of a call in a trace."""
    telling = Telling(call, n)
    telling.add(values)
    return telling.draw(position)


_heard: ContextVar[list[list[Draw]] | None] = ContextVar("heard", default=None)


@contextmanager
def listening() -> Iterator[list[list[Draw]]]:
    """What is drawn in a block of code, behind each seed that is set there, in the order in which they are set.

    Only what this thread draws is heard. Of the draws their entries are kept, not the values.
    """
    heard: list[list[Draw]] = []
    before = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(before)


def heard_from_here() -> list[Draw] | None:
    """Where a stream that is seeded now writes what it draws; None where nobody listens."""
    heard = _heard.get()
    if heard is None:
        return None
    heard.append([])
    return heard[-1]


def first_difference(ours: Sequence[Draw], theirs: Sequence[Draw], other: str = "the other") -> str:
    """The first draw in which two traces differ, as a sentence that calls the second `other`; empty where they are the
    same."""
    for number, (one, their) in enumerate(zip_longest(ours, theirs), 1):
        if one != their:
            return f"draw {number}: {one or 'nothing'}, {other} has {their or 'nothing'}{_where(one, their)}"
    return ""


def _where(one: Draw | None, other: Draw | None) -> str:
    if one is None or other is None or (one.call, one.n, one.size) != (other.call, other.n, other.size):
        return ""
    differing = [place for place, (a, b) in enumerate(zip(one.first, other.first), 1) if a != b]
    if differing:
        return f"; value {differing[0]} is the first that differs"
    if one.md5 != other.md5:
        return f"; the first {len(one.first)} values are the same, a later one differs"
    return "; the values are the same, the stream stands elsewhere"
