"""A verification as data: ``results.json`` (its schema is `results.schema.json`) and the rows of ``results.csv``."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Union

from parity import __version__
from parity.check import Tolerance
from parity.cohort import Cohort, Study
from parity.compare import Agreement, Comparison
from parity.fields import Scalar, base_name
from parity.reference import Condition
from parity.report.reading import cohorts, not_verified, slack
from parity.verify import Statistic, Verification

Flagged = set[tuple[str, str, Union[str, None]]]

SCHEMA = "parity.results/1"
SCHEMA_FILE = Path(__file__).with_name("results.schema.json")

COLUMNS = (
    "study", "cohort", "role", "stem", "field", "package", "function", "version", "answered", "value", "value_hex",
    "reference", "reference_hex", "difference", "digits", "basis", "rtol", "atol", "verdict", "note",
)  # fmt: skip
"""The columns of ``results.csv``: one row for a field and a reference."""


def results(verification: Verification) -> dict[str, Any]:
    """A verification as one object of JSON, valid under `results.schema.json`.

    A value that JSON has no number for is null, and its ``hex`` tells which it is: ``"nan"``, ``"inf"``, ``"-inf"``; where the
    hex is null too, the value is missing (NA). Text and logical values have no hex.
    """
    wide = slack(verification)
    flagged = {(s.stem, s.field, s.package) for s in wide}
    return {
        "schema": SCHEMA,
        "parity": __version__,
        "started": verification.started,
        "finished": verification.finished,
        "verdict": verification.verdict.name,
        "exit_code": verification.exit_code,
        "error": None,
        "mode": verification.mode.value,
        "without_r": verification.without_r,
        "bridge": verification.bridge,
        "environment": _plain(verification.environment),
        "studies": [_study(study) for study in verification.studies],
        "counts": {verdict.name: count for verdict, count in verification.counts.items()},
        "numbers": verification.numbers,
        "answers": verification.answers,
        "lines": verification.lines,
        "skipped": dict(verification.skipped),
        "not_verified": [
            {"study": s.study, "cohort": s.cohort, "role": s.role, "stem": s.check.stem} for s in not_verified(verification)
        ],
        "slack": [{"stem": s.stem, "field": s.field, "package": s.package, "ratio": s.ratio} for s in wide],
        "statistics": [_statistic(statistic, flagged) for statistic in verification.statistics],
    }


def failure(message: str, exit_code: int) -> dict[str, Any]:
    """What stands in place of the results where there are none; valid under the same schema."""
    return {
        "schema": SCHEMA,
        "parity": __version__,
        "verdict": None,
        "exit_code": exit_code,
        "error": {"message": message, "exit_code": exit_code},
    }


def to_json(verification: Verification) -> str:
    """The text of ``results.json``, a line a number: two runs can be held against each other line by line."""
    return _lines(results(verification), levels=4) + "\n"


def _lines(value: Any, levels: int) -> str:
    """JSON in which the outermost `levels` of nesting are broken into lines."""
    if levels == 0 or not isinstance(value, (dict, list)):
        return _encode(value)
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"{_encode(key)}: {_lines(inner, levels - 1)}" for key, inner in value.items()) + "\n}"
    return "[\n" + ",\n".join(_lines(inner, levels - 1) for inner in value) + "\n]"


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def to_csv(verification: Verification) -> str:
    """The text of ``results.csv``: one row for a field and a reference; doubles in the shortest decimals that give them back."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for statistic in verification.statistics:
        for comparison in statistic.comparisons:
            writer.writerows(_row(statistic, comparison, agreement) for agreement in comparison.agreements)
    return text.getvalue()


def schema() -> dict[str, Any]:
    """The JSON Schema of `results` and `failure`."""
    return json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


def _study(study: Study) -> dict[str, Any]:
    return {
        "name": study.name,
        "title": study.title,
        "sha256": study.development.sha256,
        "outcome": study.outcome,
        "event": study.event,
        "predictors": list(study.predictors),
        "level": float(study.level),
        "seed": int(study.seed),
        "resamples": int(study.resamples),
        "cohorts": {"development": None, "validation": None, **{role: _cohort(cohort) for role, cohort in cohorts(study)}},
    }


def _cohort(cohort: Cohort) -> dict[str, Any]:
    return {
        "name": cohort.name,
        "file": cohort.file,
        "sha256": cohort.sha256,
        "n": cohort.n,
        "events": cohort.events,
        "dropped": int(cohort.dropped),
    }


def _statistic(statistic: Statistic, flagged: Flagged) -> dict[str, Any]:
    fields: dict[str, dict[str, Any]] = {}
    for comparison in statistic.comparisons:
        for agreement in comparison.agreements:
            if agreement.field not in fields:
                fields[agreement.field] = _field(statistic, agreement, flagged)
            fields[agreement.field]["references"].append(_reference(comparison, agreement, flagged, statistic.check.stem))
    return {
        "study": statistic.study,
        "cohort": statistic.cohort,
        "role": statistic.role,
        "stem": statistic.check.stem,
        "title": statistic.check.title,
        "group": statistic.check.group,
        "verdict": statistic.verdict.name,
        "seconds": {name: float(seconds) for name, seconds in statistic.seconds.items()},
        "fields": list(fields.values()),
        "answers": [_answer(comparison) for comparison in statistic.comparisons if comparison.provenance is not None],
        "unanswered": [_unanswered(comparison) for comparison in statistic.comparisons if comparison.provenance is None],
        "conditions": _conditions(statistic),
    }


def _field(statistic: Statistic, agreement: Agreement, flagged: Flagged) -> dict[str, Any]:
    base = base_name(agreement.field)
    tolerance = statistic.check.tolerances.get(base, agreement.tolerance).of(agreement.field, statistic.outcome.values or {})
    return {
        "name": agreement.field,
        **_value(agreement.value),
        **_tolerance(tolerance),
        "slack": (statistic.check.stem, base, None) in flagged,
        "references": [],
    }


def _reference(comparison: Comparison, agreement: Agreement, flagged: Flagged, stem: str) -> dict[str, Any]:
    base = base_name(agreement.field)
    own = None
    if base in comparison.call.tolerances:
        own = {**_tolerance(agreement.tolerance), "slack": (stem, base, comparison.call.package) in flagged}
    return {
        "package": comparison.call.package,
        "function": comparison.call.function,
        "version": comparison.provenance.version,
        "answered": comparison.provenance.answered,
        **_value(agreement.reference),
        "difference": _finite(agreement.difference),
        "digits": agreement.digits,
        "tolerance": own,
        "verdict": agreement.verdict.name,
        "note": agreement.note,
    }


def _answer(comparison: Comparison) -> dict[str, Any]:
    return {
        "package": comparison.call.package,
        "function": comparison.call.function,
        "version": comparison.provenance.version,
        "answered": comparison.provenance.answered,
        "recorded": comparison.provenance.recorded,
        "environment": _plain(comparison.provenance.environment),
        "numbers": len(comparison.agreements),
        "verdict": comparison.verdict.name,
        "note": comparison.note,
    }


def _unanswered(comparison: Comparison) -> dict[str, Any]:
    return {
        "package": comparison.call.package,
        "function": comparison.call.function,
        "verdict": comparison.verdict.name,
        "note": comparison.note,
    }


def _conditions(statistic: Statistic) -> dict[str, list[dict[str, Any]]]:
    conditions = {"parity": [_condition(condition) for condition in statistic.outcome.conditions]}
    for comparison in statistic.comparisons:
        if comparison.provenance is not None:
            said = conditions.setdefault(f"{comparison.call.package} {comparison.provenance.version}", [])
            said += [_condition(condition) for condition in comparison.conditions]
    return conditions


def _condition(condition: Condition) -> dict[str, Any]:
    return {"kind": condition.kind, "text": condition.text, "code": condition.code}


def _tolerance(tolerance: Tolerance) -> dict[str, Any]:
    return {
        "basis": tolerance.basis.name,
        "rtol": float(tolerance.rtol),
        "atol": float(tolerance.atol),
        "reason": tolerance.reason,
    }


def _value(value: Scalar) -> dict[str, Any]:
    return {"value": None if isinstance(value, float) and not math.isfinite(value) else value, "hex": _hex(value)}


def _hex(value: Scalar) -> str | None:
    return float(value).hex() if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _finite(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def _row(statistic: Statistic, comparison: Comparison, agreement: Agreement) -> tuple:
    return (
        statistic.study,
        statistic.cohort,
        statistic.role,
        statistic.check.stem,
        agreement.field,
        comparison.call.package,
        comparison.call.function,
        comparison.provenance.version,
        comparison.provenance.answered,
        _cell(agreement.value),
        _cell(_hex(agreement.value)),
        _cell(agreement.reference),
        _cell(_hex(agreement.reference)),
        _cell(_finite(agreement.difference)),
        _cell(agreement.digits),
        agreement.tolerance.basis.name,
        _cell(float(agreement.tolerance.rtol)),
        _cell(float(agreement.tolerance.atol)),
        agreement.verdict.name,
        agreement.note,
    )


def _cell(value: Scalar) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else repr(value)


def _plain(value: Any) -> Any:
    """The same in JSON's own types."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)
