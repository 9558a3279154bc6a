"""The card of a check in the terminal."""

from __future__ import annotations

import io

import numpy as np
from report_cases import AREA, PAGE, RESULT, RISKS, SILENT, SLOPES, Page, Risks, answer, areas, drawn, statistic
from rich.console import Console

from parity.report.card import card
from parity.report.card_on_terminal import print_card


def shown(made) -> str:
    text = io.StringIO()
    print_card(made, Console(file=text, width=100))
    return " ".join(text.getvalue().split())


def test_the_card_holds_definition_references_tolerances_and_literature():
    text = shown(card(AREA))
    assert "Area under the curve, of a case at hand." in text
    assert "The mean of (1/n) Σⱼ ψ(Xᵢ, Yⱼ), as pROC::auc has it." in text
    assert "pROC::auc (R) levels fixed" in text
    assert "r_scripts/pROC/area.R" in text and "r_scripts/rms/val_prob.R" in text
    assert "documented deviation in area (rms < 7.0): val.prob bins the risks before it counts pairs" in text
    assert "a count of pairs in another order" in text
    assert "|parity − R| ≤ 1e-12 + 1e-13·|R|" in text
    assert "doi:10.1000/1" in text


def test_the_card_says_what_a_computed_bound_is():
    text = shown(card(RISKS))
    assert "|parity − R| ≤ 1e-11·|R| + rounding_of_risks" in text
    bound = "a computed bound, up to a millionth of the number or of its scale"
    assert f"rounding_of_risks, {bound}: How far rounding may move each risk." in text


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
    text = shown(card(AREA, statistic(AREA, RESULT, areas())))
    assert "asah (development): deviates as documented" in text
    assert "0.8141234567890123" in text
    assert card(AREA).values is None


def test_of_many_patients_the_card_has_the_worst_and_some_of_the_others():
    n = 5_000
    ours = Risks(np.linspace(0.1, 0.9, n), 0.9, np.array([True]))
    near = np.array(ours.risk)
    near[[7, 70]] *= 1 + np.array([2e-12, 1e-12])
    given = [answer({"risk": near, "largest": 0.9}, "stats"), SILENT, SILENT]
    values = card(RISKS, statistic(RISKS, ours, given, inputs={"wobble": np.zeros(n)})).values
    assert [row.field for row in values.rows[:2]] == ["risk[8]", "risk[71]"]
    assert len(values.rows) == 12 and values.left_out == n + 1 - 12 and values.left_out_identical


def test_of_a_page_the_card_shows_only_the_lines_that_differ():
    ours = drawn(40)
    theirs = ["1 J 1 j Q", *ours[1:]]
    values = card(PAGE, statistic(PAGE, Page(ours), [answer({"content": theirs}, "pROC"), SILENT])).values
    assert [row.field for row in values.rows] == ["content[1]"]
    assert values.left_out == len(ours) - 1
