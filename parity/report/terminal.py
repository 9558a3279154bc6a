"""A verification on a terminal or in a pipe: of each statistic and answer the number that came closest to failing."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from parity.data.cohort import Study
from parity.errors import printable
from parity.report import left_out, words
from parity.report.elements import file_with
from parity.report.reading import (
    Reading,
    answering,
    cohorts,
    disagreeing,
    failing,
    formula,
    gaps,
    gaps_of,
    group_of,
    next_command,
    not_verified,
    patients,
    read,
    readings_worst_first,
    setting_of,
    shown_verdict,
    stale,
    titled,
    totals,
)
from parity.statistics.fields import Scalar
from parity.verify.compare import Comparison
from parity.verify.elements import Element
from parity.verify.setting import Setting
from parity.checks.vocabulary.verdict import Verdict
from parity.verify.verification import Statistic, Verification

PIPED = 120
"""Columns of a line where no terminal says how many there are."""

MOST_PROBLEMS = 5

_FIELD_AT_LEAST = 16

_STYLES = {
    Verdict.AGREES: "green",
    Verdict.DEVIATES_AS_DOCUMENTED: "yellow",
    Verdict.NOT_VERIFIED: "dim",
    Verdict.NOT_RECORDED: "magenta",
    Verdict.STALE: "magenta",
    Verdict.NOT_RUN: "magenta",
    Verdict.DISAGREES: "bold red",
}
_HEADS = ("", "number", "parity", "reference", "its value", "difference", "digits", "needed", "why so many")
_TITLE, _FIELD, _VALUE, _SOURCE, _REFERENCE, _DIFFERENCE, _DIGITS, _NEEDED, _WHY = range(9)
_GAPS = 15
_WITH_DIFFERENCE = 110
"""Columns of a line from which on the difference has one of its own."""

_LONGEST = 18
_SIGNIFICANT = 10
"""Digits of a value in the table; the evidence has all of them."""


def print_verification(verification: Verification, console: Console, *, width: int | None = None) -> None:
    """Print what was compared, then what failed, then the sums.

    Parameters
    ----------
    verification : Verification
    console : rich.console.Console
        Its colours are used only on a terminal.
    width : int or None
        Columns; None: those of the terminal, or `PIPED`.
    """
    if width is None:
        width = console.width if console.is_terminal else PIPED
    readings = readings_worst_first(read(statistic) for statistic in verification.statistics)
    shown = [_Shown(one.statistic, tuple(_rows(one)), any(gaps_of(one.statistic))) for one in readings]
    widths = _widths([row for one in shown for row in one.rows], width)
    explained: set[str] = set()
    for study in verification.studies:
        _print(console, Text(_head(verification, study), style="bold"), width)
        _print_line(console, _HEADS, widths, style="dim")
        mine = [one for one in shown if one.statistic.setting.study == study.name]
        settings = [group_of(statistic.setting) for statistic in verification.statistics]
        for setting in dict.fromkeys(setting for setting in settings if setting.study == study.name):
            heading = _heading(study, setting)
            if heading:
                _print(console, Text(heading, style="italic"), width)
            for one in mine:
                if group_of(one.statistic.setting) == setting:
                    _print_statistic(one, widths, explained, console, width)
        _print(console, Text(""), width)
    print_problems(verification, console, width=width)
    _print(console, Text(totals(verification), style="bold"), width)
    for statistic in not_verified(verification):
        _print_not_verified(verification, statistic, "nothing could be held against an answer", console, width)
    for gap in gaps(verification):
        _print_not_verified(verification, gap.statistic, gap.text, console, width)
    for line in left_out.lines(verification):
        _print(console, Text(printable(f"not computed: {line}")), width)
    for records in stale(verification):
        _print(console, Text(printable(f"stale record: {records.text(verification)}")), width)


def _print_not_verified(
    verification: Verification, statistic: Statistic, said: str, console: Console, width: int
) -> None:
    line = f"not verified: {statistic.check.title} ({setting_of(verification, statistic)}): {said}"
    _print(console, Text(printable(line)), width)


def _heading(study: Study, setting: Setting) -> str:
    """What stands above the statistics of a setting; nothing above those of a study's only cohort."""
    whole = setting.label == setting.cohort
    if whole and not study.validations:
        return ""
    said = [patients(study, cohort) for _, cohort in cohorts(study) if cohort.name == setting.cohort] if whole else []
    return printable(" · ".join([setting.role.value, setting.label, *said]))


def print_problems(
    verification: Verification, console: Console, *, width: int | None = None, most: int = MOST_PROBLEMS
) -> None:
    """For each answer that disagrees, the numbers that miss their tolerance by most, in full."""
    width = width or (console.width if console.is_terminal else PIPED)
    for statistic in verification.statistics:
        for comparison in statistic.comparisons:
            if comparison.verdict is Verdict.DISAGREES:
                _print_problem(verification, statistic, comparison, console, width, most)


def _print_problem(
    verification: Verification, statistic: Statistic, comparison: Comparison, console: Console, width: int, most: int
) -> None:
    worst = failing(comparison, most)
    count = disagreeing(comparison)
    head = f"✗ {statistic.check.title} · {printable(statistic.setting.label)} · {words.who(comparison)}"
    if worst:
        head += f": {count:,} of {words.plural(comparison.size, 'line' if comparison.drawn else 'number')} disagree"
    _print(console, Text(head, style=_STYLES[Verdict.DISAGREES]), width)
    if comparison.note:
        _print_note(comparison.note, console, width, 4)
    if worst:
        lines = [("number", "parity", "reference", "difference", "digits", "needed"), *map(_problem, worst)]
        columns = [max(len(line[column]) for line in lines) for column in range(6)]
        for line, element in zip(lines, (None, *worst)):
            text = "  ".join(cell.ljust(size) for cell, size in zip(line, columns)).rstrip()
            _print(console, Text("    " + text, style="dim" if element is None else ""), width, fold=False)
            if element is not None and element.note:
                _print_note(element.note, console, width, 6)
        if count > len(worst):
            _print_note(f"{count - len(worst):,} more in {file_with(comparison)}", console, width, 4)
    _print(console, Text("    " + printable(next_command(verification, statistic)), style="dim"), width, fold=False)
    _print(console, Text(""), width)


def _problem(element: Element) -> tuple[str, ...]:
    return (
        printable(element.field),
        printable(words.full(element.value)),
        printable(words.full(element.reference)),
        words.difference(element),
        words.digits(element),
        words.needed(element),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """One reference of a statistic: the cells after the title, the verdict, and what is to be said.

    Without numbers the cells are empty, and the note stands in the place of the reference; otherwise it stands beneath.
    """

    cells: tuple[str, ...]
    verdict: Verdict
    note: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """A statistic, its rows, and whether some of it was not verified."""

    statistic: Statistic
    rows: tuple[_Row, ...]
    in_part: bool


def _rows(reading: Reading) -> Iterable[_Row]:
    """One row an answer; a field and value of parity's that stand in the row above are not repeated."""
    above: tuple[str, str] | None = None
    for comparison, element in reading.answers:
        source = words.answer_of(comparison, reading.statistic.comparisons)
        if element is None:
            word = comparison.verdict.value
            yield _Row(("",) * len(_HEADS[1:]), comparison.verdict, f"{source} {word}: {comparison.note}".rstrip(": "))
            continue
        ours = (printable(element.field), _shown(element.value))
        cells = (
            *(("", "") if ours == above else ours),
            source,
            _shown(element.reference),
            words.difference(element),
            words.digits(element),
            words.needed(element),
            element.tolerance.basis.value,
        )
        above = ours
        said = [element.note if element.verdict is not Verdict.AGREES else "", comparison.note]
        yield _Row(cells, shown_verdict(comparison, element), "; ".join(filter(None, said)))


def _shown(value: Scalar) -> str:
    text = printable(words.number(value, _SIGNIFICANT))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _widths(rows: list[_Row], width: int) -> list[int]:
    """The width of each column: values whole; the number's name and the reference share what is left.

    Where there is room, the title of the statistic has a column of its own, and a line of its own otherwise (width 0);
    so have the differences and the reasons, and none otherwise. A name that does not fit its column has a line of its
    own, and a reference is folded.
    """
    wanted = [max([len(head), *(len(row.cells[column]) for row in rows)]) for column, head in enumerate(_HEADS[1:])]
    if width < sum(wanted) + _GAPS:
        wanted[_WHY - 1] = 0
    if width < _WITH_DIFFERENCE:
        wanted[_DIFFERENCE - 1] = 0
    fixed = sum(wanted) - wanted[0] - wanted[2] + _GAPS
    title = 30
    left = width - fixed
    if left - title >= wanted[0] + wanted[2]:
        return [title, *wanted]
    left = max(left - 2, 24)
    piece = max((len(part) for row in rows for part in _pieces(row.cells[_SOURCE - 1])), default=0)
    wanted[2] = min(wanted[2], max(left - min(wanted[0], _FIELD_AT_LEAST), piece))
    wanted[0] = min(wanted[0], max(left - wanted[2], 0))
    return [0, *wanted]


def _pieces(source: str) -> list[str]:
    """What a reference's name may be broken into: ``["ResourceSelection::", "hoslem.test ", "0.3-6"]``."""
    return re.findall(r".*?(?:::| |$)", source)


def _print_statistic(shown: _Shown, widths: list[int], explained: set[str], console: Console, width: int) -> None:
    """One statistic; the cause of a documented deviation is given in full where it is met first."""
    rows, verdict = shown.rows, shown.statistic.verdict
    words_of = ["" if verdict is Verdict.AGREES else verdict.value, "not verified in part" if shown.in_part else ""]
    title = " · ".join([printable(titled(shown.statistic)), *filter(None, words_of)])
    plain = not any(words_of)
    beside = widths[_TITLE] and plain and len(title) <= widths[_TITLE] and any(rows[0].cells)
    mark = (words.MARKS[verdict], _STYLES[verdict])
    if not beside:
        _print(console, Text.assemble(mark, " ", (title, "bold")), width)
    for position, row in enumerate(rows):
        first = title if beside and position == 0 else ""
        if not any(row.cells):
            _print_unanswered(row, widths, console, width)
            continue
        _print_line(console, (first, *row.cells), widths, verdict=row.verdict, mark=mark if first else None)
        if row.note and row.note not in explained:
            _print_note(row.note, console, width, 6 + widths[_TITLE])
        if row.verdict in (Verdict.DEVIATES_AS_DOCUMENTED, Verdict.NOT_VERIFIED):
            explained.add(row.note)


def _print_unanswered(row: _Row, widths: list[int], console: Console, width: int) -> None:
    indent = widths[_TITLE] + widths[_FIELD] + widths[_VALUE] + (7 if widths[_TITLE] else 8)
    for position, line in enumerate(textwrap.wrap(printable(row.note), max(width - indent - 2, 40))):
        mark = words.MARKS[row.verdict] if position == 0 else " "
        console.print(Text.assemble(" " * indent, (mark, _STYLES[row.verdict]), f" {line}"), soft_wrap=True)


def _print_line(
    console: Console,
    cells: tuple[str, ...],
    widths: list[int],
    *,
    style: str = "",
    verdict: Verdict | None = None,
    mark: tuple[str, str] | None = None,
) -> None:
    if len(cells[_FIELD]) > widths[_FIELD]:
        indent = " " * (widths[_TITLE] + (3 if widths[_TITLE] else 4))
        console.print(Text(indent + cells[_FIELD], style), soft_wrap=True)
        cells = (*cells[:_FIELD], "", *cells[_FIELD + 1 :])
    folded = [_fold(cell, widths[column]) if column == _SOURCE else [cell] for column, cell in enumerate(cells)]
    for level in range(max(map(len, folded))):
        part = [lines[level] if level < len(lines) else "" for lines in folded]
        first = level == 0
        text = Text.assemble(mark if mark and first else " ", " ", (part[_TITLE].ljust(widths[_TITLE]), "bold"))
        text.append(" " if widths[_TITLE] else "  ")
        text.append(f"{part[_FIELD].ljust(widths[_FIELD])}  {part[_VALUE].ljust(widths[_VALUE])}  ", style)
        text.append(words.MARKS[verdict] if verdict and first else " ", _STYLES[verdict] if verdict else "")
        text.append(f" {part[_SOURCE].ljust(widths[_SOURCE])} {part[_REFERENCE].ljust(widths[_REFERENCE])}", style)
        for column in (_DIFFERENCE, _DIGITS, _NEEDED):
            if widths[column]:
                text.append(f" {part[column].rjust(widths[column])}", style)
        if widths[_WHY]:
            text.append(f"  {part[_WHY]}", style or "dim")
        text.rstrip()
        console.print(text, soft_wrap=True)


def _print_note(note: str, console: Console, width: int, indent: int) -> None:
    for line in textwrap.wrap(printable(note.strip()), max(width - indent, 40)):
        console.print(Text(" " * indent + line, style="dim"), soft_wrap=True)


def _print(console: Console, text: Text, width: int, *, fold: bool = True) -> None:
    if not fold:
        console.print(text, soft_wrap=True)
        return
    for line in text.wrap(console, width):
        line.rstrip()
        console.print(line, soft_wrap=True)


def _head(verification: Verification, study: Study) -> str:
    parts = [study.name]
    if not study.validations:
        parts.append(patients(study, study.development))
    return " · ".join(printable(part) for part in (*parts, formula(study), answering(verification, study.name)))


def _fold(source: str, width: int) -> list[str]:
    if len(source) <= width:
        return [source]
    lines = [""]
    for piece in _pieces(source):
        if len((lines[-1] + piece).rstrip()) > width and lines[-1]:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]
