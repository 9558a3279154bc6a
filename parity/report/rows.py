"""The rows of a verification in columns: what stands in each, what is said beneath, and how wide a column is."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from parity.checks.vocabulary.verdict import Verdict
from parity.errors import printable
from parity.report import words
from parity.report.lines import pieces
from parity.report.reading import Reading, gaps_of, shown_verdict, undefined_of
from parity.statistics.fields import Scalar
from parity.verification.setting import Setting
from parity.verification.verification import Statistic

_FIELD_AT_LEAST = 16

HEADS = ("", "number", "parity", "reference", "its value", "difference", "digits", "needed", "why so many")
TITLE, FIELD, VALUE, SOURCE, REFERENCE, DIFFERENCE, DIGITS, NEEDED, WHY, MARK = range(10)
_GAPS = 12
"""Spaces of a line; a difference takes one more, a reason two."""
_WITH_DIFFERENCE = 110
"""Columns of a line from which on the difference has one of its own."""

_SAID_ONCE = (Verdict.DEVIATES_AS_DOCUMENTED, Verdict.NOT_VERIFIED, Verdict.UNDEFINED)
_LONGEST = 18
SIGNIFICANT = (10, 8)
"""Digits of a value in the table, and where a line has no room for them; the evidence has all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One reference of a statistic: the cells after the title, the verdict, and what is to be said.

    Without numbers the cells are empty, and the note stands in the place of the reference; otherwise it stands beneath.
    """

    cells: tuple[str, ...]
    verdict: Verdict
    note: str
    number: str = ""

    @property
    def mark(self) -> str:
        """``"✓"``, or ``"≈2"`` where the note is the second of those that several rows share."""
        return words.MARKS[self.verdict] + self.number

    @property
    def once(self) -> bool:
        """Whether its note is given in full where it is met first."""
        return bool(self.note) and any(self.cells) and self.verdict in _SAID_ONCE


@dataclass(frozen=True, slots=True)
class Shown:
    """A statistic, its rows, and what is said of a part of it."""

    statistic: Statistic
    rows: tuple[Row, ...]
    in_part: tuple[str, ...]


def shown_of(reading: Reading, significant: int = SIGNIFICANT[0]) -> Shown:
    return Shown(reading.statistic, tuple(_rows(reading, significant)), _in_part(reading.statistic))


def numbered(shown: dict[Setting, list[Shown]]) -> dict[Setting, list[Shown]]:
    """The same, with a number at the mark of each row whose note is said of several, and at the note: that is given
    once, and the row above a row may have that of other versions."""
    rows = [row for several in shown.values() for one in several for row in one.rows if row.once]
    notes = [note for note, times in Counter(row.note for row in rows).items() if times > 1]
    numbers = {note: str(place) for place, note in enumerate(notes, start=1)}

    def with_number(row: Row) -> Row:
        return dataclasses.replace(row, number=numbers.get(row.note, "") if row.once else "")

    return {
        setting: [dataclasses.replace(one, rows=tuple(map(with_number, one.rows))) for one in several]
        for setting, several in shown.items()
    }


def _in_part(statistic: Statistic) -> tuple[str, ...]:
    """``"not verified in part"``, ``"undefined in part"``."""
    said = ["not verified in part"] if any(gaps_of(statistic)) else []
    in_part = undefined_of(statistic) and statistic.verdict is not Verdict.UNDEFINED
    return (*said, "undefined in part") if in_part else tuple(said)


def _rows(reading: Reading, significant: int) -> Iterable[Row]:
    """One row an answer; a field and value of parity's that stand in the row above are not repeated."""
    above: tuple[str, str] | None = None
    for comparison, element in reading.answers:
        source = words.answer_of(comparison, reading.statistic.comparisons)
        if element is None:
            word = comparison.verdict.value
            yield Row(("",) * len(HEADS[1:]), comparison.verdict, f"{source} {word}: {comparison.note}".rstrip(": "))
            continue
        ours = (printable(element.field), _shown(element.value, significant))
        cells = (
            *(("", "") if ours == above else ours),
            source,
            _shown(element.reference, significant),
            words.difference(element),
            words.digits(element),
            words.needed(element),
            element.tolerance.basis.value,
        )
        above = ours
        said = [element.note if element.verdict is not Verdict.AGREES else "", comparison.note]
        yield Row(cells, shown_verdict(comparison, element), "; ".join(filter(None, said)))
    for gap in reading.undefined:
        yield Row((printable(gap.named), "undefined", *[""] * len(HEADS[3:])), Verdict.UNDEFINED, gap.reason)


def _shown(value: Scalar, significant: int) -> str:
    text = printable(words.number(value, significant))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def fits(widths: list[int], width: int) -> bool:
    """Whether lines of these columns are no longer than `width`."""
    return sum(widths) + _GAPS + bool(widths[DIFFERENCE]) + 2 * bool(widths[WHY]) <= width


def widths_of(rows: list[Row], width: int) -> list[int]:
    """The width of each column: values whole; the number's name and the reference share what is left.

    Where there is room, the title of the statistic has a column of its own, and a line of its own otherwise (width 0);
    so have the differences and the reasons, and none otherwise. A name that does not fit its column has a line of its
    own, and a reference is folded.
    """
    wanted = [max([len(head), *(len(row.cells[column]) for row in rows)]) for column, head in enumerate(HEADS[1:])]
    mark = max((len(row.mark) for row in rows), default=1)
    if width < sum(wanted) + mark + _GAPS + 3:
        wanted[WHY - 1] = 0
    if width < _WITH_DIFFERENCE:
        wanted[DIFFERENCE - 1] = 0
    gaps = _GAPS + bool(wanted[DIFFERENCE - 1]) + 2 * bool(wanted[WHY - 1])
    left = width - (sum(wanted) - wanted[0] - wanted[2] + mark + gaps)
    title = 30
    if left - title >= wanted[0] + wanted[2]:
        return [title, *wanted, mark]
    piece = max((len(part.rstrip()) for row in rows for part in pieces(row.cells[SOURCE - 1])), default=0)
    wanted[2] = min(wanted[2], max(left - min(wanted[0], _FIELD_AT_LEAST), piece))
    wanted[0] = min(wanted[0], max(left - wanted[2], 0))
    return [0, *wanted, mark]
