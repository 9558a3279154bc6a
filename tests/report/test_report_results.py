"""A verification as data."""

from __future__ import annotations

import json
import math
import time

import jsonschema
import numpy as np
import pytest

from report_cases import (
    AREA, HIGH, LOW, PAGE, RESULT, RISKS, SILENT, SLOPES, Page, Risks, answer, areas,
    beside_a_stale_record, capped, drawn, everything,
    slope_answers, slopes_of, statistic, study, verification,
)  # fmt: skip

from parity.answers.answer import Answer, Condition, Unanswered
from parity.report import elements, evidence, html, results
from parity.verification.setting import Resamples
from parity.checks.vocabulary.verdict import Verdict


def valid(instance: dict) -> bool:
    return jsonschema.Draft202012Validator(results.schema()).is_valid(instance)


def of(data: dict, stem: str, role: str = "development") -> dict:
    (found,) = [one for one in data["statistics"] if (one["stem"], one["role"]) == (stem, role)]
    return found


def entry(data: dict, stem: str, package: str, field: str, role: str = "development") -> dict:
    (answered,) = [one for one in of(data, stem, role)["answers"] if one["package"] == package]
    (found,) = [one for one in answered["fields"] if one["field"] == field]
    return found


def test_the_schema_is_itself_a_schema():
    jsonschema.Draft202012Validator.check_schema(results.schema())


def test_every_object_of_the_schema_names_all_its_properties():
    def objects(part: object):
        if isinstance(part, dict):
            if "properties" in part:
                yield part
            for inner in part.values():
                yield from objects(inner)
        elif isinstance(part, list):
            for inner in part:
                yield from objects(inner)

    found = list(objects(results.schema()))
    assert len(found) > 10
    assert all(one["additionalProperties"] is False and set(one["required"]) == set(one["properties"]) for one in found)


def test_results_and_failures_are_valid_under_the_published_schema():
    jsonschema.validate(results.results(everything()), results.schema(), jsonschema.Draft202012Validator)
    jsonschema.validate(results.results(verification(capped())), results.schema(), jsonschema.Draft202012Validator)
    failed = results.failure("no such column: 'age'", 2)
    jsonschema.validate(failed, results.schema(), jsonschema.Draft202012Validator)


def test_results_without_any_statistic_are_valid():
    assert valid(results.results(verification()))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("counts"),
        lambda data: data.update(verdict="FINE"),
        lambda data: data.update(schema="parity.results/1"),
        lambda data: data.update(error={"message": "x", "exit_code": 1}),
        lambda data: data["statistics"][0]["answers"][0]["fields"][0].pop("worst"),
        lambda data: data["statistics"][0]["answers"][0]["fields"][0]["worst"].update(parity_hex=3.0),
        lambda data: data["statistics"][0]["answers"][0]["fields"][0]["tolerance"].update(reason=""),
        lambda data: data["statistics"][0]["answers"][0]["fields"][0].update(file="results.csv"),
        lambda data: data["statistics"][0]["answers"][0].update(answered="perhaps"),
        lambda data: data["statistics"][0].update(role="training"),
        lambda data: data["studies"][0]["cohorts"][0].update(sha256="abc"),
        lambda data: data["studies"][0]["cohorts"].clear(),
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
    assert data["schema"] == "parity.results/2"
    assert data["verdict"] is None
    assert data["error"] == {"message": "R is not there", "exit_code": 3}


def test_the_text_is_strict_json_with_a_line_a_field_and_reference():
    def refuse(word):
        raise AssertionError(f"{word} is not JSON")

    text = results.to_json(everything())
    data = json.loads(text, parse_constant=refuse)
    assert data == results.results(everything())
    entries = [line for line in text.splitlines() if line.startswith('{"field": "')]
    assert len(entries) == sum(len(one["fields"]) for s in data["statistics"] for one in s["answers"]) == 13


def test_numbers_are_ours_and_answers_are_those_of_all_references():
    data = results.results(everything())
    assert (data["numbers"], data["answers"], data["lines"]) == (12, 17, 0)


def test_a_field_has_one_entry_a_reference_with_its_worst_element():
    coefficients = entry(results.results(everything()), "slopes", "rms", "coefficients")
    counts = ("count", "agreeing", "deviating", "disagreeing", "not_verified", "undefined")
    assert {name: coefficients[name] for name in counts} == {
        "count": 3, "agreeing": 2, "deviating": 0, "disagreeing": 0, "not_verified": 0, "undefined": 1,
    }  # fmt: skip
    assert coefficients["identical"] == 1
    worst = coefficients["worst"]
    assert worst["element"] == "coefficients[Intercept]"
    assert float.fromhex(worst["parity_hex"]) == worst["parity"] == -3.3214567891234567
    assert float.fromhex(worst["reference_hex"]) == worst["reference"] == -3.3214567891234567 * (1 + 1e-8)
    assert worst["difference"] == worst["parity"] - worst["reference"]
    assert worst["digits"] == pytest.approx(8, abs=1e-6)
    assert worst["allowed"] == pytest.approx(1e-6 * 3.3214567891234567)


def test_a_disagreement_names_its_element_and_how_many_there_are():
    ours = Risks(np.linspace(0.1, 0.9, 9), 0.9, np.array([True]))
    theirs = np.array(ours.risk)
    theirs[[2, 6]] += [1e-5, 1e-3]
    given = [answer({"risk": theirs, "largest": 0.9}, "stats"), SILENT, SILENT]
    data = results.results(verification(statistic(RISKS, ours, given, inputs={"wobble": np.zeros(9)})))
    risk = entry(data, "risks", "stats", "risk")
    assert (risk["count"], risk["agreeing"], risk["disagreeing"], risk["verdict"]) == (9, 7, 2, "DISAGREES")
    assert risk["worst"]["element"] == "risk[7]"
    assert risk["worst"]["verdict"] == "DISAGREES"


def test_a_documented_deviation_is_counted_and_its_cause_given():
    found = entry(results.results(everything()), "area", "rms", "area")
    assert (found["deviating"], found["verdict"]) == (1, "DEVIATES_AS_DOCUMENTED")
    assert found["notes"] == [{"text": "rms < 7.0: val.prob bins the risks before it counts pairs", "count": 1}]


def test_nan_is_null_with_a_hex_that_tells_it_from_a_missing_value():
    nan = verification(statistic(AREA, RESULT, areas(proc={"area": math.nan})))
    worst = entry(results.results(nan), "area", "pROC", "area")["worst"]
    assert worst["reference"] is None and worst["reference_hex"] == "nan" and worst["digits"] == 0
    missing = verification(statistic(AREA, RESULT, areas(proc={"area": None})))
    worst = entry(results.results(missing), "area", "pROC", "area")["worst"]
    assert worst["reference"] is None and worst["reference_hex"] is None and worst["verdict"] == "DISAGREES"


def test_an_infinite_value_is_null_with_its_hex_and_no_difference():
    data = results.results(verification(statistic(AREA, RESULT, areas(proc={"area": math.inf}))))
    worst = entry(data, "area", "pROC", "area")["worst"]
    assert (worst["reference"], worst["reference_hex"], worst["difference"]) == (None, "inf", None)
    assert valid(data)


def test_text_is_a_value_without_a_hex_and_stands_in_its_file():
    rule = entry(results.results(everything()), "slopes", "rms", "rule")
    assert rule["worst"]["parity"] == "newton" and rule["worst"]["parity_hex"] is None
    assert rule["file"] == elements.TEXT


def test_a_reference_with_its_own_tolerance_carries_it_and_the_others_that_of_the_field():
    data = results.results(everything())
    own, common = (entry(data, "slopes", package, "coefficients")["tolerance"] for package in ("rms", "statsmodels"))
    assert (own["rtol"], own["own"], own["reason"]) == (1e-6, True, "lrm stops early at its own tolerance")
    assert (common["rtol"], common["own"]) == (1e-9, False)


def test_a_computed_bound_is_named_with_its_sentence():
    tolerance = entry(results.results(verification(capped())), "risks", "rms", "risk")["tolerance"]
    expected = {"function": "rounding_of_risks", "text": "How far rounding may move each risk."}
    assert tolerance["bound"] == expected
    assert entry(results.results(everything()), "area", "pROC", "area")["tolerance"]["bound"] is None


def test_what_is_allowed_holds_the_computed_bound_up_to_its_cap():
    worst = entry(results.results(verification(capped())), "risks", "stats", "risk")["worst"]
    assert worst["allowed"] == pytest.approx(1e-6 * 0.5, rel=1e-4)


def test_who_did_not_answer_is_listed_with_the_reason():
    data = results.results(everything())
    assert of(data, "slopes")["unanswered"] == [
        {
            "package": "rmda",
            "name": "slopes",
            "function": "decision_curve",
            "verdict": "NOT_VERIFIED",
            "note": "rmda is not installed, nothing recorded",
        }
    ]
    assert set(data["skipped"]) == {"rmda", "rms", "statsmodels"}


def test_a_statistic_that_nobody_answered_is_not_verified_by_name():
    (gap,) = results.results(everything())["not_verified"]
    assert (gap["study"], gap["cohort"], gap["role"], gap["stem"]) == ("asah", "asah-b", "validation", "slopes")
    assert gap["field"] is None


def test_fields_that_nobody_answered_and_capped_elements_are_not_verified_by_name():
    made = verification(capped())
    data = results.results(made)
    gaps = [(gap["field"], gap["reference"], gap["count"], gap["of"]) for gap in data["not_verified"]]
    assert gaps == [("settled", None, 3, 3), ("risk", "stats/risks", 1, 3), ("risk", "rms/risks", 1, 3)]
    assert of(data, "risks")["unanswered_fields"] == ["settled"]
    assert entry(data, "risks", "rms", "risk")["not_verified"] == 1
    assert data["verdict"] == "AGREES"


def test_a_stale_record_beside_a_live_answer_is_named_and_does_not_decide():
    data = results.results(beside_a_stale_record())
    assert [(one["stem"], one["reference"], one["decides"]) for one in data["stale"]] == [("area", "pROC/area", False)]
    assert data["verdict"] == "DEVIATES_AS_DOCUMENTED" and data["exit_code"] == 0 and valid(data)
    alone = verification(statistic(AREA, RESULT, [Unanswered(Verdict.STALE, "a reason"), areas()[1]]))
    data = results.results(alone)
    assert data["stale"][0]["decides"] and data["verdict"] == "STALE" and data["exit_code"] == 4


def test_a_statistic_has_the_key_of_its_setting():
    of_two = study(validation=True)
    beyond = {"subgroup": "sex=male", "predictor": "age", "resamples": Resamples(500, 7)}
    made = statistic(AREA, RESULT, areas(), of=of_two, validation=0, **beyond)
    data = results.results(verification(made, studies=(of_two,)))
    key = {
        "study": "asah",
        "cohort": "asah-b",
        "role": "validation",
        "subgroup": "sex=male",
        "model": "",
        "predictor": "age",
        "resamples": {"count": 500, "seed": 7},
    }
    found = data["statistics"][0]
    assert {name: found[name] for name in key} == key
    assert [(cohort["role"], cohort["name"]) for cohort in data["studies"][0]["cohorts"]] == [
        ("development", "asah"),
        ("validation", "asah-b"),
    ]
    assert valid(data)


def test_the_counts_name_every_verdict():
    data = results.results(everything())
    assert set(data["counts"]) == {verdict.name for verdict in Verdict}
    assert sum(data["counts"].values()) == len(data["statistics"]) == 4
    assert data["verdict"] == "DISAGREES" and data["exit_code"] == 1


def test_what_was_said_beside_the_numbers_is_kept_with_our_word_for_it():
    first, second = areas()
    perfect = Answer(first.value, (Condition("warning", "the curve is perfect", None),), first.provenance)
    caution = Condition("warning", "an area of 1", "perfect_separation")
    made = of(results.results(verification(statistic(AREA, RESULT, [perfect, second], cautions=(caution,)))), "area")
    assert made["conditions"] == [{"kind": "warning", "text": "an area of 1", "code": "perfect_separation"}]
    said = {"kind": "warning", "text": "the curve is perfect", "code": "perfect_separation"}
    assert made["answers"][0]["conditions"] == [said]


def test_a_statistic_that_stops_on_both_sides_is_still_in_the_results():
    stopped = Answer(None, (Condition("error", "no cases"),), areas()[0].provenance)
    data = results.results(verification(statistic(AREA, None, [stopped, stopped], error="no cases")))
    (first, _) = of(data, "area")["answers"]
    assert first["fields"] == []
    assert "both stop" in first["note"]
    assert valid(data)


def test_a_field_without_elements_has_no_worst_one():
    empty = Risks(np.array([]), 1.0, np.array([True]))
    given = [answer({"risk": [], "largest": 1.0}, "stats"), SILENT, SILENT]
    data = results.results(verification(statistic(RISKS, empty, given, inputs={"wobble": np.array([])})))
    risk = entry(data, "risks", "stats", "risk")
    assert (risk["count"], risk["worst"], risk["verdict"]) == (0, None, "AGREES")
    assert valid(data)


def flagged(*statistics) -> set:
    """With a difference by which that can be told."""
    found = results.results(verification(*statistics))["slack"]
    return {(one["stem"], one["field"], one["reference"]) for one in found if one["ratio"] is not None}


def test_a_tolerance_over_a_thousand_times_its_worst_difference_is_flagged():
    near = areas(proc={"interval": {"low": LOW * (1 + 5e-13), "high": HIGH}})
    far = areas(proc={"interval": {"low": LOW * (1 + 5e-12), "high": HIGH}})
    assert ("area", "interval.low", None) in flagged(statistic(AREA, RESULT, near))
    assert ("area", "interval.low", None) not in flagged(statistic(AREA, RESULT, far))


def test_slack_is_judged_by_the_worst_difference_over_all_settings():
    two = study(validation=True)
    near = areas(proc={"interval": {"low": LOW * (1 + 5e-13), "high": HIGH}})
    far = areas(proc={"interval": {"low": LOW * (1 + 5e-12), "high": HIGH}})
    both = statistic(AREA, RESULT, near, of=two), statistic(AREA, RESULT, far, of=two, validation=0)
    assert ("area", "interval.low", None) not in flagged(*both)


def test_of_identical_fields_all_tolerances_but_exact_ones_were_never_used():
    identical = areas(proc={"interval": {"low": LOW, "high": HIGH}})
    made = verification(statistic(AREA, RESULT, identical))
    assert {one["field"]: one["ratio"] for one in results.results(made)["slack"]} == {
        "area": None, "interval.low": None, "interval.high": None,
    }  # fmt: skip
    assert valid(results.results(made))


def test_a_references_own_tolerance_is_judged_by_itself():
    close = statistic(SLOPES, slopes_of(), slope_answers(shift=1e-10))
    assert flagged(close) == {("slopes", "coefficients", "rms/slopes")}
    data = results.results(verification(close))
    own, common = (entry(data, "slopes", package, "coefficients")["tolerance"] for package in ("rms", "statsmodels"))
    assert own["slack"] and own["own"] and not common["own"]
    ratios = {one["reference"]: one["ratio"] for one in data["slack"]}
    assert ratios["rms/slopes"] > 1000 and ratios[None] is None


def test_the_entries_count_what_stands_in_the_files(tmp_path):
    made = verification(*everything().statistics, capped(), studies=everything().studies)
    evidence.write(made, tmp_path / "run")
    numbers, text = (elements.read(tmp_path / "run", text=text) for text in (False, True))
    files = {elements.NUMBERS: numbers, elements.TEXT: text}
    entries = [
        (one, answered, field) for one in results.results(made)["statistics"] for answered in one["answers"]
        for field in answered["fields"]
    ]  # fmt: skip
    for one, answered, field in entries:
        frame = files[field["file"]]
        mine = frame[
            (frame.cohort == one["cohort"]) & (frame.stem == one["stem"]) & (frame.package == answered["package"])
            & (frame.field == field["field"])
        ]  # fmt: skip
        counts = mine.verdict.value_counts()
        assert len(mine) == field["count"]
        assert counts.get("AGREES", 0) == field["agreeing"]
        assert counts.get("DEVIATES_AS_DOCUMENTED", 0) == field["deviating"]
        assert counts.get("DISAGREES", 0) == field["disagreeing"]
        assert counts.get("NOT_VERIFIED", 0) == field["not_verified"]
    assert sum(field["count"] for *_, field in entries) == sum(map(len, files.values())) > 20


def patients(n: int):
    """A run of `n` patients: their risks against two answers, and a page with a line for each."""
    rng = np.random.default_rng(n)
    risk = rng.random(n)
    ours = Risks(risk, float(risk.max()), np.array([True]))
    near = risk + rng.integers(-2, 3, n) * np.spacing(risk)
    given = [answer({"risk": near, "largest": ours.largest}, package) for package in ("stats", "rms")]
    lines = drawn(n)
    page = statistic(
        PAGE, Page(lines), [answer({"content": list(lines)}, "pROC"), Unanswered(Verdict.NOT_VERIFIED, "no")]
    )
    return verification(statistic(RISKS, ours, [*given, SILENT], inputs={"wobble": risk}), page)


def test_patients_do_not_make_the_results_longer():
    few, many = (len(results.to_json(patients(n))) for n in (100, 20_000))
    assert abs(many - few) < 200


def test_the_evidence_takes_few_bytes_a_patient(tmp_path):
    few, many = ((evidence.write(patients(n), tmp_path / str(n))) for n in (1_000, 11_000))
    few_bytes, many_bytes = (sum(file.stat().st_size for file in folder.iterdir()) for folder in (few, many))
    assert (many_bytes - few_bytes) / 10_000 < 80, "a risk against two answers, a line of a page, its drawings"


def test_a_run_of_many_patients_is_reported_at_once():
    made = verification(*patients(300_000).statistics[:1])
    start = time.process_time()
    results.to_json(made)
    html.to_html(made)
    assert time.process_time() - start < 1.5, "seconds for 600,000 elements, which take 0.3"
