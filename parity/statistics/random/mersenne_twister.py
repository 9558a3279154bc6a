"""The Mersenne Twister, seeded as R seeds it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from parity.statistics.random.scrambling import scrambled
from parity.statistics.random.stream import HALF_OF_THE_SMALLEST, Stream

WORDS = 624


class MersenneTwister(Stream):
    """MT19937 of Matsumoto and Nishimura; its words are numpy's.

    Parameters
    ----------
    state : sequence of int
        How many of the 624 words were used up, then the words.

    Notes
    -----
    A word w is the uniform number :math:`w / 2^{32}`; of 0 it is half of :math:`1 / (2^{32} - 1)`. `random_raw` is
    the stream that numpy promises to keep; the methods of its Generator may change.

    References
    ----------
    Matsumoto, Nishimura (1998), doi:10.1145/272991.272995.
    """

    def __init__(self, state: Sequence[int] | np.ndarray) -> None:
        used, words = int(state[0]), np.asarray(state, dtype=np.int64)[1:] & 0xFFFFFFFF
        if len(words) != WORDS or not 0 < used <= WORDS or not words.any():
            raise ValueError(f"its state is a number from 1 to {WORDS} and {WORDS} words, not all of them 0")
        self._generator = np.random.MT19937(0)
        self._restore({"key": words.astype(np.uint32), "pos": used})
        super().__init__()

    @classmethod
    def seeded(cls, seed: int) -> MersenneTwister:
        """As after ``set.seed(seed)``: the first number of the scrambled seed gives way, and all words are used up."""
        state = scrambled(seed, WORDS + 1)
        state[0] = WORDS
        return cls(state)

    def _make(self, count: int) -> np.ndarray:
        return self._generator.random_raw(count).astype(np.uint32)

    def _save(self) -> Any:
        return self._generator.state["state"]

    def _restore(self, state: Any) -> None:
        self._generator.state = {"bit_generator": "MT19937", "state": state}

    def _numbers_of_state(self) -> list[int]:
        state = self._save()
        return [int(state["pos"]), *state["key"].astype(np.uint32).view(np.int32).tolist()]

    def _uniforms(self, made: np.ndarray) -> np.ndarray:
        found = made * 2.0**-32
        found[made == 0] = HALF_OF_THE_SMALLEST
        return found

    def _halves(self, made: np.ndarray) -> np.ndarray:
        return made >> np.uint32(16)
