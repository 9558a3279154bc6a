"""A verification as data: ``results.json``, whose schema is `results.schema.json`."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Union

import numpy as np

from parity import __version__
from parity.answers.answer import Condition, Provenance
from parity.checks.vocabulary import Tolerance
from parity.data.cohort import Cohort, Study
from parity.data.formula import plain_or_backquoted
from parity.report import words
from parity.report.elements import file_of
from parity.report.headline import headline
from parity.report.reading import Gap, cohorts, gaps, not_verified, stale, undefined
from parity.report.slack import Slack, own_tolerance, slack
from parity.statistics.fields import Scalar
from parity.verification.compare import Comparison, FieldComparison, decides
from parity.verification.elements import VERDICTS, Element
from parity.verification.setting import Role, Setting
from parity.checks.vocabulary.verdict import Verdict
from parity.verification.verification import Statistic, Verification
from parity.verification.withheld import Withheld

Flagged = set[tuple[str, str, Union[str, None]]]

SCHEMA = "parity.results/2"
SCHEMA_FILE = Path(__file__).with_name("results.schema.json")

_IN_LINES = 6
"""Levels of nesting that are broken into lines: a field of a reference has one."""


def results(verification: Verification) -> dict[str, Any]:
    """A verification as one object of JSON, valid under `results.schema.json`; patients do not make it longer.

    A value that JSON has no number for is null, and its ``hex`` tells which it is: ``"nan"``, ``"inf"``, ``"-inf"``;
    where the hex is null too, the value is missing (NA). Text and logical values have no hex.
    """
    wide = slack(verification)
    flagged = {(s.stem, s.field, s.reference) for s in wide}
    return {
        "schema": SCHEMA,
        "parity": __version__,
        "started": verification.started,
        "finished": verification.finished,
        "verdict": verification.verdict.name,
        "headline": headline(verification).text,
        "exit_code": verification.exit_code,
        "error": None,
        "mode": verification.mode.value,
        "strict": verification.strict,
        "required": list(verification.required),
        "patients_withheld": verification.withheld,
        "without_r": verification.without_r,
        "bridge": verification.bridge,
        "environment": _plain(verification.environment),
        "studies": [_study(study) for study in verification.studies],
        "counts": {verdict.name: count for verdict, count in verification.counts.items()},
        "numbers": verification.numbers,
        "answers": verification.answers,
        "lines": verification.lines,
        "skipped": dict(verification.skipped),
        "not_verified": list(_not_verified(verification)),
        "left_out": [dataclasses.asdict(one) for one in verification.left_out],
        "undefined": list(map(_gap, undefined(verification))),
        "stale": list(_stale(verification)),
        "slack": [_slack(one) for one in wide],
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
    """The text of ``results.json``, a line a field and reference: two runs can be held against each other by line."""
    return _lines(results(verification), _IN_LINES) + "\n"


def _lines(value: Any, levels: int) -> str:
    """JSON in which the outermost `levels` of nesting are broken into lines."""
    if levels == 0 or not isinstance(value, (dict, list)):
        return _encode(value)
    if isinstance(value, dict):
        entries = (f"{_encode(key)}: {_lines(inner, levels - 1)}" for key, inner in value.items())
        return "{\n" + ",\n".join(entries) + "\n}"
    return "[\n" + ",\n".join(_lines(inner, levels - 1) for inner in value) + "\n]"


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def schema() -> dict[str, Any]:
    """The JSON Schema of `results` and `failure`."""
    found: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return found


def _study(study: Study) -> dict[str, Any]:
    return {
        "name": study.name,
        "title": study.title,
        "outcome": study.outcome,
        "event": study.event,
        **_model(study),
        "models": [{"name": model.model, **_model(model)} for model in study.models],
        "subgroups": [{"column": one.column, "cut": one.cut} for one in study.subgroups],
        "remarks": list(study.remarks),
        "level": float(study.level),
        "seed": int(study.seed),
        "resamples": int(study.resamples),
        "cohorts": [_cohort(role, cohort) for role, cohort in cohorts(study)],
    }


def _model(study: Study) -> dict[str, Any]:
    return {
        "predictors": list(study.predictors),
        "formula": f"{plain_or_backquoted(study.outcome)} ~ {study.formula}" if study.formula.entries else None,
        "risk": study.risk or None,
    }


def _cohort(role: Role, cohort: Cohort) -> dict[str, Any]:
    return {
        "role": role.value,
        "name": cohort.name,
        "file": cohort.file,
        "sha256": cohort.sha256,
        "n": cohort.n,
        "events": cohort.events,
        "dropped": int(cohort.dropped),
    }


def _setting(setting: Setting) -> dict[str, Any]:
    drawn = setting.resamples
    return {
        "study": setting.study,
        "cohort": setting.cohort,
        "role": setting.role.value,
        "subgroup": setting.subgroup,
        "model": setting.models,
        "predictor": setting.predictor,
        "resamples": None if drawn is None else {"count": drawn.count, "seed": drawn.seed},
    }


def _stale(verification: Verification) -> Iterable[dict[str, Any]]:
    for records in stale(verification):
        for statistic, comparison in records.asked:
            yield {
                **_setting(statistic.setting),
                "stem": statistic.check.stem,
                "reference": words.key(comparison.call),
                "reason": records.reason,
                "decides": decides(comparison, statistic.comparisons),
            }


def _not_verified(verification: Verification) -> Iterable[dict[str, Any]]:
    """Whole statistics first, then fields."""
    for statistic in not_verified(verification):
        yield {
            **_setting(statistic.setting),
            "stem": statistic.check.stem,
            "field": None,
            "reference": None,
            "count": None,
            "of": None,
            "reason": "nothing could be held against an answer",
        }
    yield from map(_gap, gaps(verification))


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        **_setting(gap.statistic.setting),
        "stem": gap.statistic.check.stem,
        "field": gap.field,
        "reference": words.key(gap.comparison.call) if gap.comparison is not None else None,
        "count": gap.count,
        "of": gap.of,
        "reason": gap.reason,
    }


def _slack(slack: Slack) -> dict[str, Any]:
    return {"stem": slack.stem, "field": slack.field, "reference": slack.reference, "ratio": slack.ratio}


def _statistic(statistic: Statistic, flagged: Flagged) -> dict[str, Any]:
    answered = [(comparison.provenance, comparison) for comparison in statistic.comparisons]
    silent = [comparison for made, comparison in answered if made is None]
    return {
        **_setting(statistic.setting),
        "stem": statistic.check.stem,
        "title": statistic.check.title,
        "group": statistic.check.group,
        "verdict": statistic.verdict.name,
        "seconds": {name: float(seconds) for name, seconds in statistic.seconds.items()},
        "conditions": [_condition(condition) for condition in statistic.outcome.conditions],
        "answers": [_answer(made, one, statistic.check.stem, flagged) for made, one in answered if made is not None],
        "unanswered": [_unanswered(comparison) for comparison in silent],
        "unanswered_fields": list(statistic.unanswered),
    }


def _answer(made: Provenance, comparison: Comparison, stem: str, flagged: Flagged) -> dict[str, Any]:
    return {
        "package": comparison.call.package,
        "name": comparison.call.name,
        "function": comparison.call.function,
        "version": made.version,
        "answered": made.answered,
        "recorded": made.recorded,
        "environment": _plain(made.environment),
        "verdict": comparison.verdict.name,
        "note": comparison.note,
        "conditions": [_condition(condition) for condition in comparison.conditions],
        "fields": [_field(comparison, field, stem, flagged) for field in comparison.fields],
    }


def _unanswered(comparison: Comparison) -> dict[str, Any]:
    return {
        "package": comparison.call.package,
        "name": comparison.call.name,
        "function": comparison.call.function,
        "verdict": comparison.verdict.name,
        "note": comparison.note,
    }


def _condition(condition: Condition) -> dict[str, Any]:
    return {"kind": condition.kind, "text": condition.text, "code": condition.code}


def _field(comparison: Comparison, field: FieldComparison, stem: str, flagged: Flagged) -> dict[str, Any]:
    counts = dict(zip(VERDICTS, np.bincount(field.verdicts, minlength=len(VERDICTS)).tolist()))
    own = own_tolerance(comparison, field.name)
    wide = (stem, field.name, own) in flagged
    worst, withheld = field.worst, isinstance(field, Withheld)
    return {
        "field": field.name,
        "withheld": withheld,
        "verdict": (field.verdict if len(field) else Verdict.AGREES).name,
        "count": len(field),
        "agreeing": counts[Verdict.AGREES],
        "deviating": counts[Verdict.DEVIATES_AS_DOCUMENTED],
        "disagreeing": counts[Verdict.DISAGREES],
        "not_verified": counts[Verdict.NOT_VERIFIED],
        "undefined": counts[Verdict.UNDEFINED],
        "identical": field.identical,
        "worst": None if worst is None else {**_element(worst), **({"allowed": None} if withheld else {})},
        "tolerance": {**_tolerance(field.tolerance), "own": own is not None, "slack": wide},
        "notes": _notes(field),
        "file": None if withheld else file_of(field),
    }


def _element(element: Element) -> dict[str, Any]:
    return {
        "element": element.field,
        "parity": _value(element.value),
        "parity_hex": _hex(element.value),
        "reference": _value(element.reference),
        "reference_hex": _hex(element.reference),
        "difference": _finite(element.difference),
        "digits": element.digits,
        "allowed": element.allowed,
        "verdict": element.verdict.name,
    }


def _tolerance(tolerance: Tolerance) -> dict[str, Any]:
    function = None if tolerance.bound is None else tolerance.bound.function
    bound = None if function is None else {"function": words.function_name(function), "text": words.sentence(function)}
    return {
        "basis": tolerance.basis.name,
        "rtol": float(tolerance.rtol),
        "atol": float(tolerance.atol),
        "bound": bound,
        "reason": tolerance.reason,
    }


def _notes(field: FieldComparison) -> list[dict[str, Any]]:
    """What is said of elements, with how many it is said of."""
    said = np.bincount(field.noted, minlength=len(field.notes) + 1).tolist()[1:]
    return [{"text": text, "count": count} for text, count in zip(field.notes, said) if count]


def _value(value: Scalar) -> Scalar:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _hex(value: Scalar) -> str | None:
    return float(value).hex() if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _finite(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def _plain(value: Any) -> Any:
    """The same in JSON's own types."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)
