"""The rows of the resamples of an ordinary bootstrap, in the order in which R's ``boot`` draws them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from parity.statistics.random.generator import RRandom

AT_ONCE = 1 << 20
"""Rows that are drawn together."""


def boot_rows(dice: RRandom, n: int, resamples: int, strata: np.ndarray | None = None) -> np.ndarray:
    """The rows of resamples, all patients together or each stratum by itself.

    Parameters
    ----------
    dice : RRandom
    n : int
        Rows.
    resamples : int
    strata : (n,) int array or None
        Each stratum gives as many rows to a resample as it has; None: one of all.

    Returns
    -------
    (resamples, n) int32 array
        Places from 0; in column j are rows of the stratum of row j.

    Notes
    -----
    All resamples are one sample of n·B rows that fills the B × n matrix column by column: the first B numbers are the
    first rows of the resamples, not the rows of the first. Of strata the one with the smallest number comes first, and
    fills its own columns so. A stratum of one row draws nothing.

    Equals ``boot::boot.array(boot::boot(data, statistic, R = resamples, strata = strata), indices = TRUE) - 1``.

    References
    ----------
    Davison, Hinkley (1997), Bootstrap Methods and their Application, sections 2.1 and 3.2.
    """
    found = np.empty((resamples, n), np.int32)
    if strata is None:
        strata = np.zeros(n, np.int32)
    elif len(strata) != n:
        raise ValueError(f"there are {len(strata)} strata and {n} rows")
    every, of_row = np.unique(strata, return_inverse=True)
    for stratum in range(len(every)):
        members = np.flatnonzero(of_row == stratum).astype(np.int32)
        if len(members) == 1 < len(every):
            found[:, members] = members
            continue
        with dice.one_sample_of(len(members)):
            for columns, drawn in _columns(dice, len(members), resamples):
                found[:, members[columns]] = members[drawn]
    return found


def _columns(dice: RRandom, n: int, resamples: int) -> Iterator[tuple[slice, np.ndarray]]:
    """The columns of a stratum, as many at a time as are drawn together."""
    part = max(1, AT_ONCE // max(resamples, 1))
    for first in range(0, n, part):
        count = min(part, n - first)
        drawn = dice.sample_int(n, count * resamples, replace=True) - 1
        yield slice(first, first + count), drawn.reshape(count, resamples).T
