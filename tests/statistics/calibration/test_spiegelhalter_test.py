from __future__ import annotations

import math

import numpy as np
import pytest
from drawn_patients import VAL_PROB_OF_RHODES, drawn_by_rhodes

from parity.statistics.calibration.spiegelhalter_test import spiegelhalter_test
from parity.statistics.overall.brier_score import brier_score


def cohorts(count: int = 20):
    random = np.random.default_rng(20250101)
    for _ in range(count):
        risk = random.beta(1, 2, int(random.integers(20, 200)))
        outcome = (random.uniform(size=len(risk)) < risk).astype(int)
        outcome[:2] = [0, 1]
        yield outcome, risk


def test_z_is_the_brier_score_against_its_expectation_and_variance_under_the_risks():
    for outcome, risk in cohorts():
        n = len(risk)
        expectation = (risk * (1 - risk)).mean()
        variance = ((1 - 2 * risk) ** 2 * risk * (1 - risk)).sum() / n**2
        z = (brier_score(outcome, risk).brier - expectation) / math.sqrt(variance)
        assert spiegelhalter_test(outcome, risk).z == pytest.approx(z, rel=1e-10, abs=1e-11)


def test_p_is_two_sided():
    for outcome, risk in cohorts():
        test = spiegelhalter_test(outcome, risk)
        assert test.p == pytest.approx(math.erfc(abs(test.z) / math.sqrt(2)), rel=1e-12)


def test_a_thousand_patients_as_val_prob_prints_them_in_the_readme_of_pmcalibration():
    found = spiegelhalter_test(*drawn_by_rhodes())
    assert (round(found.z, 9), round(found.p, 9)) == (VAL_PROB_OF_RHODES["S:z"], VAL_PROB_OF_RHODES["S:p"])


def test_five_patients_worked_by_hand():
    # Spiegelhalter (1986), doi:10.1002/sim.4780050506: with every risk 1/4 and k events in n,
    # z = (k - n/4)/sqrt(3 n/16)
    test = spiegelhalter_test(np.array([1, 1, 1, 0, 0]), np.full(5, 0.25))
    assert test.z == pytest.approx(1.75 / math.sqrt(15 / 16), rel=1e-15)


def test_exact_enumeration_of_every_outcome_gives_mean_0_and_variance_1():
    risk = np.array([0.1, 0.35, 0.6, 0.8, 0.95])
    outcomes = (np.arange(32)[:, None] >> np.arange(5)) & 1
    probability = np.where(outcomes == 1, risk, 1 - risk).prod(axis=1)
    z = np.array([spiegelhalter_test(outcome, risk).z for outcome in outcomes])
    assert (probability * z).sum() == pytest.approx(0, abs=1e-14)
    assert (probability * z**2).sum() == pytest.approx(1, rel=1e-13)


def test_predicting_the_non_event_changes_nothing():
    for outcome, risk in cohorts():
        there, back = spiegelhalter_test(outcome, risk), spiegelhalter_test(1 - outcome, 1 - risk)
        assert back.z == pytest.approx(there.z, rel=1e-11, abs=1e-13)


def test_risks_of_one_half_only_are_not_a_number():
    test = spiegelhalter_test(np.array([0, 1]), np.full(2, 0.5))
    assert math.isnan(test.z) and math.isnan(test.p)


@pytest.mark.parametrize("bad", [-0.1, 1.1, np.nan])
def test_a_risk_outside_the_unit_interval_is_an_error(bad):
    with pytest.raises(ValueError, match="between 0 and 1"):
        spiegelhalter_test(np.array([0, 1]), np.array([0.1, bad]))


def test_certain_risks_that_are_wrong_are_infinitely_far_from_calibrated():
    test = spiegelhalter_test(np.array([0, 1, 1]), np.array([1.0, 1.0, 1.0]))
    assert test.z == math.inf and test.p == 0.0


def test_two_hundred_thousand_patients_have_the_z_of_exact_arithmetic():
    random = np.random.default_rng(4)
    risk = random.beta(1, 2, 200_000)
    outcome = (random.random(200_000) < risk).astype(int)
    doubles = list(zip(outcome.tolist(), risk.tolist()))
    excess = math.fsum((y - p) * (1 - 2 * p) for y, p in doubles)
    variance = math.fsum((1 - 2 * p) ** 2 * p * (1 - p) for _, p in doubles)
    assert spiegelhalter_test(outcome, risk).z == pytest.approx(excess / math.sqrt(variance), rel=1e-12)
