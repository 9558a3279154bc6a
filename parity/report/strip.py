"""For each statistic the digits of every number beside the digits needed: the figure that shows a run at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from parity.statistics.fields import Kind
from parity.verification.compare import FieldComparison
from parity.verification.elements import ALL_DIGITS, VERDICTS
from parity.checks.vocabulary.verdict import Verdict
from parity.verification.verification import Statistic, Verification

MARKED = (Verdict.AGREES, Verdict.DEVIATES_AS_DOCUMENTED, Verdict.DISAGREES)
"""The verdicts of numbers, in drawing order: what fails lies on top."""

TICKS = (*range(0, 15, 2), int(ALL_DIGITS))


@dataclass(frozen=True, slots=True)
class Row:
    """The numbers of one statistic that need the same digits.

    Attributes
    ----------
    label : str
        Empty where the row above is of the same statistic.
    needed : float
        Digits at which a number would just agree.
    reached : mapping of Verdict to tuple of float
        Digits of the numbers, each once, by verdict, in the order of `MARKED`.
    """

    label: str
    needed: float
    reached: dict[Verdict, tuple[float, ...]]


def rows(verification: Verification) -> list[Row]:
    """The statistics of a run that have numbers under a relative tolerance, each with those of all its settings."""
    by_check: dict[str, list[Statistic]] = {}
    for statistic in verification.statistics:
        by_check.setdefault(statistic.check.title, []).append(statistic)
    found = []
    for label, statistics in by_check.items():
        for needed, points in sorted(_points(statistics).items()):
            reached = {verdict: tuple(sorted(digits for digits, how in points if how is verdict)) for verdict in MARKED}
            found.append(Row(label, needed, reached))
            label = ""
    return found


def _points(statistics: Iterable[Statistic]) -> dict[float, set[tuple[float, Verdict]]]:
    """Digits and verdict of the numbers that have them, by the digits needed; to a tenth of a digit."""
    points: dict[float, set[tuple[float, Verdict]]] = {}
    for comparison in (comparison for statistic in statistics for comparison in statistic.comparisons):
        for field in comparison.fields:
            found = _of_field(field) if field.tolerance.rtol and field.pair.theirs.kind is Kind.NUMBERS else set()
            if found:
                points.setdefault(field.tolerance.digits, set()).update(found)
    return points


def _of_field(field: FieldComparison) -> set[tuple[float, Verdict]]:
    """Those of the elements for which the relative part of the tolerance decides."""
    size = np.abs(field.pair.theirs.values)
    shown = ~np.isnan(field.digits) & np.isfinite(size) & (field.allowed <= 2 * field.tolerance.rtol * size)
    tenths = np.rint(10 * field.digits[shown]).astype(int)
    met = np.flatnonzero(np.bincount(tenths * len(VERDICTS) + field.verdicts[shown]))
    return {(int(tenth) / 10, VERDICTS[code]) for tenth, code in zip(*divmod(met, len(VERDICTS)))}
