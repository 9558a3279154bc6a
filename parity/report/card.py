"""The card of a statistic: everything about it in one place, for the report and for ``parity show``."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from parity import places
from parity.checks.vocabulary import Check, Citation, RCall, Reference
from parity.report import words
from parity.report.docstring import Paragraph, documented, meanings
from parity.report.elements import place_of
from parity.report.reading import Gap, identical, rank, undefined_of, worst_first
from parity.verification.compare import Comparison
from parity.verification.elements import Element
from parity.verification.setting import Setting
from parity.checks.vocabulary.verdict import Verdict
from parity.verification.verification import Statistic

MOST_ROWS = 40
MOST_IDENTICAL = 10
"""Of a statistic with more than `MOST_ROWS` numbers, so many of the identical ones are shown."""
BOUND = "a computed bound, up to a millionth of the number or of its scale"


@dataclass(frozen=True, slots=True)
class ReferenceCard:
    """One reference of a check.

    Attributes
    ----------
    source : str
        ``"pROC::ci.auc"``.
    language : str
        ``"R"`` or ``"Python"``.
    fields : tuple of str
        The fields it gives; empty for all.
    script, text : str
        Where the question stands, relative to the project, and its text.
    needs : tuple of str
        The packages that it needs beside its own.
    note : str
    conditions : tuple of (str, str)
        Pattern of what it may say and what that means.
    deviations : tuple of (str, str)
        Where it is known to differ, and the cause.
    """

    source: str
    language: str
    fields: tuple[str, ...]
    script: str
    text: str
    needs: tuple[str, ...]
    note: str
    conditions: tuple[tuple[str, str], ...]
    deviations: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FieldCard:
    """One field of the result: what it is, and how closely it must agree with whom.

    Attributes
    ----------
    name, meaning : str
    against : str
        The reference whose own tolerance it is; empty where it is that of the field.
    basis, allowance, needed, reason : str
    """

    name: str
    meaning: str
    against: str
    basis: str
    allowance: str
    needed: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One number against one answer, written out; `value` and `reference` split where they cease to be the same."""

    field: str
    value: tuple[str, str]
    source: str
    recorded: str
    reference: tuple[str, str]
    difference: str
    digits: str
    needed: str
    verdict: Verdict
    note: str


@dataclass(frozen=True, slots=True)
class Values:
    """What a run gave for the statistic in one setting.

    Attributes
    ----------
    setting : Setting
    name : str
        What the setting is called in the run.
    verdict : Verdict
    rows : tuple of Row
        The worst first.
    left_out : int
        Numbers beyond those.
    left_out_identical : bool
        Whether these were all identical.
    conditions : tuple of (str, str, str)
        Who said it, its kind or our code for it, and the text.
    answers : tuple of Comparison
        Of every reference, those without an answer among them.
    undefined : tuple of Gap
        The fields with elements that are undefined on both sides.
    """

    setting: Setting
    name: str
    verdict: Verdict
    rows: tuple[Row, ...]
    left_out: int
    left_out_identical: bool
    conditions: tuple[tuple[str, str, str], ...]
    answers: tuple[Comparison, ...]
    undefined: tuple[Gap, ...]

    @property
    def place(self) -> str:
        """Where the numbers are that are left out."""
        return place_of(*self.answers)


@dataclass(frozen=True, slots=True)
class Card:
    """The card of a statistic.

    Attributes
    ----------
    stem, title, group, scope : str
    definition : tuple of Paragraph
        What the statistic is: the first lines of the docstring.
    notes : tuple of Paragraph
        Formula and conventions.
    parameters : tuple of Paragraph
    references : tuple of ReferenceCard
    fields : tuple of FieldCard
    bounds : tuple of (str, str)
        The functions that tolerances take computed bounds from, each with what it is.
    citations : tuple of Citation
    values : Values or None
    """

    stem: str
    title: str
    group: str
    scope: str
    definition: tuple[Paragraph, ...]
    notes: tuple[Paragraph, ...]
    parameters: tuple[Paragraph, ...]
    references: tuple[ReferenceCard, ...]
    fields: tuple[FieldCard, ...]
    bounds: tuple[tuple[str, str], ...]
    citations: tuple[Citation, ...]
    values: Values | None


def card(check: Check, statistic: Statistic | None = None, *, scripts: Path | None = None) -> Card:
    """The card of a check, with the values of a statistic if one is given; `scripts` is the folder of the R scripts."""
    text = documented(check.compute)
    folder = places.r_scripts() if scripts is None else scripts
    return Card(
        stem=check.stem,
        title=check.title,
        group=check.group,
        scope=check.scope.value,
        definition=text.summary,
        notes=text.notes,
        parameters=text.parameters,
        references=tuple(_reference(call, folder) for call in check.references),
        fields=tuple(_fields(check)),
        bounds=tuple(_bounds(check)),
        citations=check.citations,
        values=None if statistic is None else values(statistic),
    )


def values(statistic: Statistic, most: int = MOST_ROWS, *, name: str = "") -> Values:
    """The numbers of a statistic, the worst first; of more than `most`, so many, and only a few of the identical ones.

    Of a drawn page only the lines that differ are shown. `name` is what the setting is called.
    """
    worst = worst_of([statistic], most, MOST_IDENTICAL)
    return Values(
        setting=statistic.setting,
        name=name or statistic.setting.label,
        verdict=statistic.verdict,
        rows=tuple(row_of(element, comparison, of.comparisons) for element, comparison, of in worst.shown),
        left_out=worst.left_out,
        left_out_identical=worst.left_out_identical,
        conditions=tuple(_said(statistic)),
        answers=statistic.comparisons,
        undefined=tuple(undefined_of(statistic)),
    )


@dataclass(frozen=True, slots=True)
class Worst:
    """The numbers of a statistic that are shown, and how many are not.

    Attributes
    ----------
    shown : tuple of (Element, Comparison, Statistic)
        The worst first.
    left_out : int
    left_out_identical : bool
        Whether those that are left out are all identical.
    """

    shown: tuple[tuple[Element, Comparison, Statistic], ...]
    left_out: int
    left_out_identical: bool


def worst_of(statistics: Iterable[Statistic], most: int, most_identical: int) -> Worst:
    """The worst numbers over some settings: of more than `most`, so many, and only a few of the identical ones."""
    found: list[tuple[Element, Comparison, Statistic]] = []
    compared = differing = wanted = 0
    for statistic in statistics:
        for comparison in statistic.comparisons:
            differs = comparison.size - identical(comparison)
            compared += comparison.size
            differing += differs
            wanted += differs if comparison.drawn else comparison.size
            found += [(element, comparison, statistic) for element in worst_first(comparison, most)]
    found.sort(key=lambda one: rank(one[0]))
    shown = min(wanted if wanted <= most else min(most, differing + most_identical), len(found))
    return Worst(tuple(found[:shown]), compared - shown, shown >= differing)


def _said(statistic: Statistic) -> Iterable[tuple[str, str, str]]:
    for condition in statistic.outcome.conditions:
        yield "parity", condition.code or condition.kind, condition.text
    for comparison in statistic.comparisons:
        for condition in comparison.conditions:
            yield words.who(comparison), condition.code or condition.kind, condition.text


def _reference(call: Reference, scripts: Path) -> ReferenceCard:
    of_r = isinstance(call, RCall)
    path = scripts / call.package / f"{call.name}.R" if of_r else _library(call)
    folder = "r_scripts" if of_r else "parity/answers/libraries"
    return ReferenceCard(
        source=call.source,
        language="R" if of_r else "Python",
        fields=tuple(call.fields or ()),
        script=f"{folder}/{call.package}/{call.name}.{'R' if of_r else 'py'}",
        text=path.read_text(encoding="utf-8") if path is not None and path.exists() else "",
        needs=call.needs,
        note=call.note,
        conditions=tuple((pattern, "in passing" if code == "-" else code) for pattern, code in call.conditions.items()),
        deviations=tuple(_deviations(call)),
    )


def _deviations(call: Reference) -> Iterable[tuple[str, str]]:
    """Where a reference is known to differ, fields with the same cause together, and why."""
    fields: dict[tuple[str, str], list[str]] = {}
    for deviation in call.deviations:
        if deviation.where_we_stop or deviation.where_it_stops:
            who = "parity" if deviation.where_we_stop else "it"
            pattern = deviation.where_we_stop or deviation.where_it_stops
            yield f"where {who} stops with /{pattern}/ ({deviation.versions})", deviation.cause
        else:
            fields.setdefault((deviation.versions, deviation.cause), []).extend(deviation.fields)
    for (versions, cause), names in fields.items():
        yield f"in {', '.join(names)} ({versions})", cause
    for stop in call.where_both_stop:
        yield "(none of the numbers: both stop)", f"parity with /{stop.ours}/, it with /{stop.theirs}/"


def _library(call: Reference) -> Path | None:
    libraries = importlib.util.find_spec("parity.answers.libraries")
    folders = list(libraries.submodule_search_locations or ()) if libraries else []
    return Path(folders[0]) / call.package / f"{call.name}.py" if folders else None


def _fields(check: Check) -> Iterable[FieldCard]:
    meaning = meanings(check.result)
    for name in check.fields:
        own = [(call.source, call.tolerances[name]) for call in check.references if name in call.tolerances]
        for against, tolerance in [("", check.tolerances[name]), *own]:
            yield FieldCard(
                name=name,
                meaning="" if against else meaning.get(name, meaning.get(name.split(".")[0], "")),
                against=against,
                basis=tolerance.basis.value,
                allowance=words.allowance(tolerance),
                needed=words.required(tolerance),
                reason=tolerance.reason,
            )


def _bounds(check: Check) -> Iterable[tuple[str, str]]:
    declared = [check.tolerances, *(call.tolerances for call in check.references)]
    bounds = [tolerance.bound for tolerances in declared for tolerance in tolerances.values()]
    functions = dict.fromkeys(bound.function for bound in bounds if bound is not None)
    return ((words.function_name(function), words.sentence(function)) for function in functions)


def row_of(element: Element, comparison: Comparison, beside: tuple[Comparison, ...]) -> Row:
    """One number against an answer, written out; `beside` are all answers of its statistic."""
    value, reference = words.full(element.value), words.full(element.reference)
    return Row(
        field=element.field,
        value=words.split_common(value, reference),
        source=words.who(comparison),
        recorded=words.recorded(comparison, beside),
        reference=words.split_common(reference, value),
        difference=words.difference(element),
        digits=words.digits(element),
        needed=words.needed(element),
        verdict=element.verdict,
        note=element.note,
    )
