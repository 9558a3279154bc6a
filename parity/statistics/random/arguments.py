"""What R's functions are called with: counts, weights, parameters."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from parity.statistics.random import sampling


def counted(value: Any, name: str, most: int = sampling.SMALL, least: int = 0) -> int:
    """A whole number, which may be given as a float; refused outside of its range."""
    whole = operator.index(int(value) if isinstance(value, float) and value.is_integer() else value)
    if not least <= whole <= most:
        raise ValueError(f"{name} is {whole}; it goes from {least} to {most}")
    return whole


def refuse_too_many(n: int, size: int) -> None:
    """Without replacement there are no more than all."""
    if size > n:
        raise ValueError(f"{size} of {n} without replacement; take at most {n}, or replace=True")


def weights(prob: Any, n: int, size: int, replace: bool) -> np.ndarray:
    """The weights of a sample, as an array."""
    found = np.asarray(prob, dtype=float)
    if found.shape != (n,):
        raise ValueError(f"prob has the shape {found.shape}; it is a weight for each number, {n}")
    if not (np.isfinite(found).all() and (found >= 0).all() and found.any()):
        raise ValueError("weights are finite, none is negative, and one is above 0")
    if not replace:
        refuse_too_many(int(np.count_nonzero(found)), size)
    return found


def recycled(n: int, **values: Any) -> list[np.ndarray]:
    """Parameters as float arrays of length n, as R recycles them."""
    n = counted(n, "n")
    found = []
    for name, value in values.items():
        array = np.atleast_1d(np.asarray(value, dtype=float))
        if array.ndim != 1 or not array.size:
            raise ValueError(f"{name} has the shape {array.shape}; it is a number or a row of them")
        found.append(np.resize(array, n))
    return found
