"""Knuth's lagged Fibonacci generator by subtraction, seeded as in 1997 and as in 2002."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from parity.statistics.random.scrambling import stirred
from parity.statistics.random.stream import HALF_OF_THE_SMALLEST, Stream

LONG, SHORT = 100, 37
"""The lags."""
BITS = 2**30 - 1
MADE = 1009
"""Numbers of which the first hundred are used, and the others thrown away."""
SEPARATION = 70
"""Streams of different seeds do not meet in 2^70 numbers."""
SEEDS = 1073741821
"""So many seeds are told apart."""


class Knuth(Stream):
    """Knuth's generator in the seeding of 1997.

    Parameters
    ----------
    state : sequence of int
        A hundred numbers below 2^30, and how many of them were used up.

    Notes
    -----
    :math:`X_j = (X_{j-100} - X_{j-37}) \\bmod 2^{30}`; of each 1009 numbers a hundred are used. A seed stands for a
    power of z modulo :math:`z^{100} + z^{37} + 1`, which is found by squaring and multiplying, so that seeds are far
    apart.

    References
    ----------
    Knuth (1997), The Art of Computer Programming, vol. 2, 3rd ed., section 3.6.
    """

    sure = 2**25 - 1
    _numbers: np.ndarray
    _used: int

    def __init__(self, state: Sequence[int] | np.ndarray) -> None:
        numbers = np.asarray(state, dtype=np.int64)
        if len(numbers) != LONG + 1 or not ((numbers >= 0) & (numbers <= BITS)).all() or not 0 < numbers[-1] <= LONG:
            raise ValueError(f"its state is {LONG} numbers below 2^30, and how many of them were used up")
        self._restore((numbers[:-1], int(numbers[-1])))
        super().__init__()

    @classmethod
    def seeded(cls, seed: int) -> Knuth:
        """As after ``set.seed(seed)``."""
        return cls([*cls.started(stirred(seed) % SEEDS), LONG])

    @staticmethod
    def started(seed: int) -> list[int]:
        """The hundred numbers that belong to a seed."""
        x = _first_numbers(seed)
        left, steps = seed & BITS, SEPARATION - 1
        while steps:
            squared = [0] * (2 * LONG - 1)
            squared[::2] = x
            for place in range(2 * LONG - 2, LONG - SHORT, -2):
                squared[2 * LONG - 1 - place] = squared[place] & ~1
            x = _reduced(squared, odd_only=True)
            if left & 1:
                x = _times_z(x, odd_only=True)
            left, steps = (left >> 1, steps) if left else (left, steps - 1)
        return _turned(x)

    def _make(self, count: int) -> np.ndarray:
        parts = []
        while count > 0:
            if self._used == LONG:
                self._numbers, self._used = _cycled(self._numbers, MADE), 0
            part = self._numbers[self._used : self._used + count]
            parts.append(part)
            self._used += len(part)
            count -= len(part)
        return np.concatenate(parts) if parts else np.empty(0, np.int64)

    def _save(self) -> Any:
        return self._numbers, self._used

    def _restore(self, state: Any) -> None:
        self._numbers, self._used = state

    def _numbers_of_state(self) -> list[int]:
        return [*self._numbers.tolist(), self._used]

    def _uniforms(self, made: np.ndarray) -> np.ndarray:
        found = made * 9.31322574615479e-10
        found[made == 0] = HALF_OF_THE_SMALLEST
        return found

    def _halves(self, made: np.ndarray) -> np.ndarray:
        return (self._uniforms(made) * 65536).astype(np.uint32)


class Knuth2002(Knuth):
    """Knuth's generator in the seeding of 2002.

    References
    ----------
    Knuth (2002), The Art of Computer Programming, vol. 2, 9th printing, section 3.6.
    """

    @staticmethod
    def started(seed: int) -> list[int]:
        """The hundred numbers that belong to a seed."""
        x = _first_numbers(seed)
        left, steps = seed & BITS, SEPARATION - 1
        while steps:
            squared = [0] * (2 * LONG - 1)
            squared[::2] = x
            x = _reduced(squared, odd_only=False)
            if left & 1:
                x = _times_z(x, odd_only=False)
            left, steps = (left >> 1, steps) if left else (left, steps - 1)
        numbers = np.array(_turned(x), np.int64)
        for _ in range(10):
            numbers = _cycled(numbers, 2 * LONG - 1)
        return numbers.tolist()


def _first_numbers(seed: int) -> list[int]:
    value, found = (seed + 2) & (BITS - 1), []
    for _ in range(LONG):
        found.append(value)
        value <<= 1
        if value > BITS:
            value -= BITS - 1
    found[1] += 1
    return found


def _reduced(x: list[int], odd_only: bool) -> list[int]:
    """Modulo z^100 + z^37 + 1: a power of 100 or more is taken from those 63 and 100 below."""
    for place in range(2 * LONG - 2, LONG - 1, -1):
        if not odd_only or x[place] & 1:
            x[place - LONG + SHORT] = (x[place - LONG + SHORT] - x[place]) & BITS
            x[place - LONG] = (x[place - LONG] - x[place]) & BITS
    return x[:LONG]


def _times_z(x: list[int], odd_only: bool) -> list[int]:
    last = x[-1]
    x = [last, *x[:-1]]
    if not odd_only or last & 1:
        x[SHORT] = (x[SHORT] - last) & BITS
    return x


def _turned(x: list[int]) -> list[int]:
    return [*x[SHORT:], *x[:SHORT]]


def _cycled(numbers: np.ndarray, made: int) -> np.ndarray:
    """The hundred numbers that follow the first `made`."""
    row = np.empty(made + LONG, np.int64)
    row[:LONG] = numbers
    for start in range(LONG, made + LONG, SHORT):  # no number of a part depends on another of it
        end = min(start + SHORT, made + LONG)
        row[start:end] = (row[start - LONG : end - LONG] - row[start - SHORT : end - SHORT]) & BITS
    return row[made:]
