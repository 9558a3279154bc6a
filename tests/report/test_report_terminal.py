"""A verification and a card as a person sees them on a terminal or in a pipe."""

from __future__ import annotations

import dataclasses
import io
import re
from pathlib import Path

import numpy as np
import pytest
from report_cases import (
    AREA, HOSTILE, RESULT, SLOPES, areas, everything, reference, slope_answers, slopes_of, statistic, study, verification,
)  # fmt: skip
from rich.console import Console

from parity.figures.pages import roc_page
from parity.reference import Unanswered
from parity.report.card import card, print_card
from parity.report.reading import cohort_of
from parity.report.terminal import print_problems, print_verification

ROLES = ("development", "validation")


def printed(verified, width: int | None = None, *, terminal: bool = False) -> str:
    text = io.StringIO()
    print_verification(verified, Console(file=text, force_terminal=terminal, color_system="standard" if terminal else None, width=width), width=width)
    return text.getvalue()


def lines(verified, width: int | None = None) -> list[str]:
    return printed(verified, width).splitlines()


def test_the_last_lines_sum_up():
    text = printed(everything(), 140)
    assert "4 statistics, 12 numbers against 17 answers: 1 agrees, 1 deviates as documented, 1 disagrees, 1 not verified" in text
    assert "3 references skipped (rmda, rms, statsmodels)" in " ".join(text.split())
    assert text.splitlines()[-1] == "not verified: Logistic regression (asah-b): nothing could be held against an answer"


def test_many_are_counted_with_their_plural():
    of = study(validation=True)
    two = verification(
        statistic(AREA, RESULT, areas(rms=0.5), of=of), statistic(AREA, RESULT, areas(rms=0.5), of=of, role="validation"), studies=(of,)
    )
    assert lines(two)[-1] == "2 statistics, 8 numbers against 10 answers: 2 deviate as documented"


def test_the_lines_of_a_page_are_counted_and_are_no_numbers():
    drawn = roc_page.roc_page(np.array([0, 1, 0, 1, 1]), np.array([0.1, 0.3, 0.4, 0.6, 0.9]))
    of_r = [drawn.content, ("1 J 1 j Q", *drawn.content[1:])]
    answers = [reference({"content": list(content)}, "pROC", "1.18.5", live=live) for content, live in zip(of_r, (True, False))]
    check = dataclasses.replace(roc_page.CHECK, references=roc_page.CHECK.references * 2)
    made = verification(statistic(check, drawn, answers, of=study()))
    text = printed(made, 140)
    lines = len(drawn.content)
    assert re.search(rf"page +{lines} lines +✗ pROC::plot.roc 1.18.5 recorded, R 4.2.2 +{lines - 1} the same", text)
    assert re.search(rf"✓ pROC::plot.roc 1.18.5 +{lines} lines +– +all +all", text)
    assert f"1 of {lines} lines disagree" in text
    assert f"1 statistic, figures against {2 * lines} lines of R's drawings: 1 disagrees" in text
    assert (made.numbers, made.answers, made.lines) == (0, 0, 2 * lines)


@pytest.mark.parametrize("width", [100, 120, 140])
def test_no_line_is_wider_than_asked_for_and_no_number_is_cut(width):
    made = lines(everything(), width)
    assert max(map(len, made)) <= width
    text = "\n".join(made)
    for number in ("-3.321456789", "-3.321456822", "0.8141234568", "0.7150234568"):
        assert number in text
    assert "…" not in text


@pytest.mark.parametrize("width", [100, 140])
def test_each_verdict_has_its_mark_and_its_word(width):
    text = printed(everything(), width)
    assert "✓ Logistic regression" in text
    assert "≈ Area under the curve · deviates as documented" in text
    assert "✗ Area under the curve · disagrees" in text
    assert "– Logistic regression · not verified" in text
    assert "rms < 7.0: val.prob bins the risks before it counts pairs" in text


def test_a_pipe_gets_no_colours_and_a_terminal_does():
    assert "\x1b" not in printed(everything())
    assert "\x1b[" in printed(everything(), 120, terminal=True)


def test_no_color_is_respected(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    text = printed(everything(), 120, terminal=True)
    assert "\x1b[31m" not in text and "\x1b[32m" not in text and "\x1b[1;31m" not in text


def test_the_head_names_the_study_its_model_and_how_r_answered():
    first = lines(verification(statistic(AREA, RESULT, areas(), of=study())), 140)[0]
    assert first == "asah · 113 patients, 37 Poor, 2 left out (missing values) · outcome ~ age + s100b · R 4.2.2 live through rpy2 3.5.9"


def test_recorded_answers_say_so_in_the_head_and_in_their_row():
    made = lines(verification(statistic(AREA, RESULT, areas(live=False), of=study()), bridge=None), 140)
    assert made[0].endswith("recorded answers of R 4.2.2")
    assert any("pROC::auc 1.18.0 recorded" in line for line in made)


def test_the_number_shown_is_the_one_that_used_most_of_its_tolerance():
    (row,) = [line for line in lines(verification(statistic(AREA, RESULT, areas(), of=study()))) if "pROC::auc" in line]
    assert "interval.low" in row and row.split()[-4:] == ["-7.2e-13", "11.9", "9", "iterative"]


def test_a_failure_comes_before_what_agrees():
    made = verification(statistic(SLOPES, slopes_of(), slope_answers(shift=1e-3), of=study()))
    rows = [line for line in lines(made) if "rms::lrm" in line or "statsmodels GLM" in line]
    assert "✗ rms::lrm" in rows[0] and "✓ statsmodels" in rows[1]


def test_a_reference_that_did_not_answer_says_why():
    text = " ".join(printed(everything(), 100).split())
    assert "– rmda::decision_curve skipped: rmda is not installed, nothing recorded" in text


def test_a_crash_is_not_called_skipped():
    made = verification(statistic(AREA, RESULT, [areas()[0], Unanswered("NOT_RUN", "R crashed (SIGSEGV)")], of=study()))
    text = printed(made)
    assert "! Area under the curve · not run" in text
    assert "! rms::val.prob not run: R crashed (SIGSEGV)" in text


def test_the_numbers_that_disagree_are_given_in_full_with_the_next_command():
    text = io.StringIO()
    print_problems(everything(), Console(file=text), width=120)
    said = text.getvalue()
    assert "✗ Area under the curve · asah-b · pROC::auc 1.18.0: 2 of 4 numbers disagree" in said
    assert "0.8141234567890123" in said
    assert "parity show area asah" in said


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        (None, "    parity show area asah"),
        ("my studies/mine.toml", "    parity show area 'my studies/mine.toml'"),
        ("a/x.csv", "    `parity init a/x.csv --outcome outcome` writes a study file to edit, and `parity show area a/x.toml` reads it"),
    ],
)
def test_the_next_command_is_one_that_works(path, hint):
    of = dataclasses.replace(study(), path=path and Path(path))
    text = io.StringIO()
    print_problems(verification(statistic(AREA, RESULT, areas(proc={"area": 0.81}), of=of), studies=(of,)), Console(file=text), width=60)
    assert hint in text.getvalue().splitlines()


def test_a_cohort_that_two_studies_have_is_named_with_its_study():
    studies = [dataclasses.replace(study(name), validation=study("later").development) for name in ("one", "two")]
    made = verification(*(statistic(AREA, RESULT, areas(), of=of, role=role) for of in studies for role in ROLES), studies=studies)
    assert [cohort_of(made, one) for one in made.statistics] == ["one", "one: later", "two", "two: later"]


def test_at_most_the_worst_five_numbers_of_a_failure_are_listed():
    terms = tuple(f"x{number}" for number in range(1, 21))
    ours = type(slopes_of())(terms, np.ones(20), "newton")
    theirs = {term: 1 + number * 1e-3 for number, term in enumerate(terms, 1)}
    answer = slope_answers()[1]
    bad = type(answer)({"coefficients": theirs}, (), answer.provenance)
    made = verification(statistic(SLOPES, ours, [Unanswered("SKIPPED", "no"), bad, Unanswered("SKIPPED", "no")], of=study()))
    text = io.StringIO()
    print_problems(made, Console(file=text), width=120)
    listed = [line.split()[0] for line in text.getvalue().splitlines() if line.startswith("    coefficients")]
    assert listed == [f"coefficients[x{number}]" for number in (20, 19, 18, 17, 16)]
    assert "15 more in results.csv" in text.getvalue()


def test_a_name_cannot_steer_the_terminal():
    text = printed(everything(predictors=("\x1b[31mred\nline", HOSTILE)), 100)
    assert "\x1b" not in text
    assert "line" in text and "[bold]" not in text


def test_rich_markup_in_a_name_is_only_a_name():
    assert "[bold]age[/bold]" in printed(everything(predictors=("[bold]age[/bold]", "b")), 140)


def shown(made) -> str:
    text = io.StringIO()
    print_card(made, Console(file=text, width=100))
    return " ".join(text.getvalue().split())


def test_the_card_holds_definition_references_tolerances_and_literature():
    text = shown(card(AREA))
    assert "Area under the curve, of a case at hand." in text
    assert "The mean of (1/n) Σⱼ ψ(Xᵢ, Yⱼ), as pROC::auc has it." in text
    assert "pROC::auc (R) levels fixed" in text
    assert "r_scripts/rms/area.R" in text
    assert "documented deviation in area (rms < 7.0): val.prob bins the risks before it counts pairs" in text
    assert "a count of pairs in another order" in text
    assert "|parity − R| ≤ 1e-12 + 1e-13·|R|" in text
    assert "doi:10.1000/1" in text


def test_every_field_of_the_card_has_its_meaning_and_reason():
    fields = card(AREA).fields
    assert [field.name for field in fields] == ["area", "pairs", "interval.low", "interval.high"]
    assert all(field.reason and field.meaning for field in fields)
    assert fields[2].meaning == "Around the area."


def test_a_references_own_tolerance_stands_beside_the_fields():
    against = [(field.against, field.reason) for field in card(SLOPES).fields if field.name == "coefficients"]
    assert against == [
        ("", "Newton's step below 1e-12 against glm's deviance rule at 1e-14"),
        ("rms::lrm", "lrm stops early at its own tolerance"),
    ]


def test_with_a_statistic_the_card_has_its_values():
    text = shown(card(AREA, statistic(AREA, RESULT, areas(), of=study())))
    assert "asah (development): deviates as documented" in text
    assert "0.8141234567890123" in text
    assert card(AREA).values is None
