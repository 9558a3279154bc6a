"""Fresh answers of R written down, and today's R held against them."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from dataclasses import dataclass

from parity import predictions
from parity.check import Check, RCall, Tolerance
from parity.cohort import Study
from parity.compare import ALL_DIGITS, log_relative_error
from parity.fields import Scalar, flatten_answer
from parity.live import LiveR
from parity.recorded import RecordedR
from parity.reference import Question, Reference, Unanswered
from parity.verify import questions


@dataclass(frozen=True, slots=True)
class Recording:
    """What became of one question.

    Attributes
    ----------
    cohort, stem, source : str
    state : str
        ``"new"``, ``"changed"``, ``"same"``, ``"left"`` (the package is not here) or ``"not run"``.
    note : str
    """

    cohort: str
    stem: str
    source: str
    state: str
    note: str = ""


def record(study: Study, checks: tuple[Check, ...], live: LiveR, recorded: RecordedR) -> Iterable[Recording]:
    """Ask R every question of a study and keep the answers; what this R cannot answer is left as it was."""
    _keep_predictions(study)
    for _, _, question in questions(study, checks):
        if not isinstance(question.call, RCall):
            continue
        existed = recorded.path(question).exists()
        (answer,) = live.ask(question)
        if isinstance(answer, Unanswered):
            state = "left" if answer.verdict == "SKIPPED" else "not run"
            yield _recording(question, state, answer.reason)
        else:
            changed = recorded.write(question, answer)
            yield _recording(question, ("changed" if existed else "new") if changed else "same")


@dataclass(frozen=True, slots=True)
class Drift:
    """Today's answer against a recorded one.

    Attributes
    ----------
    cohort, stem, source : str
    recorded_with, now : str
        Versions of the package (and of R).
    field : str
        Where they differ most.
    before, today : float, int, str, bool or None
        The two values of that field.
    digits : float
        Fewest digits in which a number agrees; `ALL_DIGITS` if all are identical, NaN if there is nothing to compare.
    state : str
        ``"identical"``; ``"within need"`` or ``"beyond need"`` by the tolerances of the check; ``"not comparable"`` (stale, not
        recorded, not run), ``"not asked"`` (recorded, but the package is not here).
    note : str
    """

    cohort: str
    stem: str
    source: str
    recorded_with: str
    now: str
    field: str
    before: Scalar
    today: Scalar
    digits: float
    state: str
    note: str = ""

    @property
    def beyond(self) -> bool:
        return self.state == "beyond need"

    def __str__(self) -> str:
        where = f"{self.cohort}: {self.stem} by {self.source}"
        if self.state in ("not comparable", "not asked"):
            return f"{where}: {self.note}"
        numbers = f"{self.field} was {self.before!r}, is {self.today!r} ({self.digits:.1f} digits)" if self.digits < ALL_DIGITS else ""
        return f"{where}: {self.state}: " + "; ".join(part for part in (numbers, self.note, f"{self.recorded_with} -> {self.now}") if part)


def drift(study: Study, checks: tuple[Check, ...], live: LiveR, recorded: RecordedR) -> Iterable[Drift]:
    """Did R change? Recorded answers against what R says now; our own results play no part.

    An answer of the version that is here is held against that version's; where none is recorded, against those of all others.
    """
    for check, _, question in questions(study, checks):
        if not isinstance(question.call, RCall):
            continue
        kept = recorded.ask(question)
        if not live.has(question.call.package):
            if not (isinstance(kept[0], Unanswered) and kept[0].verdict == "NOT_RECORDED"):
                yield _not_drifted(question, "not asked", f"{question.call.package} is not installed")
            continue
        (now,) = live.ask(question)
        same_version = [before for before in kept if isinstance(before, Reference) and _version(before) == _version(now)]
        for before in same_version or kept:
            yield _drift(check, question, before, now)


def refuse_under_ci() -> str | None:
    """Why recording is refused here: a reference nobody looked at is no reference. None where it is not."""
    return "parity record is refused under CI: record by hand and look at the change" if os.environ.get("CI") else None


def _keep_predictions(study: Study) -> None:
    file = predictions.path(study)
    if file is None:
        return
    text = predictions.to_json(study)
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_suffix(f".{os.getpid()}.part")
    aside.write_text(text, encoding="utf-8")
    os.replace(aside, file)


def _recording(question: Question, state: str, note: str = "") -> Recording:
    return Recording(question.cohort, question.stem, question.call.source, state, note)


def _drift(check: Check, question: Question, before: Reference | Unanswered, now: Reference | Unanswered) -> Drift:
    for answer in (before, now):
        if isinstance(answer, Unanswered):
            return _not_drifted(question, "not comparable", answer.reason)
    versions = (_versions(question, before), _versions(question, now))
    texts = [[condition.text for condition in answer.conditions] for answer in (before, now)]
    note = "" if texts[0] == texts[1] else f"said before: {texts[0] or 'nothing'}; says now: {texts[1] or 'nothing'}"
    old, new = (flatten_answer(answer.value or {}, {}) for answer in (before, now))
    fields = list(dict.fromkeys([*old, *new]))
    digits = {field: _digits(old, new, field) for field in fields}
    worst = min(fields, key=digits.__getitem__, default="")
    fewest = digits.get(worst, ALL_DIGITS)
    if fewest == ALL_DIGITS and not note:
        state = "identical"
    else:
        within = not note and all(_tolerance(check, question, field).allows(new.get(field), old.get(field)) for field in fields)
        state = "within need" if within else "beyond need"
    where = (question.cohort, question.stem, question.call.source)
    return Drift(*where, *versions, worst, old.get(worst), new.get(worst), fewest, state, note)


def _not_drifted(question: Question, state: str, why: str) -> Drift:
    return Drift(question.cohort, question.stem, question.call.source, "", "", "", None, None, math.nan, state, why)


def _tolerance(check: Check, question: Question, field: str) -> Tolerance:
    """That of the result field which this number of R's belongs to."""
    base = next(name for name in check.tolerances if field == name or field.startswith((f"{name}.", f"{name}[")))
    return check.tolerance(base, question.call)


def _digits(old: dict[str, Scalar], new: dict[str, Scalar], field: str) -> float:
    if field not in old or field not in new:
        return 0.0
    before, today = old[field], new[field]
    if isinstance(before, (int, float)) and isinstance(today, (int, float)):
        return log_relative_error(today, before)
    return ALL_DIGITS if before == today else 0.0


def _version(answer: Reference | Unanswered) -> str | None:
    return answer.provenance.version if isinstance(answer, Reference) else None


def _versions(question: Question, answer: Reference) -> str:
    provenance = answer.provenance
    return f"{question.call.package} {provenance.version} (R {provenance.environment.get('r', '?')})"
