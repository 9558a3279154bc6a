"""Calibration lines of many resamples at once, each at the maximum of its likelihood or none; and tied log odds."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.regression.logistic_regression import logistic_regression
from parity.statistics.validation.fits import lines_at_maximum
from parity.statistics.validation.indexes import are_tied


def test_each_line_is_at_its_maximum_also_where_it_is_far_from_a_slope_of_1():
    """Newton's first step from there goes too far in one row, and not in the other."""
    near = np.linspace(-3, 3, 40)
    draw = np.random.default_rng(3)
    far = np.linspace(-30, 30, 40)
    events = np.array([draw.random(40) < 1 / (1 + np.exp(-near)), draw.random(40) < 0.3], dtype=float)
    found = lines_at_maximum(np.array([near, far]), np.ones((2, 40)), events)
    assert found.found.all()
    for row, log_odds in enumerate((near, far)):
        fit = logistic_regression(events[row].astype(int), {"x": log_odds})
        np.testing.assert_allclose(found.coefficients[row], fit.coefficients, rtol=1e-9, atol=1e-11)
        assert found.deviance[row] == pytest.approx(-2 * fit.log_likelihood, rel=1e-13)


@pytest.mark.parametrize("most", [0, 1])
def test_one_patient_of_another_outcome_is_enough_for_a_line(most):
    log_odds, events = np.linspace(-2, 2, 9), np.full(9, most)
    events[6] = 1 - most
    found = lines_at_maximum(log_odds[np.newaxis], np.ones((1, 9)), events[np.newaxis].astype(float))
    assert found.found[0]
    expected = logistic_regression(events, {"x": log_odds}).coefficients
    np.testing.assert_allclose(found.coefficients[0], expected, rtol=1e-9)


@pytest.mark.parametrize("events", [[0, 0, 1, 1, 1], [0, 0, 0.5, 1, 1], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1]])
def test_separated_or_equal_outcomes_have_no_line(events):
    """The third: quasi-complete separation, of which the likelihood has a limit above that of nothing."""
    patients = np.full((1, 5), 4.0)
    assert not lines_at_maximum(np.array([[-2.0, -1, 0, 1, 2]]), patients, 4 * np.array([events], dtype=float)).found[0]


@pytest.mark.parametrize("log_odds", [-700.0, -2.0, 0.0, 0.3, 40.0])
def test_log_odds_that_differ_by_rounding_are_tied_and_others_are_not(log_odds):
    beside = np.nextafter(log_odds, np.inf)
    assert are_tied(np.array([[log_odds, log_odds, beside, log_odds + 1e-7 * (1 + abs(log_odds))]])).tolist() == [
        [True, True, False]
    ]
