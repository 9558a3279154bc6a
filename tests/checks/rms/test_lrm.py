from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from parity.checks.rms.lrm import (
    gives_up_from_7,
    is_singular_before_7,
    lrm_before_7,
    lrm_from_7,
    statistics_at,
    steps_before_7,
)
from parity.checks.rms.lrm_fit import line_before_7, line_from_7
from parity.statistics.discrimination.concordance import concordance
from parity.statistics.regression.linear_predictor import linear_predictor
from parity.statistics.regression.logistic_regression import logistic_regression
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.statistics.regression.r_squared import r_squared


def drawn(n: int = 150):
    draw = np.random.default_rng(20261126)
    x = draw.normal(size=(n, 2))
    outcome = (draw.random(n) < 1 / (1 + np.exp(0.4 - x @ [2.6, -1.2]))).astype(int)
    return outcome, x, np.column_stack([np.ones(n), x])


@pytest.mark.parametrize(("stop", "line"), [(lrm_before_7, line_before_7), (lrm_from_7, line_from_7)])
def test_of_one_column_it_is_where_the_calibration_line_is_left(stop, line):
    outcome, x, columns = drawn()
    assert stop(outcome, columns[:, :2]) == pytest.approx(line(outcome, x[:, 0]).line, rel=1e-12)


@pytest.mark.parametrize(("stop", "line"), [(lrm_before_7, line_before_7), (lrm_from_7, line_from_7)])
@pytest.mark.parametrize("seed", [137, 3, 5])
def test_so_it_is_of_log_odds_with_long_tails(stop, line, seed):
    outcome, log_odds = with_long_tails(seed)
    columns = np.column_stack([np.ones(len(log_odds)), log_odds])
    assert stop(outcome, columns) == pytest.approx(line(outcome, log_odds).line, rel=1e-9)


def with_long_tails(seed: int, n: int = 80):
    random = np.random.default_rng(seed)
    log_odds = random.standard_t(1.5, n) * 2
    return (random.random(n) < expit(0.5 * np.clip(log_odds, -4, 4))).astype(int), log_odds


def test_the_former_one_stops_short_of_the_maximum_and_the_other_at_it():
    outcome, x, columns = drawn()
    best = maximum_likelihood(outcome, {"a": x[:, 0], "b": x[:, 1]}).coefficients
    former, later = lrm_before_7(outcome, columns), lrm_from_7(outcome, columns)
    assert 1e-12 < np.abs(former - best).max() < 1e-3
    assert later == pytest.approx(best, rel=1e-7)


@pytest.mark.parametrize(("scale", "singular"), [(1.0, False), (50.0, False), (1e4, True)])
def test_a_column_far_from_0_beside_its_spread_is_singular_to_the_former_one(scale, singular):
    """Of the column, 1e-7 must be left beside the constant: of a mean m and a variance v some v / m^3, where m is
    large."""
    outcome, x, columns = drawn()
    assert is_singular_before_7(outcome, columns[:, :2] + [0.0, scale]) is singular
    assert bool(x[:, 0].var() / (1 + scale**2) ** 1.5 < 1e-7) is singular


def test_the_later_one_gives_up_only_where_a_system_has_no_digit_left():
    """The condition of the information is about m^4 / v, and a double has 16 digits."""
    outcome, _, columns = drawn()
    assert not gives_up_from_7(outcome, columns + [0.0, 1e3, 0.0])
    assert gives_up_from_7(outcome, columns + [0.0, 1e5, 0.0])


def test_the_statistics_at_the_maximum_are_those_of_the_definitions():
    outcome, x, _ = drawn()
    predictors = {"a": x[:, 0], "b": x[:, 1]}
    fit = logistic_regression(outcome, predictors)
    found = statistics_at(outcome, predictors, fit.coefficients, binned=False)
    risk = linear_predictor(outcome, predictors, predictors).risk
    assert found["standard_errors"] == pytest.approx(fit.standard_errors, rel=1e-10)
    assert found["likelihood_ratio"] == pytest.approx(fit.likelihood_ratio, rel=1e-12)
    assert found["likelihood_ratio_p"] == pytest.approx(fit.likelihood_ratio_p, rel=1e-6, abs=0)
    assert found["nagelkerke"] == pytest.approx(r_squared(outcome, predictors).nagelkerke, rel=1e-12)
    assert found["c"] == concordance(outcome, risk).c
    binned = statistics_at(outcome, predictors, fit.coefficients, binned=True)["c"]
    assert 0 < abs(binned - found["c"]) < 1e-3


def rare_events():
    """Half of the ten exposed have an event that is rare elsewhere: the first step puts all of these at nearly 1."""
    outcome, exposed = np.repeat([0, 1, 0, 1], [495, 5, 5, 5]), np.repeat([0.0, 1.0], [500, 10])
    return outcome, np.column_stack([np.ones(510), exposed])


@pytest.mark.parametrize("stop", [lrm_before_7, lrm_from_7])
def test_steps_that_overshoot_are_halved_on_the_way_to_the_odds_of_a_table(stop):
    assert stop(*rare_events()) == pytest.approx([-np.log(99), np.log(99)], rel=1e-5)


def test_before_rms_7_a_step_that_went_down_is_taken_back_by_half_and_then_by_a_quarter():
    start, whole, less, least, *_ = steps_before_7(*rare_events())
    assert less - start == pytest.approx((whole - start) / 2, rel=1e-12)
    assert least - start == pytest.approx((whole - start) / 4, rel=1e-12)


def test_before_rms_7_a_model_that_starts_at_its_maximum_is_left_after_one_step():
    """The first has nothing before it that the deviance could have changed from; before the second it has not."""
    outcome, exposed = np.tile([1, 0], 20), np.repeat([-1.0, 1.0], 20)
    places = steps_before_7(outcome, np.column_stack([np.ones(40), exposed]))
    assert places == pytest.approx(np.zeros((2, 2)), abs=1e-15)
