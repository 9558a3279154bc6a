"""Where ``lrm.fit`` leaves a calibration line, and its deviances."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import expit, logit

from parity.checks.rms.lrm_fit import (
    deviance_before_7,
    deviance_from_7,
    is_singular_before_7,
    line_before_7,
    line_from_7,
)
from parity.statistics.calibration.calibration_line import calibration_line
from parity.statistics.calibration.recalibration import deviance_of_risks, recalibration

LINES = pytest.mark.parametrize("line_as_lrm_stops", [line_before_7, line_from_7])


def cohorts(count: int = 20):
    random = np.random.default_rng(20250101)
    for _ in range(count):
        log_odds = random.normal(-0.5, 1.2, int(random.integers(60, 300)))
        truth = random.normal(0, 0.5) + random.uniform(0.4, 1.5) * log_odds
        yield (random.uniform(size=len(log_odds)) < expit(truth)).astype(int), expit(log_odds)


@LINES
def test_where_it_stops_one_more_step_of_newton_leads_closer_to_the_line(line_as_lrm_stops):
    for outcome, risk in cohorts():
        log_odds, line = logit(risk), calibration_line(outcome, risk)
        stopped = line_as_lrm_stops(outcome, log_odds).line
        design = np.column_stack([np.ones(len(risk)), log_odds])
        fitted = expit(design @ stopped)
        step = np.linalg.solve((design * (fitted * (1 - fitted))[:, None]).T @ design, design.T @ (outcome - fitted))
        ideal = np.array([line.intercept, line.slope])
        assert np.abs(stopped - ideal).max() < 1e-4
        assert np.abs(stopped + step - ideal).max() <= np.abs(stopped - ideal).max() + 1e-15


@LINES
def test_the_deviance_there_is_hardly_above_that_of_the_maximum(line_as_lrm_stops):
    for outcome, risk in cohorts():
        stopped = line_as_lrm_stops(outcome, logit(risk))
        of_line = expit(stopped.line[0] + stopped.line[1] * logit(risk))
        assert stopped.deviance == pytest.approx(deviance_of_risks(outcome, of_line), rel=1e-12)
        assert -1e-11 < stopped.deviance - recalibration(outcome, risk).deviance < 1e-6


@LINES
def test_where_it_starts_at_the_maximum_it_stops_there(line_as_lrm_stops):
    outcome, log_odds = np.tile([1, 0], 20), np.repeat([-1.0, 1.0], 20)
    assert line_as_lrm_stops(outcome, log_odds).line == pytest.approx([0, 0], abs=1e-15)


@LINES
def test_the_order_of_the_patients_does_not_matter(line_as_lrm_stops):
    for outcome, risk in cohorts(5):
        there = line_as_lrm_stops(outcome, logit(risk)).line
        back = line_as_lrm_stops(outcome[::-1], logit(risk[::-1])).line
        assert back == pytest.approx(there, rel=1e-11)


@LINES
def test_where_the_risks_separate_the_outcomes_it_stops_at_some_steep_line(line_as_lrm_stops):
    outcome, log_odds = np.repeat([0, 1], 40), np.linspace(-3, 3, 80)
    stopped = line_as_lrm_stops(outcome, log_odds)
    assert stopped.line[0] == pytest.approx(0, abs=1e-9)
    assert stopped.line[1] > 20
    assert 0 < stopped.deviance < 1


@LINES
@pytest.mark.parametrize("outcome", [[0, 1, 1, 1], [0, 0, 0, 0], [1, 1, 1, 1]])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_equal_risks_or_one_outcome_stop_it_at_once(line_as_lrm_stops, outcome):
    stopped = line_as_lrm_stops(np.array(outcome), np.full(4, 0.3))
    assert len(stopped.line) == 2


def test_before_rms_7_log_odds_are_held_within_thirty_of_0_and_risks_near_1_have_few_digits():
    for outcome, risk in cohorts(5):
        of_risks = deviance_of_risks(outcome, risk)
        for deviance in (deviance_before_7, deviance_from_7):
            assert deviance(outcome, logit(risk)) == pytest.approx(of_risks, rel=1e-12)
    outcome, risk = np.array([1, 0, 1, 0, 1]), np.array([1e-20, 0.2, 0.6, 0.7, 0.8])
    held, free = deviance_before_7(outcome, logit(risk)), deviance_from_7(outcome, logit(risk))
    assert free - held == pytest.approx(2 * (20 * math.log(10) - 30), rel=1e-12)
    assert free == pytest.approx(deviance_of_risks(outcome, risk), rel=1e-13)
    turned = 1 - outcome, np.append(1 - 2.0**-53, 1 - risk[1:])
    lost = deviance_of_risks(*turned) - deviance_before_7(turned[0], logit(turned[1]))
    assert lost == pytest.approx(2 * (53 * math.log(2) - 30) - 0.00204, abs=1e-5)


def few_distinct(step):
    """Twenty-five patients on four risks, of whom only those with the lowest have both outcomes."""
    log_odds = np.repeat(1.62 + step * np.arange(4.0), [9, 10, 5, 1])
    return (np.arange(25) >= 4).astype(int), log_odds


def test_before_rms_7_a_line_that_separates_log_odds_close_to_each_other_ends_in_a_singular_information():
    # lrm.fit of rms 6.5-0 stops of these with "apparently singular matrix", and of the wider ones not
    assert is_singular_before_7(*few_distinct(0.01736))
    assert not is_singular_before_7(*few_distinct(1.0))
    outcome, log_odds = few_distinct(0.01736)
    assert not is_singular_before_7(np.roll(outcome, 10), log_odds), "without separation nothing grows"


def test_log_odds_that_spread_too_little_beside_their_mean_are_singular_from_the_start():
    outcome = np.tile([0, 1], 10)
    assert is_singular_before_7(outcome, 1000 + 1e-2 * np.arange(20.0))
    assert not is_singular_before_7(outcome, 10 + 1e-2 * np.arange(20.0))
