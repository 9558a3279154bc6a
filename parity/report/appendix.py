"""A card of the report: what a statistic is, its worst numbers over all settings, and what each setting gave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from parity.checks.vocabulary import Check
from parity.checks.vocabulary.verdict import Verdict
from parity.report import words
from parity.report.card import Card, FieldCard, Row, card, row_of, worst_of
from parity.report.elements import place_of
from parity.report.reading import disagreeing, identical, setting_of
from parity.verification.verification import Statistic, Verification

MOST = 10
"""Numbers of a card; all are in the evidence."""
MOST_IDENTICAL = 3


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
    """How closely some fields must agree, and the one reason for it.

    Attributes
    ----------
    basis, reason : str
    fields : tuple of (str, tuple of FieldCard)
        By what is allowed.
    """

    basis: str
    reason: str
    fields: tuple[tuple[str, tuple[FieldCard, ...]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A check in the appendix.

    Attributes
    ----------
    card : Card
    verdict : Verdict
        The worst of its settings.
    rows : tuple of Placed
        The numbers that failed or came closest to failing.
    left_out : int
        Numbers beyond those.
    left_out_identical : bool
        Whether these were all identical.
    place : str
        Where they are.
    settings : tuple of Settled
    said : tuple of Said
    allowed : tuple of Allowed
        Each reason once.
    """

    card: Card
    verdict: Verdict
    rows: tuple[Placed, ...]
    left_out: int
    left_out_identical: bool
    place: str
    settings: tuple[Settled, ...]
    said: tuple[Said, ...]
    allowed: tuple[Allowed, ...]


def sections(verification: Verification, scripts: Path | None) -> list[Section]:
    """One a check, in the order of the catalogue."""
    by_check: dict[str, list[Statistic]] = {}
    for statistic in verification.statistics:
        by_check.setdefault(statistic.check.stem, []).append(statistic)
    return [_section(verification, several[0].check, several, scripts) for several in by_check.values()]


def _section(verification: Verification, check: Check, statistics: list[Statistic], scripts: Path | None) -> Section:
    named = {id(statistic): setting_of(verification, statistic) for statistic in statistics}
    worst = worst_of(statistics, MOST, MOST_IDENTICAL)
    shown = card(check, scripts=scripts)
    return Section(
        card=shown,
        verdict=max((statistic.verdict for statistic in statistics), key=lambda verdict: verdict.severity),
        rows=tuple(
            Placed(named[id(of)], row_of(element, comparison, of.comparisons))
            for element, comparison, of in worst.shown
        ),
        left_out=worst.left_out,
        left_out_identical=worst.left_out_identical,
        place=place_of(*(one for statistic in statistics for one in statistic.comparisons)),
        settings=tuple(_settled(statistic, named[id(statistic)]) for statistic in statistics),
        said=tuple(_said(statistics, named)),
        allowed=tuple(_allowed(shown)),
    )


def _allowed(shown: Card) -> Iterable[Allowed]:
    found: dict[tuple[str, str], dict[str, list[FieldCard]]] = {}
    for field in shown.fields:
        found.setdefault((field.basis, field.reason), {}).setdefault(field.allowance, []).append(field)
    for (basis, reason), fields in found.items():
        yield Allowed(basis, reason, tuple((allowance, tuple(several)) for allowance, several in fields.items()))


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
