"""What is found when somebody else's number is held, and how it explains itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from parity.checks.vocabulary import LibraryCall
from parity.checks.vocabulary.tolerance import Basis
from parity.checks.vocabulary.verdict import Verdict
from parity.report import words
from parity.verification.compare import Comparison
from parity.verification.elements import CODE, Element

PARITY = LibraryCall("parity", "parity")
_MOST_DECIMALS = 16


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody else's result beside parity's and R's: true where it agrees with all of them.

    Attributes
    ----------
    stem : str
        Of the statistic.
    comparisons : tuple of Comparison
        Parity's own first.
    verdict : Verdict
        The worst of them; NOT_VERIFIED where R was to answer, and some field was answered by nobody.
    """

    stem: str
    comparisons: tuple[Comparison, ...]
    verdict: Verdict

    def __bool__(self) -> bool:
        return self.verdict.passes

    def __repr__(self) -> str:
        lines: list[tuple[Verdict, str]] = []
        for comparison in self.comparisons:
            who = "parity" if comparison.call is PARITY else words.who(comparison)
            if not comparison.fields:
                note = f": {comparison.note}" if comparison.note else ""
                lines.append((comparison.verdict, f"  {who}: {comparison.verdict.value}{note}"))
            for field in comparison.fields:
                worst = field.worst
                if worst is not None:
                    said = f"  {words.MARKS[worst.verdict]} {worst.field}: {_said(worst, who)}"
                    lines.append((worst.verdict, said))
        lines.sort(key=lambda line: -line[0].severity)
        lines += [(self.verdict, f"  {', '.join(self.unanswered)}: no reference answers")] if self.unanswered else []
        rounded = _rounded(self.comparisons)
        last = [f"  {rounded}"] if rounded else []
        return "\n".join([f"<{self.stem}: {self.verdict.value}>", *(said for _, said in lines), *last])

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The fields that parity alone was held against."""
        first, *others = self.comparisons
        if first.call is not PARITY:
            return ()
        answered = {field.name for comparison in others for field in comparison.fields}
        return tuple(field.name for field in first.fields if field.name not in answered)


def _said(element: Element, who: str) -> str:
    given, other = words.number(element.value), words.number(element.reference)
    digits, needed = words.digits(element), words.needed(element)
    note = f"; {element.note}" if element.note else ""
    return f"given {given}, {who} has {other}: {digits} digits agree, needed {needed}{note}"


def half_a_unit(decimals: int) -> float:
    """Of the last of so many decimals, and what a double may add to it."""
    return 0.5 * 10.0**-decimals * (1 + 1e-9)


def _rounded(comparisons: Sequence[Comparison]) -> str:
    """That what disagrees is only rounded, and how it is held then; empty where it is not so, or decimals were said."""
    if not comparisons[0].fields or comparisons[0].verdict is not Verdict.DISAGREES:
        return ""
    wrong = [
        field.element(int(place))
        for comparison in comparisons
        for field in comparison.fields
        for place in np.flatnonzero(field.verdicts == CODE[Verdict.DISAGREES])
        if field.tolerance.basis is not Basis.PRINTED
    ]
    within = [_decimals(element) for element in wrong]
    if not within or not all(within):
        return ""
    least, most = max(one.start for one in within), min(one.stop for one in within) - 1
    if most < least:
        return ""
    written = f"{wrong[0].value:.{most}f}"
    return f"{written} is parity's number rounded to {words.plural(most, 'decimal')}: decimals={most} holds it to that"


def _decimals(element: Element) -> range:
    """From as many as the given number has, at least one, to as many as the other, rounded to so many, still gives."""
    given, other = element.value, element.reference
    if not (isinstance(given, float) and isinstance(other, float) and np.isfinite([given, other]).all()):
        return range(0)
    least = max(1, -int(Decimal(repr(given)).as_tuple().exponent))
    most = least
    while most < _MOST_DECIMALS and abs(given - other) <= half_a_unit(most):
        most += 1
    return range(least, most)
