"""Tests of a table whose distribution is simulated: p by counting tables that have the margins of the observed one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from parity.statistics.random.generator import RRandom

SLACK = 64 * float(np.finfo(float).eps)
"""Two statistics that differ by so small a share of them differ by rounding only."""


def simulated_p(
    table: np.ndarray, extremeness: Callable[[np.ndarray], np.ndarray], resamples: int, seed: int
) -> tuple[float, float]:
    """How extreme a table is, and how likely one as extreme is where rows and columns are independent.

    Parameters
    ----------
    table : (r, c) int array
        No margin is 0.
    extremeness : callable
        Of (B, r, c) tables of these margins, (B,) numbers that are larger the further a table lies from independence.
    resamples, seed : int
        Tables that are drawn, from R's generator at its defaults.

    Returns
    -------
    observed, p : float
        :math:`(1 + k)/(B + 1)`, k of B tables being at least as extreme, but for rounding.
    """
    drawn = RRandom(seed).simulated_tables(resamples, table.sum(axis=1).tolist(), table.sum(axis=0).tolist())
    observed = float(extremeness(table[np.newaxis])[0])
    least = observed - SLACK * abs(observed)
    return observed, (1 + int((extremeness(drawn) >= least).sum())) / (resamples + 1)
