"""A run without the numbers of single patients: what of it can be shown where those must not be.

A check says which of its fields these are. What is known of such a field stays: how many elements agree, in how many
digits the worst does, tolerance and notes. Counts of patients stay, however small a group, and so does what a paper
prints of a model and its performance, also where it rests on one or two patients: the cut-off, Emax.
"""

from __future__ import annotations

import dataclasses
from typing import TypeVar

from parity.checks.vocabulary import Check
from parity.verification.compare import Comparison, FieldComparison
from parity.verification.elements import Element
from parity.verification.verification import Statistic, Verification

WITHHELD = "withheld"
"""In the place of a number."""

Whole = TypeVar("Whole", bound=Verification)


class Withheld(FieldComparison):
    """A field of which no element is shown, and the worst has digits only."""

    __slots__ = ()

    @classmethod
    def of(cls, field: FieldComparison) -> Withheld:
        """The field, withheld."""
        return cls(**{one.name: getattr(field, one.name) for one in dataclasses.fields(field) if one.init})

    def element(self, position: int) -> Element:
        """Its digits and verdict; what is allowed and the difference would tell the number."""
        found = FieldComparison.element(self, position)
        return dataclasses.replace(
            found,
            field=self.name,
            value=WITHHELD,
            reference=WITHHELD,
            difference=None,
            allowed=self.tolerance.atol,
        )

    def worst_first(self, most: int | None = None) -> list[Element]:
        """The worst alone."""
        return FieldComparison.worst_first(self, 1 if most is None else min(most, 1))


def without_patients(verification: Whole) -> Whole:
    """The same run, the numbers of single patients withheld."""
    statistics = tuple(map(of_statistic_without, verification.statistics))
    return dataclasses.replace(verification, statistics=statistics, withheld=True)


def of_statistic_without(statistic: Statistic) -> Statistic:
    """The same statistic, the numbers of single patients withheld: with such a field its result is, and its figure."""
    if not any(_is_withheld(statistic.check, name) for name in statistic.check.fields):
        return statistic
    comparisons = tuple(_without(statistic.check, comparison) for comparison in statistic.comparisons)
    return dataclasses.replace(statistic, comparisons=comparisons, result=None)


def _without(check: Check, comparison: Comparison) -> Comparison:
    fields = tuple(Withheld.of(one) if _is_withheld(check, one.name) else one for one in comparison.fields)
    return dataclasses.replace(comparison, fields=fields)


def _is_withheld(check: Check, name: str) -> bool:
    """Also what nobody knows, since only the other side gives it."""
    return name in check.withheld or name not in check.fields
