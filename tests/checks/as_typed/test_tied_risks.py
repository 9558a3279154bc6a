from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from parity.checks.as_typed.decision_curve_as_typed import CHECK
from parity.checks.as_typed.ties import on_the_other_side
from parity.data.cohort import Factor
from parity.data.study_file import find_study
from parity.verification.compute import arguments_of
from parity.verification.predictions import samples

NAMES = ("outcome", "predictors", "patients", "observed", "risk", "thresholds")


def inputs(study: str) -> dict:
    arguments = arguments_of(CHECK, samples(find_study(study))[0])
    return {name: arguments[name] for name in NAMES}


def test_a_stratum_whose_risk_is_a_threshold_may_fall_on_either_side_of_it():
    given = inputs("strata")
    risk, thresholds, observed = given["risk"], given["thresholds"], given["observed"]
    found = on_the_other_side(**given)
    shown = np.flatnonzero(~np.ma.getmaskarray(found["net_benefit"]))
    distance = np.abs(risk[:, np.newaxis] - thresholds).min(axis=0)
    assert len(shown) and distance[shown].max() < 1e-14
    assert np.delete(distance, shown).min() > 1e-15
    for place in shown:
        at = thresholds[place]
        near = np.abs(risk - at) < 1e-14
        treated = (risk > at + 1e-14) | (near & ~(risk > at))
        benefit = np.mean(treated & (observed == 1)) - np.mean(treated & (observed == 0)) * at / (1 - at)
        assert abs(found["net_benefit"][place] - benefit) < 1e-14
        treated = (risk > at + 1e-14) | (near & ~(risk >= at))
        benefit = np.mean(treated & (observed == 1)) - np.mean(treated & (observed == 0)) * at / (1 - at)
        assert abs(found["net_benefit_at_or_above"][place] - benefit) < 1e-14


def test_where_no_risk_is_a_threshold_nothing_deviates():
    assert on_the_other_side(**inputs("asah")) == {}


def given(risk, thresholds):
    """Patients of two strata, whose risks are told apart from what their model would give."""
    codes = np.tile([0, 1], 20)
    outcome = (np.arange(40) % 3 == 0).astype(int)
    predictors = {"stratum": Factor(codes, ("a", "b"))}
    patients = {"stratum": Factor(codes[: len(risk)], ("a", "b"))}
    observed = np.arange(len(risk)) % 2
    return on_the_other_side(outcome, predictors, patients, observed, np.array(risk), np.array(thresholds)), observed


def test_each_patient_next_to_a_threshold_is_put_on_its_other_side():
    at = 0.25
    risk = [np.nextafter(at, 0), at, np.nextafter(at, 1), np.nextafter(at, 1), 0.1, 0.4]
    found, observed = given(risk, [at, 0.3])
    for name, high in (
        ("net_benefit", [True, True, False, False, False, True]),
        ("net_benefit_at_or_above", [True, False, False, False, False, True]),
    ):
        treated = np.array(high)
        benefit = np.mean(treated & (observed == 1)) - np.mean(treated & (observed == 0)) * at / (1 - at)
        assert found[name][0] == pytest.approx(benefit, abs=1e-15)
        assert np.ma.getmaskarray(found[name]).tolist() == [False, True]


def test_a_risk_that_glm_holds_stays_where_it_is():
    assert given([1e-16, 0.2, 0.3, 0.4], [0.0, 0.5])[0] == {}
    assert given([0.0 + 2e-15, 0.2, 0.3, 0.5], [0.25, 0.5])[0] != {}


def test_at_a_threshold_of_1_nobody_is_beyond():
    found, _ = given([1.0 - 2.0**-53, 0.2, 0.999999, 0.4], [0.5, 0.999999])
    assert np.ma.getmaskarray(found["net_benefit"]).tolist() == [True, False]


@pytest.mark.filterwarnings("ignore")
def test_at_a_threshold_of_1_a_certain_risk_is_not_above():
    found, _ = given([1.0, 0.2, 0.3, 0.4], [0.2, 1.0])
    assert not np.ma.getmaskarray(found["net_benefit"]).any()


def test_at_a_threshold_of_0_everybody_is_treated():
    found, observed = given([0.0, 0.2, 0.3, 0.4], [0.0, 0.5])
    assert found["net_benefit_at_or_above"].tolist() == [np.mean(observed), None]


@pytest.mark.parametrize(("roundings", "near"), [(3, True), (5, False)])
def test_a_risk_near_a_threshold_is_so_by_some_roundings_of_1_also_where_the_models_is_certain(roundings, near):
    """The risks of a patient far out hardly move with the model."""
    random = np.random.default_rng(1)
    x, far = random.normal(size=80), np.array([30.0, 35.0, -35.0, -30.0])
    outcome = (random.random(80) < expit(2 * x)).astype(int)
    risk = np.array([0.5 + roundings * 2.0**-52, 0.6, 0.1, 0.2])
    arguments = (outcome, {"x": x}, {"x": far}, np.array([1, 0, 1, 0]), risk, np.array([0.5]))
    assert bool(on_the_other_side(*arguments)) is near


@pytest.mark.parametrize(("log_odds", "held"), [(-30.5, False), (-31.5, True)])
def test_glm_holds_a_risk_beyond_log_odds_of_30_and_by_1_more_it_is_sure_to(log_odds, held):
    """A predictor as far from 0 as a time in seconds since 1970: any other risk has few digits, and is near 0."""
    random = np.random.default_rng(1)
    x = 1e9 + random.normal(size=80)
    outcome = (random.random(80) < expit(x - 1e9)).astype(int)
    risk = np.array([expit(log_odds), 0.6, 0.5, 0.4])
    found = on_the_other_side(outcome, {"x": x}, {"x": x[:4]}, np.array([1, 0, 1, 0]), risk, np.array([0.0]))
    assert (found == {}) is held
