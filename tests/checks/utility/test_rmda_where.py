"""Of whom rmda stops, and at which thresholds rounding decides who is at high risk."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.rmda import cv_decision_curve, decision_curve
from parity.models.model_matrix import model_matrix
from parity.statistics.random.generator import RRandom
from parity.statistics.regression.resampled_scoring import ResampledScoring
from parity.statistics.utility.decision_curve_cross_validated import FEWEST, cross_validated_risk, stratified_folds
from parity.statistics.utility.refits import refitted

FOLDS, SEED = 5, 3


def patients(events, others):
    outcome = np.repeat([1, 0], [events, others])
    return np.random.default_rng(events).permutation(outcome)


@pytest.mark.parametrize(
    ("events", "others", "few"),
    [
        (FOLDS * FEWEST, FOLDS * FEWEST, False),
        (FOLDS * FEWEST - 1, 90, True),
        (90, FOLDS * FEWEST - 1, True),
        (90, 90, False),
    ],
)
def test_a_fold_needs_some_of_either_outcome(events, others, few):
    assert cv_decision_curve.a_fold_has_few(patients(events, others), FOLDS, SEED) is few


@pytest.mark.parametrize(
    ("outcome", "stops"),
    [
        ([0, 0, 1, 0], True),
        ([1, 1, 0, 1], True),
        ([1, 0, 0, 0], False),
        ([0, 1, 1, 1], False),
        ([0, 1], True),
        ([0, 1, 0, 1], False),
        ([0, 0, 1, 1, 1], False),
    ],
)
def test_of_one_row_number_sample_draws_from_all_up_to_it(outcome, stops):
    """Of the first there is nothing else to draw."""
    assert decision_curve.one_of_a_kind(np.array(outcome)) is stops


def cohort():
    outcome = patients(40, 60)
    return outcome, {"x": np.random.default_rng(1).normal(size=100) + outcome}


@pytest.mark.filterwarnings("ignore:1 risk:parity.statistics.caution.Caution")
def test_a_threshold_is_met_where_a_risk_is_on_it_but_for_rounding():
    outcome, predictors = cohort()
    risk = cross_validated_risk(outcome, predictors, stratified_folds(outcome, FOLDS, RRandom(SEED)))
    met = float(np.sort(risk)[50])
    for on in (met, np.nextafter(met, 1), np.nextafter(met, 0)):
        thresholds = np.array([0.01, on, 0.99])
        given = outcome, predictors, thresholds, FOLDS, SEED
        assert cv_decision_curve.on_threshold(*given).tolist() == [False, True, False]
        assert cv_decision_curve.some_risk_is_on_a_threshold(*given)
        there = cv_decision_curve.where_a_risk_is_on_a_threshold(*given)
        assert {name: np.isnan(values).tolist() for name, values in there.items()} == {
            name: [True, False, True] for name in cv_decision_curve.OF_MODEL
        }
    beside = np.array([0.01, met + 1e-7, 0.99])
    assert not cv_decision_curve.some_risk_is_on_a_threshold(outcome, predictors, beside, FOLDS, SEED)


def test_a_threshold_that_one_risk_of_one_model_meets_is_met():
    """A risk of the model of all; those of resamples have other models."""
    outcome, predictors = cohort()
    scoring = ResampledScoring(model_matrix(None, predictors).values, outcome)
    log_odds = scoring.basis @ scoring.fits(np.ones((100, 1))).coefficients[:, 0]
    thresholds = np.array([0.01, np.sort(1 / (1 + np.exp(-log_odds)))[50], 0.99])
    assert refitted(outcome, predictors, thresholds, 20, SEED).on_threshold.tolist() == [0, 1, 0]
    there = decision_curve.where_a_risk_is_on_a_threshold(
        outcome=outcome, predictors=predictors, thresholds=thresholds, resamples=20, seed=SEED, level=0.95
    )
    assert np.isnan(there["opt_in"]["net_benefit"]["value"]).tolist() == [True, False, True]


def test_what_is_not_held_at_a_met_threshold_is_the_model_s_alone():
    fields = decision_curve.ON_A_THRESHOLD.fields
    assert fields and not [name for name in fields if "_all." in name or "_none." in name]
    assert {name.split(".")[0] for name in fields} == {"opt_in", "opt_out"}
