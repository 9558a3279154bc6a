"""Whether a predictor is counted by its categories, or summarised as a number."""

from __future__ import annotations

from typing import Union

import numpy as np

from parity.data.cohort import Column, Factor


def categories_of(column: Column) -> Union[Factor, None]:
    """A predictor as categories: a factor itself, and numbers of which there are just two, such as 0 and 1; None of
    others."""
    if isinstance(column, Factor):
        return column
    if len(column) > _LOOKED_AT and len(np.unique(column[:_LOOKED_AT])) > 2:
        return None
    distinct, codes = np.unique(column, return_inverse=True)
    if len(distinct) > 2:
        return None
    return Factor(codes, tuple(f"{value:.15g}" for value in distinct.tolist()))


_LOOKED_AT = 1000
