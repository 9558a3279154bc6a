"""Logarithms by the C library, as R takes them.

Elsewhere numpy's own are used; on some processors they are computed in another way, and their last bit differs.
"""

from __future__ import annotations

import math

import numpy as np


def logarithms(values: np.ndarray) -> np.ndarray:
    """The natural logarithm of each value."""
    return np.array([math.log(value) for value in values.tolist()])
