from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from drawn_patients import VAL_PROB_OF_RHODES, drawn_by_rhodes

from parity.statistics.overall.brier_score import brier_score


def cohorts(count: int = 20):
    random = np.random.default_rng(20250101)
    for _ in range(count):
        risk = random.uniform(size=int(random.integers(4, 200)))
        outcome = (random.uniform(size=len(risk)) < risk).astype(int)
        outcome[:2] = [0, 1]
        yield outcome, risk


def test_it_is_the_mean_squared_difference_and_the_scaled_score_its_share_of_the_variance():
    for outcome, risk in cohorts():
        score = brier_score(outcome, risk)
        assert score.brier == pytest.approx(np.mean((outcome - risk) ** 2), rel=1e-14)
        assert score.scaled_brier == pytest.approx(1 - score.brier / outcome.var(), abs=1e-13)


def test_among_tied_risks_it_splits_into_reliability_resolution_and_uncertainty():
    # Murphy (1973), doi:10.1175/1520-0450(1973)012<0595:ANVPOT>2.0.CO;2
    for outcome, risk in cohorts():
        risk = np.round(risk, 1)
        base, parts = outcome.mean(), 0.0
        for value in np.unique(risk):
            here = outcome[risk == value]
            parts += len(here) * ((value - here.mean()) ** 2 - (here.mean() - base) ** 2)
        assert brier_score(outcome, risk).brier == pytest.approx(parts / len(outcome) + base * (1 - base), rel=1e-12)


def test_brier_1950_ten_forecasts_of_rain():
    # Brier (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2: P = 0.19, summed over rain and no rain,
    # which is twice today's score
    forecast = np.array([0.7, 0.9, 0.8, 0.4, 0.2, 0.0, 0.0, 0.0, 0.0, 0.1])
    rain = np.array([0, 1, 1, 1, 0, 0, 0, 0, 0, 0])
    assert 2 * brier_score(rain, forecast).brier == pytest.approx(0.19, abs=1e-15)


def test_a_thousand_patients_as_val_prob_prints_them_in_the_readme_of_pmcalibration():
    assert round(brier_score(*drawn_by_rhodes()).brier, 9) == VAL_PROB_OF_RHODES["Brier"]


def test_the_prevalence_for_everybody_has_a_scaled_score_of_0_and_the_truth_of_1():
    for outcome, _ in cohorts():
        assert brier_score(outcome, np.full(len(outcome), outcome.mean())).scaled_brier == pytest.approx(0, abs=1e-14)
        perfect = brier_score(outcome, outcome.astype(float))
        assert (perfect.brier, perfect.scaled_brier) == (0.0, 1.0)


def test_predicting_the_non_event_changes_nothing():
    for outcome, risk in cohorts():
        there, back = brier_score(outcome, risk), brier_score(1 - outcome, 1 - risk)
        assert back.brier == pytest.approx(there.brier, rel=1e-13)
        assert back.scaled_brier == pytest.approx(there.scaled_brier, abs=1e-13)


def test_every_patient_twice_changes_nothing():
    for outcome, risk in cohorts():
        there, doubled = brier_score(outcome, risk), brier_score(np.tile(outcome, 2), np.tile(risk, 2))
        assert doubled.brier == pytest.approx(there.brier, rel=1e-14)


@pytest.mark.parametrize("outcome", [[0, 0], [1, 1]])
def test_one_class_only_is_an_error(outcome):
    with pytest.raises(ValueError, match="at least one event and one non-event"):
        brier_score(np.array(outcome), np.array([0.1, 0.2]))


@pytest.mark.parametrize("bad", [-0.1, 1.1, np.nan])
def test_a_risk_outside_the_unit_interval_is_an_error(bad):
    with pytest.raises(ValueError, match="between 0 and 1"):
        brier_score(np.array([0, 1]), np.array([0.1, bad]))


def test_two_hundred_thousand_patients_have_the_score_of_exact_arithmetic():
    random = np.random.default_rng(5)
    risk = random.beta(1, 2, 200_000)
    outcome = (random.random(200_000) < risk).astype(int)
    squares = sum((Fraction(y) - Fraction(p)) ** 2 for y, p in zip(outcome.tolist(), risk.tolist()))
    mean, events = squares / len(risk), Fraction(int(outcome.sum()), len(risk))
    score = brier_score(outcome, risk)
    assert score.brier == pytest.approx(float(mean), rel=1e-15)
    assert score.scaled_brier == pytest.approx(float(1 - mean / (events * (1 - events))), rel=1e-13)
