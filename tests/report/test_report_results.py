"""A verification as data."""

from __future__ import annotations

import csv
import io
import json
import math

import jsonschema
import pytest
from report_cases import AREA, HIGH, LOW, RESULT, SLOPES, areas, everything, slope_answers, slopes_of, statistic, study, verification

from parity.compare import Verdict
from parity.reference import Condition, Unanswered
from parity.report import results


def valid(instance: dict) -> bool:
    return jsonschema.Draft202012Validator(results.schema()).is_valid(instance)


def field_of(data: dict, stem: str, name: str) -> dict:
    statistics = [s for s in data["statistics"] if (s["stem"], s["role"]) == (stem, "development")]
    (found,) = [field for s in statistics for field in s["fields"] if field["name"] == name]
    return found


def test_the_schema_is_itself_a_schema():
    jsonschema.Draft202012Validator.check_schema(results.schema())


def test_results_and_failures_are_valid_under_the_published_schema():
    jsonschema.validate(results.results(everything()), results.schema(), jsonschema.Draft202012Validator)
    jsonschema.validate(results.failure("no such column: 'age'", 2), results.schema(), jsonschema.Draft202012Validator)


def test_results_without_any_statistic_are_valid():
    assert valid(results.results(verification()))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("counts"),
        lambda data: data.update(verdict="FINE"),
        lambda data: data.update(error={"message": "x", "exit_code": 1}),
        lambda data: data["statistics"][0]["fields"][0].update(hex=3.0),
        lambda data: data["statistics"][0]["fields"][0].update(reason=""),
        lambda data: data["statistics"][0]["fields"][0]["references"].clear(),
        lambda data: data["statistics"][0]["fields"][0]["references"][0].update(answered="perhaps"),
        lambda data: data["studies"][0].update(sha256="abc"),
        lambda data: data.update(surplus=1),
    ],
)
def test_the_schema_refuses_what_is_not_a_result(spoil):
    data = results.results(everything())
    assert valid(data)
    spoil(data)
    assert not valid(data)


def test_a_failure_has_no_verdict_and_says_what_happened():
    data = results.failure("R is not there", 3)
    assert data["schema"] == "parity.results/1"
    assert data["verdict"] is None
    assert data["error"] == {"message": "R is not there", "exit_code": 3}


def test_the_text_is_strict_json():
    def refuse(word):
        raise AssertionError(f"{word} is not JSON")

    data = json.loads(results.to_json(everything()), parse_constant=refuse)
    assert data == results.results(everything())


def test_every_double_can_be_had_back_bit_for_bit():
    low = field_of(results.results(everything()), "area", "interval.low")
    assert float.fromhex(low["hex"]) == low["value"] == LOW
    (proc,) = low["references"]
    assert float.fromhex(proc["hex"]) == proc["value"] == LOW * (1 + 1e-12)


def test_nan_is_null_with_a_hex_that_tells_it_from_a_missing_value():
    nan = field_of(results.results(everything()), "slopes", "coefficients[s100b]")
    assert nan["value"] is None and nan["hex"] == "nan"
    assert nan["references"][0]["value"] is None and nan["references"][0]["hex"] == "nan"
    assert nan["references"][0]["digits"] == 17
    missing = verification(statistic(AREA, RESULT, areas(proc={"area": None}), of=study()))
    answer = field_of(results.results(missing), "area", "area")["references"][0]
    assert answer["value"] is None and answer["hex"] is None and answer["verdict"] == "DISAGREES"


def test_an_infinite_value_is_null_with_its_hex_and_no_difference():
    data = results.results(verification(statistic(AREA, RESULT, areas(proc={"area": math.inf}), of=study())))
    answer = field_of(data, "area", "area")["references"][0]
    assert (answer["value"], answer["hex"], answer["difference"]) == (None, "inf", None)
    assert valid(data)


def test_text_is_a_value_without_a_hex():
    rule = field_of(results.results(everything()), "slopes", "rule")
    assert rule["value"] == "newton" and rule["hex"] is None


def test_a_whole_number_stays_one_and_has_the_hex_of_its_double():
    pairs = field_of(results.results(everything()), "area", "pairs")
    assert pairs["value"] == 2952 and isinstance(pairs["value"], int)
    assert float.fromhex(pairs["hex"]) == 2952.0


def test_a_reference_with_its_own_tolerance_carries_it_and_the_others_do_not():
    intercept = field_of(results.results(everything()), "slopes", "coefficients[Intercept]")
    own = {reference["package"]: reference["tolerance"] for reference in intercept["references"]}
    assert intercept["rtol"] == 1e-9
    assert own["rms"]["rtol"] == 1e-6 and own["rms"]["reason"] == "lrm stops early at its own tolerance"
    assert own["statsmodels"] is None


def test_who_did_not_answer_is_listed_with_the_reason():
    data = results.results(everything())
    slopes = data["statistics"][0]
    assert slopes["unanswered"] == [
        {"package": "rmda", "function": "decision_curve", "verdict": "SKIPPED", "note": "rmda is not installed, nothing recorded"}
    ]
    assert set(data["skipped"]) == {"rmda", "rms", "statsmodels"}
    assert data["not_verified"] == [{"study": "asah", "cohort": "asah-b", "role": "validation", "stem": "slopes"}]


def test_the_counts_name_every_verdict():
    data = results.results(everything())
    assert set(data["counts"]) == {verdict.name for verdict in Verdict}
    assert sum(data["counts"].values()) == len(data["statistics"]) == 4
    assert data["verdict"] == "DISAGREES" and data["exit_code"] == 1


def test_what_was_said_beside_the_numbers_is_kept_with_our_word_for_it():
    answers = areas()
    perfect = Condition("warning", "the curve is perfect", None)
    answers[0] = type(answers[0])(answers[0].value, (perfect,), answers[0].provenance)
    caution = Condition("warning", "an area of 1", "perfect_separation")
    data = results.results(verification(statistic(AREA, RESULT, answers, of=study(), cautions=(caution,))))
    conditions = data["statistics"][0]["conditions"]
    assert conditions["parity"] == [{"kind": "warning", "text": "an area of 1", "code": "perfect_separation"}]
    assert conditions["pROC 1.18.0"] == [{"kind": "warning", "text": "the curve is perfect", "code": "perfect_separation"}]


def test_a_statistic_that_stops_on_both_sides_is_still_in_the_results():
    stopped = type(areas()[0])(None, (Condition("error", "no cases"),), areas()[0].provenance)
    data = results.results(verification(statistic(AREA, None, [stopped, stopped], of=study(), error="no cases")))
    assert data["statistics"][0]["fields"] == []
    assert "both stop" in data["statistics"][0]["answers"][0]["note"]
    assert valid(data)


def flagged(*statistics) -> set:
    return {(item["stem"], item["field"], item["package"]) for item in results.results(verification(*statistics))["slack"]}


def test_a_tolerance_over_a_thousand_times_its_worst_difference_is_flagged():
    near = areas(proc={"interval": {"low": LOW * (1 + 5e-13), "high": HIGH}})
    far = areas(proc={"interval": {"low": LOW * (1 + 5e-12), "high": HIGH}})
    assert ("area", "interval.low", None) in flagged(statistic(AREA, RESULT, near, of=study()))
    assert ("area", "interval.low", None) not in flagged(statistic(AREA, RESULT, far, of=study()))


def test_slack_is_judged_by_the_worst_difference_over_all_cohorts():
    of = study(validation=True)
    near = statistic(AREA, RESULT, areas(proc={"interval": {"low": LOW * (1 + 5e-13), "high": HIGH}}), of=of)
    far = statistic(AREA, RESULT, areas(proc={"interval": {"low": LOW * (1 + 5e-12), "high": HIGH}}), of=of, role="validation")
    assert ("area", "interval.low", None) not in flagged(near, far)


def test_exact_and_identical_fields_are_not_flagged():
    identical = areas(proc={"interval": {"low": LOW, "high": HIGH}})
    assert flagged(statistic(AREA, RESULT, identical, of=study())) == set()


def test_a_references_own_tolerance_is_judged_by_itself():
    close = slope_answers(shift=1e-10)
    assert flagged(statistic(SLOPES, slopes_of(), close, of=study())) == {("slopes", "coefficients", "rms")}


def test_the_table_has_a_row_for_each_number_and_answer():
    made = everything()
    rows = list(csv.DictReader(io.StringIO(results.to_csv(made))))
    assert tuple(rows[0]) == results.COLUMNS
    assert len(rows) == made.answers == 17


def test_the_table_gives_the_bits_back():
    rows = list(csv.DictReader(io.StringIO(results.to_csv(everything()))))
    (low,) = [row for row in rows if row["field"] == "interval.low" and row["role"] == "development"]
    assert float(low["value"]) == float.fromhex(low["value_hex"]) == LOW
    assert float(low["reference"]) == float.fromhex(low["reference_hex"]) == LOW * (1 + 1e-12)


def test_an_answer_that_is_not_there_has_no_row():
    nobody = [Unanswered("SKIPPED", "R is not there")] * 2
    assert results.to_csv(verification(statistic(AREA, RESULT, nobody, of=study()))).count("\n") == 1
