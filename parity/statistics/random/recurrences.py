"""The other uniform generators of R: recurrences of a few whole numbers."""

from __future__ import annotations

import abc
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from parity.statistics.random.scrambling import scrambled
from parity.statistics.random.stream import HALF_OF_THE_SMALLEST, Stream

ONE_OVER = 2.328306437080797e-10
"""1 / (2^32 - 1), with these digits."""
LOW_32 = 0xFFFFFFFF

State = tuple[int, ...]


class Recurrence(Stream):
    """A generator whose state is a few whole numbers.

    Parameters
    ----------
    state : sequence of int
        As R has it behind the first number of ``.Random.seed``.
    """

    size: ClassVar[int]
    """How many numbers its state has."""

    def __init__(self, state: Sequence[int] | np.ndarray) -> None:
        numbers = tuple(int(number) & LOW_32 for number in state)
        if len(numbers) != self.size:
            raise ValueError(f"the state of this generator has {self.size} numbers, not {len(numbers)}")
        self._state = self.mended(numbers)
        super().__init__()

    @classmethod
    def seeded(cls, seed: int) -> Recurrence:
        """As after ``set.seed(seed)``."""
        return cls(scrambled(seed, cls.size))

    @staticmethod
    @abc.abstractmethod
    def mended(state: State) -> State:
        """The state, with numbers from which it could not go on replaced as R replaces them."""

    @staticmethod
    @abc.abstractmethod
    def step(state: State) -> tuple[State, float]:
        """The next state, and its uniform number."""

    def _make(self, count: int) -> np.ndarray:
        made, state, step = np.empty(count), self._state, self.step
        for place in range(count):
            state, made[place] = step(state)
        self._state = state
        made[made <= 0.0] = HALF_OF_THE_SMALLEST
        made[1.0 - made <= 0.0] = 1.0 - HALF_OF_THE_SMALLEST
        return made

    def _save(self) -> Any:
        return self._state

    def _restore(self, state: Any) -> None:
        self._state = state

    def _numbers_of_state(self) -> list[int]:
        return np.array(self._state, np.uint32).view(np.int32).tolist()

    def _uniforms(self, made: np.ndarray) -> np.ndarray:
        return made.copy()

    def _halves(self, made: np.ndarray) -> np.ndarray:
        return (made * 65536).astype(np.uint32)


class WichmannHill(Recurrence):
    """Three congruential generators added.

    References
    ----------
    Wichmann, Hill (1982), doi:10.2307/2347988.
    """

    size = 3

    @staticmethod
    def mended(state: State) -> State:
        return tuple(number % modulus or 1 for number, modulus in zip(state, (30269, 30307, 30323)))

    @staticmethod
    def step(state: State) -> tuple[State, float]:
        x, y, z = state[0] * 171 % 30269, state[1] * 172 % 30307, state[2] * 170 % 30323
        total = x / 30269.0 + y / 30307.0 + z / 30323.0
        return (x, y, z), total - int(total)


class MarsagliaMulticarry(Recurrence):
    """Two multiply-with-carry generators of sixteen bits, side by side.

    References
    ----------
    Marsaglia (1997), as posted to sci.stat.math; R, ``?RNGkind``.
    """

    size = 2

    @staticmethod
    def mended(state: State) -> State:
        return tuple(number or 1 for number in state)

    @staticmethod
    def step(state: State) -> tuple[State, float]:
        x = (36969 * (state[0] & 0xFFFF) + (state[0] >> 16)) & LOW_32
        y = (18000 * (state[1] & 0xFFFF) + (state[1] >> 16)) & LOW_32
        return (x, y), ((x << 16 & LOW_32) ^ (y & 0xFFFF)) * ONE_OVER


class SuperDuper(Recurrence):
    """A shift register and a congruential generator, combined.

    References
    ----------
    Marsaglia (1970s), in the version of Reeds, Hubert and Abrahams (1982-84); R, ``?RNGkind``.
    """

    size = 2

    @staticmethod
    def mended(state: State) -> State:
        return state[0] or 1, state[1] | 1

    @staticmethod
    def step(state: State) -> tuple[State, float]:
        x = state[0] ^ (state[0] >> 15)
        x ^= x << 17 & LOW_32
        y = state[1] * 69069 & LOW_32
        return (x, y), (x ^ y) * ONE_OVER


M_1, M_2 = 4294967087, 4294944443
"""The moduli of MRG32k3a."""


class LEcuyer(Recurrence):
    """The combined multiple recursive generator MRG32k3a.

    References
    ----------
    L'Ecuyer (1999), doi:10.1287/opre.47.1.159.
    """

    size = 6

    @classmethod
    def seeded(cls, seed: int) -> LEcuyer:
        """As after ``set.seed(seed)``: scrambled numbers of the second modulus or more are passed over."""
        numbers = scrambled(seed, 4 * cls.size)
        return cls(numbers[numbers < M_2][: cls.size])

    @staticmethod
    def mended(state: State) -> State:
        if not (any(state[:3]) and any(state[3:]) and max(state[:3]) < M_1 and max(state[3:]) < M_2):
            raise ValueError(f"its state is three numbers below {M_1} and three below {M_2}, neither all 0")
        return state

    @staticmethod
    def step(state: State) -> tuple[State, float]:
        x = (1403580 * state[1] - 810728 * state[0]) % M_1
        y = (527612 * state[5] - 1370589 * state[3]) % M_2
        z = x - y if x > y else x - y + M_1
        return (state[1], state[2], x, state[4], state[5], y), z * 2.328306549295727688e-10
