"""How a verification is read: which number decides, and what was not verified."""

from __future__ import annotations

import dataclasses
import math
import shlex
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from parity.answers.answer import Answered, Bridge
from parity.answers.modes import Mode
from parity.data.cohort import Cohort, Column, Factor, Study
from parity.data.numerals import is_number
from parity.report.words import counted, plural, who
from parity.verification.compare import Comparison, FieldComparison
from parity.verification.elements import CODE, Element
from parity.verification.setting import Role, Setting
from parity.checks.vocabulary.verdict import Verdict
from parity.verification.verification import Statistic, Verification


def worst_first(comparison: Comparison, most: int) -> list[Element]:
    """The numbers of an answer that failed or came closest to failing, at most so many."""
    return sorted((element for field in comparison.fields for element in field.worst_first(most)), key=rank)[:most]


def failing(comparison: Comparison, most: int) -> list[Element]:
    """The numbers of an answer that disagree, the worst first, at most so many."""
    fields = [field for field in comparison.fields if field.count(Verdict.DISAGREES)]
    found = sorted((element for field in fields for element in field.worst_first(most)), key=rank)
    return [element for element in found[:most] if element.verdict is Verdict.DISAGREES]


def disagreeing(comparison: Comparison) -> int:
    """How many numbers of an answer disagree."""
    return sum(field.count(Verdict.DISAGREES) for field in comparison.fields)


def identical(comparison: Comparison) -> int:
    """How many numbers of an answer are the same as ours."""
    return sum(field.identical for field in comparison.fields)


def rank(element: Element) -> tuple[object, ...]:
    """By which elements are sorted, the worst first.

    Failures, then documented deviations, then by the part of the tolerance used; of those that use nothing of it,
    numbers that might have differed come before exact ones, infinite ones and text. What is undefined comes last.
    """
    telling = isinstance(element.value, float) and element.value != 0 and math.isfinite(element.value)
    undefined = element.verdict is Verdict.UNDEFINED
    exact = not element.tolerance.rtol
    return undefined, -element.verdict.severity, -element.used, element.digits is None, exact, not telling


def decisive(comparison: Comparison) -> Element | None:
    """The number that came closest to failing, or failed by most; the lines of a page are counted, and read as one."""
    first = next(iter(worst_first(comparison, 1)), None)
    if first is None or not comparison.drawn:
        return first
    alike = identical(comparison)
    lines = plural(comparison.size, "line")
    theirs = lines if alike == comparison.size else f"{alike:,} the same"
    return Element("page", lines, theirs, None, None, 0.0, first.tolerance, comparison.verdict, first.note)


def shown_verdict(comparison: Comparison, deciding: Element | None) -> Verdict:
    """The verdict beside a deciding number: that of the answer, or that of the number where it is not verified, or
    where others of the answer are undefined."""
    if deciding is None:
        return comparison.verdict
    if comparison.verdict is Verdict.UNDEFINED:
        return deciding.verdict
    return max((comparison.verdict, deciding.verdict), key=lambda verdict: verdict.severity)


@dataclass(frozen=True, slots=True)
class Reading:
    """A statistic with its answers in the order in which they are read.

    Attributes
    ----------
    statistic : Statistic
    answers : tuple of (Comparison, Element or None)
        Each with its deciding number: failures first, then by the part of the tolerance that this number uses; who did
        not answer comes last.
    """

    statistic: Statistic
    answers: tuple[tuple[Comparison, Element | None], ...]

    @property
    def undefined(self) -> tuple[Gap, ...]:
        """The fields with undefined elements, none of which is a deciding number; where both sides stop the answers say
        so."""
        elements = [element for _, element in self.answers if element is not None]
        shown = {EVERY, *(one.field.partition("[")[0] for one in elements if one.verdict is Verdict.UNDEFINED)}
        return tuple(gap for gap in undefined_of(self.statistic) if gap.field not in shown)

    @property
    def used(self) -> float:
        """The largest part of its tolerance that a deciding number uses."""
        return max((deciding.used for _, deciding in self.answers if deciding is not None), default=0.0)


def read(statistic: Statistic) -> Reading:
    """A statistic as it is read."""
    answers = [(comparison, decisive(comparison)) for comparison in statistic.comparisons]
    return Reading(statistic, tuple(sorted(answers, key=lambda answer: rank_of_answer(*answer))))


def rank_of_answer(comparison: Comparison, deciding: Element | None) -> tuple[object, ...]:
    """By which answers are sorted: failures first, then by the part of its tolerance that the deciding number uses;
    where both sides stop comes last but for who did not answer."""
    used = deciding.used if deciding is not None else 0.0
    both_stop = comparison.verdict is Verdict.UNDEFINED and deciding is None
    return comparison.provenance is None, both_stop, -comparison.verdict.severity, -used


def readings_worst_first(readings: Iterable[Reading]) -> list[Reading]:
    """Failures first, then by the part of the tolerance that the deciding number of any reference uses."""
    return sorted(readings, key=lambda reading: (-reading.statistic.verdict.severity, -reading.used))


EVERY = "every number"
"""Named as a field where both sides stop."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What was not verified of a field, or is undefined.

    Attributes
    ----------
    statistic : Statistic
    field : str
        Without element labels.
    verdict : Verdict
        NOT_VERIFIED or UNDEFINED.
    comparison : Comparison or None
        The answer that it could not be held against; None where no reference answers the field, or it is undefined.
    count, of : int
        How many of its elements.
    reason : str
    """

    statistic: Statistic
    field: str
    verdict: Verdict
    comparison: Comparison | None
    count: int
    of: int
    reason: str

    @property
    def whole(self) -> bool:
        """Whether it is the whole field."""
        return self.count == self.of

    @property
    def text(self) -> str:
        """``"coefficients (2 of 4) against rms::lrm 6.5-0: rounding may …"``."""
        return f"{self.named}{self.against}: {self.reason}"

    @property
    def named(self) -> str:
        """``"coefficients (2 of 4)"``."""
        return self.field if self.whole else f"{self.field} ({self.count:,} of {self.of:,})"

    @property
    def against(self) -> str:
        """``" against rms::lrm 6.5-0"``, or nothing."""
        return f" against {who(self.comparison)}" if self.comparison is not None else ""


def together(gaps: Iterable[Gap]) -> list[tuple[Statistic, str]]:
    """Each statistic with what is said of it, fields for one reason in one sentence."""
    found: dict[tuple[int, str, str], list[Gap]] = {}
    for gap in gaps:
        found.setdefault((id(gap.statistic), gap.against, gap.reason), []).append(gap)
    return [
        (several[0].statistic, f"{', '.join(gap.named for gap in several)}{against}: {reason}")
        for (_, against, reason), several in found.items()
    ]


def not_verified(verification: Verification) -> list[Statistic]:
    """The statistics that not one reference answered, or of which nothing was held against an answer, though it is
    defined."""
    return [
        statistic
        for statistic in verification.statistics
        if not statistic.verifies and statistic.verdict is not Verdict.UNDEFINED
    ]


def gaps(verification: Verification) -> list[Gap]:
    """The fields of all others that nobody answered, or in which rounding leaves elements that cannot be verified."""
    return [gap for statistic in verification.statistics for gap in gaps_of(statistic)]


def undefined(verification: Verification) -> list[Gap]:
    """The fields with elements that are undefined on both sides."""
    return [gap for statistic in verification.statistics for gap in undefined_of(statistic)]


def undefined_of(statistic: Statistic) -> list[Gap]:
    """Those of one statistic, each once, whoever was asked."""
    found: dict[str, Gap] = {}
    for comparison in statistic.comparisons:
        for field in comparison.undefined:
            count, said = _said(field, Verdict.UNDEFINED)
            gap = Gap(statistic, field.name, Verdict.UNDEFINED, None, count, len(field), said)
            found[field.name] = max(found.get(field.name, gap), gap, key=lambda gap: gap.count)
        if comparison.verdict is Verdict.UNDEFINED and not comparison.fields:
            found.setdefault(EVERY, Gap(statistic, EVERY, Verdict.UNDEFINED, None, 1, 1, comparison.note))
    return list(found.values())


def _said(field: FieldComparison, verdict: Verdict) -> tuple[int, str]:
    """How many elements of a field have a verdict, and what is said of them."""
    where = field.verdicts == CODE[verdict]
    said = [field.notes[note - 1] for note in np.unique(field.noted[where]) if note]
    return int(where.sum()), "; ".join(said)


def gaps_of(statistic: Statistic) -> Iterable[Gap]:
    """Those of one statistic; none where nothing of it was verified."""
    if not statistic.verifies:
        return
    fields = statistic.outcome.fields or {}
    for name in statistic.unanswered:
        size = len(fields[name]) if name in fields else 0
        yield Gap(statistic, name, Verdict.NOT_VERIFIED, None, size, size, "no reference answered it")
    for comparison in statistic.comparisons:
        for field in comparison.not_verified:
            count, said = _said(field, Verdict.NOT_VERIFIED)
            yield Gap(statistic, field.name, Verdict.NOT_VERIFIED, comparison, count, len(field), said)


def unanswered(verification: Verification) -> list[tuple[Statistic, Comparison]]:
    """Every reference that gave no answer, with the statistic it was asked for."""
    asked = ((statistic, comparison) for statistic in verification.statistics for comparison in statistic.comparisons)
    return [(statistic, comparison) for statistic, comparison in asked if comparison.provenance is None]


@dataclass(frozen=True, slots=True)
class Stale:
    """Records that are stale for one reason.

    Attributes
    ----------
    reason : str
    asked : tuple of (Statistic, Comparison)
    """

    reason: str
    asked: tuple[tuple[Statistic, Comparison], ...]

    def text(self, verification: Verification) -> str:
        """``"rms::val.prob of Concordance (asah), …: the R script changed since the answer was recorded"``."""
        named = [
            f"{comparison.call.source} of {statistic.check.title} ({setting_of(verification, statistic)})"
            for statistic, comparison in self.asked
        ]
        return f"{', '.join(named)}: {self.reason}"


def stale(verification: Verification) -> list[Stale]:
    """The records that are stale, also those beside a live answer that decides, one entry a reason."""
    found: dict[str, list[tuple[Statistic, Comparison]]] = {}
    for statistic, comparison in unanswered(verification):
        if comparison.verdict is Verdict.STALE:
            found.setdefault(comparison.note, []).append((statistic, comparison))
    return [Stale(reason, tuple(asked)) for reason, asked in found.items()]


def totals(verification: Verification) -> str:
    """``"14 statistics, 1,204 numbers against 1,866 answers: 12 agree, 1 disagrees; 1 reference skipped (rmda)"``."""
    parts = [plural(len(verification.statistics), "statistic")]
    if verification.numbers or not verification.lines:
        parts.append(f"{plural(verification.numbers, 'number')} against {plural(verification.answers, 'answer')}")
    if verification.lines:
        parts.append(f"figures against {plural(verification.lines, 'line')} of R's drawings")
    line = ", ".join(parts)
    tally = counted(verification.counts)
    if tally:
        line += f": {tally}"
    skipped = sorted(verification.skipped)
    if skipped:
        line += f"; {plural(len(skipped), 'reference')} skipped ({', '.join(skipped)})"
    without = sum(gap.count for gap in undefined(verification) if gap.field != EVERY)
    return f"{line}; {plural(without, 'number')} undefined" if without else line


def cohorts(study: Study) -> list[tuple[Role, Cohort]]:
    """The cohorts of a study by their role."""
    return [(Role.DEVELOPMENT, study.development), *((Role.VALIDATION, cohort) for cohort in study.validations)]


def formula(study: Study) -> str:
    """``"outcome ~ rcs(age, 4) + sex (2 levels)"``: of a predictor that is taken as a factor, the number of its
    levels; or ``"outcome, risks given by p"``; of several models each by its name."""
    if study.models:
        each = "; ".join(f"{one.model}: {_predicted_by(one)}" for one in study.by_model)
        return f"{study.outcome}, {plural(len(study.models), 'model')}; {each}"
    return f"{study.outcome}{', ' if study.risk else ' ~ '}{_predicted_by(study)}"


def _predicted_by(study: Study) -> str:
    if study.risk:
        return f"risks given by {study.risk}"
    model, columns = study.formula, study.development.columns
    terms = [entry.written(name) + _as_factor(columns.get(name)) for name, entry in model.entries.items()]
    products = [":".join(model.entries[name].written(name) for name in together) for together in model.interactions]
    return " + ".join([*terms, *products])


def _as_factor(column: Column | None) -> str:
    return f" ({plural(len(column.levels), 'level')})" if isinstance(column, Factor) else ""


def setting_of(verification: Verification, shown: Statistic) -> str:
    """What a setting is called, and before it the study where several studies have a cohort of the name."""
    setting = shown.setting
    studies = {other.setting.study for other in verification.statistics if other.setting.cohort == setting.cohort}
    return f"{setting.study}: {setting.label}" if len(studies) > 1 else setting.label


def group_of(setting: Setting) -> Setting:
    """The setting under whose heading it is shown: without the predictor or the resamples of a single check."""
    return dataclasses.replace(setting, predictor="", resamples=None)


def titled(statistic: Statistic) -> str:
    """The title of a statistic under that heading: ``"Restricted cubic spline · age"``."""
    return statistic.check.title + statistic.setting.label.removeprefix(group_of(statistic.setting).label)


def next_command(verification: Verification, statistic: Statistic) -> str:
    """The command that shows the card of a statistic with its values; of a bare CSV file, what goes before it."""
    study = next(study for study in verification.studies if study.name == statistic.setting.study)
    stem, path = statistic.check.stem, study.path
    if path is None:
        return f"parity show {stem} {shlex.quote(study.name)}"
    if path.suffix.lower() != ".csv":
        return f"parity show {stem} {shlex.quote(str(path))}"
    csv, toml = (shlex.quote(str(file)) for file in (path, path.with_suffix(".toml")))
    begin = f"parity init {csv} --outcome {shlex.quote(study.outcome)}"
    return f"`{begin}` writes a study file to edit, and `parity show {stem} {toml}` reads it"


def patients(study: Study, cohort: Cohort) -> str:
    """``"113 patients, 41 Poor"``, with the number of rows left out."""
    plain = study.event.casefold() in ("true", "false", "yes", "no", "") or is_number(study.event)
    events = plural(cohort.events, "event") if plain else f"{cohort.events:,} {study.event}"
    text = f"{plural(cohort.n, 'patient')}, {events}"
    return f"{text}, {cohort.dropped:,} left out (missing values)" if cohort.dropped else text


def answering(verification: Verification, study: str | None = None) -> str:
    """``"R 4.2.2 live through rpy2 3.5.9"``, ``"recorded answers of R 4.2.2 and R 4.5.0"``, or both."""
    live: set[str] = set()
    recorded: set[str] = set()
    for statistic in verification.statistics:
        for comparison in statistic.comparisons:
            if comparison.provenance is None or study not in (None, statistic.setting.study):
                continue
            r = comparison.provenance.environment.get("r")
            if r:
                (live if comparison.provenance.answered == Answered.LIVE else recorded).add(f"R {r}")
    parts = []
    if live:
        parts.append(f"{' and '.join(sorted(live))} live{_through(verification)}")
    if recorded:
        parts.append(f"recorded answers of {' and '.join(sorted(recorded))}")
    nothing = not any(one.comparisons for one in verification.statistics if study in (None, one.setting.study))
    asked = verification.mode is not Mode.REPLAY and not verification.without_r and not nothing
    return ", ".join(parts) or ("R did not answer" if asked else "R was not asked")


def _through(verification: Verification) -> str:
    if verification.bridge == Bridge.RPY2:
        return f" through rpy2 {verification.environment.get('rpy2') or ''}".rstrip()
    return " through Rscript" if verification.bridge == Bridge.RSCRIPT else ""
