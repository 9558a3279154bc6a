"""What R said before: answers kept in files, each with the environment it was made in.

``<root>/<cohort>/<package>/<name>.json`` holds the answers of one question. Answers that differ between R environments
are kept side by side; an environment that gives the same bits as another is added to that answer. Numbers are written
in the shortest decimals that give the same double back.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Union

import numpy as np

from parity.checks.vocabulary.verdict import Verdict
from parity.data.cohort import Factor
from parity.data.formula import Formula
from parity.errors import InputError
from parity.answers.answer import Answer, Answered, Condition, Provenance, Question, Said, Unanswered

SCHEMA = "parity.reference/1"


class RecordedR:
    """Answers read from files; R is never started.

    Parameters
    ----------
    root : Path or None
        Folder of the recorded answers; None where nothing is recorded, as for a bare CSV file.
    scripts : Path
        Folder of the R scripts, whose hashes tell whether an answer is stale.
    """

    def __init__(self, root: Path | None, scripts: Path) -> None:
        self.root = root
        self.scripts = scripts

    def ask(self, question: Question) -> list[Union[Answer, Unanswered]]:
        """Every recorded answer to the question: one for each set of environments that gave the same bits."""
        path = self.path(question) if self.root is not None else None
        if path is None or not path.exists():
            why = f"no recorded answer of {question.call.package}; `parity record` makes one where R is"
            return [Unanswered(Verdict.NOT_RECORDED, why)]
        record = _read(path)
        changed = [what for what, digest in self._digests(question).items() if record[what] != digest]
        if changed:
            names = " and ".join(_CHANGED[what] for what in changed)
            return [
                Unanswered(Verdict.STALE, f"{names} changed since the answer was recorded; `parity record` renews it")
            ]
        return [_reference(answer) for answer in record["answers"]]

    def path(self, question: Question) -> Path:
        """The file of its answers."""
        if self.root is None:
            raise ValueError("nothing is recorded of a study that has no place for it")
        return self.root / question.place / question.call.package / f"{question.call.name}.json"

    def environments(self, question: Question) -> list[dict[str, Any]]:
        """Those in which it was answered, by version of R; none where nothing is recorded."""
        path = self.path(question) if self.root is not None else None
        if path is None or not path.exists():
            return []
        found = [environment for answer in _read(path)["answers"] for environment in answer["environments"]]
        return sorted(found, key=_identity)

    def write(self, question: Question, answer: Answer) -> bool:
        """Keep a live answer; True if the file changed.

        An answer of the same environment (R version and version of the package) is replaced. The file is written aside
        and renamed, so that an interrupted run leaves the old one.
        """
        path = self.path(question)
        digests = self._digests(question)
        entry = _entry(answer)
        answers: list[dict] = []
        if path.exists():
            record = _read(path)
            if all(record[what] == digest for what, digest in digests.items()):
                answers = record["answers"]
                if any(_same_answer(entry, old) and _knows(old, entry["environments"][0]) for old in answers):
                    return False
        answers = _merge(answers, entry)
        record = {
            "schema": SCHEMA,
            "package": question.call.package,
            "function": question.call.function,
            "cohort": question.place,
            **digests,
            "answers": answers,
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(f".{os.getpid()}.part")
        aside.write_text(_to_json(record), encoding="utf-8")
        os.replace(aside, path)
        return True

    def _digests(self, question: Question) -> dict[str, str]:
        script = self.scripts / question.call.package / f"{question.call.name}.R"
        return {
            "script_sha256": hashlib.sha256(script.read_bytes()).hexdigest(),
            "cohort_sha256": question.cohort_sha256,
            "arguments_sha256": digest(_without_paths(question.arguments)),
        }


def _read(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        complete = (
            record["schema"] == SCHEMA
            and {"script_sha256", "cohort_sha256", "arguments_sha256", "answers"} <= record.keys()
        )
    except (ValueError, KeyError, TypeError):
        complete = False
    if not complete:
        raise InputError(
            "is not a recorded answer", file=path, step="restore it, or remove it and `parity record` it again"
        )
    return record


_CHANGED = {
    "script_sha256": "the R script",
    "cohort_sha256": "the cohort",
    "arguments_sha256": "an input (option or prediction)",
}


def _without_paths(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """In order; where a file stands on this machine is no part of a question, what is in it is."""
    return {name: value for name, value in sorted(arguments.items()) if not isinstance(value, Path)}


def digest(value: Any) -> str:
    """SHA-256 of a question's arguments, from their types, names and bits."""
    sha = hashlib.sha256()
    _feed(sha, value)
    return sha.hexdigest()


def _feed(sha: Any, value: Any) -> None:
    if isinstance(value, Mapping):
        sha.update(b"{%d" % len(value))
        for key, inner in value.items():
            _feed(sha, str(key))
            _feed(sha, inner)
    elif isinstance(value, Factor):
        sha.update(b"factor")
        _feed(sha, value.levels)
        _feed(sha, np.asarray(value.codes, dtype=np.int64))
    elif isinstance(value, Formula):
        sha.update(f"formula {value}".encode())
    elif isinstance(value, np.ndarray):
        kind = {"i": "<i8", "u": "<u8", "f": "<f8", "b": "?"}[value.dtype.kind]
        sha.update(f"array {kind} {value.shape}".encode())
        sha.update(np.ascontiguousarray(value.astype(kind)).tobytes())
    elif isinstance(value, (tuple, list)):
        sha.update(b"(%d" % len(value))
        for inner in value:
            _feed(sha, inner)
    elif isinstance(value, float):
        sha.update(b"float" + value.hex().encode())
    else:
        sha.update(f"{type(value).__name__} {value!r};".encode())


def _entry(answer: Answer) -> dict:
    provenance = answer.provenance
    return {
        "environments": [{"recorded": provenance.recorded, "version": provenance.version, **provenance.environment}],
        "conditions": [{"kind": condition.kind, "text": condition.text} for condition in answer.conditions],
        "value": written(answer.value),
    }


def _merge(answers: list[dict], entry: dict) -> list[dict]:
    (new,) = entry["environments"]
    kept = []
    for old in answers:
        environments = [environment for environment in old["environments"] if _identity(environment) != _identity(new)]
        if environments:
            kept.append({**old, "environments": environments})
    for old in kept:
        if _same_answer(old, entry):
            old["environments"].append(new)
            break
    else:
        kept.append(entry)
    for answer in kept:
        answer["environments"].sort(key=_identity)
    return sorted(kept, key=lambda answer: _identity(answer["environments"][0]))


def _identity(environment: Mapping[str, Any]) -> tuple[str, str]:
    return str(environment.get("r", "")), environment["version"]


def _knows(answer: Mapping[str, Any], environment: Mapping[str, Any]) -> bool:
    """Whether an answer was already given in this very environment, at whatever time."""
    return any({**known, "recorded": environment["recorded"]} == environment for known in answer["environments"])


def _same_answer(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one["value"] == other["value"] and one["conditions"] == other["conditions"]


def _reference(answer: Mapping[str, Any]) -> Answer:
    environment = dict(answer["environments"][-1])
    return Answer(
        value=_in(answer["value"]),
        conditions=tuple(Condition(Said(condition["kind"]), condition["text"]) for condition in answer["conditions"]),
        provenance=Provenance(
            Answered.RECORDED, environment.pop("version"), recorded=environment.pop("recorded"), environment=environment
        ),
    )


def written(value: Any) -> Any:
    """A value of R's as it is kept: in JSON's own types, numbers that JSON has not as ``{"double": "nan"}``."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, Mapping):
        return {str(key): written(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [written(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return {"double": str(value)}
    return value


def _in(value: Any) -> Any:
    if isinstance(value, Mapping):
        if set(value) == {"double"} and isinstance(value["double"], str):
            return float(value["double"])
        return {key: _in(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_in(inner) for inner in value]
    return value


def _to_json(record: Mapping[str, Any]) -> str:
    return _lay_out(record, "") + "\n"


def _lay_out(value: Any, indent: str) -> str:
    """JSON with a line for each named thing and vectors on one line."""
    deeper = indent + "  "
    if isinstance(value, Mapping) and value and not set(value) == {"double"}:
        body = ",\n".join(
            f"{deeper}{json.dumps(key, ensure_ascii=False)}: {_lay_out(inner, deeper)}" for key, inner in value.items()
        )
        return f"{{\n{body}\n{indent}}}"
    if isinstance(value, list) and any(isinstance(inner, Mapping) and set(inner) != {"double"} for inner in value):
        body = ",\n".join(f"{deeper}{_lay_out(inner, deeper)}" for inner in value)
        return f"[\n{body}\n{indent}]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
