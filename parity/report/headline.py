"""The headline of a run: what is said of it first, in which colour, with each thing by name."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from parity.checks.vocabulary import RCall
from parity.checks.vocabulary.verdict import Verdict
from parity.report import left_out, words
from parity.report.reading import gaps, not_verified, undefined
from parity.verification.compare import Comparison, decides, explanation
from parity.verification.elements import CODE
from parity.verification.verification import Statistic, Verification

DEVIATIONS = "deviations"
"""Where the report lists the documented deviations."""


class Colour(enum.Enum):
    """Green: a pass. Amber: something is not verified or undefined. Red: a failure, or something did not run."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the headline.

    Attributes
    ----------
    text : str
    anchor : str
        The place of the report that it leads to: the stem of a statistic, or `DEVIATIONS`; empty for plain words.
    """

    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """``PASS with 4 known deviations of R, not verified: decision_curve_page``, in pieces."""

    parts: tuple[Part, ...]
    colour: Colour

    @property
    def text(self) -> str:
        """In one line."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Met:
    """A documented deviation that was met: the statistic and the answer where it was first, the fields (none where one
    side stops), and the cause with its versions."""

    statistic: Statistic
    comparison: Comparison
    fields: tuple[str, ...]
    cause: str


def headline(verification: Verification) -> Headline:
    """What is said of a run first; see the table of verdicts in the manual."""
    verdict = verification.verdict
    if verdict is Verdict.DISAGREES:
        return Headline((Part("FAIL: "), *_joined(_failures(verification))), Colour.RED)
    if verdict in (Verdict.NOT_RECORDED, Verdict.STALE, Verdict.NOT_RUN):
        return Headline((Part("INCOMPLETE: "), *_joined(_absent(verification))), Colour.RED)
    without = _by_stem((gap.statistic, gap.field) for gap in undefined(verification) if gap.whole)
    if not verification.verifies:
        beside = (Part("; undefined: "), *_joined(without)) if without else ()
        return Headline((Part("NOTHING VERIFIED"), *beside), Colour.AMBER)
    opening = (Part("UNDEFINED: "), *_joined(without), Part("; all else agrees")) if without else (Part("PASS"),)
    lacking = _by_stem(_lacking(verification))
    beside = (Part(", not verified: "), *_joined(lacking)) if lacking else ()
    absent = [Part(name) for name in left_out.unasked(verification)]
    beside += (Part(", not computed: "), *_joined(absent)) if absent else ()
    colour = Colour.AMBER if without or lacking or absent else Colour.GREEN
    return Headline((*opening, *_known(verification), *beside), colour)


def deviations(verification: Verification) -> list[Met]:
    """Every documented deviation that was met, once for each check and version that answered."""
    found: dict[tuple[str, str, str], Met] = {}
    for statistic in verification.statistics:
        for comparison in statistic.comparisons:
            for met in _met(statistic, comparison):
                same = (statistic.check.stem, words.who(comparison), met.cause)
                before = found.setdefault(same, met)
                fields = tuple(dict.fromkeys((*before.fields, *met.fields)))
                found[same] = dataclasses.replace(before, fields=fields)
    return list(found.values())


def _met(statistic: Statistic, comparison: Comparison) -> Iterable[Met]:
    if not comparison.fields and comparison.verdict is Verdict.DEVIATES_AS_DOCUMENTED:
        yield Met(statistic, comparison, (), explanation(comparison))
    causes: dict[str, list[str]] = {}
    for field in comparison.fields:
        noted = field.noted[field.verdicts == CODE[Verdict.DEVIATES_AS_DOCUMENTED]]
        for note in np.flatnonzero(np.bincount(noted)):
            causes.setdefault(field.notes[note - 1] if note else "", []).append(field.name)
    for cause, fields in causes.items():
        yield Met(statistic, comparison, tuple(fields), cause)


def _known(verification: Verification) -> tuple[Part, ...]:
    """``" with 4 known deviations of R"``: as many as there are causes."""
    met = deviations(verification)
    if not met:
        return ()
    who = dict.fromkeys("R" if isinstance(one.comparison.call, RCall) else one.comparison.call.package for one in met)
    many = len({(one.comparison.call.package, one.cause) for one in met})
    return Part(" with "), Part(f"{words.plural(many, 'known deviation')} of {' and '.join(who)}", DEVIATIONS)


def _failures(verification: Verification) -> list[Part]:
    return _by_stem(_disagreeing(verification))


def _disagreeing(verification: Verification) -> Iterable[tuple[Statistic, str]]:
    """Each statistic that disagrees, and its fields that do."""
    for statistic in verification.statistics:
        if statistic.verdict is Verdict.DISAGREES:
            yield statistic, ""
            for comparison in statistic.comparisons:
                yield from ((statistic, field.name) for field in comparison.fields if field.count(Verdict.DISAGREES))


def _absent(verification: Verification) -> Iterable[Part]:
    """Each statistic that lacks an answer which should be there, once, with who owes it and why."""
    owed: dict[str, dict[str, None]] = {}
    for statistic in verification.statistics:
        for comparison in statistic.comparisons:
            absent = comparison.verdict in (Verdict.NOT_RECORDED, Verdict.STALE, Verdict.NOT_RUN)
            if absent and decides(comparison, statistic.comparisons):
                said = f"{comparison.call.source} {comparison.verdict.value}"
                owed.setdefault(statistic.check.stem, {})[said] = None
    return (Part(f"{stem} ({', '.join(said)})", stem) for stem, said in owed.items())


def _lacking(verification: Verification) -> Iterable[tuple[Statistic, str]]:
    """Statistics that nobody answered, fields that nobody answered, and those with elements that are above the cap or
    undefined."""
    for statistic in not_verified(verification):
        yield statistic, ""
    for gap in gaps(verification):
        yield gap.statistic, gap.field
    for gap in undefined(verification):
        if not gap.whole:
            yield gap.statistic, f"{gap.field} (undefined in part)"


def _by_stem(fields: Iterable[tuple[Statistic, str]]) -> list[Part]:
    """``"auc_delong variance, interval.low"``: each statistic once, with the names of its fields."""
    named: dict[str, dict[str, None]] = {}
    for statistic, name in fields:
        named.setdefault(statistic.check.stem, {}).update({name: None} if name else {})
    return [Part(" ".join(filter(None, [stem, ", ".join(names)])), stem) for stem, names in named.items()]


def _joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """With a comma between; a semicolon where a piece has commas of its own."""
    several = list(parts)
    between = Part("; " if any("," in part.text for part in several) else ", ")
    return tuple(piece for part in several for piece in (between, part))[1:]
