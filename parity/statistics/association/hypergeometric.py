"""The count in one cell of a fourfold table whose margins are given."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

_REACH = 60
"""Standard deviations on either side beyond which a count has no weight that a double could hold."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Of the cell in the first row and column.

    Attributes
    ----------
    row, other_row, column : int
        Sums of its row, of the other row and of its column.
    """

    row: int
    other_row: int
    column: int

    @property
    def least(self) -> int:
        return max(0, self.column - self.other_row)

    @property
    def most(self) -> int:
        return min(self.row, self.column)

    @property
    def likely(self) -> int:
        """The count of the largest probability where rows and columns are independent."""
        return (self.row + 1) * (self.column + 1) // (self.row + self.other_row + 2)


def counts_around(margins: Margins, centre: int) -> np.ndarray:
    """The counts with any weight where the distribution lies about `centre`, at whatever odds ratio."""
    cells = (centre, margins.row - centre, margins.column - centre, margins.other_row - margins.column + centre)
    deviation = math.sqrt(1 / sum(1 / (cell + 1) for cell in cells))
    reach = int(_REACH * (deviation + 1))
    return np.arange(max(margins.least, centre - reach), min(margins.most, centre + reach) + 1)


def log_weights(margins: Margins, counts: np.ndarray, centre: int) -> np.ndarray:
    """Logarithms of the probabilities of consecutive counts, in proportion, without an association; 0 at `centre`.

    Notes
    -----
    From neighbour to neighbour by a quotient of whole numbers: :math:`w_{k+1}/w_k = (r_1 - k)(c - k)/((k + 1)(r_2 - c +
    k + 1))`, whose logarithms are added up from the centre outwards, in the extended precision where there is one.
    """
    k = counts[:-1].astype(np.longdouble)
    up = np.log((margins.row - k) * (margins.column - k) / ((k + 1) * (margins.other_row - margins.column + k + 1)))
    at = centre - int(counts[0])
    below, above = -np.cumsum(up[:at][::-1])[::-1], np.cumsum(up[at:])
    return np.concatenate([below, np.zeros(1, dtype=np.longdouble), above])


def probabilities(log_weights: np.ndarray) -> np.ndarray:
    """The same with the sum 1."""
    weights = np.exp(log_weights - log_weights.max())
    return weights / weights.sum()
