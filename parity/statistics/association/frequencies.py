"""A predictor in categories, with the event and without: counts and percentages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.data.cohort import Factor
from parity.statistics.association.counts import counted
from parity.statistics.fields import along, labels


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Patients by category.

    Attributes
    ----------
    levels : tuple of str
        The categories.
    event, none : (k,) int arrays
        Patients of each with the event, and without it.
    event_percent, none_percent : (k,) float arrays
        Of all with the event, and of all without it.
    """

    levels: tuple[str, ...] = labels()
    event: np.ndarray = along("levels")
    none: np.ndarray = along("levels")
    event_percent: np.ndarray = along("levels")
    none_percent: np.ndarray = along("levels")


def frequencies(outcome: np.ndarray, categories: Factor) -> Frequencies:
    """Numbers and percentages of the categories of a predictor in patients with and without the event.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 none; at least one of each.
    categories : Factor
        Of the predictor.

    Returns
    -------
    Frequencies

    Notes
    -----
    The percentage of category j with the event is :math:`100\\, n_{1j}/n_1`, of all patients with the event (of the
    column, as SPSS calls it), and so without.

    Equals ``table(x, outcome)`` and ``100 * prop.table(table(x, outcome), 2)``.
    """
    table = counted(outcome, categories)
    shares = 100 * table / table.sum(axis=0)
    return Frequencies(categories.levels, table[:, 0], table[:, 1], shares[:, 0], shares[:, 1])
