"""Decision curves of cases and controls: how they are drawn, and the prevalence of the population."""

from __future__ import annotations

import numpy as np
import pytest

from parity import RRandom
from parity.statistics.utility.decision_curve_bands import decision_curve_bands
from parity.statistics.utility.decision_curve_case_control import decision_curve_case_control

GRID = np.arange(1, 100) * 0.01


def patients(n=60, seed=4):
    draw = np.random.default_rng(seed)
    outcome = (draw.random(n) < 0.4).astype(int)
    return outcome, np.clip(draw.random(n) * 0.7 + 0.3 * outcome * draw.random(n), 0, 1)


def limits(numbers, low, high):
    ordered = np.sort(numbers, axis=0)
    return ordered[low - 1], ordered[high - 1]


def test_cases_and_controls_are_drawn_by_themselves_the_group_of_the_first_patient_first():
    outcome, risk = patients()
    outcome[0] = 1
    dice, cases, controls = RRandom(5), np.flatnonzero(outcome == 1), np.flatnonzero(outcome == 0)
    sensitivity, wrongly = [], []
    for _ in range(200):
        sensitivity.append((risk[dice.sample(cases, replace=True)] > GRID[:, None]).mean(axis=1))
        wrongly.append((risk[dice.sample(controls, replace=True)] > GRID[:, None]).mean(axis=1))
    found = decision_curve_case_control(outcome, risk, GRID, 200, 5, 0.1).opt_in
    benefit = 0.1 * np.array(sensitivity) - GRID / (1 - GRID) * 0.9 * np.array(wrongly)
    for band, numbers in ((found.sensitivity, sensitivity), (found.net_benefit, benefit)):
        low, high = limits(numbers, 6, 195)
        assert band.low == pytest.approx(low, rel=1e-13, abs=1e-14)
        assert band.high == pytest.approx(high, rel=1e-13, abs=1e-14)
    assert found.high_risk.value == pytest.approx(0.1 * found.sensitivity.value + 0.9 * found.false_positive_rate.value)


def test_with_the_patients_own_prevalence_the_curve_of_cases_and_controls_is_that_of_the_cohort():
    outcome, risk = patients()
    cohort = decision_curve_bands(outcome, risk, GRID, 20, 1)
    both = decision_curve_case_control(outcome, risk, GRID, 20, 1, float(outcome.mean())).opt_in
    for name in ("net_benefit", "standardized_net_benefit", "high_risk", "detected"):
        assert getattr(both, name).value == pytest.approx(getattr(cohort, name).value, abs=1e-14)
    assert (both.net_benefit_all.low == both.net_benefit_all.high).all(), "its prevalence is not resampled"


@pytest.mark.parametrize("prevalence", [0.0, 1.0, -0.5])
def test_a_prevalence_lies_between_0_and_1(prevalence):
    with pytest.raises(ValueError, match="the prevalence of the population is .*; it lies between 0 and 1"):
        decision_curve_case_control(*patients(), GRID, 20, 1, prevalence)
