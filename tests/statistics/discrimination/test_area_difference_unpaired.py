"""Bootstrap test of the areas of two groups: resample by resample by the definition."""

from __future__ import annotations

import numpy as np
import pytest
from one_by_one import APART, area_of, cautions, rows_of, statistic_and_p, strata, two_scores

from parity import RRandom
from parity.statistics.discrimination.area_difference_unpaired import area_difference_unpaired


@pytest.mark.parametrize("size", [35, 50, 60])
@pytest.mark.parametrize("stratified", [True, False])
def test_the_others_are_drawn_after_the_patients(stratified, size):
    (outcome, risk, _), (others, of_others, _) = two_scores(n=50, seed=1), two_scores(n=size, seed=2)
    found = area_difference_unpaired(outcome, risk, others, of_others, 60, 9)
    dice, resampled = RRandom(9), []
    for _ in range(60):
        first, second = (rows_of(dice, strata(group, stratified)) for group in (outcome, others))
        resampled.append(area_of(outcome, risk, first) - area_of(others, of_others, second))
    one = found.stratified if stratified else found.plain
    assert (one.statistic, one.p_value) == pytest.approx(statistic_and_p(found.difference, resampled), rel=1e-12)


def test_groups_without_a_case_are_refused():
    outcome, risk, _ = two_scores()
    with pytest.raises(ValueError, match="at least one case and one control"):
        area_difference_unpaired(outcome, risk, np.zeros(3, int), np.arange(3.0), 20, 1)


def test_that_both_groups_are_told_apart_perfectly_is_said_and_not_that_one_is():
    outcome, risk = APART
    same = ["no_difference"] * 2
    assert cautions(lambda: area_difference_unpaired(*APART, *APART, 20, 1)) == ["perfect_separation", *same]
    assert cautions(lambda: area_difference_unpaired(*APART, outcome, risk % 7, 20, 1)) == []
