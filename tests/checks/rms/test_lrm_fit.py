"""Where ``lrm.fit`` leaves a calibration line, and its deviances."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import expit, logit

from parity.checks.rms.lrm_fit import (
    bins,
    deviance_before_7,
    deviance_from_7,
    gives_up,
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
    assert len(stopped.line) == 2 and stopped.steps.shape == (0, 2)


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


def of_two_risks(without: int, with_event: int, *, others: int, events: int, first: float = 0.0):
    """Patients at two log odds that are 1 apart, whose line goes through the log odds of their own prevalences."""
    outcome = np.repeat([0, 1, 0, 1], [without, with_event, others, events])
    log_odds = first + np.repeat([0.0, 1.0], [without + with_event, others + events])
    low, high = math.log(with_event / without), math.log(events / others)
    return outcome, log_odds, np.array([low - (high - low) * first, high - low])


@LINES
@pytest.mark.parametrize(("without", "with_event", "first"), [(495, 5, 0.0), (190, 10, 0.0), (495, 5, 0.5)])
def test_steps_that_overshoot_are_halved_on_the_way_to_the_line(line_as_lrm_stops, without, with_event, first):
    """Where the event is rare, half of those at high risk have it, and the first step puts all of these at nearly 1."""
    outcome, log_odds, line = of_two_risks(without, with_event, others=5, events=5, first=first)
    start, deviance = np.array([logit(outcome.mean()), 0.0]), deviance_from_7
    assert deviance(outcome, start[0] + newton(outcome, log_odds, start) @ [np.ones(len(log_odds)), log_odds]) > (
        deviance(outcome, np.full(len(log_odds), start[0]))
    )
    assert line_as_lrm_stops(outcome, log_odds).line == pytest.approx(line, rel=1e-5)


def test_from_rms_7_on_a_step_is_the_first_of_its_halves_that_does_not_raise_the_deviance():
    outcome, log_odds, _ = of_two_risks(495, 5, others=5, events=5)
    design, at = np.column_stack([np.ones(len(log_odds)), log_odds]), np.array([logit(outcome.mean()), 0.0])
    shares = []
    for step in line_from_7(outcome, log_odds).steps:
        full, before = newton(outcome, log_odds, at), deviance_from_7(outcome, design @ at)
        there = {0.5**k: deviance_from_7(outcome, design @ (at + 0.5**k * full)) for k in range(7)}
        shares.append(next(share for share, deviance in there.items() if deviance < before + 1e-6))
        assert step == pytest.approx(shares[-1] * full, rel=1e-9, abs=1e-9)
        at = at + step
    assert shares[0] == 0.25 and shares[-1] == 1


def newton(outcome, log_odds, at) -> np.ndarray:
    """One step."""
    design = np.column_stack([np.ones(len(log_odds)), log_odds])
    fitted = expit(design @ at)
    information = (design * (fitted * (1 - fitted))[:, None]).T @ design
    return np.linalg.solve(information, design.T @ (outcome - fitted))


@pytest.mark.parametrize("mean", [0.5, 3.0, 20.0])
@pytest.mark.parametrize(("share", "singular"), [(0.95, True), (1.05, False)])
def test_a_line_is_singular_before_rms_7_where_its_second_column_is_hardly_more_than_a_part_of_the_first(
    mean, share, singular
):
    """What is left of it, in a QR decomposition of the information of equal weights, is 2e-7 of it."""
    spread = math.sqrt(share * 2e-7 * mean * (1 + mean**2))
    log_odds = mean + spread * np.tile([-1.0, 1.0], 50)
    first = log_odds.mean()
    information = np.array([[1.0, first], [first, (log_odds**2).mean()]])
    left = abs(np.linalg.qr(information, mode="r")[1, 1])
    assert bool(left <= 2e-7 * np.linalg.norm(information[:, 1])) is singular
    assert is_singular_before_7(np.tile([0, 1, 1, 0], 25), log_odds) is singular


@pytest.mark.parametrize(("shift", "up"), [(0.0, False), (2e3, False), (1e5, True)])
def test_from_rms_7_on_it_gives_up_where_the_information_has_no_digit_left_at_a_place_it_comes_by(shift, up):
    """Its condition is about m^4 / v of a mean m and a variance v, and a double has 16 digits."""
    draw = np.random.default_rng(2)
    log_odds = draw.normal(size=200)
    outcome = (draw.random(200) < expit(log_odds - 0.4)).astype(int)
    assert gives_up(outcome, log_odds + shift) is up


def test_a_risk_at_the_limit_of_two_bins_falls_into_that_of_its_log_odds_taken_back():
    """By logarithms and exponentials of the C library, whose last bit decides; any other risk is in its own."""
    risk = [number / 5000 for number in range(1, 5000)]
    taken_back = [1 / (1 + math.exp(-math.log(p / (1 - p)))) for p in risk]
    expected = [math.floor(5000 * p + 1) - 1 for p in taken_back]
    assert bins(np.array(risk)).tolist() == expected
    assert sum(found != number for number, found in enumerate(expected, 1)) > 100
    between = np.array(risk) + 1e-5
    assert bins(between).tolist() == list(range(1, 5000))
