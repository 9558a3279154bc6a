"""What was drawn, call by call, so that the first wrong draw can be named."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

FIRST = 5


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
    """

    call: str
    n: int | None
    size: int
    first: tuple[float, ...]
    md5: str
    position: int

    def __str__(self) -> str:
        of = "" if self.n is None else f" of {self.n}"
        first = ", ".join(f"{value:.15g}" for value in self.first)
        more = ", …" if self.size > len(self.first) else ""
        values = "1 value" if self.size == 1 else f"{self.size} values"
        return f"{self.call}{of}: {values} {first}{more} (position {self.position})"


def draw_of(call: str, n: int | None, values: np.ndarray, position: int) -> Draw:
    """The entry of a call in a trace."""
    flat = np.ascontiguousarray(values, dtype="<f8").ravel()
    digest = hashlib.md5(flat.tobytes(), usedforsecurity=False).hexdigest()
    return Draw(call, n, flat.size, tuple(flat[:FIRST].tolist()), digest, position)


def first_difference(ours: Sequence[Draw], theirs: Sequence[Draw]) -> str:
    """The first draw in which two traces differ, as a sentence; empty where they are the same."""
    for number, (one, other) in enumerate(zip_longest(ours, theirs), 1):
        if one != other:
            return f"draw {number}: {one or 'nothing'}, the other has {other or 'nothing'}{_where(one, other)}"
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
