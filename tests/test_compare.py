"""What a comparison calls agreement."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest

from parity.check import Check, Deviation, RCall, closed_form, exact
from parity.compare import ALL_DIGITS, Outcome, Verdict, compare, log_relative_error, of_statistic, worst
from parity.fields import explanation, flatten
from parity.report.reading import decisive
from parity.reference import Condition, Provenance, Reference, Unanswered


@dataclass(frozen=True, slots=True)
class Thing:
    area: float
    count: int
    binned: float
    curve: np.ndarray


OURS = Thing(0.75, 3, 0.74, np.array([1.0, 2.0]))
ANSWER = {"area": 0.75, "count": 3, "binned": 0.74, "curve": [1.0, 2.0]}


def run(answer, *, ours=OURS, our_conditions=(), conditions=(), version="1.0", **call):
    check = Check(
        stem="thing",
        title="Thing",
        compute=lambda: OURS,
        result=Thing,
        inputs=lambda sample: {},
        references=(RCall("rms", "thing", **call), RCall("stats", "thing")),
        tolerances={"area": closed_form("a sum"), "count": exact("a count"), "binned": closed_form("a sum"), "curve": closed_form("sums")},
        citations=(),
    )
    provenance = Provenance("live", version, {"packages": {"rms": version}})
    outcome = Outcome(None if ours is None else flatten(ours), our_conditions)
    return compare(check, check.references[0], outcome, Reference(answer, conditions, provenance))


def by_field(comparison):
    return {agreement.field: agreement for agreement in comparison.agreements}


def test_equal_numbers_agree_in_all_digits():
    comparison = run(ANSWER)
    assert comparison.verdict is Verdict.AGREES
    assert {agreement.digits for agreement in comparison.agreements} == {ALL_DIGITS}


def test_a_difference_beyond_the_tolerance_disagrees_and_is_the_worst():
    comparison = run({**ANSWER, "curve": [1.0, 2.0 * (1 + 1e-12)]})
    assert comparison.verdict is Verdict.DISAGREES
    assert decisive(comparison).field == "curve[2]"
    assert decisive(comparison).digits == pytest.approx(12, abs=0.01)


def test_a_number_that_vanished_is_a_failure_and_so_is_one_too_many():
    vanished = run({name: value for name, value in ANSWER.items() if name != "area"})
    assert by_field(vanished)["area"].note == "rms does not give it"
    assert vanished.verdict is Verdict.DISAGREES
    surplus = run({**ANSWER, "extra": 1.0})
    assert by_field(surplus)["extra"].note == "parity does not give it"
    assert surplus.verdict is Verdict.DISAGREES


def test_a_shorter_curve_is_a_failure():
    assert run({**ANSWER, "curve": [1.0]}).verdict is Verdict.DISAGREES


def test_only_the_fields_a_reference_is_said_to_give_are_expected_of_it():
    assert run({"area": 0.75}, fields=("area",)).verdict is Verdict.AGREES


def test_an_unexpected_warning_of_r_is_a_disagreement_and_a_known_one_must_be_ours_too():
    warning = Condition("warning", "The data did not allow for the requested number of bins.")
    assert "unexpectedly" in run(ANSWER, conditions=(warning,)).note
    known = {"did not allow for the requested": "fewer_groups"}
    alone = run_with_known(conditions=(warning,), ours=(), known=known)
    assert alone.verdict is Verdict.DISAGREES
    both = run_with_known(conditions=(warning,), ours=(Condition("warning", "fewer", "fewer_groups"),), known=known)
    assert both.verdict is Verdict.AGREES
    ours_only = run_with_known(conditions=(), ours=(Condition("warning", "fewer", "fewer_groups"),), known=known)
    assert ours_only.verdict is Verdict.DISAGREES
    in_passing = run_with_known(conditions=(warning,), ours=(), known={"did not allow": "-"})
    assert in_passing.verdict is Verdict.AGREES


def run_with_known(*, conditions, ours, known):
    check = Check(
        stem="thing",
        title="Thing",
        compute=lambda: OURS,
        result=Thing,
        inputs=lambda sample: {},
        references=(RCall("rms", "thing", conditions=known),),
        tolerances={"area": closed_form("a sum"), "count": exact("a count"), "binned": closed_form("a sum"), "curve": closed_form("sums")},
        citations=(),
    )
    return compare(check, check.references[0], Outcome(flatten(OURS), ours), Reference(ANSWER, conditions, Provenance("live", "1.0")))


def test_where_both_stop_for_the_same_reason_they_agree_and_where_one_stops_they_do_not():
    error, theirs = (Condition("error", "no case"),), (Condition("error", "y has one level"),)
    known = {"where_both_stop": {"no case": "one level"}}
    assert run(None, ours=None, our_conditions=error, conditions=theirs, **known).verdict is Verdict.AGREES
    fault = run(None, ours=None, our_conditions=error, conditions=(Condition("error", "could not find function"),), **known)
    assert fault.verdict is Verdict.DISAGREES
    assert fault.note == "both stop, not known to be for the same reason: parity: no case; rms::thing: could not find function"
    assert run(None, ours=None, our_conditions=theirs, conditions=theirs, **known).verdict is Verdict.DISAGREES
    assert run(ANSWER, ours=None, our_conditions=error).verdict is Verdict.DISAGREES
    stopped = run(None, conditions=error)
    assert stopped.verdict is Verdict.DISAGREES
    assert stopped.note == "rms::thing stops: no case"


def test_where_one_side_is_known_to_go_on_or_to_stop_it_deviates_as_documented():
    error = (Condition("error", "the slope has no maximum"),)
    goes_on = Deviation((), "rms < 7", "it gives the numbers at which it stopped", where_we_stop="no maximum")
    documented = run(ANSWER, ours=None, our_conditions=error, version="6.5-0", deviations=(goes_on,))
    assert documented.verdict is Verdict.DEVIATES_AS_DOCUMENTED
    assert documented.note.endswith("rms::thing gives a value; rms < 7: it gives the numbers at which it stopped")
    assert run(ANSWER, ours=None, our_conditions=error, version="8.0-0", deviations=(goes_on,)).verdict is Verdict.DISAGREES
    other = (Condition("error", "a fault"),)
    assert run(ANSWER, ours=None, our_conditions=other, version="6.5-0", deviations=(goes_on,)).verdict is Verdict.DISAGREES
    gives_up = Deviation((), "rms", "it calls the matrix singular", where_it_stops="apparently singular")
    singular = (Condition("error", "apparently singular matrix"),)
    assert run(None, conditions=singular, deviations=(gives_up,)).verdict is Verdict.DEVIATES_AS_DOCUMENTED
    assert run(None, conditions=other, deviations=(gives_up,)).verdict is Verdict.DISAGREES


def test_of_several_explanations_of_a_number_one_must_be_right():
    further = Deviation(("area",), "rms", "counts", explained_by="count")
    assert run({**ANSWER, "area": 3.0}, version="6.5-0", deviations=(EXPLAINED, further)).verdict is Verdict.DEVIATES_AS_DOCUMENTED
    assert run({**ANSWER, "area": 0.74}, version="6.5-0", deviations=(EXPLAINED, further)).verdict is Verdict.DEVIATES_AS_DOCUMENTED
    wrong = run({**ANSWER, "area": 0.7}, version="6.5-0", deviations=(EXPLAINED, further))
    assert wrong.verdict is Verdict.DISAGREES
    assert "binned: 0.74, count: 3" in wrong.agreements[0].note


EXPLAINED = Deviation(("area",), "rms < 6.9-0", "bins the risks", explained_by="binned")
STRICT = Deviation(("area",), "rms < 6.9-0", "a mistake")


def test_a_documented_deviation_must_be_what_its_explanation_says():
    deviating = {**ANSWER, "area": 0.74}
    assert run(deviating, version="6.5-0", deviations=(EXPLAINED,)).verdict is Verdict.DEVIATES_AS_DOCUMENTED
    assert run({**ANSWER, "area": 0.7}, version="6.5-0", deviations=(EXPLAINED,)).verdict is Verdict.DISAGREES
    assert run(deviating, version="8.0-0", deviations=(EXPLAINED,)).verdict is Verdict.DISAGREES
    assert run(ANSWER, version="6.5-0", deviations=(EXPLAINED,)).verdict is Verdict.AGREES


def test_a_strict_deviation_that_does_not_occur_is_a_failure():
    assert run({**ANSWER, "area": None}, version="6.5-0", deviations=(STRICT,)).verdict is Verdict.DEVIATES_AS_DOCUMENTED
    assert run(ANSWER, version="6.5-0", deviations=(STRICT,)).verdict is Verdict.DISAGREES
    assert run(ANSWER, version="8.0-0", deviations=(STRICT,)).verdict is Verdict.AGREES


def test_no_answer_is_never_a_pass():
    for name in ("SKIPPED", "NOT_RECORDED", "STALE", "NOT_RUN"):
        check_verdict = compare_unanswered(name)
        assert check_verdict is Verdict[name]
        assert not check_verdict.passes


def compare_unanswered(name):
    check = Check(
        stem="thing",
        title="Thing",
        compute=lambda: OURS,
        result=Thing,
        inputs=lambda sample: {},
        references=(RCall("rms", "thing"),),
        tolerances={field: closed_form("a sum") for field in ("area", "count", "binned", "curve")},
        citations=(),
    )
    return compare(check, check.references[0], Outcome(flatten(OURS)), Unanswered(name, "a reason")).verdict


def test_a_skip_decides_only_where_nothing_was_compared():
    assert worst([Verdict.AGREES, Verdict.SKIPPED]) is Verdict.AGREES
    assert worst([Verdict.SKIPPED, Verdict.SKIPPED]) is Verdict.SKIPPED
    assert worst([]) is Verdict.SKIPPED
    assert worst([Verdict.AGREES, Verdict.NOT_RUN]) is Verdict.NOT_RUN
    assert worst([Verdict.DEVIATES_AS_DOCUMENTED, Verdict.DISAGREES, Verdict.NOT_RUN]) is Verdict.DISAGREES


@pytest.mark.parametrize(
    ("value", "reference", "digits"),
    [(1.001, 1.0, 3.0), (0.001, 0.0, 3.0), (1.0, 1.0, ALL_DIGITS), (math.nan, math.nan, ALL_DIGITS), (math.inf, 1.0, 0.0), (5.0, 1.0, 0.0)],
)
def test_digits_are_mccullough_s_log_relative_error(value, reference, digits):
    assert log_relative_error(value, reference) == pytest.approx(digits, abs=1e-9)


def test_a_statistic_that_passes_without_anything_compared_is_not_verified():
    gives_up = Deviation((), "rms", "it calls the matrix singular", where_it_stops="apparently singular")
    stopped = run(None, conditions=(Condition("error", "apparently singular matrix"),), deviations=(gives_up,))
    error, known = (Condition("error", "no case"),), {"where_both_stop": {"no case": "no case"}}
    both = run(None, ours=None, our_conditions=error, conditions=error, **known)
    assert of_statistic([stopped]) is Verdict.SKIPPED
    assert of_statistic([stopped, run(ANSWER)]) is Verdict.DEVIATES_AS_DOCUMENTED
    assert of_statistic([stopped, both]) is Verdict.DEVIATES_AS_DOCUMENTED
    assert of_statistic([stopped, run(None, conditions=error)]) is Verdict.DISAGREES


@dataclass(frozen=True, slots=True)
class Page:
    content: tuple[str, ...]
    content_of_rms: tuple[str, ...] = explanation()


def test_a_documented_deviation_may_have_another_number_of_elements():
    def run_page(theirs, ours=("a", "c"), of_rms=("a", "b", "c")):
        deviation = Deviation(("content",), "rms", "it draws a line more", explained_by="content_of_rms")
        page = Page(ours, of_rms)
        call = RCall("rms", "page", deviations=(deviation,))
        check = Check("page", "Page", lambda: page, Page, lambda sample: {}, (call,), {"content": exact("text")}, ())
        answer = Reference({"content": theirs}, (), Provenance("live", "1.0", {"packages": {"rms": "1.0"}}))
        return compare(check, call, Outcome(flatten(page)), answer)

    assert run_page(["a", "c"]).verdict is Verdict.AGREES
    assert run_page(["a", "b", "c"]).verdict is Verdict.DEVIATES_AS_DOCUMENTED
    assert run_page(["a", "b", "c", "d"]).verdict is Verdict.DISAGREES
    assert run_page(["a", "b"]).verdict is Verdict.DISAGREES
    assert run_page(["a"], ours=("a", "c"), of_rms=("a",)).verdict is Verdict.DEVIATES_AS_DOCUMENTED


def test_only_identical_values_have_all_digits():
    assert log_relative_error(1e-30, 2e-30, negligible=1e-15) < ALL_DIGITS
    assert log_relative_error(5e-324, 1e-323, negligible=1e-15) < ALL_DIGITS
