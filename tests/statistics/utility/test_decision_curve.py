from __future__ import annotations

import csv
import math
from fractions import Fraction

import numpy as np
import pytest

from parity import places
from parity.statistics.fields import fields_of
from parity.statistics.utility.decision_curve import decision_curve

GRID = np.arange(100) * 0.01


def cohorts(count: int = 20, decimals: int | None = None):
    random = np.random.default_rng(20250101)
    for _ in range(count):
        risk = random.beta(1, 2, int(random.integers(10, 200)))
        outcome = (random.uniform(size=len(risk)) < risk).astype(int)
        outcome[:2] = [0, 1]
        yield outcome, risk if decimals is None else np.round(risk, decimals)


def exact_net_benefit(outcome, treated, threshold):
    """In fractions of the very doubles."""
    t, n = Fraction(float(threshold)), len(outcome)
    true_positives, false_positives = int((treated & (outcome == 1)).sum()), int((treated & (outcome == 0)).sum())
    return float(Fraction(true_positives, n) - t / (1 - t) * Fraction(false_positives, n))


def test_it_is_true_positives_minus_false_positives_at_the_odds_of_the_threshold():
    for outcome, risk in cohorts(8):
        curve, everybody = decision_curve(outcome, risk, GRID), np.ones(len(outcome), dtype=bool)
        for k, threshold in enumerate(GRID):
            by_model = exact_net_benefit(outcome, risk > threshold, threshold)
            by_all = exact_net_benefit(outcome, everybody, threshold)
            assert curve.net_benefit[k] == pytest.approx(by_model, rel=1e-13, abs=1e-15)
            assert curve.net_benefit_all[k] == pytest.approx(by_all, rel=1e-12, abs=1e-15)


def test_each_tie_rule_treats_by_its_name_and_without_ties_they_are_the_same():
    for outcome, risk in cohorts(8, decimals=1):
        thresholds = np.unique(risk)[np.unique(risk) > 0]
        curve = decision_curve(outcome, risk, thresholds)
        for k, threshold in enumerate(thresholds):
            above = exact_net_benefit(outcome, risk > threshold, threshold)
            at_or_above = exact_net_benefit(outcome, risk >= threshold, threshold)
            assert curve.net_benefit[k] == pytest.approx(above, rel=1e-12, abs=1e-15)
            assert curve.net_benefit_at_or_above[k] == pytest.approx(at_or_above, rel=1e-12, abs=1e-15)
    for outcome, risk in cohorts(8):
        curve = decision_curve(outcome, risk, GRID)
        assert np.array_equal(curve.net_benefit, curve.net_benefit_at_or_above)


def test_peirce_1884_finleys_tornadoes():
    # Peirce (1884), doi:10.1126/science.ns-4.93.453-a: the profit of Finley's predictions, 28 tornadoes of 51 foreseen
    # and 72 false alarms in 2803, is (28 p - 72 l)/2803 with p gained by a true and l lost by a false alarm: the net
    # benefit where l/p is the odds
    outcome, risk = np.repeat([1, 0, 1, 0], [28, 72, 23, 2680]), np.repeat([0.9, 0.9, 0.0, 0.0], [28, 72, 23, 2680])
    curve = decision_curve(outcome, risk, np.array([0.2, 0.5]))
    assert curve.net_benefit == pytest.approx([(28 - 72 / 4) / 2803, (28 - 72) / 2803], rel=1e-13)


def test_treating_all_or_those_at_high_risk_as_the_vignette_of_dcurves_prints_it():
    """Sjoberg. dcurves 0.5.1, vignette dca, "Saving out Net Benefit Values": three digits."""
    with (places.cohorts() / "dca.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cancer = np.array([int(row["cancer"] == "TRUE") for row in rows])
    high_risk = np.array([float(row["risk_group"] == "high") for row in rows])
    curve = decision_curve(cancer, high_risk, np.array([0.05, 0.1, 0.2, 0.25, 0.3, 0.35]))
    assert curve.net_benefit_all[:3] == pytest.approx([0.0947, 0.0444, -0.075], abs=0.00005)
    assert curve.net_benefit_all[3:] == pytest.approx([-0.147, -0.229, -0.323], abs=0.0005)
    assert curve.net_benefit == pytest.approx([0.0168, 0.0161, 0.0147, 0.0138, 0.0128, 0.0116], abs=0.00005)


def test_the_standardized_net_benefit_of_a_perfect_prediction_is_1():
    for outcome, _ in cohorts():
        curve = decision_curve(outcome, np.where(outcome == 1, 1.0, 0.0), GRID)
        assert curve.standardized_net_benefit == pytest.approx(np.ones(100), rel=1e-15)
        assert curve.net_benefit == pytest.approx(np.full(100, outcome.mean()), rel=1e-15)


def test_treating_all_breaks_even_at_the_prevalence():
    outcome = np.repeat([1, 0], [1, 3])
    curve = decision_curve(outcome, np.array([0.4, 0.1, 0.2, 0.3]), np.array([0.0, 0.25]))
    assert curve.net_benefit_all.tolist() == [0.25, 0.0]
    assert curve.standardized_net_benefit_all.tolist() == [1.0, 0.0]


def test_every_patient_twice_and_in_another_order_changes_nothing():
    random = np.random.default_rng(3)
    for outcome, risk in cohorts():
        order = random.permutation(2 * len(risk))
        there = decision_curve(outcome, risk, GRID)
        back = decision_curve(np.tile(outcome, 2)[order], np.tile(risk, 2)[order], GRID)
        assert back.net_benefit == pytest.approx(there.net_benefit, rel=1e-13, abs=1e-15)
        assert back.standardized_net_benefit == pytest.approx(there.standardized_net_benefit, rel=1e-12, abs=1e-14)


def test_at_threshold_0_a_risk_of_0_is_at_and_not_above_it():
    curve = decision_curve(np.array([0, 1, 0, 1]), np.array([0.0, -0.0, 0.3, 0.9]), np.array([0.0]))
    assert curve.net_benefit.tolist() == [0.25]
    assert curve.net_benefit_at_or_above.tolist() == curve.net_benefit_all.tolist() == [0.5]


def test_at_threshold_1_a_false_positive_weighs_infinitely():
    curve = decision_curve(np.array([0, 1]), np.array([1.0, 0.5]), np.array([0.5, 1.0]))
    assert math.isnan(curve.net_benefit[1]) and math.isnan(curve.net_benefit_all[1])
    assert curve.net_benefit_at_or_above[1] == curve.net_benefit_all_at_or_above[1] == -math.inf


def test_thresholds_are_named_by_two_decimals_or_by_all_their_digits():
    outcome, risk = np.array([0, 1]), np.array([0.2, 0.6])
    assert fields_of(decision_curve(outcome, risk, GRID))["net_benefit"].label(7) == "[0.07]"
    assert decision_curve(outcome, risk, np.array([0.1, 0.125])).thresholds == ("0.1", "0.125")


@pytest.mark.parametrize("thresholds", [[], [-0.1, 0.5], [0.5, 1.1], [0.5, 0.5], [0.5, 0.4], [np.nan, 0.5]])
def test_thresholds_that_are_no_ascending_probabilities_are_an_error(thresholds):
    with pytest.raises(ValueError, match="between 0 and 1 and ascend"):
        decision_curve(np.array([0, 1]), np.array([0.2, 0.6]), np.array(thresholds))


@pytest.mark.parametrize("bad", [-0.1, 1.1, np.nan])
def test_a_risk_outside_the_unit_interval_is_an_error(bad):
    with pytest.raises(ValueError, match="risks between 0 and 1"):
        decision_curve(np.array([0, 1]), np.array([0.1, bad]), GRID)


@pytest.mark.parametrize("outcome", [[0, 0], [1, 1]])
def test_one_class_only_is_an_error(outcome):
    with pytest.raises(ValueError, match="at least one event and one non-event"):
        decision_curve(np.array(outcome), np.array([0.1, 0.2]), GRID)


def test_no_patients_are_an_error():
    with pytest.raises(ValueError, match="at least one event and one non-event"):
        decision_curve(np.array([], dtype=int), np.array([]), GRID)
