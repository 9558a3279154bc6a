from __future__ import annotations

import math

import numpy as np
import pytest
from drawn_patients import VAL_PROB_OF_RHODES, drawn_by_rhodes
from scipy.special import expit, logit

from parity.statistics.calibration.calibration_line import calibration_line
from parity.statistics.calibration.recalibration import deviance_of_prevalence, recalibration
from parity.statistics.caution import Caution


def cohorts(count: int = 20):
    random = np.random.default_rng(20250101)
    for _ in range(count):
        log_odds = random.normal(-0.5, 1.2, int(random.integers(60, 300)))
        truth = random.normal(0, 0.5) + random.uniform(0.4, 1.5) * log_odds
        yield (random.uniform(size=len(log_odds)) < expit(truth)).astype(int), expit(log_odds)


def two_risks(low: float, high: float, table: tuple[int, int, int, int]):
    """Events and non-events at the high risk, then at the low risk."""
    return np.repeat([1, 0, 1, 0], table), np.repeat([high, high, low, low], table)


def test_at_the_line_the_score_is_zero():
    for outcome, risk in cohorts():
        line, log_odds = calibration_line(outcome, risk), logit(risk)
        residual = outcome - expit(line.intercept + line.slope * log_odds)
        assert abs(residual.sum()) < 1e-11
        assert abs((residual * log_odds).sum()) < 1e-11
        assert abs((outcome - expit(line.intercept_in_the_large + log_odds)).sum()) < 1e-11


def test_recalibrated_risks_have_intercept_0_and_slope_1():
    for outcome, risk in cohorts():
        line = calibration_line(outcome, risk)
        again = calibration_line(outcome, expit(line.intercept + line.slope * logit(risk)))
        assert again.intercept == pytest.approx(0, abs=1e-12)
        assert again.slope == pytest.approx(1, abs=1e-12)
        assert again.intercept_in_the_large == pytest.approx(0, abs=1e-12)


def test_with_two_risks_the_slope_is_the_log_odds_ratio_of_the_liver_scans_with_woolfs_standard_error():
    # Altman, Bland (1994), doi:10.1136/bmj.308.6943.1552: 231 and 32 positive, 27 and 54 negative scans with and
    # without disease; Woolf (1955), doi:10.1111/j.1469-1809.1955.tb01348.x: the variance of a log odds ratio is the sum
    # of the reciprocal cells
    outcome, risk = two_risks(low=float(expit(0.0)), high=float(expit(1.0)), table=(231, 32, 27, 54))
    line = calibration_line(outcome, risk)
    assert line.slope == pytest.approx(math.log(231 * 54 / (32 * 27)), rel=1e-13)
    assert line.slope_standard_error == pytest.approx(math.sqrt(1 / 231 + 1 / 32 + 1 / 27 + 1 / 54), rel=1e-13)
    assert line.intercept == pytest.approx(math.log(27 / 54), rel=1e-13)
    assert line.intercept_standard_error == pytest.approx(math.sqrt(1 / 27 + 1 / 54), rel=1e-13)


def test_a_thousand_patients_as_val_prob_and_logistic_cal_print_them_in_the_readme_of_pmcalibration():
    found = calibration_line(*drawn_by_rhodes())
    printed = VAL_PROB_OF_RHODES["Intercept"], VAL_PROB_OF_RHODES["Slope"]
    assert (round(found.intercept, 9), round(found.slope, 9)) == printed
    in_the_large = found.intercept_in_the_large, found.intercept_in_the_large_standard_error
    assert (round(in_the_large[0], 3), round(in_the_large[1], 2)) == (-0.044, 0.12)
    assert round(in_the_large[0] / in_the_large[1], 2) == -0.36
    assert round((found.slope - 1) / found.slope_standard_error, 2) == 2.62


def test_calibration_in_the_large_of_one_risk_is_the_difference_of_the_log_odds():
    outcome = np.repeat([1, 0], [30, 70])
    risk = np.where(np.arange(100) % 2 == 0, 0.2, 0.2 + 1e-12)
    line_shift = calibration_line(outcome, risk).intercept_in_the_large
    assert line_shift == pytest.approx(math.log(3 / 7) - math.log(0.2 / 0.8), abs=1e-10)


def test_shifted_and_stretched_log_odds_move_the_line_back():
    for outcome, risk in cohorts():
        line = calibration_line(outcome, risk)
        moved = calibration_line(outcome, expit(0.7 + 2 * logit(risk)))
        assert moved.slope == pytest.approx(line.slope / 2, rel=1e-11)
        assert moved.intercept == pytest.approx(line.intercept - 0.7 * line.slope / 2, rel=1e-10, abs=1e-11)
        assert moved.slope_standard_error == pytest.approx(line.slope_standard_error / 2, rel=1e-11)


def test_predicting_the_non_event_turns_the_intercepts_and_keeps_the_slope():
    for outcome, risk in cohorts():
        line, turned = calibration_line(outcome, risk), calibration_line(1 - outcome, 1 - risk)
        assert turned.slope == pytest.approx(line.slope, rel=1e-11)
        assert turned.intercept == pytest.approx(-line.intercept, rel=1e-10, abs=1e-12)
        assert turned.intercept_in_the_large == pytest.approx(-line.intercept_in_the_large, rel=1e-10, abs=1e-12)


def test_every_patient_twice_gives_the_same_line_and_standard_errors_smaller_by_the_root_of_2():
    for outcome, risk in cohorts(5):
        line, doubled = calibration_line(outcome, risk), calibration_line(np.tile(outcome, 2), np.tile(risk, 2))
        assert doubled.slope == pytest.approx(line.slope, rel=1e-12)
        assert doubled.slope_standard_error == pytest.approx(line.slope_standard_error / math.sqrt(2), rel=1e-12)


def test_extreme_predictions_still_converge():
    outcome = np.array([1, 0, 1, 0, 1, 0, 0, 1])
    risk = expit(np.array([30.0, 25.0, -20.0, -30.0, 10.0, -10.0, 5.0, -5.0]))
    line, log_odds = calibration_line(outcome, risk), logit(risk)
    residual = outcome - expit(line.intercept + line.slope * log_odds)
    assert abs((residual * log_odds).sum()) < 1e-11


def test_risks_of_exactly_0_and_1_are_left_out_with_a_caution():
    outcome, risk = np.array([1, 0, 1, 0, 1, 0]), np.array([0.8, 0.6, 0.4, 0.3, 0.55, 0.5])
    with pytest.warns(Caution) as caught:
        line = calibration_line(np.append(outcome, [1, 0]), np.append(risk, [1.0, 0.0]))
    assert [warning.message.code for warning in caught] == ["risk_of_zero_or_one"]
    assert line == calibration_line(outcome, risk)


def line_of(found):
    return np.array([found.intercept, found.slope, found.intercept_standard_error, found.slope_standard_error])


@pytest.mark.parametrize(
    "risk", [[0.1, 0.2, 0.2, 0.9], [0.1, 0.2, 0.3, 0.9], [0.9, 0.8, 0.2, 0.1], [0.4, 0.4, 0.4, 0.4]]
)
def test_where_the_risks_of_events_and_others_do_not_overlap_there_is_no_line_but_a_shift(risk):
    outcome, risk = np.array([0, 0, 1, 1]), np.array(risk)
    found = calibration_line(outcome, risk)
    assert np.isnan(line_of(found)).all()
    assert outcome.sum() == pytest.approx(expit(found.intercept_in_the_large + logit(risk)).sum(), rel=1e-13)
    assert found.intercept_in_the_large_standard_error > 0


def test_an_overlap_of_two_patients_is_enough_for_a_line():
    outcome, risk = np.array([0, 1, 0, 1]), np.array([0.1, 0.2, 0.2000001, 0.9])
    assert np.isfinite(line_of(calibration_line(outcome, risk))).all()


@pytest.mark.parametrize("outcome", [[0, 0, 0], [1, 1, 1]])
def test_of_one_class_only_there_is_neither_line_nor_shift(outcome):
    found = calibration_line(np.array(outcome), np.array([0.1, 0.2, 0.3]))
    assert np.isnan(line_of(found)).all()
    assert math.isnan(found.intercept_in_the_large) and math.isnan(found.intercept_in_the_large_standard_error)


def test_risks_of_0_and_1_only_are_an_error():
    with pytest.raises(ValueError, match="nothing to recalibrate"):
        calibration_line(np.array([0, 1, 1]), np.array([0.0, 1.0, 0.0]))


@pytest.mark.parametrize("bad", [-0.1, 1.1, np.nan])
def test_a_risk_outside_the_unit_interval_is_an_error(bad):
    with pytest.raises(ValueError, match="between 0 and 1"):
        calibration_line(np.array([0, 1, 1]), np.array([0.1, 0.2, bad]))


def test_an_intercept_in_the_large_far_from_extreme_predictions_is_found():
    log_odds = np.concatenate([np.linspace(-35, 35, 70), [0.1]])
    outcome = (np.arange(71) % 3 == 0).astype(int)
    line = calibration_line(outcome, expit(log_odds))
    assert abs((outcome - expit(line.intercept_in_the_large + logit(expit(log_odds)))).sum()) < 1e-11


def test_contradictions_between_certain_predictions_shift_the_others_as_far_as_needed():
    log_odds = np.array([-25.0, 25.0, 24.0, -1.0, 0.5, 2.0, -0.3, 1.1])
    outcome = np.array([1, 0, 0, 0, 1, 1, 0, 0])
    line = calibration_line(outcome, expit(log_odds))
    assert abs((outcome - expit(line.intercept_in_the_large + logit(expit(log_odds)))).sum()) < 1e-11


def test_a_million_patients_with_few_distinct_risks_have_the_line_of_their_table():
    """Woolf again: what is counted by table and what is added up patient by patient is the same."""
    outcome, risk = two_risks(low=0.2, high=0.6, table=(231_000, 32_000, 270_000, 540_000))
    line = calibration_line(outcome, risk)
    slope = math.log(231 * 54 / (32 * 27)) / (logit(0.6) - logit(0.2))
    assert line.slope == pytest.approx(slope, rel=1e-11)
    assert line.intercept == pytest.approx(math.log(231 / 32) - slope * logit(0.6), rel=1e-11)


def test_a_full_step_that_overshoots_is_halved():
    """One certain prediction that is wrong among risks near one half: from 0, Newton's first steps go too far."""
    hundredths = np.repeat([-6, -5, -3, -2, -1, 0, 1, 2, 3, 5], [1, 1, 1, 8, 8, 13, 11, 5, 2, 1])
    log_odds = np.append(hundredths / 100, 33.0)
    outcome = (log_odds == -0.05).astype(int)
    found = calibration_line(outcome, expit(log_odds))
    residual = outcome - expit(found.intercept + found.slope * logit(expit(log_odds)))
    assert abs(residual.sum()) < 1e-10 and abs((residual * log_odds).sum()) < 1e-10


def test_risks_next_to_0_are_shifted_as_far_as_the_smallest_number_asks_for():
    """Where the variance of an outcome is the smallest number too."""
    smallest = 5e-324
    found = calibration_line(np.array([0, 1, 0, 0]), np.full(4, smallest))
    expected = -math.log(3) - math.log(smallest)
    assert found.intercept_in_the_large == pytest.approx(expected, rel=2e-14)


def test_without_a_line_the_deviance_is_that_of_the_patients_at_the_boundary_that_both_share():
    """Two of log odds 1, of whom one has the event; beyond them all do, and below nobody."""
    log_odds, outcome = np.array([-1.0, 0.0, 1.0, 1.0, 2.0, 3.0, 3.0]), np.array([0, 0, 0, 1, 1, 1, 1])
    assert recalibration(outcome, expit(log_odds)).deviance == pytest.approx(4 * math.log(2), rel=1e-14)
    assert recalibration(outcome[log_odds != 1], expit(log_odds[log_odds != 1])).deviance == 0.0


@pytest.mark.parametrize("risk", [np.zeros(3), np.ones(3), np.array([0.0, 1.0, 0.0])])
def test_certain_predictions_only_have_no_deviance(risk):
    found = recalibration(np.array([0, 1, 0]), risk)
    assert found.deviance == 0.0 and np.isnan(found.coefficients).all()


@pytest.mark.parametrize("outcome", [[], [0, 0], [1, 1, 1]])
def test_the_deviance_of_a_prevalence_of_0_or_1_is_0_and_no_negative_zero(outcome):
    deviance = deviance_of_prevalence(np.array(outcome, dtype=int))
    assert deviance == 0.0 and math.copysign(1, deviance) == 1
