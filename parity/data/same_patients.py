"""Whether a validation cohort has the patients of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from parity.data.cohort import Cohort, Factor

_FEWEST = 10
"""Patients of a cohort that can be told to be another's."""


def same_patients(development: Cohort, validations: Sequence[Cohort]) -> Iterator[str]:
    """Validation cohorts of patients whose outcome and predictors are all those of patients of another cohort."""
    known = [(development, set(_patients(development)))]
    for cohort in validations:
        own = set(_patients(cohort))
        for other, theirs in known:
            apart = 2 * len(own) > cohort.n >= _FEWEST
            if cohort.sha256 == other.sha256 or (own <= theirs and apart):
                yield (
                    f"every patient of {cohort.name} has the outcome and the values of one of {other.name}; if they "
                    "are the same patients, nothing is validated on them"
                )
                break
        known.append((cohort, own))


def _patients(cohort: Cohort) -> Iterator[tuple[object, ...]]:
    columns = [
        np.array(column.levels)[column.codes] if isinstance(column, Factor) else column
        for column in cohort.columns.values()
    ]
    given = [] if cohort.risk is None else [cohort.risk]
    return zip(cohort.outcome.tolist(), *(one.tolist() for one in (*columns, *given)))
