"""Fresh answers of R written down, and today's R held against them."""

from __future__ import annotations

import enum
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.answers.answer import Answer, Question, Unanswered
from parity.answers.live import LiveR
from parity.answers.recorded import RecordedR, digest
from parity.checks.vocabulary import Catalogue, Check, RCall, Reference, Verdict
from parity.data.cohort import Study
from parity.statistics.fields import Scalar
from parity.verification import predictions
from parity.verification.allowance import judge
from parity.verification.answered import answered, leaves
from parity.verification.compute import arguments_of, asked_of, questions_of
from parity.verification.elements import ALL_DIGITS, Aligned, agree, aligned, log_relative_errors
from parity.verification.inputs import Inputs


class Kept(enum.StrEnum):
    """What became of a question."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LEFT = "left"
    """The package is not here."""
    NOT_RUN = "not run"


class Change(enum.StrEnum):
    """What became of an answer of R's since it was recorded."""

    IDENTICAL = "identical"
    WITHIN_NEED = "within need"
    """By the tolerances of the checks."""
    BEYOND_NEED = "beyond need"
    NOT_COMPARABLE = "not comparable"
    """Stale, not recorded, not run."""
    NOT_ASKED = "not asked"
    """Recorded, but the package is not here."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What became of one question.

    Attributes
    ----------
    cohort, name, source : str
        The setting's folder, the name of the reference, and who is asked.
    state : Kept
    note : str
    """

    cohort: str
    name: str
    source: str
    state: Kept
    note: str = ""


def record(study: Study, catalogue: Catalogue, live: LiveR, recorded: RecordedR) -> Iterator[Recording]:
    """Ask R every question of a study and keep the answers; what this R cannot answer is left as it was."""
    for model in study.by_model:
        _keep_predictions(model)
    for asked in _asked_of_r(study, catalogue):
        question = asked.question
        existed = recorded.path(question).exists()
        (answer,) = live.ask(question)
        if isinstance(answer, Unanswered):
            state = Kept.LEFT if answer.verdict is Verdict.NOT_VERIFIED else Kept.NOT_RUN
            yield _recording(question, state, answer.reason)
        else:
            changed = recorded.write(question, answer)
            yield _recording(question, (Kept.CHANGED if existed else Kept.NEW) if changed else Kept.SAME)


@dataclass(frozen=True, slots=True)
class Drift:
    """Today's answer against a recorded one.

    Attributes
    ----------
    cohort, name, source : str
    recorded_with, now : str
        Versions of the package (and of R).
    field : str
        Where they differ most.
    before, today : float, str, bool or None
        The two values of that field.
    digits : float
        Fewest digits in which a number agrees; `ALL_DIGITS` if all are identical, NaN if there is nothing to compare.
    state : Change
    note : str
    """

    cohort: str
    name: str
    source: str
    recorded_with: str
    now: str
    field: str
    before: Scalar
    today: Scalar
    digits: float
    state: Change
    note: str = ""

    @property
    def beyond(self) -> bool:
        """Whether R changed by more than the checks allow."""
        return self.state is Change.BEYOND_NEED

    def __str__(self) -> str:
        where = f"{self.cohort}: {self.name} by {self.source}"
        if self.state in (Change.NOT_COMPARABLE, Change.NOT_ASKED):
            return f"{where}: {self.note}"
        changed = f"{self.field} was {self.before!r}, is {self.today!r} ({self.digits:.1f} digits)"
        numbers = changed if self.digits < ALL_DIGITS else ""
        said = "; ".join(part for part in (numbers, self.note, f"{self.recorded_with} -> {self.now}") if part)
        return f"{where}: {self.state}: {said}"


def drift(study: Study, catalogue: Catalogue, live: LiveR, recorded: RecordedR) -> Iterator[Drift]:
    """Did R change? Recorded answers against what R says now; our own results play no part.

    An answer of the version that is here is held against that version's; where none is recorded, against those of all
    others.
    """
    for asked in _asked_of_r(study, catalogue):
        question = asked.question
        kept = recorded.ask(question)
        if not live.has(question.call.package):
            if not (isinstance(kept[0], Unanswered) and kept[0].verdict is Verdict.NOT_RECORDED):
                yield _not_drifted(question, Change.NOT_ASKED, f"{question.call.package} is not installed")
            continue
        (now,) = live.ask(question)
        same_version = [before for before in kept if isinstance(before, Answer) and _version(before) == _version(now)]
        for before in same_version or kept:
            yield _drift(asked, before, now)


def refuse_under_ci() -> str | None:
    """Why recording is refused here: a reference nobody looked at is no reference. None where it is not."""
    return "parity record is refused under CI: record by hand and look at the change" if os.environ.get("CI") else None


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A question that serves one check or several.

    Attributes
    ----------
    question : Question
    needs : list of (Check, call of it, Inputs)
    """

    question: Question
    needs: list[tuple[Check, Reference, Inputs]]

    def judged(self, name: str, pair: Aligned, before: Mapping[str, Any]) -> bool:
        """Whether a part of the answer changed by no more than every check allows that compares it; nothing is allowed
        without one."""
        judged = []
        for check, call, inputs in self.needs:
            gives = check.gives(call)
            theirs = {field: answered(before, there) for field, there in gives.items()}
            fields = [field for field, there in gives.items() if there == name]
            judged += [judge(check.tolerance(field, call), pair, theirs, inputs).good.all() for field in fields]
        return all(judged) if judged else bool(agree(pair, np.zeros(len(pair.ours))).all())


def _asked_of_r(study: Study, catalogue: Catalogue) -> list[_Asked]:
    """Every question to R about a study, once."""
    found: dict[tuple[object, ...], _Asked] = {}
    for check, sample in asked_of(study, catalogue):
        inputs = Inputs(arguments_of(check, sample))
        for question in questions_of(check, sample, inputs.arguments):
            if isinstance(question.call, RCall):
                key = (question.call.package, question.call.name, question.place)
                asked = found.setdefault(key, _Asked(question, []))
                if _digest(asked.question) != _digest(question):
                    raise ValueError(
                        f"check {check.stem!r} asks {question.call.source} otherwise than "
                        f"{asked.needs[0][0].stem!r} does; "
                        "one name has one recorded answer: give the reference a name of its own"
                    )
                asked.needs.append((check, question.call, inputs))
    return list(found.values())


def _digest(question: Question) -> str:
    return digest(dict(sorted(question.arguments.items())))


def _keep_predictions(study: Study) -> None:
    file = predictions.path(study)
    if file is None:
        return
    text = predictions.to_json(study)
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_suffix(f".{os.getpid()}.part")
    aside.write_text(text, encoding="utf-8")
    os.replace(aside, file)


def _recording(question: Question, state: Kept, note: str = "") -> Recording:
    return Recording(question.place, question.call.name, question.call.source, state, note)


def _drift(asked: _Asked, before: Answer | Unanswered, now: Answer | Unanswered) -> Drift:
    question = asked.question
    for answer in (before, now):
        if isinstance(answer, Unanswered):
            return _not_drifted(question, Change.NOT_COMPARABLE, answer.reason)
    assert isinstance(before, Answer) and isinstance(now, Answer)
    versions = (_versions(question, before), _versions(question, now))
    texts = [[condition.text for condition in answer.conditions] for answer in (before, now)]
    note = "" if texts[0] == texts[1] else f"said before: {texts[0] or 'nothing'}; says now: {texts[1] or 'nothing'}"
    old, new = before.value or {}, now.value or {}
    worst, within = _Worst(), not note
    known = {there for check, call, _ in asked.needs for there in check.gives(call).values()}
    for name in dict.fromkeys([*leaves(old, known), *leaves(new, known)]):
        pair = aligned(answered(new, name), answered(old, name))
        within = within and asked.judged(name, pair, old)
        numbers = log_relative_errors(pair)
        same = agree(pair, np.zeros(len(pair.ours)))
        digits = np.where(np.isnan(numbers), np.where(same, ALL_DIGITS, 0.0), numbers)
        if len(digits) and digits.min() < worst.digits:
            place = int(digits.argmin())
            label = name + pair.ours.label(place)
            worst = _Worst(label, pair.theirs.element(place), pair.ours.element(place), float(digits[place]))
    identical = worst.digits == ALL_DIGITS and not note
    state = Change.IDENTICAL if identical else Change.WITHIN_NEED if within else Change.BEYOND_NEED
    where = (question.place, question.call.name, question.call.source)
    return Drift(*where, *versions, worst.field, worst.before, worst.today, worst.digits, state, note)


@dataclass(frozen=True, slots=True)
class _Worst:
    """The number that changed most."""

    field: str = ""
    before: Scalar = None
    today: Scalar = None
    digits: float = ALL_DIGITS


def _not_drifted(question: Question, state: Change, why: str) -> Drift:
    return Drift(question.place, question.call.name, question.call.source, "", "", "", None, None, math.nan, state, why)


def _version(answer: Answer | Unanswered) -> str | None:
    return answer.provenance.version if isinstance(answer, Answer) else None


def _versions(question: Question, answer: Answer) -> str:
    provenance = answer.provenance
    return f"{question.call.package} {provenance.version} (R {provenance.environment.get('r', '?')})"
