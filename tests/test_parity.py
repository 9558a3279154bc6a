"""The cross-check itself: every statistic of every bundled study, by every source that is here."""

from __future__ import annotations

import math

import pytest

from parity import modes, places
from parity.check import RCall
from parity.compare import Outcome, Verdict, compare
from parity.fields import base_name, flatten_answer
from parity.reference import Reference
from parity.checks import CHECKS
from parity.study_file import bundled_studies, find_study
from parity.verify import compute, outcome_of, questions, verify

STUDIES = tuple(find_study(name) for name in bundled_studies())
EACH = [pytest.param(study, check, id=f"{study.name}-{check.stem}") for study in STUDIES for check in CHECKS]


def run(study, check, live, mode):
    return verify(
        compute((study,), (check,)),
        lambda of: modes.source(mode, live, of.references, places.r_scripts()),
        mode=mode,
        bridge=None,
        environment={},
    )


def complaints(verification) -> list[str]:
    """What a failing test prints: the number, both values, the digits, the reason."""
    said = []
    for statistic in verification.statistics:
        for comparison in statistic.comparisons:
            if comparison.verdict.passes or comparison.verdict is Verdict.SKIPPED:
                continue
            said.append(f"{statistic.cohort} {statistic.check.stem} {comparison.call.source}: {comparison.verdict.value} {comparison.note}")
            said += [
                f"  {a.field}: parity {a.value!r}, R {a.reference!r}, {a.digits} digits, needed {a.tolerance.digits}: {a.tolerance.reason} {a.note}"
                for a in comparison.agreements
                if not a.verdict.passes
            ][:5]
    return said


@pytest.mark.parametrize(("study", "check"), EACH)
def test_python_and_the_recorded_r_agree(study, check):
    verification = run(study, check, None, modes.Mode.REPLAY)
    assert complaints(verification) == []
    assert verification.verdict.passes
    assert verification.numbers + verification.lines > 0


@pytest.mark.r
@pytest.mark.parametrize(("study", "check"), EACH)
def test_python_and_the_r_of_this_machine_agree(study, check, live_r):
    verification = run(study, check, live_r, modes.Mode.AUTO)
    assert complaints(verification) == []
    assert verification.verdict.passes
    answered = {c.call.package for s in verification.statistics for c in s.comparisons if c.provenance and c.provenance.answered == "live"}
    assert {call.package for call in check.references if isinstance(call, RCall) and live_r.has(call.package)} <= answered


@pytest.mark.parametrize(("study", "check"), EACH)
def test_a_tenth_of_the_tolerance_passes_and_ten_times_fails(study, check):
    """The proof that a comparison can fail, field by field: R's own answer, moved, and with it what explains a deviation."""
    tried = set()
    for _, sample, question in questions(study, (check,)):
        if not isinstance(question.call, RCall):
            continue
        _, outcome = outcome_of(check, question.arguments)
        for answer in modes.RecordedR(study.references, places.r_scripts()).ask(question):
            assert isinstance(answer, Reference), answer
            if answer.value is None:
                continue
            theirs = flatten_answer(answer.value, outcome.values)
            for field in one_of_each(theirs):
                base = base_name(field)
                deviations = [
                    d for d in question.call.deviations if base in d.fields and d.holds_for(answer.provenance.packages)
                ]
                if any(deviation.explained_by is None for deviation in deviations):
                    continue
                explained = [deviation.explained_by + field[len(base) :] for deviation in deviations]
                for factor, verdict in ((0.1, Verdict.AGREES), (10.0, Verdict.DISAGREES)):
                    moved = moved_by(theirs[field], check.tolerance(field, question.call).of(field, outcome.values), factor)
                    values = {**outcome.values, **theirs, **dict.fromkeys([field, *explained], moved)}
                    comparison = compare(check, question.call, Outcome(values, outcome.conditions), answer)
                    (agreement,) = [a for a in comparison.agreements if a.field == field]
                    assert agreement.verdict is verdict, (sample.cohort.name, field, theirs[field], moved)
                    tried.add(base_name(field))
    assert tried == set(check.tolerances) - nowhere_finite(study, check)


def one_of_each(values):
    """One finite element of every field, the largest, or text."""
    best = {}
    for name, value in values.items():
        if value is None or isinstance(value, float) and not math.isfinite(value):
            continue
        base = base_name(name)
        if base not in best or isinstance(value, (int, float)) and abs(value) > abs(values[best[base]]):
            best[base] = name
    return best.values()


def moved_by(value, tolerance, factor):
    if isinstance(value, (str, bool)):
        return (not value if isinstance(value, bool) else value + "?") if factor > 1 else value
    allowed = tolerance.atol + tolerance.rtol * abs(value)
    if allowed == 0.0:
        return value + 1 if factor > 1 else value
    return value + factor * allowed


def nowhere_finite(study, check):
    """Fields without a finite number anywhere in this study, such as all rates at a threshold that nobody reaches."""
    seen, finite = set(), set()
    for _, _, question in questions(study, (check,)):
        _, outcome = outcome_of(check, question.arguments)
        for name, value in (outcome.values or {}).items():
            seen.add(base_name(name))
            if value is not None and (not isinstance(value, float) or math.isfinite(value)):
                finite.add(base_name(name))
    return seen - finite
