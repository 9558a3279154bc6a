"""What a comparison calls agreement."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass

import numpy as np
import pytest

from parity.answers.answer import Answer, Condition, Provenance, Unanswered
from parity.checks.vocabulary import BothStop, Bound, Check, Deviation, RCall, RDrawing, closed_form, exact, printed
from parity.statistics.fields import along, fields_of, labels
from parity.verify.compare import Outcome, compare, of_statistic
from parity.verify.elements import ALL_DIGITS
from parity.verify.inputs import Inputs
from parity.checks.vocabulary.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Thing:
    area: float
    count: int
    curve: np.ndarray


OURS = Thing(0.75, 3, np.array([1.0, 2.0]))
ANSWER = {"area": 0.75, "count": 3, "curve": [1.0, 2.0]}
SUM = closed_form("a sum")
TOLERANCES = {"area": SUM, "count": exact("a count"), "curve": SUM}


def thing(x=0.0, y=0.0):
    """A thing."""
    return OURS


def held(
    call,
    answer,
    *,
    compute=thing,
    ours=OURS,
    tolerances=TOLERANCES,
    we_say=(),
    they_say=(),
    version="1.0",
    shared=(),
    **inputs,
):
    """The comparison of our outcome with one answer."""
    result = type(OURS if ours is None else ours)
    check = Check("thing", "things", "Thing", compute, result, (call, RCall("stats", "thing")), tolerances, ())
    outcome = Outcome(None if ours is None else fields_of(ours), we_say)
    provenance = Provenance("live", version, {"packages": {"rms": version}})
    return compare(
        check, check.references[0], outcome, Answer(answer, they_say, provenance), Inputs(inputs), frozenset(shared)
    )


def always() -> bool:
    return True


def run(answer, **more):
    """The same with ``rms::thing``; what is no option of `held` is said of the reference."""
    options = ("ours", "tolerances", "we_say", "they_say", "version", "shared", "x", "y")
    ours = {name: more.pop(name) for name in options if name in more}
    return held(RCall("rms", "thing", **more), answer, **ours)


def by_element(comparison) -> dict:
    return {e.field: e for field in comparison.fields for e in field.worst_first()}


def of(comparison, name):
    (field,) = [field for field in comparison.fields if field.name == name]
    return field


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


@dataclass(frozen=True, slots=True)
class Fit:
    terms: tuple[str, ...] = labels()
    coefficients: np.ndarray = along("terms")


@dataclass(frozen=True, slots=True)
class FitWithErrors:
    terms: tuple[str, ...] = labels()
    coefficients: np.ndarray = along("terms")
    errors: np.ndarray = along("terms")


def fit(x=0.0, y=0.0):
    """A fit."""
    return Fit(("Intercept", "age"), np.array([1.5, -2.0]))


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


def test_where_both_stop_for_the_same_reason_they_agree_and_where_one_stops_they_do_not():
    error, theirs = (Condition("error", "no case"),), (Condition("error", "y has one level"),)
    known = {"where_both_stop": (BothStop("no case", "one level", when=lambda x: x > 0),)}
    assert run(None, ours=None, we_say=error, they_say=theirs, x=1.0, **known).verdict is Verdict.AGREES
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
    assert of_statistic([stopped, both]) is Verdict.DEVIATES_AS_DOCUMENTED
    assert of_statistic([stopped, run(None, they_say=error)]) is Verdict.DISAGREES


def test_of_elements_that_use_nothing_those_that_might_have_differed_come_first():
    ours = Thing(0.75, 3, np.array([0.0, math.inf, 2.0, 1.0]))
    field = of(run({**ANSWER, "curve": [0.0, math.inf, 2.0, 1.0 + 1e-14]}, ours=ours), "curve")
    assert [element.field for element in field.worst_first()] == ["curve[4]", "curve[3]", "curve[1]", "curve[2]"]


def test_a_page_that_is_drawn_is_told_apart_from_numbers():
    assert held(RDrawing("rms", "thing"), ANSWER).drawn and not run(ANSWER).drawn


# What a reference is known to give instead


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
    thing = Thing(ours, 3, np.array([1.0, 2.0]))
    for x, verdict in ((0.0, where_it_does), (1.0, elsewhere)):
        found = run({**ANSWER, "area": theirs}, ours=thing, x=x, deviations=(loses,))
        assert of(found, "area").verdict is verdict


def test_what_a_reference_gives_where_it_loses_digits_is_known_for_some_inputs_only():
    with pytest.raises(ValueError, match="`when` says"):
        Deviation(("area",), "rms", "it loses digits", definition=lambda x: {"area": 1.0})


# The judged does not set its own fine: what rounding may do is computed from the inputs, and capped


def bounded(theirs, *, ours=1.0, bound=0.0, scale=0.0, standard_error=None, rtol_reason="a sum"):
    """``area`` of ours against theirs, with a bound computed from the inputs."""
    tolerance = closed_form(rtol_reason, bound=Bound(lambda x: {"area": x}, "area", scale))
    tolerances = {**TOLERANCES, "area": tolerance}
    answer = {**ANSWER, "area": theirs} | ({} if standard_error is None else {"count": standard_error})
    made = Thing(ours, OURS.count if standard_error is None else standard_error, OURS.curve)
    return of(held(RCall("rms", "thing"), answer, ours=made, tolerances=tolerances, x=bound, y=4.0), "area").worst


def test_a_difference_within_a_computed_bound_agrees_and_one_beyond_it_does_not():
    within = bounded(1.0 + 1e-9, bound=2e-9)
    assert within.verdict is Verdict.AGREES and within.allowed == pytest.approx(2e-9, rel=1e-3)
    assert bounded(1.0 + 3e-9, bound=2e-9).verdict is Verdict.DISAGREES


def test_a_bound_counts_up_to_a_millionth_of_the_reference():
    assert bounded(100.0, ours=100.0 + 0.9e-4, bound=0.99e-4).verdict is Verdict.AGREES
    capped = bounded(100.0, ours=100.0 + 0.9e-4, bound=math.inf)
    assert capped.verdict is Verdict.NOT_VERIFIED and capped.allowed == pytest.approx(1e-4, rel=1e-6)
    assert capped.note == "rounding may move it by more than a millionth of its size or scale: not verified"
    assert bounded(100.0, ours=100.0 + 1.1e-4, bound=math.inf).verdict is Verdict.DISAGREES


def test_the_cap_is_a_millionth_and_no_more():
    for bound, verdict in ((0.999e-4, Verdict.AGREES), (1.001e-4, Verdict.NOT_VERIFIED)):
        assert bounded(100.0, ours=100.0 + 1e-5, bound=bound).verdict is verdict


def test_what_a_deviation_explains_only_within_a_capped_bound_is_not_verified():
    tolerance = closed_form("a sum", bound=Bound(lambda x: {"area": x}, "area"))
    for bound, verdict in ((1e-9, Verdict.DEVIATES_AS_DOCUMENTED), (math.inf, Verdict.NOT_VERIFIED)):
        deviation = Deviation(("area",), "rms", "bins the risks", follows=lambda: {"area": 0.5 + 1e-10})
        made = held(
            RCall("rms", "thing", deviations=(deviation,)),
            {**ANSWER, "area": 0.5},
            tolerances={**TOLERANCES, "area": tolerance},
            x=bound,
        )
        assert of(made, "area").verdict is verdict


def test_our_own_number_does_not_widen_the_cap():
    assert bounded(1.0, ours=1e9, bound=math.inf).verdict is Verdict.DISAGREES
    assert bounded(0.0, ours=1e-300, bound=math.inf).verdict is Verdict.DISAGREES


@pytest.mark.parametrize("scale", [4.0, lambda y: y, lambda x, y: np.array([y])])
def test_where_the_number_may_be_near_0_the_cap_is_of_a_scale(scale):
    assert bounded(0.0, ours=3e-6, bound=3.5e-6, scale=scale).verdict is Verdict.AGREES
    assert bounded(0.0, ours=3e-6, bound=1.0, scale=scale).verdict is Verdict.NOT_VERIFIED
    assert bounded(0.0, ours=5e-6, bound=1.0, scale=scale).verdict is Verdict.DISAGREES


def test_the_scale_may_be_another_field_of_the_reference_s_answer():
    near = {"bound": 1.0, "scale": "count", "standard_error": 4}
    assert bounded(0.0, ours=3e-6, **near).verdict is Verdict.NOT_VERIFIED
    assert bounded(0.0, ours=5e-6, **near).verdict is Verdict.DISAGREES


def test_the_scale_is_the_reference_s_answer_and_never_our_own_field():
    """Ours could be as large as it likes."""
    tolerance = closed_form("a sum", bound=Bound(lambda x: {"area": math.inf}, "area", "count"))
    ours = Thing(0.1, 10**9, OURS.curve)
    found = held(
        RCall("rms", "thing"), {**ANSWER, "area": 0.0}, ours=ours, tolerances={**TOLERANCES, "area": tolerance}, x=0.0
    )
    assert [field.verdict for field in found.fields][:2] == [Verdict.DISAGREES, Verdict.DISAGREES]


@dataclass(frozen=True, slots=True)
class Ratio:
    ratio: np.ndarray
    size: np.ndarray
    error: np.ndarray


RATIO = Ratio(np.array([3e-6, 5e-6]), np.array([2.0, 2.0]), np.array([2.0, 2.0]))


def ratio(x=0.0, y=0.0):
    """A ratio."""
    return RATIO


def test_the_scale_may_be_a_product_of_the_reference_s_answers():
    wide = Bound(lambda x: {"ratio": math.inf}, "ratio", ("size", "error"))
    tolerances = {"ratio": closed_form("a sum", bound=wide), "size": SUM, "error": SUM}
    answer = {"ratio": [0.0, 0.0], "size": [2.0, 2.0], "error": [2.0, 2.0]}
    found = held(RCall("rms", "ratio"), answer, compute=ratio, ours=RATIO, tolerances=tolerances, x=0.0)
    verdicts = {element.field: element.verdict for element in of(found, "ratio").worst_first()}
    assert verdicts == {"ratio[1]": Verdict.NOT_VERIFIED, "ratio[2]": Verdict.DISAGREES}
    without = {**answer, "error": None}
    found = held(RCall("rms", "ratio"), without, compute=ratio, ours=RATIO, tolerances=tolerances, x=0.0)
    assert of(found, "ratio").count(Verdict.DISAGREES) == 2


def test_the_scale_of_an_element_is_found_by_its_label():
    wide = Bound(lambda x: {"coefficients": math.inf}, "coefficients", "errors")
    tolerances = {"coefficients": closed_form("a sum", bound=wide), "errors": SUM}
    answer = {"coefficients": {"age": 0.0, "Intercept": 0.0}, "errors": {"age": 2.0, "Intercept": 1.0}}
    made = FitWithErrors(("Intercept", "age"), np.array([1.5e-6, 1.5e-6]), np.array([1.0, 2.0]))
    found = held(RCall("rms", "fit"), answer, compute=fit, ours=made, tolerances=tolerances, x=0.0)
    verdicts = {element.field: element.verdict for element in of(found, "coefficients").worst_first()}
    assert verdicts == {"coefficients[Intercept]": Verdict.DISAGREES, "coefficients[age]": Verdict.NOT_VERIFIED}


def test_a_scale_that_the_reference_does_not_answer_counts_as_0():
    tolerance = closed_form("a sum", bound=Bound(lambda x: {"area": math.inf}, "area", "count"))
    call = RCall("rms", "thing", fields=("area",))
    found = held(
        call, {"area": 1e-9}, ours=Thing(2e-9, 3, OURS.curve), tolerances={**TOLERANCES, "area": tolerance}, x=0.0
    )
    assert found.verdict is Verdict.DISAGREES


@pytest.mark.parametrize("scale", [math.inf, math.nan, lambda x: math.inf, lambda x: math.nan])
def test_a_scale_that_is_no_number_counts_as_0(scale):
    assert bounded(1.0, ours=1.1, bound=math.inf, scale=scale).verdict is Verdict.DISAGREES
    assert bounded(1.0, ours=1.0 + 1e-9, bound=math.inf, scale=scale).verdict is Verdict.NOT_VERIFIED


def test_a_bound_that_is_no_number_allows_nothing():
    assert bounded(1.0 + 1e-12, bound=math.nan).verdict is Verdict.DISAGREES
    assert bounded(1.0 + 5e-14, bound=math.nan).verdict is Verdict.AGREES


def test_a_bound_that_cannot_be_computed_allows_nothing_and_says_so():
    def stops(x):
        raise np.linalg.LinAlgError("singular matrix")

    for bound in (
        Bound(stops, "area"),
        Bound(lambda x: {"other": 1.0}, "area"),
        Bound(lambda x: {"area": [1.0, 2.0]}, "area"),
    ):
        tolerances = {**TOLERANCES, "area": closed_form("a sum", bound=bound)}
        found = held(RCall("rms", "thing"), {**ANSWER, "area": 0.75 + 1e-12}, tolerances=tolerances, x=0.0)
        assert found.verdict is Verdict.DISAGREES
        assert by_element(found)["area"].note.startswith("what rounding may do to it cannot be computed: ")


def test_a_bound_does_not_let_infinite_or_missing_numbers_agree():
    for theirs, ours in (
        (math.inf, 1.0),
        (1.0, math.inf),
        (math.nan, 1.0),
        (1.0, math.nan),
        (None, 1.0),
        (math.inf, -math.inf),
    ):
        assert bounded(theirs, ours=ours, bound=math.inf, scale=math.inf).verdict is Verdict.DISAGREES


def test_each_element_has_a_bound_and_a_scale_of_its_own():
    bound = Bound(lambda x: {"curve": x}, "curve", lambda y: y)
    tolerances = {**TOLERANCES, "curve": closed_form("a sum", bound=bound)}
    ours = Thing(0.75, 3, np.array([0.0, 1e-9, 1e-9, 1e-9]))
    x, y = np.array([0.0, 2e-9, 0.5e-9, math.inf]), np.array([1.0, 1.0, 1.0, 0.1])
    found = of(
        held(RCall("rms", "thing"), {**ANSWER, "curve": [0.0] * 4}, ours=ours, tolerances=tolerances, x=x, y=y), "curve"
    )
    by_name = {element.field: element.verdict for element in found.worst_first()}
    assert [by_name[f"curve[{k}]"] for k in (1, 2, 3, 4)] == [
        Verdict.AGREES, Verdict.AGREES, Verdict.DISAGREES, Verdict.NOT_VERIFIED,
    ]  # fmt: skip
    assert found.verdict is Verdict.DISAGREES and found.count(Verdict.NOT_VERIFIED) == 1


def test_a_number_that_is_not_verified_is_no_failure_beside_others_that_are_and_is_named():
    tolerances = {**TOLERANCES, "area": closed_form("a sum", bound=Bound(lambda x: {"area": 1.0}, "area"))}
    found = held(RCall("rms", "thing"), {**ANSWER, "area": 0.75 + 1e-9}, tolerances=tolerances, x=0.0)
    assert found.verdict is Verdict.AGREES
    assert [field.name for field in found.not_verified] == ["area"] and of(
        found, "area"
    ).verdict is Verdict.NOT_VERIFIED


def test_elements_are_bounded_by_label_where_the_reference_has_another_order():
    bound = Bound(lambda x: {"coefficients": np.array([0.0, 1e-6])}, "coefficients")
    tolerances = {"coefficients": closed_form("a sum", bound=bound)}

    def moved(**coefficients):
        call = RCall("rms", "fit")
        return held(call, {"coefficients": coefficients}, compute=fit, ours=fit(), tolerances=tolerances, x=0.0).verdict

    assert moved(age=-2.0 + 1e-7, Intercept=1.5) is Verdict.AGREES
    assert moved(age=-2.0, Intercept=1.5 + 1e-7) is Verdict.DISAGREES


def test_bounds_are_computed_where_the_declared_width_does_not_suffice_and_once():
    asked = []

    def bound(x):
        asked.append("bound")
        return {"area": 1e-9, "curve": np.array([1e-9, 1e-9])}

    def scale(x):
        asked.append("scale")
        return 1.0

    tolerances = {name: closed_form("a sum", bound=Bound(bound, name, scale)) for name in ("area", "curve")} | {
        "count": exact("a count")
    }
    check = Check("thing", "things", "Thing", thing, Thing, (RCall("rms", "thing"),), tolerances, ())
    inputs = Inputs({"x": 0.0})

    def verdict(answer):
        given = Answer(answer, (), Provenance("live", "1.0"))
        return compare(check, check.references[0], Outcome(fields_of(OURS)), given, inputs).verdict

    assert verdict(ANSWER) is Verdict.AGREES
    assert verdict({**ANSWER, "curve": [1.0, 2.0 + 1e-13]}) is Verdict.AGREES
    assert verdict({**ANSWER, "area": None, "curve": [1.0, math.nan]}) is Verdict.DISAGREES
    assert verdict({**ANSWER, "curve": [1.0]}) is Verdict.DISAGREES
    assert asked == []
    for _ in range(3):
        assert verdict({**ANSWER, "area": 0.75 + 1e-10, "curve": [1.0, 2.0 + 1e-10]}) is Verdict.AGREES
    assert sorted(asked) == ["bound", "scale"]


def test_a_declared_tolerance_is_not_capped():
    tolerances = {**TOLERANCES, "area": printed(2, "two decimals")}
    found = held(RCall("rms", "thing"), {**ANSWER, "area": 0.754}, tolerances=tolerances)
    assert of(found, "area").verdict is Verdict.AGREES
