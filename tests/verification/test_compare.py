"""What a comparison calls agreement."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass

import numpy as np
import pytest
from compare_cases import ANSWER, OURS, SUM, TOLERANCES, Thing, always, by_element, fit, held, of, run, thing

from parity.answers.answer import Condition, Unanswered
from parity.checks.vocabulary import BothStop, Check, Deviation, RCall, RDrawing, Verdict, exact, printed
from parity.statistics.fields import fields_of
from parity.verification.compare import Outcome, compare, of_statistic
from parity.verification.elements import ALL_DIGITS
from parity.verification.inputs import Inputs


def test_equal_numbers_agree_in_all_digits():
    comparison = run(ANSWER)
    assert comparison.verdict is Verdict.AGREES and comparison.size == 4
    assert {element.digits for element in by_element(comparison).values()} == {ALL_DIGITS}
    assert [field.identical for field in comparison.fields] == [1, 1, 2]


def test_a_difference_beyond_the_tolerance_disagrees_and_is_the_worst():
    comparison = run({**ANSWER, "curve": [1.0, 2.0 * (1 + 1e-12)]})
    assert comparison.verdict is Verdict.DISAGREES
    assert [field.verdict for field in comparison.fields] == [Verdict.AGREES, Verdict.AGREES, Verdict.DISAGREES]
    worst = of(comparison, "curve").worst
    assert (worst.field, worst.value, worst.verdict) == ("curve[2]", 2.0, Verdict.DISAGREES)
    assert worst.digits == pytest.approx(12, abs=0.01) and worst.used == pytest.approx(10, rel=1e-3)


def test_a_difference_within_the_tolerance_agrees_and_says_how_much_of_it_is_used():
    field = of(run({**ANSWER, "curve": [1.0 + 5e-14, 2.0]}), "curve")
    assert field.verdict is Verdict.AGREES
    assert field.used.tolist() == pytest.approx([0.5, 0.0], rel=0.01)
    assert (field.identical, field.count(Verdict.AGREES), len(field)) == (1, 2, 2)


def test_what_is_identical_is_counted_whatever_the_verdict():
    field = of(run({**ANSWER, "curve": [1.0, 7.0]}), "curve")
    assert (field.identical, field.count(Verdict.AGREES), field.count(Verdict.DISAGREES)) == (1, 1, 1)
    strict = Deviation(("curve",), "rms", "a mistake")
    assert of(run(ANSWER, deviations=(strict,)), "curve").identical == 2


def test_a_number_that_vanished_is_a_failure_and_so_is_one_too_many():
    vanished = run({name: value for name, value in ANSWER.items() if name != "area"})
    assert by_element(vanished)["area"].note == "rms does not give it"
    assert by_element(vanished)["area"].value == 0.75 and by_element(vanished)["area"].reference is None
    assert vanished.verdict is Verdict.DISAGREES
    surplus = run({**ANSWER, "extra": 1.0})
    assert by_element(surplus)["extra"].note == "parity does not give it"
    assert surplus.verdict is Verdict.DISAGREES


@pytest.mark.parametrize("value", [None, "text", [1.0, 2.0], {"part": 1.0}, True, []])
def test_whatever_is_too_many_in_an_answer_is_a_failure(value):
    found = run({**ANSWER, "extra": value})
    assert found.verdict is (Verdict.AGREES if value == [] else Verdict.DISAGREES)
    assert any(field.name.startswith("extra") for field in found.fields)


def test_a_vanished_curve_is_a_failure_and_so_is_a_shorter_or_a_longer_one():
    for curve in (None, [], [1.0], [1.0, 2.0, 3.0], [2.0, 1.0]):
        assert run({**ANSWER, "curve": curve}).verdict is Verdict.DISAGREES
    longer = by_element(run({**ANSWER, "curve": [1.0, 2.0, 3.0]}))
    assert longer["curve[3]"].note == "parity does not give it" and longer["curve[3]"].reference == 3.0


def test_a_curve_without_points_that_vanished_is_a_failure_too_and_without_points_nothing_is_verified():
    empty = dataclasses.replace(OURS, curve=np.array([]))
    vanished = run({name: value for name, value in ANSWER.items() if name != "curve"}, ours=empty)
    assert vanished.verdict is Verdict.DISAGREES and vanished.note == "rms does not give curve"
    only = held(
        RCall("rms", "thing", fields=("curve",)), {"curve": []}, ours=empty, tolerances={**TOLERANCES, "curve": SUM}
    )
    assert only.verdict is Verdict.AGREES and not only.verifies


@pytest.mark.parametrize(
    ("coefficients", "verdict", "notes"),
    [
        ({"Intercept": 1.5, "age": -2.0}, Verdict.AGREES, {}),
        ({"age": -2.0, "Intercept": 1.5}, Verdict.AGREES, {}),
        ([1.5, -2.0], Verdict.AGREES, {}),
        ({"age": 1.5, "Intercept": -2.0}, Verdict.DISAGREES, {}),
        ({"Intercept": 1.5}, Verdict.DISAGREES, {"coefficients[age]": "rms does not give it"}),
        (
            {"Intercept": 1.5, "age": -2.0, "sex": 0.0},
            Verdict.DISAGREES,
            {"coefficients[sex]": "parity does not give it"},
        ),
        (
            {"Intercept": 1.5, "Age": -2.0},
            Verdict.DISAGREES,
            {"coefficients[age]": "rms does not give it", "coefficients[Age]": "parity does not give it"},
        ),
    ],
)
def test_named_elements_are_compared_by_name(coefficients, verdict, notes):
    comparison = held(
        RCall("rms", "fit"), {"coefficients": coefficients}, compute=fit, ours=fit(), tolerances={"coefficients": SUM}
    )
    assert comparison.verdict is verdict
    assert {name: element.note for name, element in by_element(comparison).items() if element.note} == notes


@dataclass(frozen=True, slots=True)
class Mixed:
    names: tuple[str, ...]
    flags: tuple[bool, ...]
    numbers: np.ndarray


MIXED = Mixed(("a", "b", "c"), (True, False), np.array([math.nan, math.inf, 0.0]))


def mixed(x=0.0, y=0.0):
    """Of all kinds."""
    return MIXED


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, Verdict.AGREES),
        ({"names": ["a", "b", "C"]}, Verdict.DISAGREES),
        ({"names": ["a", "b", None]}, Verdict.DISAGREES),
        ({"names": [1.0, 2.0, 3.0]}, Verdict.DISAGREES),
        ({"flags": [True, True]}, Verdict.DISAGREES),
        ({"flags": [1.0, 0.0]}, Verdict.DISAGREES),
        ({"flags": [True, None]}, Verdict.DISAGREES),
        ({"numbers": [None, math.inf, 0.0]}, Verdict.DISAGREES),
        ({"numbers": [math.nan, -math.inf, 0.0]}, Verdict.DISAGREES),
        ({"numbers": [math.nan, 1e308, 0.0]}, Verdict.DISAGREES),
        ({"numbers": [math.nan, math.inf, math.nan]}, Verdict.DISAGREES),
        ({"numbers": [math.nan, math.inf, -0.0]}, Verdict.AGREES),
        ({"numbers": ["NaN", "Inf", "0"]}, Verdict.DISAGREES),
    ],
)
def test_text_truth_and_numbers_that_are_none_are_held_together_by_what_they_are(change, verdict):
    answer = {"names": ["a", "b", "c"], "flags": [True, False], "numbers": [math.nan, math.inf, 0.0], **change}
    tolerances = {"names": exact("text"), "flags": exact("truth"), "numbers": printed(1, "rounded")}
    assert held(RCall("rms", "mixed"), answer, compute=mixed, ours=MIXED, tolerances=tolerances).verdict is verdict


def test_a_million_elements_are_arrays_and_no_object_each():
    ours = Thing(0.75, 3, np.linspace(0.0, 1.0, 1_000_000))
    theirs = ours.curve.copy()
    theirs[777_777] += 1.0
    field = of(run({**ANSWER, "curve": theirs}, ours=ours), "curve")
    arrays = (field.difference, field.digits, field.allowed, field.verdicts, field.noted, field.pair.theirs.values)
    assert all(isinstance(array, np.ndarray) and len(array) == 1_000_000 for array in arrays)
    assert (field.verdicts.dtype.itemsize, field.noted.dtype.itemsize) == (1, 2)
    assert field.pair.ours.values is ours.curve and field.pair.theirs.values is theirs
    assert (field.count(Verdict.AGREES), field.count(Verdict.DISAGREES), field.notes) == (999_999, 1, ())
    assert field.worst.field == "curve[777778]" and len(field.worst_first(5)) == 5


def test_only_the_fields_a_reference_is_said_to_give_are_expected_of_it():
    assert run({"area": 0.75}, fields=("area",)).verdict is Verdict.AGREES
    assert run({"area": 0.75, "count": 3}, fields=("area",)).verdict is Verdict.DISAGREES


def test_a_field_is_found_under_the_name_that_a_shared_answer_has_for_it():
    answer = {"rows": {"area": 0.75, "other": 9.0}, "n": 3}
    call = {"fields": {"area": "rows.area", "count": "n"}}
    assert run(answer, **call, shared=("rows.other",)).verdict is Verdict.AGREES
    surplus = run(answer, **call)
    assert surplus.verdict is Verdict.DISAGREES and by_element(surplus)["rows.other"].note == "parity does not give it"
    assert [field.name for field in run(answer, **call, shared=("rows.other",)).fields] == ["area", "count"]
    vanished = run({"rows": {"other": 9.0}, "n": 3}, **call, shared=("rows.other",))
    assert by_element(vanished)["area"].note == "rms does not give it"


def test_an_unexpected_warning_of_r_is_a_disagreement_and_a_known_one_must_be_ours_too():
    warning = Condition("warning", "The data did not allow for the requested number of bins.")
    fewer = Condition("warning", "fewer", "fewer_groups")
    unexpected = run(ANSWER, they_say=(warning,))
    assert (
        unexpected.verdict is Verdict.DISAGREES and "rms says, unexpectedly: The data did not allow" in unexpected.note
    )
    known = {"did not allow for the requested": "fewer_groups"}
    alone = run(ANSWER, they_say=(warning,), conditions=known)
    assert alone.verdict is Verdict.DISAGREES and alone.note == "rms warns of fewer_groups, parity does not"
    both = run(ANSWER, they_say=(warning,), we_say=(fewer,), conditions=known)
    assert both.verdict is Verdict.AGREES and both.conditions[0].code == "fewer_groups"
    ours_only = run(ANSWER, we_say=(fewer,), conditions=known)
    assert ours_only.verdict is Verdict.DISAGREES and ours_only.note == "parity warns of fewer_groups, rms does not"
    assert run(ANSWER, they_say=(warning,), conditions={"did not allow": "-"}).verdict is Verdict.AGREES


def test_no_answer_is_never_a_pass():
    check = Check("thing", "things", "Thing", thing, Thing, (RCall("rms", "thing"),), TOLERANCES, ())
    for verdict in (Verdict.NOT_VERIFIED, Verdict.NOT_RECORDED, Verdict.STALE, Verdict.NOT_RUN):
        nothing = Unanswered(verdict, "a reason")
        found = compare(check, check.references[0], Outcome(fields_of(OURS)), nothing, Inputs({}))
        assert found.verdict is verdict and found.note == "a reason"
        assert not found.verdict.passes and not found.verifies


def test_where_both_stop_for_the_same_reason_it_is_undefined_and_where_one_stops_they_disagree():
    error, theirs = (Condition("error", "no case"),), (Condition("error", "y has one level"),)
    known = {"where_both_stop": (BothStop("no case", "one level", when=lambda x: x > 0),)}
    assert run(None, ours=None, we_say=error, they_say=theirs, x=1.0, **known).verdict is Verdict.UNDEFINED
    assert run(None, ours=None, we_say=error, they_say=theirs, x=0.0, **known).verdict is Verdict.DISAGREES
    fault = run(None, ours=None, we_say=error, they_say=(Condition("error", "could not find function"),), **known)
    assert fault.verdict is Verdict.DISAGREES
    assert (
        fault.note
        == "both stop, not known to be for the same reason: parity: no case; rms::thing: could not find function"
    )
    assert run(None, ours=None, we_say=theirs, they_say=theirs, **known).verdict is Verdict.DISAGREES
    assert run(ANSWER, ours=None, we_say=error).verdict is Verdict.DISAGREES
    stopped = run(None, they_say=error)
    assert stopped.verdict is Verdict.DISAGREES
    assert stopped.note == "rms::thing stops: no case"


def test_where_one_side_is_known_to_go_on_or_to_stop_it_deviates_as_documented():
    error = (Condition("error", "the slope has no maximum"),)
    cause = "it gives the numbers at which it stopped"
    goes_on = Deviation((), "rms < 7", cause, where_we_stop="no maximum", when=always)
    documented = run(ANSWER, ours=None, we_say=error, version="6.5-0", deviations=(goes_on,))
    assert documented.verdict is Verdict.DEVIATES_AS_DOCUMENTED
    assert documented.note.endswith("rms::thing gives a value; rms < 7: it gives the numbers at which it stopped")
    assert run(ANSWER, ours=None, we_say=error, version="8.0-0", deviations=(goes_on,)).verdict is Verdict.DISAGREES
    other = (Condition("error", "a fault"),)
    assert run(ANSWER, ours=None, we_say=other, version="6.5-0", deviations=(goes_on,)).verdict is Verdict.DISAGREES
    gives_up = Deviation((), "rms", "it calls the matrix singular", where_it_stops="apparently singular", when=always)
    singular = (Condition("error", "apparently singular matrix"),)
    assert run(None, they_say=singular, deviations=(gives_up,)).verdict is Verdict.DEVIATES_AS_DOCUMENTED
    assert run(None, they_say=other, deviations=(gives_up,)).verdict is Verdict.DISAGREES


@pytest.mark.parametrize("when", [lambda x: x > 0, lambda x: 1 / len(x) > 0])
def test_a_stop_that_is_known_of_other_inputs_disagrees(when):
    gives_up = Deviation((), "rms", "it calls the matrix singular", where_it_stops="apparently singular", when=when)
    stopped = run(None, they_say=(Condition("error", "apparently singular matrix"),), x=0.0, deviations=(gives_up,))
    assert stopped.verdict is Verdict.DISAGREES
    assert stopped.note.endswith("it is known to stop so, but not of these inputs")


def test_a_statistic_that_passes_without_anything_compared_is_not_verified():
    gives_up = Deviation((), "rms", "it calls the matrix singular", where_it_stops="apparently singular", when=always)
    stopped = run(None, they_say=(Condition("error", "apparently singular matrix"),), deviations=(gives_up,))
    error = (Condition("error", "no case"),)
    known = {"where_both_stop": (BothStop("no case", "no case", when=always),)}
    both = run(None, ours=None, we_say=error, they_say=error, **known)
    assert of_statistic([stopped]) is Verdict.NOT_VERIFIED
    assert of_statistic([stopped, run(ANSWER)]) is Verdict.DEVIATES_AS_DOCUMENTED
    assert of_statistic([both]) is of_statistic([stopped, both]) is Verdict.UNDEFINED
    assert of_statistic([stopped, run(None, they_say=error)]) is Verdict.DISAGREES


def test_of_elements_that_use_nothing_those_that_might_have_differed_come_first():
    ours = Thing(0.75, 3, np.array([0.0, math.inf, 2.0, 1.0]))
    field = of(run({**ANSWER, "curve": [0.0, math.inf, 2.0, 1.0 + 1e-14]}, ours=ours), "curve")
    assert [element.field for element in field.worst_first()] == ["curve[4]", "curve[3]", "curve[1]", "curve[2]"]


def test_a_page_that_is_drawn_is_told_apart_from_numbers():
    assert held(RDrawing("rms", "thing"), ANSWER).drawn and not run(ANSWER).drawn
