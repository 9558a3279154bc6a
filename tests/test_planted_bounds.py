"""The judged does not set its own fine: a wrong number disagrees, however wide a bound is made.

Every field of every check is moved by a ten-thousandth of its size, or of its scale where it is near 0, and every
text is changed; at the same time every bound that is computed becomes infinite. What agreed before must disagree
then, with each reference, element by element. Where a reference deviates, as documented, ours is judged by the
others only.
"""

from __future__ import annotations

import dataclasses
import inspect
import math
import sys
from dataclasses import dataclass

import numpy as np
import pytest

from ours import ours
from resampled import resampled

from parity.answers import modes
from parity.answers.answer import Answer
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import Bound
from parity.data.study_file import find_study
from parity.statistics.fields import Field, Kind
from parity.verification.compare import compare_given
from parity.verification.compute import questions_of
from parity.verification.elements import CODE
from parity.verification.inputs import Inputs
from parity.checks.vocabulary.verdict import Verdict

STUDIES = tuple(find_study(name) for name in ("asah", "birthwt", "rait", "brink", "rivals"))
DRAWN = (resampled("rait"), resampled("birthwt"))
MOVED = 1e-4
NOTHING = 1e-12
"""A number below this is 0 but for rounding, as a net benefit is where the threshold is the prevalence."""


def asked_on(check):
    """The first study that the check is run on, and our side of it."""
    for study in DRAWN if check.draws else STUDIES:
        made = ours(study, check)
        if made:
            return study, made
    raise AssertionError(f"no study asks {check.stem}")


def infinite() -> dict[str, float]:
    """As wide as a bound can be made."""
    return {"everything": math.inf}


def unbounded(tolerance):
    """The same tolerance, with an infinite bound where it has one."""
    if tolerance.bound is None:
        return tolerance
    return dataclasses.replace(tolerance, bound=Bound(infinite, "everything", tolerance.bound.scale))


def planted(check):
    """The same check with infinite bounds."""
    calls = [
        dataclasses.replace(
            call, tolerances={name: unbounded(tolerance) for name, tolerance in call.tolerances.items()}
        )
        for call in check.references
    ]
    tolerances = {name: unbounded(tolerance) for name, tolerance in check.tolerances.items()}
    return dataclasses.replace(check, references=tuple(calls), tolerances=tolerances)


def wrong(field: Field, scale: np.ndarray) -> Field:
    """Every element of a field, moved."""
    if field.kind is Kind.TEXT:
        return dataclasses.replace(field, values=np.array([f"{value}?" for value in field.values], dtype=object))
    if field.kind is Kind.TRUTH:
        return dataclasses.replace(field, values=~field.values)
    size = np.fmax(np.abs(field.values), scale)
    finite = np.isfinite(field.values)
    moved = np.where(finite, MOVED * np.where(size > NOTHING, size, 1.0), 0.0)
    return dataclasses.replace(field, values=field.values + moved)


def scale_of(made, call, name: str) -> np.ndarray:
    """What a field is a number of, by its bound; that of a field of the reference is taken from ours, which agrees."""
    check, field = made.check, made.outcome.fields[name]
    bound = check.tolerance(name, call).bound
    if bound is None:
        return np.zeros(len(field))
    if bound.scale_fields:
        answered = [made.outcome.fields[one] for one in bound.scale_fields if one in check.gives(call)]
        complete = len(answered) == len(bound.scale_fields)
        return np.prod([sizes(one, field) for one in answered], axis=0) if complete else np.zeros(len(field))
    return np.broadcast_to(np.abs(made.inputs.of(bound.scale) if callable(bound.scale) else bound.scale), len(field))


def sizes(field: Field, of: Field) -> np.ndarray:
    """How large the elements of one field are, for those of another, by label."""
    if field.scalar:
        return np.full(len(of), abs(field.values[0]))
    size = dict(zip(field.labels, np.abs(field.values)))
    return np.array([size[label] for label in of.labels])


@dataclass
class Seen:
    """What became of the wrong numbers of one check in one sample.

    Attributes
    ----------
    moved : by field, (n,) bool array
        Elements that can be moved.
    by_any : by field, (n,) bool array
        Those that disagree, once moved, with some answer.
    not_by : set of (reference, field)
        Where an element that agreed before still passes.
    """

    moved: dict[str, np.ndarray]
    by_any: dict[str, np.ndarray]
    not_by: set[tuple[str, str]]


def seen(made, source) -> Seen:
    """Every field of a check moved, one after the other, and held against every answer."""
    moved = {name: can_be_moved(field) for name, field in made.outcome.fields.items()}
    found = Seen(moved, {name: np.zeros(len(at), dtype=bool) for name, at in moved.items()}, set())
    for question in questions_of(made.check, made.sample, made.inputs.arguments):
        call = question.call
        for answer in source.ask(question):
            if isinstance(answer, Answer) and answer.value is not None:
                for name in made.check.gives(call):
                    plant(found, made, call, answer, name)
    return found


def plant(found: Seen, made, call, answer, name: str) -> None:
    """One field moved, and held against one answer."""
    field = made.outcome.fields[name]
    verdicts = [held(made, call, answer, put, name) for put in (field, wrong(field, scale_of(made, call, name)))]
    before, after = verdicts
    disagrees = after == CODE[Verdict.DISAGREES]
    found.by_any[name] |= disagrees
    passed = found.moved[name] & (before == CODE[Verdict.AGREES]) & ~disagrees
    if passed.any():
        found.not_by.add((f"{call.package}/{call.name}", name))


def held(made, call, answer, field, name: str) -> np.ndarray:
    """The verdict of each element of a field of ours."""
    (one,) = compare_given(made.check, call, {name: field}, answer, made.inputs).fields
    return one.verdicts[: len(field)]


def can_be_moved(field: Field) -> np.ndarray:
    """Its elements that are there, and finite where they are numbers."""
    return ~field.missing & (np.isfinite(field.values) if field.kind is Kind.NUMBERS else True)


@pytest.mark.parametrize("check", CATALOGUE.checks, ids=lambda check: check.stem)
def test_a_wrong_number_disagrees_with_every_reference_however_wide_its_bound(check):
    study, asked = asked_on(check)
    source = modes.source(Mode.REPLAY, CATALOGUE, None, study.references)
    # of small groups some resample has no control, and pROC stops
    tried = [
        seen(dataclasses.replace(made, check=planted(check)), source) for made in (asked[:1] if check.draws else asked)
    ]
    assert tried
    for found in tried:
        assert found.not_by == set()
        assert {name for name, at in found.moved.items() if (at & ~found.by_any[name]).any()} == set()


def functions_of_bounds(check) -> set:
    """What its tolerances call: the bounds, and the scales that are computed."""
    tolerances = {check.tolerance(name, call) for call in check.references for name in check.gives(call)}
    bounds = [tolerance.bound for tolerance in tolerances if tolerance.bound is not None]
    return {one.function for one in bounds} | {one.scale for one in bounds if callable(one.scale)}


@pytest.mark.parametrize("check", CATALOGUE.checks, ids=lambda check: check.stem)
def test_a_bound_calls_nothing_of_the_statistic_that_it_judges(check, monkeypatch):
    asked = asked_on(check)[1]

    def judged(*arguments, **named):
        raise AssertionError(f"a bound of {check.stem} calls it")

    own = check.compute.__module__
    for module in [module for name, module in list(sys.modules.items()) if name.split(".")[0] == "parity"]:
        for name, value in list(vars(module).items()):
            if inspect.isfunction(value) and value.__module__ == own:
                monkeypatch.setattr(module, name, judged)
    for made in asked:
        fresh = Inputs(made.inputs.arguments)
        for function in functions_of_bounds(check):
            fresh.of(inspect.unwrap(function))


def test_many_bounds_are_tried():
    assert (
        sum(tolerance.bound is not None for check in CATALOGUE.checks for tolerance in check.tolerances.values()) > 10
    )


def test_what_is_called_infinite_is_what_is_judged_by():
    for check in map(planted, CATALOGUE.checks):
        for call in check.references:
            for name in check.gives(call):
                bound = check.tolerance(name, call).bound
                assert bound is None or bound.function is infinite
