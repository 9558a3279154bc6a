"""What is said of a run first follows the table of verdicts, with the exit status beside it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from report_cases import (
    AREA, HIGH, LOW, RESULT, RISKS, SILENT, SLOPES, Risks, Slopes, answer, areas, beside_a_stale_record, capped,
    everything, slope_answers, slopes_of, statistic, verification,
)  # fmt: skip

from parity.answers.answer import Condition, Unanswered
from parity.checks.vocabulary import Deviation
from parity.checks.vocabulary.verdict import Verdict
from parity.report.headline import Colour, deviations, headline
from parity.statistics.interval import ConfidenceInterval

NAN = float("nan")
AGREEING = statistic(AREA, RESULT, areas(rms=RESULT.area, version="7.0-0"))
DEVIATING = statistic(AREA, RESULT, areas())


def undefined_area():
    ours = dataclasses.replace(RESULT, interval=ConfidenceInterval(NAN, HIGH))
    return statistic(AREA, ours, areas(proc={"interval": {"low": NAN, "high": HIGH}}, rms=RESULT.area, version="7.0-0"))


def absent(verdict: Verdict, reason: str = "why"):
    of_proc, _ = areas()
    return statistic(AREA, RESULT, [of_proc, Unanswered(verdict, reason)])


@pytest.mark.parametrize(
    ("statistics", "text", "colour", "status", "strictly"),
    [
        ([AGREEING], "PASS", Colour.GREEN, 0, 0),
        ([AGREEING, DEVIATING], "PASS with 1 known deviation of R", Colour.GREEN, 0, 0),
        (
            [DEVIATING, capped()],
            "PASS with 1 known deviation of R, not verified: risks settled, risk",
            Colour.AMBER,
            0,
            3,
        ),
        (
            [AGREEING, statistic(SLOPES, slopes_of(), [SILENT] * 3)],
            "PASS, not verified: slopes",
            Colour.AMBER,
            0,
            3,
        ),
        (
            [undefined_area(), DEVIATING],
            "UNDEFINED: area interval.low; all else agrees with 1 known deviation of R",
            Colour.AMBER,
            0,
            3,
        ),
        (
            [statistic(SLOPES, slopes_of(), slope_answers())],
            "PASS, not verified: slopes coefficients (undefined in part)",
            Colour.AMBER,
            0,
            3,
        ),
        ([statistic(SLOPES, slopes_of(), [SILENT] * 3)], "NOTHING VERIFIED", Colour.AMBER, 5, 3),
        ([], "NOTHING VERIFIED", Colour.AMBER, 5, 5),
        (
            [AGREEING, absent(Verdict.NOT_RECORDED)],
            "INCOMPLETE: area (rms::val.prob not recorded)",
            Colour.RED,
            4,
            4,
        ),
        ([absent(Verdict.NOT_RUN)], "INCOMPLETE: area (rms::val.prob not run)", Colour.RED, 4, 4),
        (
            [absent(Verdict.STALE), statistic(AREA, RESULT, areas(proc={"area": 0.81, "pairs": 2950}))],
            "FAIL: area area, pairs",
            Colour.RED,
            1,
            1,
        ),
    ],
)
def test_headline_colour_and_exit_follow_the_table(statistics, text, colour, status, strictly):
    made = verification(*statistics)
    found = headline(made)
    assert (found.text, found.colour, made.exit_code) == (text, colour, status)
    assert dataclasses.replace(made, strict=True).exit_code == strictly


def test_where_all_that_was_asked_is_undefined_nothing_is_verified():
    nothing = Slopes(("a",), np.array([NAN]), "newton")
    of_python = answer({"coefficients": {"a": NAN}}, "statsmodels", r=None)
    made = verification(statistic(SLOPES, nothing, [SILENT, of_python, SILENT]))
    assert headline(made).text == "NOTHING VERIFIED; undefined: slopes coefficients"
    assert headline(made).colour is Colour.AMBER and made.exit_code == 5
    assert made.verdict is Verdict.UNDEFINED


def test_a_required_package_that_is_silent_fails_a_run_that_is_not_strict():
    made = verification(AGREEING, capped())
    assert dataclasses.replace(made, required=("pROC",)).exit_code == 0
    assert dataclasses.replace(made, required=("rmda",)).exit_code == 3
    assert dataclasses.replace(made, required=("rmda",)).lacking == {"rmda": SILENT.reason}


def test_a_stale_record_beside_a_live_answer_fails_nothing():
    assert headline(beside_a_stale_record()).text == "PASS with 1 known deviation of R"


def test_each_thing_named_leads_to_its_card():
    assert [part.anchor for part in headline(everything()).parts if part.anchor] == ["area"]
    linked = {part.text: part.anchor for part in headline(verification(capped(), DEVIATING)).parts if part.anchor}
    assert linked == {"1 known deviation of R": "deviations", "risks settled, risk": "risks"}


def test_a_cause_counts_once_however_many_statistics_and_versions_meet_it():
    made = verification(DEVIATING, DEVIATING, statistic(AREA, RESULT, areas(version="6.9-0")))
    assert headline(made).text == "PASS with 1 known deviation of R"
    assert [met.fields for met in deviations(made)] == [("area",), ("area",)]


def test_a_reference_that_stops_as_documented_is_a_known_deviation_too():
    stop = Deviation((), "rms < 7.0", "val.prob cannot", where_it_stops="no way", when=lambda: True)
    first, second = AREA.references
    check = dataclasses.replace(AREA, references=(first, dataclasses.replace(second, deviations=(stop,))))
    stopped = dataclasses.replace(areas()[1], value=None, conditions=(Condition("error", "no way"),))
    made = verification(statistic(check, RESULT, [areas()[0], stopped]))
    assert headline(made).text == "PASS with 1 known deviation of R"
    assert [(met.fields, met.cause) for met in deviations(made)] == [((), "rms < 7.0: val.prob cannot")]


def test_a_python_library_s_deviation_is_not_called_r_s():
    call = dataclasses.replace(
        SLOPES.references[1],
        deviations=(Deviation(("coefficients",), "statsmodels", "it rounds", follows=lambda: {"coefficients": [1.5]}),),
    )
    check = dataclasses.replace(SLOPES, references=(SLOPES.references[0], call))
    of_r = answer({"coefficients": {"a": 1.0}, "rule": "newton"}, "rms")
    of_python = answer({"coefficients": {"a": 1.5}}, "statsmodels", r=None)
    made = verification(statistic(check, Slopes(("a",), np.array([1.0]), "newton"), [of_r, of_python]))
    assert headline(made).text == "PASS with 1 known deviation of statsmodels"


def test_several_with_fields_are_told_apart():
    risks = Risks(np.array([0.25]), 0.25, np.array([True]))
    wrong = statistic(RISKS, risks, [answer({"risk": [0.5], "largest": 0.5}, "stats"), SILENT, SILENT])
    both = verification(wrong, statistic(AREA, RESULT, areas(proc={"interval": {"low": LOW, "high": 1.0}})))
    assert headline(both).text == "FAIL: risks risk, largest; area interval.high"
