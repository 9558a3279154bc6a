"""Whose number an element is, of a field with one for each patient."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Union, overload

import numpy as np

from parity.data.cohort import Cohort


@dataclass(frozen=True, slots=True, eq=False)
class Patients(Sequence[str]):
    """What patients are called, in some order; each name is made when it is asked for.

    Attributes
    ----------
    cohort : Cohort
    places : (n,) int array
        Of the patients in the cohort.
    columns : tuple of str
        Where a patient has several numbers, what they are; all patients have the first, then all the second.
    """

    cohort: Cohort
    places: np.ndarray
    columns: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.places) * max(len(self.columns), 1)

    def __iter__(self) -> Iterator[str]:
        names = self.cohort.names(self.places)
        if not self.columns:
            return iter(names)
        return (f"{name}: {column}" for column in self.columns for name in names)

    @overload
    def __getitem__(self, position: int) -> str:
        ...

    @overload
    def __getitem__(self, position: slice) -> list[str]:
        ...

    def __getitem__(self, position: Union[int, slice]) -> Union[str, list[str]]:
        if isinstance(position, slice):
            return [self[one] for one in range(*position.indices(len(self)))]
        if not 0 <= position < len(self):
            raise IndexError(position)
        column, place = divmod(position, len(self.places))
        (name,) = self.cohort.names(self.places[place : place + 1])
        return f"{name}: {self.columns[column]}" if self.columns else name


def in_order(sample: Any) -> Patients:
    """The patients of a sample."""
    return Patients(sample.cohort, sample.places)


def by_risk(sample: Any) -> Patients:
    """The same, ascending by their risks; those of equal risks in their order."""
    return Patients(sample.cohort, sample.places[np.argsort(sample.risk, kind="stable")])


def each_predictor(sample: Any) -> Patients:
    """The patients by their first predictor, then by the next: ``"row 17: age"``."""
    return Patients(sample.cohort, sample.places, tuple(sample.predictors))
