"""What is wrong of a formula on our side disagrees with what R made of it."""

from __future__ import annotations

import pytest
from verified import verified

from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import RCall, Verdict
from parity.data.study_file import find_study
from parity.models import design, model_matrix
from parity.models.knots import default_knots

OF_THE_MODEL = CATALOGUE.matching(["logistic_regression", "linear_predictor", "nomogram", "nomogram_page"])


def verdicts() -> dict[str, set[Verdict]]:
    """Of R's answers: a Python library is given the columns that we make."""
    found: dict[str, set[Verdict]] = {}
    for statistic in verified([find_study("curves")], OF_THE_MODEL, None, Mode.REPLAY).statistics:
        of_r = {one.verdict for one in statistic.comparisons if isinstance(one.call, RCall)}
        found.setdefault(statistic.check.stem, set()).update(of_r)
    return found


def wrong_fields(stem: str) -> set[str]:
    verification = verified([find_study("curves")], CATALOGUE.matching([stem]), None, Mode.REPLAY)
    comparisons = [one for statistic in verification.statistics for one in statistic.comparisons]
    return {field.name for one in comparisons for field in one.fields if field.verdict is Verdict.DISAGREES}


def test_without_a_fault_the_study_with_a_formula_agrees():
    assert verdicts() == {check.stem: {Verdict.AGREES} for check in OF_THE_MODEL.checks}


@pytest.mark.parametrize("by", [1e-6, 0.1])
def test_a_knot_in_another_place_disagrees(by, monkeypatch):
    def moved(values, count):
        knots = default_knots(values, count)
        return (*knots[:1], knots[1] * (1 + by), *knots[2:])

    monkeypatch.setattr(model_matrix, "default_knots", moved)
    found = verdicts()
    assert found["logistic_regression"] == found["linear_predictor"] == {Verdict.DISAGREES}
    assert "knots" in wrong_fields("logistic_regression")


def test_an_interaction_that_is_left_out_disagrees(monkeypatch):
    products = design.interaction_columns
    monkeypatch.setattr(design, "interaction_columns", lambda columns: products(columns) ** 2)
    found = verdicts()
    assert found["logistic_regression"] == found["linear_predictor"] == {Verdict.DISAGREES}
