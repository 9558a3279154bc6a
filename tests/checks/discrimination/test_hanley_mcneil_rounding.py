"""What the rounding of correlations does to Hanley and McNeil's test, and where it has no standard error."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtri

from parity.checks.discrimination.hanley_mcneil import area_rounding, difference_rounding
from parity.checks.summation import UNIT
from parity.statistics.discrimination.hanley_mcneil_test import hanley_mcneil_test

LEVEL = 0.95


def scores(seed, n=60, apart=0.5):
    draw = np.random.default_rng(seed)
    outcome = np.arange(n) % 2
    shared = draw.normal(size=n) + 0.8 * outcome
    return outcome, shared, shared + apart * draw.normal(size=n)


def in_percent_more(score, by):
    """The same score in a unit that is off by a rounding error for every patient."""
    return score * (1 + by * np.where(np.arange(len(score)) % 3 == 0, 1, -1))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("apart", [1.0, 0.1])
def test_a_thousand_roundings_of_the_scores_move_nothing_further_than_so_many_bounds(seed, apart):
    outcome, one, other = scores(seed, apart=apart)
    bounds = difference_rounding(outcome, one, other, LEVEL)
    here = hanley_mcneil_test(outcome, one, other, LEVEL)
    there = hanley_mcneil_test(outcome, in_percent_more(one, 1000 * UNIT), other, LEVEL)
    for name in ("correlation_of_cases", "correlation_of_controls", "correlation", "standard_error", "statistic"):
        assert abs(getattr(there, name) - getattr(here, name)) <= 1000 * bounds[name]
    assert bounds["correlation"] < 1e-12 and bounds["statistic"] < 1e-11


def test_the_tail_moves_by_its_density_and_a_limit_by_a_quantile():
    outcome, one, other = scores(1)
    bounds, found = difference_rounding(outcome, one, other, LEVEL), hanley_mcneil_test(outcome, one, other, LEVEL)
    density = math.exp(-(found.statistic**2) / 2) / math.sqrt(2 * math.pi)
    assert bounds["p_value"] == pytest.approx(2 * density * bounds["statistic"], rel=1e-9, abs=0)
    assert bounds["limit"] == pytest.approx(4 * UNIT + ndtri(0.975) * bounds["standard_error"], rel=1e-9, abs=0)


def certain(seed):
    """A score of which every case has more than every control."""
    outcome, one, _ = scores(seed)
    return outcome, 9.0 * outcome + one


def test_scores_of_equal_areas_that_go_together_have_no_standard_error_but_correlations():
    outcome, one, other = np.array([0, 0, 0, 1, 1]), np.array([1.0, 3, 5, 2, 4]), np.array([1.0, 3, 5, 0.5, 5.5])
    assert hanley_mcneil_test(outcome, one, other, LEVEL).standard_error == 0.0
    bounds = difference_rounding(outcome, one, other, LEVEL)
    infinite = {name for name, bound in bounds.items() if math.isinf(bound)}
    assert infinite == {"standard_error", "statistic", "p_value", "limit"}
    assert 0 < bounds["correlation_of_cases"] < 1e-12 and 0 < bounds["correlation_of_controls"] < 1e-12
    assert bounds["correlation"] == pytest.approx(0.0, abs=1e-6), "near 1 an angle moves by the root of its sine"


def test_beside_a_certain_score_the_error_is_that_of_the_other():
    outcome, one = certain(2)
    other = scores(3)[1]
    found = hanley_mcneil_test(outcome, one, other, LEVEL)
    rounding = area_rounding(outcome, other, LEVEL)["standard_error"]
    bounds = difference_rounding(outcome, one, other, LEVEL)
    assert bounds["standard_error"] == pytest.approx(rounding + 4 * UNIT * found.standard_error, rel=1e-9, abs=0)


def test_a_certain_score_has_no_error_of_its_area():
    outcome = np.arange(10) % 2
    assert set(area_rounding(outcome, 1.0 * outcome, LEVEL).values()) == {0.0}
    outcome, one, _ = scores(3)
    bounds = area_rounding(outcome, one, LEVEL)
    assert bounds["limit"] == pytest.approx(ndtri(0.975) * bounds["standard_error"], rel=1e-12, abs=0)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_correlation_of_1_moves_by_no_more_than_an_angle_can(sign):
    """Where a sum of scores is off by e, the angle whose sine is 1 is off by the root of 2e."""
    outcome, one, _ = scores(4)
    other = np.where(outcome == 1, sign * one, sign * one - 5)
    assert np.isfinite(difference_rounding(outcome, one, other, LEVEL)["correlation"])
