"""The comparisons of a run at a glance: of each statistic and reference the setting that came closest to failing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from parity.checks.vocabulary import Check
from parity.checks.vocabulary.verdict import Verdict
from parity.report import words
from parity.report.reading import Reading, rank_of_answer, read, readings_worst_first, shown_verdict
from parity.verification.compare import Comparison
from parity.verification.elements import Element
from parity.verification.verification import Statistic, Verification


@dataclass(frozen=True, slots=True)
class Line:
    """A reference of a check, by the setting and the number that came closest to failing.

    Attributes
    ----------
    statistic : Statistic
        In that setting.
    comparison : Comparison
    element : Element or None
        None where nothing was compared.
    """

    statistic: Statistic
    comparison: Comparison
    element: Element | None

    @property
    def verdict(self) -> Verdict:
        return shown_verdict(self.comparison, self.element)


@dataclass(frozen=True, slots=True)
class Entry:
    """A check in all its settings.

    Attributes
    ----------
    check : Check
    verdict : Verdict
        The worst of its settings.
    statistics : tuple of Statistic
        One a setting.
    lines : tuple of Line
        One a reference and version, the worst first; of references that gave no answer only where none answered.
    """

    check: Check
    verdict: Verdict
    statistics: tuple[Statistic, ...]
    lines: tuple[Line, ...]


def entries(verification: Verification) -> list[Entry]:
    """The checks of a run, the worst first."""
    readings = readings_worst_first(read(statistic) for statistic in verification.statistics)
    by_check: dict[str, list[Reading]] = {}
    for reading in readings:
        by_check.setdefault(reading.statistic.check.stem, []).append(reading)
    return [_entry(several) for several in by_check.values()]


def _entry(readings: list[Reading]) -> Entry:
    worst = readings[0].statistic
    return Entry(worst.check, worst.verdict, tuple(reading.statistic for reading in readings), tuple(_lines(readings)))


def _lines(readings: list[Reading]) -> Iterable[Line]:
    found: dict[str, Line] = {}
    answers = [Line(one.statistic, *answer) for one in readings for answer in one.answers]
    for line in sorted(answers, key=lambda line: rank_of_answer(line.comparison, line.element)):
        found.setdefault(words.answer_of(line.comparison, line.statistic.comparisons), line)
    answered = [line for line in found.values() if line.comparison.provenance is not None]
    return answered or list(found.values())[:1]
