"""A table of counts: the categories of a predictor against the outcome."""

from __future__ import annotations

import numpy as np

from parity.data.cohort import Factor


def counted(outcome: np.ndarray, categories: Factor) -> np.ndarray:
    """Patients of each category with the event and without: a (levels, 2) int array.

    Raises
    ------
    ValueError
        The outcome is anything but 0 or 1 or not as long as the categories, one of the two groups is empty, or a
        category is missing.
    """
    events = np.asarray(outcome) == 1
    if len(events) != len(categories.codes):
        raise ValueError(f"there are {len(events)} outcomes and {len(categories.codes)} categories")
    if np.count_nonzero(outcome) != np.count_nonzero(events):
        raise ValueError("the outcome is 1 of a patient with the event and 0 of one without")
    if (categories.codes < 0).any():
        raise ValueError("a patient has no category: leave out those whose value is missing")
    cells = 2 * categories.codes + ~events
    table = np.bincount(cells, minlength=2 * len(categories.levels)).reshape(-1, 2)
    if not table.sum(axis=0).all():
        raise ValueError("two groups are compared: patients with the event, and patients without it")
    return table


def occurring(outcome: np.ndarray, categories: Factor) -> np.ndarray:
    """The same without the categories that nobody has; at least two are left, or there is nothing to compare."""
    table = counted(outcome, categories)
    table = table[table.sum(axis=1) > 0]
    if len(table) < 2:
        raise ValueError("all patients are of one category: there is nothing to compare")
    return table
