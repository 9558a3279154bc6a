"""Decision curves of models refitted to cases and controls: the log odds of the population."""

from __future__ import annotations

import numpy as np
import pytest

from parity.data.cohort import Factor
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.statistics.utility.decision_curve_case_control import decision_curve_case_control
from parity.statistics.utility.decision_curve_refitted_case_control import decision_curve_refitted_case_control

GRID = np.arange(1, 100) * 0.01


def patients(n=150, seed=4):
    draw = np.random.default_rng(seed)
    predictors = {
        "age": draw.normal(50, 10, n),
        "ward": Factor(draw.integers(0, 3, n), ("a", "b", "c")),
        "dose": draw.exponential(2, n),
    }
    log_odds = (predictors["age"] - 50) / 10 + 0.4 * predictors["ward"].codes - predictors["dose"] / 3
    return (draw.random(n) < 1 / (1 + np.exp(-log_odds))).astype(int), predictors


def test_cases_and_controls_have_the_log_odds_of_the_population():
    outcome, predictors = patients()
    share = outcome.mean()
    log_odds = maximum_likelihood(outcome, predictors).log_odds + np.log(0.1 / 0.9) - np.log(share / (1 - share))
    moved = 1 / (1 + np.exp(-log_odds))
    found = decision_curve_refitted_case_control(outcome, predictors, GRID, 40, 3, 0.1)
    given = decision_curve_case_control(outcome, moved, GRID, 40, 3, 0.1)
    for policy in ("opt_in", "opt_out"):
        own, of_given = getattr(found, policy), getattr(given, policy)
        assert own.net_benefit.value == pytest.approx(of_given.net_benefit.value, rel=1e-12, abs=1e-13)
        assert not np.allclose(own.net_benefit.low, of_given.net_benefit.low), "the model is fitted anew"
    all_in = found.opt_in.net_benefit_all
    assert (all_in.low == all_in.value).all() and (all_in.high == all_in.value).all()


@pytest.mark.parametrize("prevalence", [0.0, 1.0, 2.0])
def test_a_prevalence_lies_between_0_and_1(prevalence):
    with pytest.raises(ValueError, match="it lies between 0 and 1"):
        decision_curve_refitted_case_control(*patients(), GRID, 20, 1, prevalence)


def test_the_limits_are_those_of_95_percent_unless_another_level_is_said():
    asked = *patients(), GRID, 40, 3, 0.1
    usual, said, half = (
        decision_curve_refitted_case_control(*asked, **level).opt_in.detected
        for level in ({}, {"level": 0.95}, {"level": 0.5})
    )
    assert (usual.low == said.low).all() and (usual.high == said.high).all()
    assert (half.low > usual.low).any()
