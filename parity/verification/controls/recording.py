"""Controls of recorded answers: what is stale is said to be, and nothing hides behind a record."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from parity.answers.answer import Answer, Question, Unanswered
from parity.answers.modes import Auto
from parity.answers.recorded import RecordedR
from parity.checks.vocabulary import Verdict
from parity.data.cohort import Study
from parity.verification import predictions
from parity.verification.controls.comparing import AGREES, DISAGREES, Control
from parity.verification.controls.study import CHECK, OF_RISKS, PACKAGE, RIGHT, Said, Says, answer, study

_GRID = np.arange(100.0)
_ASKED: Mapping[str, Any] = {"level": 0.95, "grid": _GRID}
_COHORT = "control"


class _Recorded(RecordedR):
    """Recorded answers to one question, which every question is turned into, but for what is changed in it."""

    def __init__(self, root: Path, scripts: Path, **changed: Any) -> None:
        super().__init__(root, scripts)
        self._changed = {"arguments": _ASKED, "cohort_sha256": _COHORT, **changed}

    def ask(self, question: Question) -> list[Said]:
        return super().ask(dataclasses.replace(question, **self._changed))


def controls(folder: Path) -> Iterator[Control]:
    """All of them; they keep their records in `folder`."""
    scripts, others = (_scripts(folder / name, name) for name in ("scripts", "others"))
    once, twice = folder / "once", folder / "twice"
    wrong = answer({**RIGHT, "count": 0}, version="3.0")
    _record(once, scripts, answer())
    _record(twice, scripts, answer(), wrong)
    moved = {**_ASKED, "grid": np.append(_GRID[:-1], 99.5)}
    kept = _Recorded(once, scripts)
    of_another_cohort = _Recorded(once, scripts, cohort_sha256="another")
    yield Control("recorded answers", AGREES, kept)
    yield Control("recorded answers, the second wrong", DISAGREES, _Recorded(twice, scripts))
    yield Control("a record of another script", Verdict.STALE, _Recorded(once, others))
    yield Control("a record of another cohort", Verdict.STALE, of_another_cohort)
    yield Control(
        "a record of another option", Verdict.STALE, _Recorded(once, scripts, arguments={**_ASKED, "level": 0.9})
    )
    yield Control("a record of another last patient", Verdict.STALE, _Recorded(once, scripts, arguments=moved))
    crashed, absent = (Says(Unanswered(verdict, "control")) for verdict in (Verdict.NOT_RUN, Verdict.NOT_VERIFIED))
    yield Control("R died, and an answer is recorded", Verdict.NOT_RUN, Auto(crashed, kept))
    yield Control("a package is not here, and its answer is recorded", AGREES, Auto(absent, kept))
    yield Control("R answers wrongly, and the right answer is recorded", DISAGREES, Auto(Says(wrong), kept))
    yield Control("R answers rightly, and the record is stale", AGREES, Auto(Says(answer()), of_another_cohort))


def predicted(folder: Path) -> tuple[Study, Control]:
    """A study with kept predictions that are a millionth off: they are not used."""
    ours = predictions.samples(study())
    kept = dataclasses.replace(study(), references=folder)
    record = json.loads(predictions.to_json(kept))
    for of_cohort in record["cohorts"].values():
        of_cohort["risk"] = [risk * (1 + 1e-6) for risk in of_cohort["risk"]]
    file = predictions.path(kept)
    assert file is not None
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(record), encoding="utf-8")
    fitted = {sample.cohort.name: answer({"risk": sample.risk}) for sample in ours}
    return kept, Control("kept predictions that are not the model's", AGREES, _ByCohort(fitted), OF_RISKS)


class _ByCohort:
    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = answers

    def ask(self, question: Question) -> list[Said]:
        return [self._answers[question.place]]


def _scripts(folder: Path, text: str) -> Path:
    (call,) = CHECK.references
    script = folder / PACKAGE / f"{call.name}.R"
    script.parent.mkdir(parents=True)
    script.write_text(text, encoding="utf-8")
    return folder


def _record(root: Path, scripts: Path, *answers: Answer) -> None:
    (call,) = CHECK.references
    for cohort in study().cohorts:
        for one in answers:
            RecordedR(root, scripts).write(Question(call, cohort.name, _COHORT, _ASKED), one)
