"""For each statistic the digits of every number beside the digits needed: the figure that shows a whole run at a glance."""

from __future__ import annotations

import math
from dataclasses import dataclass

from parity.compare import ALL_DIGITS, Verdict
from parity.report.reading import cohort_of
from parity.verify import Statistic, Verification

MARKED = (Verdict.AGREES, Verdict.DEVIATES_AS_DOCUMENTED, Verdict.DISAGREES)
"""The verdicts of numbers, in drawing order: what fails lies on top."""

TICKS = (*range(0, 15, 2), int(ALL_DIGITS))


@dataclass(frozen=True, slots=True)
class Row:
    """The numbers of one statistic on one cohort that need the same digits.

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
    """The statistics of a run that have numbers under a relative tolerance."""
    several = len({statistic.cohort for statistic in verification.statistics}) > 1
    found = []
    for statistic in verification.statistics:
        label = statistic.check.title + (f" · {_short(cohort_of(verification, statistic))}" if several else "")
        for needed, points in sorted(_points(statistic).items()):
            reached = {verdict: tuple(sorted(digits for digits, how in points if how is verdict)) for verdict in MARKED}
            found.append(Row(label, needed, reached))
            label = ""
    return found


def _points(statistic: Statistic) -> dict[float, set[tuple[float, Verdict]]]:
    """Digits and verdict of the numbers that have them, by the digits needed; to a tenth of a digit."""
    points: dict[float, set[tuple[float, Verdict]]] = {}
    for comparison in statistic.comparisons:
        for agreement in comparison.agreements:
            tolerance, reference = agreement.tolerance, agreement.reference
            if agreement.digits is None or not tolerance.rtol or not math.isfinite(reference):
                continue
            if tolerance.atol <= tolerance.rtol * abs(reference):
                points.setdefault(tolerance.digits, set()).add((round(agreement.digits, 1), agreement.verdict))
    return points


def _short(name: str) -> str:
    return name if len(name) <= 24 else name[:23] + "…"
