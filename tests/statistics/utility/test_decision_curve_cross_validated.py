"""Decision curves by cross-validation: who is in which fold, and whose model looks at whom."""

from __future__ import annotations

import numpy as np
import pytest

from parity import RRandom
from parity.data.formula_text import read_formula
from parity.statistics.caution import Caution
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.models.model_matrix import model_matrix
from parity.statistics.utility.decision_curve import decision_curve
from parity.statistics.utility.decision_curve_cross_validated import (
    cross_validated_risk,
    decision_curve_cross_validated,
    stratified_folds,
)

GRID = np.arange(1, 100) * 0.01


def patients(n=150, seed=4):
    draw = np.random.default_rng(seed)
    predictors = {"age": draw.normal(50, 10, n), "dose": draw.exponential(2, n)}
    log_odds = (predictors["age"] - 50) / 10 - predictors["dose"] / 3
    return (draw.random(n) < 1 / (1 + np.exp(-log_odds))).astype(int), predictors


@pytest.mark.parametrize("folds", [2, 5, 7])
def test_each_fold_has_as_many_cases_and_controls_but_for_one(folds):
    outcome, _ = patients()
    fold = stratified_folds(outcome, folds, RRandom(9))
    for kind in (0, 1):
        sizes = np.bincount(fold[outcome == kind], minlength=folds)
        assert len(sizes) == folds and np.ptp(sizes) <= 1 and sizes.sum() == (outcome == kind).sum()


def test_the_draws_are_those_left_over_and_then_who_goes_where_controls_first():
    outcome, dice = np.repeat([1, 0, 1], [4, 12, 9]), RRandom(2)
    left = dice.sample_int(5, 2) - 1
    controls = np.append(np.tile(np.arange(5), 2), left)[dice.sample_int(12) - 1]
    left = dice.sample_int(5, 3) - 1
    cases = np.append(np.tile(np.arange(5), 2), left)[dice.sample_int(13) - 1]
    fold = stratified_folds(outcome, 5, RRandom(2))
    assert (fold[outcome == 0] == controls).all() and (fold[outcome == 1] == cases).all()


@pytest.mark.parametrize("text", [None, "y ~ rcs(age, 3) + dose"])
def test_the_curve_is_the_mean_of_those_of_folds_looked_at_by_the_model_of_the_others(text):
    outcome, predictors = patients()
    of = None if text is None else read_formula(text)[1]
    fold = stratified_folds(outcome, 5, RRandom(3))
    curves = []
    for one in range(5):
        others = {name: column[fold != one] for name, column in predictors.items()}
        left_out = {name: column[fold == one] for name, column in predictors.items()}
        fit = maximum_likelihood(outcome[fold != one], others, of)
        risk = 1 / (1 + np.exp(-model_matrix(of, others, left_out).values @ fit.coefficients))
        assert cross_validated_risk(outcome, predictors, fold, of)[fold == one] == pytest.approx(risk, abs=1e-6)
        curves.append(decision_curve(outcome[fold == one], risk, GRID))
    found = decision_curve_cross_validated(outcome, predictors, GRID, 5, 3, of)
    for name in ("net_benefit", "net_benefit_all", "standardized_net_benefit"):
        mean = np.mean([getattr(curve, name) for curve in curves], axis=0)
        assert getattr(found, name) == pytest.approx(mean, rel=1e-13, abs=1e-14)


def test_another_seed_makes_other_folds():
    outcome, predictors = patients()
    one, other = (decision_curve_cross_validated(outcome, predictors, GRID, 5, seed) for seed in (1, 2))
    assert np.abs(one.net_benefit - other.net_benefit).max() > 1e-3


def test_the_model_is_held_to_account_by_patients_it_has_not_seen():
    draw = np.random.default_rng(0)
    outcome, noise = draw.integers(0, 2, 80), {f"x{place}": draw.normal(size=80) for place in range(9)}
    apparent = decision_curve(outcome, 1 / (1 + np.exp(-maximum_likelihood(outcome, noise).log_odds)), GRID)
    found = decision_curve_cross_validated(outcome, noise, GRID, 5, 1)
    assert found.net_benefit[49] < apparent.net_benefit[49] - 0.02


def test_few_patients_a_fold_are_refused():
    _, predictors = patients(60)
    for few in (0, 1):
        outcome = np.where(np.arange(60) < 24, few, 1 - few)
        with pytest.raises(ValueError, match="fewer than 5 patients with the event or without: ask for fewer folds"):
            decision_curve_cross_validated(outcome, predictors, GRID, 5, 1)


def test_a_risk_on_a_threshold_is_told():
    group = np.repeat([0.0, 1.0], 50)
    outcome = np.tile([0, 1], 50)
    with pytest.warns(Caution, match="risks lie on a threshold but for rounding"):
        decision_curve_cross_validated(outcome, {"group": group}, GRID, 5, 1)


def test_how_many_risks_lie_on_a_threshold_is_told():
    outcome, predictors = patients()
    risk = cross_validated_risk(outcome, predictors, stratified_folds(outcome, 5, RRandom(1)))
    for places, said in (([0], "1 risk lies on a threshold"), ([0, 1], "2 risks lie on a threshold")):
        with pytest.warns(Caution, match=said):
            decision_curve_cross_validated(outcome, predictors, np.sort(risk[places]), 5, 1)


def test_how_many_models_of_folds_have_no_maximum_is_told():
    x = np.random.default_rng(1).normal(size=100)
    outcome = (x > 0).astype(int)
    fold = stratified_folds(outcome, 5, RRandom(1))
    with pytest.warns(Caution) as told:
        cross_validated_risk(outcome, {"x": x}, fold)
    assert [str(one.message)[:8] for one in told] == ["5 models", "models w"]
