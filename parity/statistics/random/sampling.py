"""Whole numbers below n, with and without replacement."""

from __future__ import annotations

import enum
import math
from collections.abc import Callable

import numpy as np

from parity.statistics.random.stream import Stream

MOST = 4_500_000_000_000_000
"""The largest n that R samples from."""
SMALL = 2**31 - 1
"""Up to it R counts in integers."""
HASHED_FROM = 10_000_000
"""Above it a sample of at most half of the numbers is drawn by refusing numbers that were drawn before."""
AT_ONCE = 1 << 14
"""Candidates that are judged together: their arrays fit in a processor's cache, and in memory that is kept for the
next."""


class SampleKind(enum.StrEnum):
    """How a whole number is made of uniform numbers."""

    REJECTION = "Rejection"
    ROUNDING = "Rounding"


def width(n: int) -> tuple[int, int]:
    """Bits of a candidate for a number below n, and the uniform numbers that give them, sixteen bits each."""
    bits = math.ceil(math.log2(n))
    return bits, bits // 16 + 1


def candidates(halves: np.ndarray, bits: int) -> np.ndarray:
    """Candidates of `bits` bits.

    Parameters
    ----------
    halves : (k, w) uint32 array
        Sixteen bits each, the highest first.
    bits : int
    """
    if halves.shape[1] == 1:
        return halves[:, 0] & np.uint32((1 << bits) - 1)
    joined = halves[:, 0].astype(np.uint64)
    for column in halves.T[1:]:
        joined = (joined << np.uint64(16)) | column
    return joined & np.uint64((1 << bits) - 1)


def with_replacement(stream: Stream, n: int, size: int, kind: SampleKind = SampleKind.REJECTION) -> np.ndarray:
    """Whole numbers from 0 to n - 1, each as likely.

    Parameters
    ----------
    stream : Stream
    n : int
        From 1.
    size : int
    kind : SampleKind

    Returns
    -------
    (size,) int array

    Notes
    -----
    Rejection: the bits that n - 1 needs are put together from the upper sixteen of as many uniform numbers as it takes,
    :math:`\\lfloor b/16 \\rfloor + 1` for b bits, and a candidate of n or more is refused. Candidates that stand behind
    the last one accepted are not used up. Rounding, of R before 3.6: :math:`\\lfloor n u \\rfloor`, with u of two
    uniform numbers where n is above :math:`2^{31} - 1`.

    Equals ``sample.int(n, size, replace = TRUE) - 1``.

    References
    ----------
    R, ``?RNGkind``.  Lemire (2019), doi:10.1145/3230636, for what is wrong with rounding.
    """
    if kind is SampleKind.ROUNDING:
        return rounded(stream, np.full(size, n, dtype=np.int64))
    bits, words = width(n)
    found, have = np.empty(size, np.int64), 0
    while have < size:
        wanted = size - have
        tried = min(int(wanted * (2**bits / n) * 1.02) + 24, AT_ONCE)
        tries = candidates(stream.halves_ahead(tried * words).reshape(tried, words), bits)
        accepted = np.flatnonzero(tries < n)[:wanted]
        found[have : have + len(accepted)] = tries.take(accepted)
        have += len(accepted)
        stream.take(words * (int(accepted[-1]) + 1 if have == size else tried))
    return found


def without_replacement(stream: Stream, n: int, size: int, kind: SampleKind = SampleKind.REJECTION) -> np.ndarray:
    """Different whole numbers from 0 to n - 1.

    Parameters
    ----------
    stream : Stream
    n, size : int
        At most n numbers.
    kind : SampleKind

    Returns
    -------
    (size,) int array

    Notes
    -----
    From the numbers that are left one is drawn by its place, and the last of them takes that place. Where n is above
    ten million and size at most its half, numbers are drawn with replacement and those drawn before are passed over.

    Equals ``sample.int(n, size) - 1``.

    References
    ----------
    Fisher, Yates (1938); Durstenfeld (1964), doi:10.1145/364520.364540.
    """
    if n > HASHED_FROM and size <= n / 2:
        return _distinct(stream, n, size, kind)
    if n > SMALL:
        raise ValueError(
            f"more than half of {n} numbers without replacement are not drawn: " f"at most {n // 2}, or n up to {SMALL}"
        )
    left = list(range(n))
    found = np.empty(size, np.int64)
    for drawn, (place, last) in enumerate(zip(_places(stream, n, size, kind), range(n - 1, -1, -1))):
        found[drawn] = left[place]
        left[place] = left[last]
    return found


def one_whole(uniform: Callable[[], float], n: int) -> int:
    """The next whole number below n by rejection, for algorithms that need one now and then."""
    bits, words = width(n)
    while True:
        candidate = 0
        for _ in range(words):
            candidate = candidate << 16 | int(uniform() * 65536)
        candidate &= (1 << bits) - 1
        if candidate < n:
            return candidate


def _distinct(stream: Stream, n: int, size: int, kind: SampleKind) -> np.ndarray:
    found = np.empty(0, np.int64)
    while len(found) < size:
        found = np.concatenate([found, with_replacement(stream, n, size - len(found), kind)])
        found = found[np.sort(np.unique(found, return_index=True)[1])]
    return found


def _places(stream: Stream, n: int, size: int, kind: SampleKind) -> list[int]:
    """A number below n, below n - 1, and so on."""
    if kind is SampleKind.ROUNDING:
        return rounded(stream, np.arange(n, n - size, -1)).tolist()
    found: list[int] = []
    left, end = n, n - size
    while left > end:  # as long as the candidates have the same bits
        bits, words = width(left)
        until = max(end, (1 << bits) >> 1) if bits else end
        while left > until:
            tried = min(int((left - until) * 1.5) + 8, AT_ONCE)
            tries = candidates(stream.halves_ahead(tried * words).reshape(tried, words), bits).tolist()
            used = 0
            for candidate in tries:
                used += 1
                if candidate < left:
                    found.append(candidate)
                    left -= 1
                    if left == until:
                        break
            stream.take(used * words)
    return found


def rounded(stream: Stream, below: np.ndarray) -> np.ndarray:
    """floor(n u) for each n of `below`; above `stream.sure` u is of two uniform numbers."""
    twice = below > stream.sure
    first = np.cumsum(1 + twice) - (1 + twice)
    numbers = stream.uniforms(int(np.sum(1 + twice)))
    chosen = numbers[first]
    chosen[twice] = (np.floor(chosen[twice] * 2**25) + numbers[first[twice] + 1]) / 2**25
    return np.floor(below * chosen).astype(np.int64)
