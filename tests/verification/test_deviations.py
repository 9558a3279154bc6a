"""What a reference is known to give instead."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest
from compare_cases import ANSWER, OURS, TOLERANCES, Thing, by_element, held, of, run, thing

from parity.answers.answer import Answer, Condition, Provenance
from parity.checks.vocabulary import Check, Deviation, RCall, Verdict, exact
from parity.statistics.fields import fields_of
from parity.verification.compare import Outcome, compare
from parity.verification.inputs import Inputs


BINNED = {"area": 0.74}


def binned(x):
    """What a reference gives that bins."""
    return {**BINNED, "count": 3.0}


FOLLOWED = Deviation(("area",), "rms < 6.9-0", "bins the risks", follows=binned)
STRICT = Deviation(("area",), "rms < 6.9-0", "a mistake")


def test_a_documented_deviation_must_be_what_its_function_gives():
    deviating = {**ANSWER, "area": 0.74}
    documented = run(deviating, version="6.5-0", deviations=(FOLLOWED,), x=0.0)
    assert documented.verdict is Verdict.DEVIATES_AS_DOCUMENTED
    assert by_element(documented)["area"].note == "rms < 6.9-0: bins the risks"
    wrong = run({**ANSWER, "area": 0.7}, version="6.5-0", deviations=(FOLLOWED,), x=0.0)
    assert wrong.verdict is Verdict.DISAGREES
    assert by_element(wrong)["area"].note == "not what a documented deviation explains (0.74)"
    assert run(deviating, version="8.0-0", deviations=(FOLLOWED,), x=0.0).verdict is Verdict.DISAGREES
    assert run(ANSWER, version="6.5-0", deviations=(FOLLOWED,), x=0.0).verdict is Verdict.AGREES


def test_of_several_explanations_of_a_number_one_must_be_right():
    further = Deviation(("area",), "rms", "counts", follows=lambda x: {"area": 3.0})
    both = {"version": "6.5-0", "deviations": (FOLLOWED, further), "x": 0.0}
    assert run({**ANSWER, "area": 3.0}, **both).verdict is Verdict.DEVIATES_AS_DOCUMENTED
    assert run({**ANSWER, "area": 0.74}, **both).verdict is Verdict.DEVIATES_AS_DOCUMENTED
    wrong = run({**ANSWER, "area": 0.7}, **both)
    assert wrong.verdict is Verdict.DISAGREES and "(0.74, 3.0)" in by_element(wrong)["area"].note


def test_each_element_of_a_curve_may_have_another_explanation():
    one = Deviation(("curve",), "rms", "the first is negative", follows=lambda x: {"curve": [-1.0, 2.0, 3.0]})
    other = Deviation(("curve",), "rms", "the last is missing", follows=lambda x: {"curve": [1.0, 2.0, None]})
    ours = Thing(0.75, 3, np.array([1.0, 2.0, 3.0]))
    found = by_element(run({**ANSWER, "curve": [-1.0, 2.0, None]}, ours=ours, deviations=(one, other), x=0.0))
    assert {name: element.note for name, element in found.items() if element.note} == {
        "curve[1]": "rms: the first is negative",
        "curve[3]": "rms: the last is missing",
    }
    assert found["curve[2]"].verdict is Verdict.AGREES


def test_a_strict_deviation_that_does_not_occur_is_a_failure():
    occurs = run({**ANSWER, "area": None}, version="6.5-0", deviations=(STRICT,))
    assert occurs.verdict is Verdict.DEVIATES_AS_DOCUMENTED
    gone = run(ANSWER, version="6.5-0", deviations=(STRICT,))
    assert gone.verdict is Verdict.DISAGREES
    assert by_element(gone)["area"].note == "agrees, though a deviation is documented for rms < 6.9-0"
    assert run(ANSWER, version="8.0-0", deviations=(STRICT,)).verdict is Verdict.AGREES


@pytest.mark.parametrize(("holds", "verdict"), [(True, Verdict.DEVIATES_AS_DOCUMENTED), (False, Verdict.DISAGREES)])
def test_a_deviation_may_hold_for_some_inputs_only(holds, verdict):
    strict = Deviation(("area",), "rms", "it gives anything", when=lambda x: holds)
    assert run({**ANSWER, "area": None}, deviations=(strict,), x=0).verdict is verdict
    stops = Deviation((), "rms", "it stops", where_it_stops="singular", when=lambda x: holds)
    said = (Condition("error", "singular matrix"),)
    assert run(None, they_say=said, deviations=(stops,), x=0).verdict is verdict


def test_what_is_followed_is_computed_once_and_only_where_our_own_number_does_not_agree():
    asked = []

    def follows(y):
        asked.append(y)
        return {"area": 0.74, "curve": [1.0, 2.5]}

    def held_on(answer, inputs):
        deviation = Deviation(("area", "curve"), "rms", "bins the risks", follows=follows)
        call = RCall("rms", "thing", deviations=(deviation,))
        check = Check("thing", "things", "Thing", thing, Thing, (call,), TOLERANCES, ())
        given = Answer(answer, (), Provenance("live", "1.0", {"packages": {"rms": "1.0"}}))
        return compare(check, check.references[0], Outcome(fields_of(OURS)), given, inputs).verdict

    inputs = Inputs({"x": 1.0, "y": 2.0})
    assert held_on(ANSWER, inputs) is Verdict.AGREES and asked == []
    deviating = {**ANSWER, "area": 0.74, "curve": [1.0, 2.5]}
    assert held_on(deviating, inputs) is Verdict.DEVIATES_AS_DOCUMENTED
    assert held_on(deviating, inputs) is Verdict.DEVIATES_AS_DOCUMENTED and asked == [2.0]


def test_what_is_followed_may_be_an_object_with_parts():
    @dataclass(frozen=True, slots=True)
    class Binned:
        area: float

    deviation = Deviation(("area",), "rms", "bins the risks", follows=lambda x: Binned(x))
    assert run({**ANSWER, "area": 0.74}, deviations=(deviation,), x=0.74).verdict is Verdict.DEVIATES_AS_DOCUMENTED
    assert run({**ANSWER, "area": 0.74}, deviations=(deviation,), x=0.73).verdict is Verdict.DISAGREES


def test_where_a_reference_does_not_deviate_for_these_inputs_our_number_must_be_right():
    """A function that gave the definition there would let any number of ours pass for a deviation."""

    def at_zero(x):
        return {"curve": np.ma.masked_array([0.5, 2.0], mask=[not x[0], not x[1]])} if any(x) else {}

    deviation = Deviation(("curve",), "rms", "treats nobody at 0", follows=at_zero)
    wrong = Thing(0.75, 3, np.array([1.0, 2.1]))
    for x, verdict in (
        ((1, 0), Verdict.DISAGREES),
        ((0, 0), Verdict.DISAGREES),
        ((0, 1), Verdict.DEVIATES_AS_DOCUMENTED),
    ):
        assert run(ANSWER, ours=wrong, deviations=(deviation,), x=x).verdict is verdict
    assert (
        run({**ANSWER, "curve": [0.5, 2.0]}, deviations=(deviation,), x=(1, 0)).verdict
        is Verdict.DEVIATES_AS_DOCUMENTED
    )


def test_what_is_followed_may_be_nan_or_missing():
    for value in (None, math.nan):
        deviation = Deviation(("area",), "rms", "gives none", follows=lambda x: {"area": x})
        assert (
            run({**ANSWER, "area": value}, deviations=(deviation,), x=value).verdict is Verdict.DEVIATES_AS_DOCUMENTED
        )
        assert run({**ANSWER, "area": value}, deviations=(deviation,), x=0.74).verdict is Verdict.DISAGREES
    deviation = Deviation(("area",), "rms", "gives none", follows=lambda x: {"area": None})
    assert run({**ANSWER, "area": math.nan}, deviations=(deviation,), x=0.0).verdict is Verdict.DISAGREES


def test_a_function_of_a_deviation_that_stops_explains_nothing():
    def stops(x):
        raise ZeroDivisionError("division by zero")

    found = run({**ANSWER, "area": 0.74}, deviations=(Deviation(("area",), "rms", "bins", follows=stops),), x=0.0)
    assert found.verdict is Verdict.DISAGREES
    assert "what a documented deviation gives cannot be computed: division by zero" in by_element(found)["area"].note


@dataclass(frozen=True, slots=True)
class Page:
    content: tuple[str, ...]


def page(x=0.0, y=0.0):
    """A page."""


@pytest.mark.parametrize(
    ("ours", "theirs", "of_rms", "verdict"),
    [
        ("ac", "ac", "abc", Verdict.AGREES),
        ("ac", "abc", "abc", Verdict.DEVIATES_AS_DOCUMENTED),
        ("ac", "abcd", "abc", Verdict.DISAGREES),
        ("ac", "ab", "abc", Verdict.DISAGREES),
        ("ac", "a", "a", Verdict.DEVIATES_AS_DOCUMENTED),
        ("ac", "", "", Verdict.DEVIATES_AS_DOCUMENTED),
        ("ac", "b", "a", Verdict.DISAGREES),
    ],
)
def test_a_documented_deviation_may_have_another_number_of_elements(ours, theirs, of_rms, verdict):
    deviation = Deviation(("content",), "rms", "it draws another line", follows=lambda x: {"content": list(of_rms)})
    call = RCall("rms", "page", deviations=(deviation,))
    tolerances = {"content": exact("text")}
    made = held(call, {"content": list(theirs)}, compute=page, ours=Page(tuple(ours)), tolerances=tolerances, x=0.0)
    assert made.verdict is verdict


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"),
    [
        ("ac", "abc", Verdict.DEVIATES_AS_DOCUMENTED),
        ("ad", "abc", Verdict.DISAGREES),
        ("a", "abc", Verdict.DISAGREES),
        ("ac", "abd", Verdict.DISAGREES),
    ],
)
def test_where_the_definition_is_said_ours_must_be_it(ours, theirs, verdict):
    deviation = Deviation(
        ("content",),
        "rms",
        "it draws another line",
        follows=lambda x: {"content": list("abc")},
        definition=lambda **inputs: {"content": list("ac") if inputs == {"x": 0.0} else []},
    )
    call = RCall("rms", "page", deviations=(deviation,))
    tolerances = {"content": exact("text")}
    made = held(call, {"content": list(theirs)}, compute=page, ours=Page(tuple(ours)), tolerances=tolerances, x=0.0)
    assert made.verdict is verdict


@pytest.mark.parametrize(
    ("ours", "theirs", "where_it_does", "elsewhere"),
    [
        (1.0, 1.0, Verdict.AGREES, Verdict.AGREES),
        (1.0, 1.1, Verdict.DEVIATES_AS_DOCUMENTED, Verdict.DISAGREES),
        (1.0 + 1e-14, 1.1, Verdict.DEVIATES_AS_DOCUMENTED, Verdict.DISAGREES),
        (1.2, 1.1, Verdict.DISAGREES, Verdict.DISAGREES),
    ],
)
def test_where_a_reference_loses_its_digits_ours_must_be_the_definition(ours, theirs, where_it_does, elsewhere):
    loses = Deviation(("area",), "rms", "it loses digits", definition=lambda x: {"area": 1.0}, when=lambda x: x == 0.0)
    result = Thing(ours, 3, np.array([1.0, 2.0]))
    for x, verdict in ((0.0, where_it_does), (1.0, elsewhere)):
        found = run({**ANSWER, "area": theirs}, ours=result, x=x, deviations=(loses,))
        assert of(found, "area").verdict is verdict


def test_what_a_reference_gives_where_it_loses_digits_is_known_for_some_inputs_only():
    with pytest.raises(ValueError, match="`when` says"):
        Deviation(("area",), "rms", "it loses digits", definition=lambda x: {"area": 1.0})
