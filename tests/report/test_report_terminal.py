"""A verification and a card as a person sees them on a terminal or in a pipe."""

from __future__ import annotations

import dataclasses
import io
import re
from pathlib import Path

import numpy as np
import pytest

from report_cases import (
    AREA, HOSTILE, PAGE, RESULT, RISKS, SILENT, SLOPES, Page, Risks, Slopes, answer, areas, beside_a_stale_record,
    capped, cohort, drawn, everything, slope_answers, slopes_of, statistic, study, verification,
)  # fmt: skip
from rich.console import Console

from parity.answers.answer import Condition, Unanswered
from parity.checks.vocabulary.verdict import Verdict
from parity.checks.vocabulary import Deviation, Quantity
from parity.report.reading import setting_of
from parity.report.terminal import print_problems, print_verification
from parity.verification.setting import Resamples
from parity.verification.verification import Verification


def printed(verified: Verification, width: int | None = None, *, terminal: bool = False) -> str:
    text = io.StringIO()
    colours = "standard" if terminal else None
    console = Console(file=text, force_terminal=terminal, color_system=colours, width=width)
    print_verification(verified, console, width=width)
    return text.getvalue()


def lines(verified: Verification, width: int | None = None) -> list[str]:
    return printed(verified, width).splitlines()


def problems(verified: Verification, width: int = 120) -> str:
    text = io.StringIO()
    print_problems(verified, Console(file=text), width=width)
    return text.getvalue()


def test_the_last_lines_sum_up():
    text = printed(everything(), 140)
    counted = "1 agrees, 1 deviates as documented, 1 disagrees, 1 not verified"
    assert f"4 statistics, 12 numbers against 17 answers: {counted}" in text
    assert "3 references skipped (rmda, rms, statsmodels)" in " ".join(text.split())
    assert text.splitlines()[-2:] == [
        "not verified: Logistic regression (asah-b): nothing could be held against an answer",
        "undefined: Logistic regression (asah): coefficients (1 of 3): NaN on both sides",
    ]
    assert text.splitlines()[-5] == "FAIL: area area, pairs"


def test_fields_that_are_not_verified_are_said_by_name():
    made = lines(verification(capped()), 160)
    assert "✓ Risk · not verified in part" in "\n".join(made)
    assert made[-3] == "not verified: Risk (asah): settled: no reference answered it"
    for line, who in zip(made[-2:], ("stats::predict 4.2.2", "rms::Predict 6.5-0")):
        assert line.startswith(f"not verified: Risk (asah): risk (1 of 3) against {who}: rounding may move it")


def test_stale_records_are_named_in_the_last_lines():
    made = lines(beside_a_stale_record(), 160)
    assert made[-2] == "1 statistic, 4 numbers against 5 answers: 1 deviates as documented"
    named = "pROC::auc of Area under the curve (asah): the R script changed since the answer was recorded"
    assert made[-1] == f"stale record: {named}"


def test_what_a_statistic_says_of_its_numbers_stands_below_them_or_beside_its_results():
    few = (Condition("warning", "fewer than ten cases", None),)
    text = printed(verification(statistic(AREA, RESULT, areas(), cautions=few)), 120)
    (line,) = [line for line in text.splitlines() if "ten cases" in line]
    assert line.strip() == "fewer than ten cases"
    placed = dataclasses.replace(AREA, quantities=(Quantity("AUC", "area"),))
    text = printed(verification(statistic(placed, RESULT, areas(), cautions=few)), 120)
    (line,) = [line for line in text.splitlines() if "ten cases" in line]
    assert re.fullmatch(r"[a-z] fewer than ten cases", line.strip())


def test_a_number_that_is_not_verified_has_no_tick():
    made = [line for line in lines(verification(capped()), 120) if "stats::predict" in line and "risk[2]" in line]
    assert len(made) == 1 and "–1 stats::predict" in made[0]


def test_what_is_said_of_a_capped_number_is_said_once():
    assert printed(verification(capped()), 160).count("\n" + " " * 36 + "–1 rounding may move it") == 1


def test_many_are_counted_with_their_plural():
    of = study(validation=True)
    same = [statistic(AREA, RESULT, areas(rms=0.5), of=of, validation=which) for which in (None, 0)]
    assert lines(verification(*same, studies=(of,)))[-1] == (
        "2 statistics, 8 numbers against 10 answers: 2 deviate as documented"
    )


def test_the_lines_of_a_page_are_counted_and_are_no_numbers():
    ours = drawn()
    other = ("1 J 1 j Q", *ours[1:])
    of_proc = answer({"content": list(ours)}, "pROC", version="1.18.5")
    given = [of_proc, answer({"content": list(other)}, "rms", live=False)]
    made = verification(statistic(PAGE, Page(ours), given))
    text = printed(made, 140)
    n = len(ours)
    assert re.search(rf"page +{n} lines +✗ rms::plot 6.5-0 recorded +{n - 1} the same", text)
    assert re.search(rf"✓ pROC::plot.roc 1.18.5 +{n} lines +– +all +all", text)
    assert f"1 of {n} lines disagree" in text
    assert f"1 statistic, figures against {2 * n} lines of R's drawings: 1 disagrees" in text
    assert (made.numbers, made.answers, made.lines) == (0, 0, 2 * n)


@pytest.mark.parametrize("width", [80, 120, 160])
def test_no_line_is_wider_than_asked_for_and_no_number_is_cut(width):
    made = lines(verification(*everything().statistics, capped(), studies=everything().studies), width)
    assert max(map(len, made)) <= width
    text = "\n".join(made)
    for number in ("-3.321456789", "-3.321456822", "0.8141234568", "0.7150234568", "0.500000005"):
        assert number in text
    assert "…" not in text


@pytest.mark.parametrize("width", [80, 120, 160])
def test_each_verdict_has_its_mark_and_its_word(width):
    text = printed(everything(), width)
    assert "✓ Logistic regression" in text
    assert "≈ Area under the curve · deviates as documented" in text
    assert "✗ Area under the curve · disagrees" in text
    assert "– Logistic regression · not verified" in text
    assert "rms < 7.0: val.prob bins the risks before it counts pairs" in " ".join(text.split())


@pytest.mark.parametrize(("width", "heads"), [(80, 6), (120, 8), (160, 8)])
def test_the_columns_that_there_is_room_for(width, heads):
    (head,) = [line for line in lines(everything(), width) if "its value" in line]
    assert len(re.split(r"  +| (?=needed)|(?<=difference) ", head.strip())) == heads


def test_with_room_a_statistic_and_its_number_share_a_line():
    made = verification(statistic(AREA, RESULT, areas(rms=RESULT.area, version="7.0-0")))
    (row,) = [line for line in lines(made, 160) if "pROC::auc" in line]
    assert row.split()[:6] == ["✓", "Area", "under", "the", "curve", "interval.low"]


def test_a_pipe_gets_no_colours_and_a_terminal_does():
    assert "\x1b" not in printed(everything())
    assert "\x1b[" in printed(everything(), 120, terminal=True)


def test_no_color_is_respected(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    text = printed(everything(), 120, terminal=True)
    assert "\x1b[31m" not in text and "\x1b[32m" not in text and "\x1b[1;31m" not in text


def test_the_head_names_the_study_its_model_and_how_r_answered():
    first = lines(verification(statistic(AREA, RESULT, areas())), 140)[0]
    patients, formula = "113 patients, 37 Poor, 2 left out (missing values)", "outcome ~ age + s100b"
    assert first == f"asah · {patients} · {formula} · R 4.2.2 live through rpy2 3.5.9"


def test_recorded_answers_say_so_in_the_head_and_in_their_row():
    made = lines(verification(statistic(AREA, RESULT, areas(live=False)), bridge=None), 140)
    assert made[0].endswith("recorded answers of R 4.2.2")
    assert any("pROC::auc 1.18.0 recorded" in line for line in made)


def test_two_recorded_answers_of_one_version_are_told_apart_by_their_r():
    twice = dataclasses.replace(PAGE, references=(PAGE.references[0],))
    given = [answer({"content": list(drawn())}, "pROC", live=False, r=r) for r in ("4.4.1", "4.5.0")]
    first, second = (statistic(twice, Page(drawn()), [one]) for one in given)
    both = dataclasses.replace(first, comparisons=first.comparisons + second.comparisons)
    text = printed(verification(both), 140)
    assert "pROC::plot.roc 1.18.0 recorded, R 4.4.1" in text and "pROC::plot.roc 1.18.0 recorded, R 4.5.0" in text


def test_each_setting_has_its_heading_and_its_statistics_below():
    of = dataclasses.replace(study(), validations=(cohort("near", 60), cohort("far", 90)))
    made = verification(
        statistic(AREA, RESULT, areas(), of=of),
        statistic(AREA, RESULT, areas(), of=of, subgroup="sex=male"),
        statistic(AREA, RESULT, areas(), of=of, validation=0),
        statistic(AREA, RESULT, areas(), of=of, validation=1),
        studies=(of,),
    )
    heads = [line for line in lines(made, 120) if line.startswith(("development", "validation"))]
    assert heads == [
        "development · asah · 113 patients, 37 Poor, 2 left out (missing values)",
        "development · asah · sex=male",
        "validation · near · 60 patients, 20 Poor, 2 left out (missing values)",
        "validation · far · 90 patients, 30 Poor, 2 left out (missing values)",
    ]
    assert sum("≈ Area under the curve" in line for line in lines(made, 120)) == 4


def test_a_check_of_one_predictor_or_of_resamples_says_so_in_its_title():
    made = verification(
        statistic(AREA, RESULT, areas(), predictor="age"),
        statistic(AREA, RESULT, areas(), resamples=Resamples(2000, 7)),
    )
    text = printed(made, 120)
    assert "≈ Area under the curve · predictor age · deviates" in text
    assert "≈ Area under the curve · 2,000 resamples, seed 7 · deviates" in text
    assert not [line for line in text.splitlines() if line.startswith("development")]


def test_the_number_shown_is_the_one_that_used_most_of_its_tolerance():
    (row,) = [line for line in lines(verification(statistic(AREA, RESULT, areas())), 120) if "pROC::auc" in line]
    assert "interval.low" in row and row.split()[-4:] == ["-7.2e-13", "11.9", "9", "iterative"]


def test_a_count_is_written_as_one():
    made = verification(statistic(AREA, RESULT, areas(proc={"pairs": 2950})))
    (row,) = [line for line in lines(made) if "pROC::auc" in line and "pairs" in line]
    assert re.search(r"pairs +2952 +✗ pROC::auc 1.18.0 +2950 ", row)


def test_a_failure_comes_before_what_agrees():
    made = verification(statistic(SLOPES, slopes_of(), slope_answers(shift=1e-3)))
    rows = [line for line in lines(made, 120) if "rms::lrm" in line or "statsmodels GLM" in line]
    assert "✗ rms::lrm" in rows[0] and "✓ statsmodels" in rows[1]


def test_an_agreement_that_should_not_be_is_shown_before_numbers_that_use_more_of_their_tolerance():
    made = verification(statistic(AREA, RESULT, areas(rms=RESULT.area)))
    rows = [line for line in lines(made) if "rms::val.prob" in line or "pROC::auc" in line]
    assert "✗ rms::val.prob" in rows[0] and "✓ pROC::auc" in rows[1]
    deviates = dataclasses.replace(AREA.references[0], deviations=(Deviation(("area",), "pROC", "counts otherwise"),))
    check = dataclasses.replace(AREA, references=(deviates, AREA.references[1]))
    made = verification(statistic(check, RESULT, areas()))
    (row,) = [line for line in lines(made) if "✗ pROC::auc" in line and "0.814" in line]
    assert row.split()[0] == "area"
    assert "agrees, though a deviation is documented for pROC" in problems(made)


def test_a_reference_that_did_not_answer_says_why():
    text = " ".join(printed(everything(), 100).split())
    assert "– rmda::decision_curve not verified: rmda is not installed, nothing recorded" in text


def test_a_crash_is_not_called_not_verified():
    made = verification(statistic(AREA, RESULT, [areas()[0], Unanswered(Verdict.NOT_RUN, "R crashed (SIGSEGV)")]))
    text = printed(made)
    assert "! Area under the curve · not run" in text
    assert "! rms::val.prob not run: R crashed (SIGSEGV)" in text


def test_the_numbers_that_disagree_are_given_in_full_with_the_next_command():
    said = problems(everything())
    assert "✗ Area under the curve · asah-b · pROC::auc 1.18.0: 2 of 4 numbers disagree" in said
    assert "0.8141234567890123" in said
    assert "parity show area asah" in said


def test_a_disagreement_among_many_patients_names_its_element():
    n = 2_000
    ours = Risks(np.linspace(0.1, 0.9, n), 0.9, np.array([True]))
    theirs = np.array(ours.risk)
    theirs[1233] += 1e-9
    given = [answer({"risk": theirs, "largest": 0.9}, "stats"), SILENT, SILENT]
    made = verification(statistic(RISKS, ours, given, inputs={"wobble": np.zeros(n)}))
    assert f"stats::predict 4.2.2: 1 of {n + 1:,} numbers disagrees" in problems(made)
    assert "    risk[1234]" in problems(made)
    assert any("risk[1234]" in line and "✗ stats::predict" in line for line in lines(made, 120))


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        (None, "    parity show area asah"),
        ("my studies/mine.toml", "    parity show area 'my studies/mine.toml'"),
        (
            "a/x.csv",
            "    `parity init a/x.csv --outcome outcome` writes a study file to edit, "
            "and `parity show area a/x.toml` reads it",
        ),
    ],
)
def test_the_next_command_is_one_that_works(path, hint):
    of = dataclasses.replace(study(), path=path and Path(path))
    made = verification(statistic(AREA, RESULT, areas(proc={"area": 0.81}), of=of), studies=(of,))
    assert hint in problems(made, 60).splitlines()


def test_a_cohort_that_two_studies_have_is_named_with_its_study():
    studies = [dataclasses.replace(study(name), validations=(study("later").development,)) for name in ("one", "two")]
    several = [statistic(AREA, RESULT, areas(), of=of, validation=which) for of in studies for which in (None, 0)]
    made = verification(*several, studies=studies)
    assert [setting_of(made, one) for one in made.statistics] == ["one", "one: later", "two", "two: later"]


def test_at_most_the_worst_five_numbers_of_a_failure_are_listed():
    terms = tuple(f"x{number}" for number in range(1, 21))
    theirs = {term: 1 + number * 1e-3 for number, term in enumerate(terms, 1)}
    given = [SILENT, answer({"coefficients": theirs}, "statsmodels"), SILENT]
    said = problems(verification(statistic(SLOPES, Slopes(terms, np.ones(20), "newton"), given)))
    listed = [line.split()[0] for line in said.splitlines() if line.startswith("    coefficients")]
    assert listed == [f"coefficients[x{number}]" for number in (20, 19, 18, 17, 16)]
    assert "15 more in elements.csv.gz" in said


def test_the_rest_of_a_page_is_in_the_file_of_texts():
    ours = drawn(40)
    theirs = [line.replace(" l", " m") for line in ours]
    said = problems(verification(statistic(PAGE, Page(ours), [answer({"content": theirs}, "pROC"), SILENT])))
    assert re.search(r"\d+ more in text\.csv\.gz", said)


def test_a_page_that_disagrees_is_told_by_what_is_drawn_not_by_the_operators_of_a_pdf():
    ours = drawn()
    (text,) = [place for place, line in enumerate(ours) if "(x)" in line]
    theirs = list(ours)
    theirs[text] = theirs[text].replace("(x)", "(y)").replace("200.00", "201.50")
    said = problems(verification(statistic(PAGE, Page(ours), [answer({"content": theirs}, "pROC"), SILENT])))
    assert 'parity draws text "x" at 200.00, 20.00, size 12' in said
    assert 'R draws text "y" at 201.50, 20.00, size 12' in said
    assert " Tf " not in said and "1 of" in said


def test_a_page_that_draws_less_says_that_nothing_stands_there():
    ours = drawn()
    (text,) = [place for place, line in enumerate(ours) if "(x)" in line]
    theirs = [line for place, line in enumerate(ours) if place != text]
    said = problems(verification(statistic(PAGE, Page(ours), [answer({"content": theirs}, "pROC"), SILENT])))
    assert 'parity draws text "x" at 200.00, 20.00, size 12' in said and "R draws nothing" in said


def test_a_name_cannot_steer_the_terminal():
    text = printed(everything(predictors=("\x1b[31mred\nline", HOSTILE)), 100)
    assert "\x1b" not in text
    assert "line" in text and "[bold]" not in text


def test_a_subgroup_cannot_steer_the_terminal():
    made = verification(statistic(AREA, RESULT, areas(proc={"area": 0.5}), subgroup="sex=\x1b[31m\n"))
    assert "\x1b" not in printed(made) and "sex=\\x1b[31m\\n" in printed(made)


def test_rich_markup_in_a_name_is_only_a_name():
    assert "[bold]age[/bold]" in printed(everything(predictors=("[bold]age[/bold]", "b")), 140)
