"""A card of the report: what a statistic is, its worst numbers over all settings, and what each setting gave."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from parity.checks.vocabulary.verdict import Verdict
from parity.report import words
from parity.report.card import Card, FieldCard, Row, Worst, card, row_of, worst_of
from parity.report.comparisons import Entry, Line
from parity.report.elements import place_of
from parity.report.reading import disagreeing, identical, setting_of
from parity.report.unlike import Pair, pairs
from parity.verification.compare import Comparison
from parity.verification.elements import Element
from parity.verification.verification import Statistic, Verification

MOST = 6
"""Numbers of a card; all are in the evidence."""
MOST_IDENTICAL = 3
_CLAUSES = re.compile(r"; (?![^(]*\))")
"""Between the clauses of a reason, but not within brackets."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A number with the setting it is of."""

    setting: str
    row: Row


@dataclass(frozen=True, slots=True)
class Settled:
    """What a setting gave.

    Attributes
    ----------
    setting : str
    verdict : Verdict
    compared, identical, disagreeing : int
        Numbers, or lines of a page, against all references together.
    """

    setting: str
    verdict: Verdict
    compared: int
    identical: int
    disagreeing: int


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in some settings, once.

    Attributes
    ----------
    who : str
        A reference, or ``"parity"``.
    what : str
        The kind of a condition, our code for it, or the verdict of an answer.
    text : str
    settings : tuple of str
    """

    who: str
    what: str
    text: str
    settings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Allowed:
    """How closely some fields must agree that mean the same.

    Attributes
    ----------
    fields : tuple of FieldCard
    against, meaning, allowance, basis : str
        What the fields have in common.
    notes : tuple of int
        The reason, as the numbers of footnotes.
    """

    fields: tuple[FieldCard, ...]
    against: str
    meaning: str
    allowance: str
    basis: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A check in the appendix.

    Attributes
    ----------
    card : Card
    verdict : Verdict
        The worst of its settings.
    rows : tuple of Placed
        Of each reference the number that came closest to failing, and the worst of all.
    left_out : int
        Numbers beyond those.
    left_out_identical : bool
        Whether these were all identical.
    place : str
        Where they are.
    unlike : tuple of (str, str, Pair)
        Setting, reference and what the two draw that is unlike, each pair once.
    settings : tuple of Settled
    said : tuple of Said
    allowed : tuple of Allowed
    footnotes : tuple of str
        The reasons for what is allowed, and what several reasons say alike, each once; counted from 1.
    """

    card: Card
    verdict: Verdict
    rows: tuple[Placed, ...]
    left_out: int
    left_out_identical: bool
    place: str
    unlike: tuple[tuple[str, str, Pair], ...]
    settings: tuple[Settled, ...]
    said: tuple[Said, ...]
    allowed: tuple[Allowed, ...]
    footnotes: tuple[str, ...]


def sections(verification: Verification, compared: Iterable[Entry], scripts: Path | None) -> list[Section]:
    """One a check, in the order of the catalogue; `compared` are the checks of the run at a glance."""
    lines = {entry.check.stem: entry.lines for entry in compared}
    by_check: dict[str, list[Statistic]] = {}
    for statistic in verification.statistics:
        by_check.setdefault(statistic.check.stem, []).append(statistic)
    return [_section(verification, several, lines[stem], scripts) for stem, several in by_check.items()]


def _section(
    verification: Verification, statistics: list[Statistic], lines: tuple[Line, ...], scripts: Path | None
) -> Section:
    named = {id(statistic): setting_of(verification, statistic) for statistic in statistics}
    worst = worst_of(statistics, MOST, MOST_IDENTICAL)
    rows = _rows(lines, worst)
    drawn = any(comparison.drawn for _, comparison, _ in rows)
    shown = card(statistics[0].check, scripts=scripts)
    notes = _notes(field.reason for field in shown.fields)
    footnotes = tuple(dict.fromkeys(note for several in notes.values() for note in several))
    return Section(
        card=shown,
        verdict=max((statistic.verdict for statistic in statistics), key=lambda verdict: verdict.severity),
        rows=tuple(
            Placed(named[id(of)], row_of(element, comparison, of.comparisons)) for element, comparison, of in rows
        ),
        left_out=0 if drawn else worst.left_out + len(worst.shown) - len(rows),
        left_out_identical=worst.left_out_identical,
        place=place_of(*(one for statistic in statistics for one in statistic.comparisons)),
        unlike=tuple(_unlike(statistics, named)) if drawn else (),
        settings=tuple(_settled(statistic, named[id(statistic)]) for statistic in statistics),
        said=tuple(_said(statistics, named)),
        allowed=tuple(_allowed(shown, notes, footnotes)),
        footnotes=footnotes,
    )


def _rows(lines: tuple[Line, ...], worst: Worst) -> list[tuple[Element, Comparison, Statistic]]:
    """The number of each reference, then the worst of all that is not among them; of figures the former alone."""
    rows = [(line.element, line.comparison, line.statistic) for line in lines if line.element is not None]
    among = {(id(comparison), element.field) for element, comparison, _ in rows}
    numbers = [one for one in worst.shown if not one[1].drawn]
    return rows + [one for one in numbers if (id(one[1]), one[0].field) not in among]


def _unlike(statistics: list[Statistic], named: dict[int, str]) -> Iterable[tuple[str, str, Pair]]:
    found: dict[tuple[str, Pair], list[str]] = {}
    for statistic in statistics:
        for comparison in statistic.comparisons:
            if identical(comparison) == comparison.size:
                continue
            source = words.answer_of(comparison, statistic.comparisons)
            for pair in pairs(statistic, comparison)[:MOST]:
                found.setdefault((named[id(statistic)], pair), []).append(source)
    return ((setting, ", ".join(sources), pair) for (setting, pair), sources in found.items())


def _notes(reasons: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each reason in the pieces that it is said in: what stands in several reasons is a piece of its own."""
    clauses = {reason: _CLAUSES.split(reason) for reason in reasons}
    often = Counter(clause for several in clauses.values() for clause in set(several))
    return {reason: tuple(_pieces(several, often)) for reason, several in clauses.items()}


def _pieces(clauses: list[str], often: Counter[str]) -> Iterable[str]:
    for shared, run in groupby(clauses, lambda clause: often[clause] > 1):
        yield from run if shared else ["; ".join(run)]


def _allowed(shown: Card, notes: dict[str, tuple[str, ...]], footnotes: tuple[str, ...]) -> Iterable[Allowed]:
    numbers = {note: number for number, note in enumerate(footnotes, 1)}
    found: dict[tuple[str, str, str, str, tuple[int, ...]], list[FieldCard]] = {}
    for field in shown.fields:
        why = tuple(numbers[note] for note in notes[field.reason])
        found.setdefault((field.against, field.meaning, field.allowance, field.basis, why), []).append(field)
    return (Allowed(tuple(fields), *alike) for alike, fields in found.items())


def _settled(statistic: Statistic, name: str) -> Settled:
    answers = statistic.comparisons
    return Settled(
        name, statistic.verdict, sum(one.size for one in answers), sum(map(identical, answers)),
        sum(map(disagreeing, answers)),
    )  # fmt: skip


def _said(statistics: list[Statistic], named: dict[int, str]) -> Iterable[Said]:
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for statistic in statistics:
        for who, what, text in _conditions(statistic):
            found.setdefault((who, what, text), {})[named[id(statistic)]] = None
    return (Said(*said, tuple(settings)) for said, settings in found.items())


def _conditions(statistic: Statistic) -> Iterable[tuple[str, str, str]]:
    for condition in statistic.outcome.conditions:
        yield "parity", condition.code or condition.kind, condition.text
    for comparison in statistic.comparisons:
        if comparison.note:
            yield words.who(comparison), comparison.verdict.value, comparison.note
        for condition in comparison.conditions:
            yield words.who(comparison), condition.code or condition.kind, condition.text
