"""The cross-check itself: every statistic of every bundled study, by every source that is here."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Mapping

import numpy as np
import pytest
from ours import ours, ours_verified
from resampled import resampled
from verified import capped, complaints

from parity.answers.answer import Answer
from parity.answers.modes import Mode
from parity.answers.recorded import RecordedR, digest
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import RCall
from parity.data.study_file import bundled_studies
from parity.statistics.fields import Field, Kind
from parity.verification.answered import answered
from parity.verification.compare import compare_given
from parity.verification.inputs import of_these_inputs
from parity.verification.compute import asked_of, questions, questions_of
from parity.checks.vocabulary.verdict import Verdict

STUDIES = tuple(resampled(name) for name in bundled_studies())
LIVE = tuple(resampled(name, 40, 1) for name in bundled_studies())
DRAWN_LIVE = {"asah", "limits", "wards"}
"""Where what is resampled is asked of R now too: resampling is slow in R, and replay has every study."""


def each(studies):
    return [
        pytest.param(study, check, id=f"{study.name}-{check.stem}")
        for study in studies
        for check in {check.stem: check for check, _ in asked_of(study, CATALOGUE)}.values()
    ]


CAPPED = {
    ("limits", "validation_as_typed"): {"q", "r2", "d", "d_chi_square", "intercept", "slope"},
    ("rait", "validation_as_typed"): {"intercept", "slope"},
    ("rait", "optimism"): {f"crossvalidation.{name}" for name in ("test", "optimism", "corrected")},
    ("rait", "optimism_limits"): {"crossvalidation.low", "crossvalidation.high"},
    ("rivals", "optimism_limits"): {"crossvalidation.low", "crossvalidation.high"},
    ("scores", "validation_as_typed"): {"intercept", "slope"},
}
CAPPED |= {
    (name, check.stem): set(check.tolerances)
    for name in ("brink", "limits", "strata")
    for check in CATALOGUE.checks
    if check.stem in ("optimism", "optimism_limits", "corrected_calibration", "calibration_limits")
}
"""By study and check, the fields that rounding decides: of risks held at 2e-16 from 1 and not borne out, from whose
one minus val.prob takes logarithms, of lines without a maximum; of resamples that nearly separate the outcomes, and of
a fold whose calibration line has no end."""

STOPS = {
    ("brink", "optimism"): ("crossvalidation.", "omitted."),
    ("brink", "optimism_limits"): ("crossvalidation.", "omitted."),
    ("brink", "corrected_calibration"): ("crossvalidation.",),
    ("brink", "calibration_limits"): ("crossvalidation.",),
    ("limits", "optimism"): ("crossvalidation.",),
    ("limits", "optimism_limits"): ("crossvalidation.",),
    ("limits", "calibration_limits"): ("crossvalidation.",),
    ("limits", "corrected_calibration"): ("crossvalidation.",),
}
"""Fields without an answer, since R stops: a model is tried on too few patients, of one outcome or with one risk."""

BOTH_STOP = {(name, "decision_curve_cross_validated") for name in ("brink", "limits", "rivals")}
"""With too few patients of a class for the folds there is no number to compare."""


@pytest.mark.parametrize(("study", "check"), each(STUDIES))
def test_python_and_the_recorded_r_agree(study, check):
    verification = ours_verified(study, check, None, Mode.REPLAY)
    assert complaints(verification) == []
    assert {one.rpartition(" ")[2] for one in capped(verification)} <= CAPPED.get((study.name, check.stem), set())
    assert verification.verdict.passes or verification.verdict is Verdict.UNDEFINED
    nothing = verification.numbers + verification.lines == 0
    assert nothing is ((study.name, check.stem) in BOTH_STOP)


@pytest.mark.r
@pytest.mark.parametrize(
    ("study", "check"),
    [one for one in each(LIVE) if not one.values[1].draws or one.values[0].name in DRAWN_LIVE],
)
def test_python_and_the_r_of_this_machine_agree(study, check, live_r):
    lacking = {call.package for call in check.references if isinstance(call, RCall) and not live_r.has(call.package)}
    if check.draws and lacking:
        pytest.skip(f"needs the R package {', '.join(lacking)}: what is resampled here is not recorded")
    limits = check.stem in ("optimism_limits", "calibration_limits")
    if limits and not re.match(r"8\.[1-9]|9|\d\d", live_r.environment["packages"]["rms"]):
        pytest.skip("rms has these limits from 8.1 on")
    verification = ours_verified(study, check, live_r)
    assert complaints(verification) == []
    assert {one.rpartition(" ")[2] for one in capped(verification)} <= CAPPED.get((study.name, check.stem), set())
    assert verification.verdict.passes or verification.verdict is Verdict.UNDEFINED
    answering = {
        c.call.package
        for s in verification.statistics
        for c in s.comparisons
        if c.provenance and c.provenance.answered == "live"
    }
    assert {
        call.package for call in check.references if isinstance(call, RCall) and live_r.has(call.package)
    } <= answering


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.name)
def test_a_reference_that_serves_several_checks_is_one_question(study):
    """Or an answer that is recorded for one of them would be stale for another."""
    asked: dict[tuple[str, str, str], set[str]] = {}
    for _, _, question in questions(study, CATALOGUE):
        arguments = digest(dict(sorted(question.arguments.items())))
        asked.setdefault((question.place, question.call.package, question.call.name), set()).add(arguments)
    assert {key for key, digests in asked.items() if len(digests) > 1} == set()


@pytest.mark.parametrize(("study", "check"), each(STUDIES))
def test_a_tenth_of_the_tolerance_passes_and_ten_times_fails(study, check):
    """The proof that a comparison can fail, field by field: R's own answer held against itself, moved."""
    tried, finite = set(), set()
    for made in ours(study, check):
        if made.outcome.fields is None:
            continue
        finite |= {name for name, field in made.outcome.fields.items() if largest(field) is not None}
        for question in questions_of(check, made.sample, made.inputs.arguments):
            if isinstance(question.call, RCall):
                for answer in RecordedR(study.references, CATALOGUE.scripts).ask(question):
                    assert isinstance(answer, Answer), answer
                    if answer.value is not None:
                        tried |= fails_where_it_must(made, question.call, answer)
    assert finite - tried == {one for one in finite if one.startswith(STOPS.get((study.name, check.stem), ("-",)))}


def fails_where_it_must(made, call, answer) -> set[str]:
    """The fields that were tried."""
    check, tried = made.check, set()
    gives = check.gives(call)
    theirs = {name: as_ours(answered(answer.value, there), made.outcome.fields[name]) for name, there in gives.items()}
    ours = {**made.outcome.fields, **theirs}

    def compared(name, value):
        moved = dataclasses.replace(answer, value=with_element(answer.value, gives[name], position, value))
        (field,) = compare_given(check, call, {name: ours[name]}, moved, made.inputs).fields
        return field.element(position)

    for name, field in theirs.items():
        strict = [
            one
            for one in call.deviations
            if name in one.fields
            and one.is_strict
            and one.holds_for(answer.provenance.packages)
            and (one.when is None or of_these_inputs(one.when, made.inputs))
        ]
        position = largest(field)
        if position is None or strict:
            continue
        value = field.element(position)
        if isinstance(value, (str, bool)):
            other, near = value + "?" if isinstance(value, str) else not value, value
        else:
            allowed_at = lambda reference: compared(name, reference).allowed
            allowed = allowed_at(value * 1.001) if value else allowed_of_zero(allowed_at)
            near, other = (value + factor * allowed if allowed else value + (factor > 1) for factor in (0.1, 10.0))
        fine = {Verdict.AGREES}
        if name in CAPPED.get((made.sample.setting.study, check.stem), set()):
            fine.add(Verdict.NOT_VERIFIED)
        if any(name in one.fields and of_these_inputs(one.when, made.inputs) for one in check.undefined):
            fine.add(Verdict.UNDEFINED)
        assert compared(name, near).verdict in fine, (made.sample.setting.label, name, value, near)
        shifted = any(one.shifts is not None for one in call.deviations)
        if shifted and compared(name, other).verdict is Verdict.DEVIATES_AS_DOCUMENTED:
            other = value - (other - value)  # a documented shift lies just there, and so not on the other side
        unknown = any(one.may_agree and name in one.fields for one in call.deviations)
        if unknown and compared(name, other).verdict is Verdict.DEVIATES_AS_DOCUMENTED:
            tried.add(name)  # it is not known what R gives there, only what ours must be
            continue
        reads = any(one.reads and name in one.fields for one in call.deviations)
        if reads and compared(name, other).verdict is Verdict.DEVIATES_AS_DOCUMENTED:
            other = value + 3.0  # within what tied pairs allow Dxy, which is at most 2 from any other
        assert compared(name, other).verdict is Verdict.DISAGREES, (made.sample.setting.label, name, value, other)
        tried.add(name)
    return tried


def allowed_of_zero(allowed_at) -> float:
    """What a 0 may be off by: 0 where that is a share of the number it is held against."""
    allowed = 1e-3
    for _ in range(60):
        before, allowed = allowed, allowed_at(allowed)
        if allowed > before / 2:
            return allowed
    return 0.0


def as_ours(theirs: Field, ours: Field) -> Field:
    """R's field in our order, with our labels."""
    if theirs.labels is not None and ours.labels is not None and set(theirs.labels) == set(ours.labels):
        order = [theirs.labels.index(label) for label in ours.labels]
        theirs = dataclasses.replace(theirs, values=theirs.values[order], missing=theirs.missing[order])
    same = len(theirs) == len(ours)
    return dataclasses.replace(theirs, labels=ours.labels if same else theirs.labels, scalar=ours.scalar and same)


def largest(field: Field) -> int | None:
    """The place of its largest finite number, or of a text or truth value; None where there is none."""
    there = ~field.missing
    if field.kind is Kind.NUMBERS:
        there = there & np.isfinite(field.values)
        return int(np.where(there, np.abs(field.values), -1.0).argmax()) if there.any() else None
    return int(there.argmax()) if there.any() else None


def with_element(answer: Mapping, key: str, position: int, value) -> dict:
    """An answer with one element of one of its fields changed, counted as we have them."""
    if key not in answer:
        whole, _, rest = key.partition(".")
        return {**answer, whole: with_element(answer[whole], rest, position, value)}
    whole = answer[key]
    if isinstance(whole, Mapping):
        label = list(whole)[position]
        return {**answer, key: {**whole, label: value}}
    if isinstance(whole, (str, bool)) or not hasattr(whole, "__len__"):
        return {**answer, key: value}
    return {**answer, key: [value if place == position else element for place, element in enumerate(whole)]}


def test_a_moved_answer_is_moved_in_one_place_only():
    answer = {"n": 3, "rows": {"net": [1.0, 2.0]}, "slopes": {"a": 1.0, "b": math.nan}}
    assert with_element(answer, "rows.net", 1, 5.0) == {**answer, "rows": {"net": [1.0, 5.0]}}
    assert with_element(answer, "n", 0, 4)["n"] == 4
    assert with_element(answer, "slopes", 0, 4.0)["slopes"]["a"] == 4.0
