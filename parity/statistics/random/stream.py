"""A stream of random numbers that is made ahead in blocks and taken in order."""

from __future__ import annotations

import abc
from typing import Any, ClassVar

import numpy as np

LEAST_MADE = 4096
"""Numbers that are made at a time, or more where more are wanted."""
APART = 1 << 17
"""Numbers between two states that are kept: to keep one takes as long as to make some thousand numbers."""
HALF_OF_THE_SMALLEST = 0.5 * 2.328306437080797e-10
"""A uniform number is never 0 or 1; half of 1 / (2^32 - 1), with these digits, stands in the place of 0."""


class Stream(abc.ABC):
    """The numbers of a generator: looked at ahead, and taken when it is known how many were used.

    What is looked at and not taken stays in the stream, so that a vector of candidates can be judged at once and the
    stream left where a program that judges them one by one would leave it.

    Attributes
    ----------
    position : int
        How many numbers were taken.
    sure : int
        Up to so many numbers, one uniform number decides between them by rounding.
    """

    sure: ClassVar[int] = 2**31 - 1

    position: int
    _made: np.ndarray
    """Numbers made ahead; the last of them is followed by those that the generator would make next."""
    _made_to: int
    """The position behind the last of them."""
    _marks: list[tuple[int, Any]]
    """Positions not above that of the first number made ahead and not taken, and above, and the states there."""

    def __init__(self) -> None:
        self._begin()

    def uniforms_ahead(self, count: int) -> np.ndarray:
        """The next `count` numbers in (0, 1), as a float array; they stay in the stream."""
        return self._uniforms(self._ahead(count))

    def halves_ahead(self, count: int) -> np.ndarray:
        """floor(65536 u) of the next `count` numbers u, as a uint32 array; they stay in the stream."""
        return self._halves(self._ahead(count))

    def take(self, count: int) -> None:
        """Step over `count` numbers that were looked at."""
        self.position += count

    def uniforms(self, count: int) -> np.ndarray:
        """The next `count` numbers in (0, 1), taken."""
        found = self.uniforms_ahead(count)
        self.take(count)
        return found

    def state(self) -> list[int]:
        """The state of the generator behind the numbers taken, as R has it behind the first number of
        ``.Random.seed``."""
        if self.position < self._made_to:
            start, state = next(mark for mark in reversed(self._marks) if mark[0] <= self.position)
            self._restore(state)
            self._make(self.position - start)
            position = self.position
            self._begin()
            self.position = self._made_to = position
        return self._numbers_of_state()

    def _begin(self) -> None:
        """Nothing is made ahead; the generator stands where the stream does."""
        self.position = self._made_to = 0
        self._made = self._make(0)
        self._marks = []

    def _ahead(self, count: int) -> np.ndarray:
        unread = self._made_to - self.position
        if unread < count:
            rest = self._made[len(self._made) - unread :]
            if not self._marks or self._made_to - self._marks[-1][0] >= APART:
                reached = max((mark[0] for mark in self._marks if mark[0] <= self.position), default=0)
                self._marks = [mark for mark in self._marks if mark[0] >= reached]
                self._marks.append((self._made_to, self._save()))
            more = self._make(max(count - unread, LEAST_MADE))
            self._made = np.concatenate([rest, more]) if unread else more
            self._made_to += len(more)
            unread = self._made_to - self.position
        first = len(self._made) - unread
        return self._made[first : first + count]

    @abc.abstractmethod
    def _make(self, count: int) -> np.ndarray:
        """The next numbers of the generator itself."""

    @abc.abstractmethod
    def _save(self) -> Any:
        """The state of the generator itself."""

    @abc.abstractmethod
    def _restore(self, state: Any) -> None:
        """Back to a saved state."""

    @abc.abstractmethod
    def _numbers_of_state(self) -> list[int]:
        """The state of the generator itself as R's integers."""

    @abc.abstractmethod
    def _uniforms(self, made: np.ndarray) -> np.ndarray:
        """Numbers of the generator as numbers in (0, 1)."""

    @abc.abstractmethod
    def _halves(self, made: np.ndarray) -> np.ndarray:
        """Numbers of the generator as floor(65536 u)."""


class Reader:
    """Uniform numbers one after the other, for algorithms that decide after each whether they need another.

    Parameters
    ----------
    stream : Stream
        What was read is taken from it when the ``with`` block ends.
    """

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._numbers: list[float] = []
        self._read = 0

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *error: object) -> None:
        self._stream.take(self._read)
        self._numbers, self._read = [], 0

    def __call__(self) -> float:
        """The next number."""
        if self._read == len(self._numbers):
            self._stream.take(self._read)
            self._numbers, self._read = self._stream.uniforms_ahead(512).tolist(), 0
        self._read += 1
        return self._numbers[self._read - 1]
