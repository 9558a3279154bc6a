"""What a seed becomes before a generator starts from it."""

from __future__ import annotations

import numpy as np

MULTIPLIER = 69069
SKIPPED = 50
"""So many values of the congruential generator are thrown away first."""


def scrambled(seed: int, count: int) -> np.ndarray:
    """The numbers that fill the state of a generator.

    Parameters
    ----------
    seed : int
        Of which the last 32 bits count.
    count : int
        How many numbers the state has.

    Returns
    -------
    (count,) uint32 array

    Notes
    -----
    The congruential generator :math:`x_{k+1} = 69069 x_k + 1` modulo :math:`2^{32}`, from the seed, after 50 steps. Its
    k-th value is :math:`69069^k x_0 + (1 + 69069 + \\dots + 69069^{k-1})`, so that all are found at once.

    Equals what ``set.seed(seed)`` writes into ``.Random.seed``, before the rules of each generator.

    References
    ----------
    Marsaglia (1972), The structure of linear congruential sequences.  R, ``?set.seed``.
    """
    return _steps(seed, SKIPPED + count)[SKIPPED:]


def stirred(seed: int) -> int:
    """The seed after the 50 steps, for a generator that has a seeding of its own."""
    return int(_steps(seed, SKIPPED)[-1])


def _steps(seed: int, count: int) -> np.ndarray:
    powers = np.cumprod(np.full(count, MULTIPLIER, np.uint32), dtype=np.uint32)
    sums = np.cumsum(np.concatenate([np.ones(1, np.uint32), powers[:-1]]), dtype=np.uint32)
    return powers * np.uint32(seed & 0xFFFFFFFF) + sums
