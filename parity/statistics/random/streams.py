"""Which class makes the numbers of which kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from parity.statistics.random.kinds import Kind
from parity.statistics.random.knuth import Knuth, Knuth2002
from parity.statistics.random.mersenne_twister import MersenneTwister
from parity.statistics.random.recurrences import LEcuyer, MarsagliaMulticarry, SuperDuper, WichmannHill
from parity.statistics.random.stream import Stream


class Generator(Protocol):
    """A stream that begins from a seed or from a state."""

    def __call__(self, state: Sequence[int] | np.ndarray) -> Stream:
        """The stream that goes on from R's state."""

    def seeded(self, seed: int) -> Stream:
        """The stream as after ``set.seed(seed)``."""


GENERATORS: Mapping[Kind, Generator] = {
    Kind.WICHMANN_HILL: WichmannHill,
    Kind.MARSAGLIA_MULTICARRY: MarsagliaMulticarry,
    Kind.SUPER_DUPER: SuperDuper,
    Kind.MERSENNE_TWISTER: MersenneTwister,
    Kind.KNUTH: Knuth,
    Kind.KNUTH_2002: Knuth2002,
    Kind.L_ECUYER: LEcuyer,
}
