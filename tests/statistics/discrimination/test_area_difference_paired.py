"""Bootstrap test of two areas of the same patients: resample by resample by the definition."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from one_by_one import APART, area_of, cautions, drawn_one_by_one, statistic_and_p, two_scores

from parity.statistics.caution import Caution
from parity.statistics.discrimination.area_difference import area_difference
from parity.statistics.discrimination.area_difference_paired import area_difference_paired


@pytest.mark.parametrize("direction", ["<", ">"])
def test_both_scores_are_those_of_the_same_patients(direction):
    outcome, risk, upwards = two_scores()
    score = upwards if direction == "<" else -upwards
    found = area_difference_paired(outcome, risk, score, direction, 60, 9)
    everybody = np.arange(len(outcome))
    difference = area_of(outcome, risk, everybody) - area_of(outcome, upwards, everybody)
    assert found.first - found.second == found.difference == pytest.approx(difference, abs=1e-15)
    for one, stratified in ((found.stratified, True), (found.plain, False)):
        drawn = drawn_one_by_one(outcome, 60, 9, stratified)
        resampled = [area_of(outcome, risk, rows) - area_of(outcome, upwards, rows) for rows in drawn]
        assert (one.statistic, one.p_value) == pytest.approx(statistic_and_p(difference, resampled), rel=1e-12)


def test_scores_of_one_order_do_not_differ():
    outcome, risk, _ = two_scores()
    for score, direction in ((np.exp(risk), "<"), (-risk, ">")):
        with pytest.warns(Caution, match="the same in every resample"):
            found = area_difference_paired(outcome, risk, score, direction, 30, 1)
        assert (found.difference, found.stratified.statistic, found.plain.p_value) == (0.0, 0.0, 1.0)


def test_equal_areas_of_other_curves_have_a_statistic_of_0_and_nothing_to_say():
    outcome, risk, score = (np.tile(one, 10) for one in ([0, 0, 1, 1], [1.0, 3, 2, 4], [3.0, 1, 4, 2]))
    found = []
    assert cautions(lambda: found.append(area_difference_paired(outcome, risk, score, "<", 30, 1))) == []
    assert (found[0].difference, found[0].plain.statistic, found[0].stratified.p_value) == (0.0, 0.0, 1.0)


def test_an_exchange_turns_the_sign():
    outcome, risk, score = two_scores()
    there = area_difference_paired(outcome, risk, score, "<", 30, 1)
    back = area_difference_paired(outcome, score, risk, "<", 30, 1)
    assert (there.difference, there.plain.statistic) == (-back.difference, -back.plain.statistic)
    assert there.plain.p_value == back.plain.p_value


def test_a_resample_of_one_class_is_left_out():
    _, risk, score = two_scores(n=12)
    outcome = np.array([1, 0] * 2 + [0] * 8)
    with pytest.warns(Caution, match="no case or no control"):
        area_difference_paired(outcome, risk, score, "<", 200, 1)


def test_that_both_scores_are_perfect_is_said_and_not_that_one_is():
    outcome, risk = APART
    same = ["no_difference"] * 2
    assert cautions(lambda: area_difference_paired(outcome, risk, risk**2, "<", 20, 1)) == ["perfect_separation", *same]
    assert cautions(lambda: area_difference_paired(outcome, risk, risk % 7, "<", 20, 1)) == []


def test_one_resample_has_no_deviation():
    outcome, risk, score = two_scores()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = area_difference_paired(outcome, risk, score, "<", 1, 1)
    assert np.isfinite(found.difference)
    assert np.isnan([found.stratified.statistic, found.stratified.p_value, found.plain.statistic]).all()


def test_two_resamples_have_the_deviation_of_two_numbers():
    found = area_difference(0.8, 0.7, np.array([0.1, 0.3]), np.array([0.0, 0.3]))
    assert found.stratified.statistic == pytest.approx(0.1 / (0.2 / np.sqrt(2)), rel=1e-13)
    assert found.plain.statistic == pytest.approx(0.1 / (0.3 / np.sqrt(2)), rel=1e-13)


def test_what_has_no_direction_is_refused():
    with pytest.raises(ValueError, match="the direction is '<' or '>', not 'auto'"):
        area_difference_paired(*two_scores(), "auto", 20, 1)
