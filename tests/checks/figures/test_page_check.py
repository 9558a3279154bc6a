"""The checks of pages, whichever the figure."""

from __future__ import annotations

import math

import pytest

from parity.checks.figures import nomogram_page, roc_page, val_prob_page
from parity.checks.figures.page import across_ties
from parity.data.study import study_from_csv
from parity.data.study_file import find_study
from parity.places import cohorts
from parity.verification.predictions import samples

CASE = cohorts().parent / "cases" / "dca_given_risk.csv"
FIGURES = pytest.mark.parametrize("module", [val_prob_page, roc_page, nomogram_page])


@FIGURES
def test_a_page_that_r_draws_otherwise_is_told_from_the_page_by_the_definition(module):
    inputs = module.CHECK.arguments(samples(find_study("rait"))[0])
    page = module.CHECK.result_of(inputs)
    followed = [one for one in module.CHECK.references[0].deviations if one.follows is not None]
    assert followed
    for deviation in followed:
        assert deviation.definition(**inputs).content == page.content
    others = [one for one in module.CHECK.references[0].deviations if one.follows is None]
    assert [one for one in others if one.definition is not None] == []


@FIGURES
def test_only_the_figure_of_a_model_needs_one(module):
    given = samples(study_from_csv(CASE, outcome="Event", risk="P1"))[0]
    of_model = module is nomogram_page
    assert module.CHECK.unless(given) == ("the risks are given, there is no model" if of_model else "")
    assert module.CHECK.unless(samples(find_study("rait"))[0]) == ""


@pytest.mark.parametrize("number", [0.3375, -1.0625, 12.0005])
@pytest.mark.parametrize(("off", "tied"), [(0.95e-9, True), (1.05e-9, False), (-0.95e-9, True), (-1.05e-9, False)])
def test_a_tie_is_one_up_to_a_thousand_millionth_of_a_unit(number, off, tied):
    near = number + off * 1e-3
    assert (across_ties(near) != near) is tied


@pytest.mark.parametrize("tie", [0.3375, 0.2875, -1.0625, 0.0005])
def test_the_other_side_of_a_tie_is_a_quarter_of_a_unit_away_from_it(tie):
    assert abs(across_ties(tie) - tie) == pytest.approx(0.00025, rel=1e-6)
    assert math.copysign(1, across_ties(tie)) == math.copysign(1, tie)
