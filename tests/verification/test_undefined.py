"""A number that neither side has is undefined, and no agreement."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest

from parity.answers.answer import Answer, Provenance
from parity.checks.vocabulary import Check, Deviation, RCall, Undefined, closed_form, exact
from parity.checks.vocabulary.verdict import Verdict
from parity.statistics.fields import fields_of
from parity.verification.compare import Comparison, Outcome, compare, of_statistic
from parity.verification.inputs import Inputs


@dataclass(frozen=True, slots=True)
class Result:
    p: float
    df: int
    curve: np.ndarray


def measured(groups: int = 10) -> Result:
    """A test."""
    raise NotImplementedError


def two_groups(groups: int) -> bool:
    return groups == 2


TOLERANCES = {"p": closed_form("a tail"), "df": exact("a count"), "curve": closed_form("a sum")}
NO_GROUP = Undefined(("p", "curve"), "a group is empty")
NO_DF = Undefined(("p",), "no degrees of freedom", when=two_groups)
CURVE = [1.0, 2.0]


def held(
    ours: Result, *, p: object = 0.5, df: int = 8, curve: object = CURVE, undefined=(), groups=10, deviations=()
) -> Comparison:
    call = RCall("rms", "test", deviations=deviations)
    check = Check("test", "tests", "Test", measured, Result, (call,), TOLERANCES, (), undefined=undefined)
    answer = Answer({"p": p, "df": df, "curve": curve}, (), Provenance("live", "1.0", {"packages": {"rms": "1.0"}}))
    return compare(check, check.references[0], Outcome(fields_of(ours)), answer, Inputs({"groups": groups}))


def of(p: float | None = 0.5, curve: object = CURVE) -> Result:
    return Result(p, 8, np.array(curve))


def field(comparison: Comparison, name: str):
    (found,) = [one for one in comparison.fields if one.name == name]
    return found


@pytest.mark.parametrize(("nothing", "said"), [(math.nan, "NaN on both sides"), (None, "not available on either side")])
def test_a_number_that_neither_side_has_is_undefined_and_no_agreement(nothing, said):
    comparison = held(of(p=nothing), p=nothing)
    assert field(comparison, "p").verdict is Verdict.UNDEFINED and field(comparison, "p").worst.note == said
    assert [one.name for one in comparison.undefined] == ["p"]
    assert comparison.verdict is of_statistic([comparison]) is Verdict.UNDEFINED
    assert comparison.verifies and field(comparison, "p").identical == 0


def test_one_side_without_a_number_disagrees():
    assert held(of(p=math.nan)).verdict is Verdict.DISAGREES
    assert held(of(), p=math.nan, undefined=(NO_GROUP,)).verdict is Verdict.DISAGREES


def test_of_a_curve_the_undefined_elements_are_counted_and_the_others_agree():
    comparison = held(of(curve=[math.nan, 2.0]), curve=[math.nan, 2.0], undefined=(NO_GROUP,))
    curve = field(comparison, "curve")
    assert (curve.count(Verdict.UNDEFINED), curve.count(Verdict.AGREES), curve.identical) == (1, 1, 1)
    assert curve.verdict is comparison.verdict is Verdict.AGREES
    assert curve.worst.field == "curve[2]" and curve.worst_first()[-1].note == "a group is empty"
    wrong = held(of(curve=[math.nan, 2.0]), curve=[math.nan, 2.1])
    assert field(wrong, "curve").verdict is Verdict.DISAGREES and field(wrong, "curve").worst.field == "curve[2]"


def test_a_curve_without_any_number_is_undefined():
    nothing = [math.nan, math.nan]
    assert field(held(of(curve=nothing), curve=nothing), "curve").verdict is Verdict.UNDEFINED


def test_where_nothing_at_all_is_defined_nothing_is_verified():
    call = RCall("rms", "test", fields=("p",))
    both = (call, RCall("stats", "test"))
    check = Check("test", "tests", "Test", measured, Result, both, TOLERANCES, ())
    answer = Answer({"p": math.nan}, (), Provenance("live", "1.0", {}))
    comparison = compare(check, check.references[0], Outcome(fields_of(of(p=math.nan))), answer, Inputs({}))
    assert comparison.verdict is of_statistic([comparison]) is Verdict.UNDEFINED and not comparison.verifies


def test_a_number_by_convention_is_undefined_for_the_inputs_that_the_check_names():
    comparison = held(of(p=0.0), p=0.0, undefined=(NO_GROUP, NO_DF), groups=2)
    assert field(comparison, "p").worst.note == "no degrees of freedom"
    assert comparison.verdict is Verdict.UNDEFINED
    assert held(of(p=0.0), p=0.0, undefined=(NO_DF,), groups=3).verdict is Verdict.AGREES
    assert held(of(p=0.0), p=0.1, undefined=(NO_DF,), groups=2).verdict is Verdict.DISAGREES


def test_what_deviates_is_not_called_undefined():
    deviation = Deviation(("p",), "rms", "it rounds", follows=lambda groups: {"p": 0.25})
    found = held(of(p=0.0), p=0.25, undefined=(NO_DF,), groups=2, deviations=(deviation,))
    assert found.verdict is Verdict.DEVIATES_AS_DOCUMENTED


def test_a_check_cannot_call_undefined_what_it_does_not_have():
    with pytest.raises(ValueError, match="unknown fields are undefined: q"):
        held(of(), undefined=(Undefined(("q",), "no reason"),))
    with pytest.raises(ValueError, match="by what is no input: risk"):
        held(of(), undefined=(Undefined(("p",), "no reason", when=lambda risk: True),))
