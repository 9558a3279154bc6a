"""The judged does not set its own fine: what rounding may do is computed from the inputs, and capped."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest
from compare_cases import ANSWER, OURS, SUM, TOLERANCES, FitWithErrors, Thing, by_element, fit, held, of, thing

from parity.answers.answer import Answer, Provenance
from parity.checks.vocabulary import Bound, Check, Deviation, RCall, Verdict, closed_form, exact, printed
from parity.statistics.fields import fields_of
from parity.verification.compare import Outcome, compare
from parity.verification.inputs import Inputs


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
