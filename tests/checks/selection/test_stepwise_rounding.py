"""The bounds of stepwise selection walk a path of their own: that of the statistic, wherever it leads."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from parity.checks.regression.rounding import as_given
from parity.checks.selection.stepwise_rounding import of_stepwise
from parity.data.formula import Formula
from parity.statistics.selection.stepwise_aic import StepwiseAic, stepwise_aic

PATHS = tuple(field.name for field in dataclasses.fields(StepwiseAic))


def cohort(seed):
    """Six candidates, of which one is nearly the sum of three: what it stands for may leave first, and come back."""
    draw = np.random.default_rng(seed)
    values = {name: draw.normal(size=60) for name in "abcde"}
    values["sum"] = values["a"] + values["b"] + values["c"] + 0.5 * draw.normal(size=60)
    log_odds = 0.5 * values["a"] + 0.5 * values["b"] + 0.5 * values["d"]
    return (draw.random(60) < 1 / (1 + np.exp(-log_odds))).astype(int), values


@pytest.mark.parametrize(("seed", "turns"), [(0, {}), (28, {"both"}), (57, {"both"}), (3, {"both_from_none"})])
def test_each_path_has_as_many_bounds_as_models_also_where_a_candidate_comes_back(seed, turns):
    outcome, candidates = cohort(seed)
    found, bounds = stepwise_aic(outcome, candidates), of_stepwise(outcome, candidates)
    for name in PATHS:
        path = getattr(found, name)
        assert len(bounds[name]["residual_deviance"]) == len(bounds[name]["aic"]) == len(path.models)
        assert len(bounds[name]["deviance"]) == len(path.steps)
    for name, other in (("both", "+"), ("both_from_none", "-")):
        assert any(change.startswith(other) for change in getattr(found, name).changes) is (name in turns)


def test_each_bound_is_that_of_the_deviance_of_its_model_and_of_a_step_that_of_both():
    outcome, candidates = cohort(3)
    found, bounds = stepwise_aic(outcome, candidates).backward, of_stepwise(outcome, candidates)["backward"]
    whole = as_given(outcome, candidates, 0.95, Formula.of_main_effects(tuple(candidates)))
    assert bounds["residual_deviance"][0] == pytest.approx(2 * whole["log_likelihood"], rel=1e-12)
    kept = {name: candidates[name] for name in found.selected}
    last = as_given(outcome, kept, 0.95, Formula.of_main_effects(found.selected))
    assert bounds["residual_deviance"][-1] == pytest.approx(2 * last["log_likelihood"], rel=1e-12)
    each = bounds["residual_deviance"]
    np.testing.assert_allclose(bounds["deviance"], each[1:] + each[:-1], rtol=1e-12)


def test_of_even_odds_a_deviance_of_no_candidate_has_sixty_four_roundings_in_each_of_four():
    outcome, candidates = np.arange(40) % 2, {"a": np.sin(np.arange(40.0))}
    (first, *_) = of_stepwise(outcome, candidates)["forward"]["residual_deviance"]
    assert first == pytest.approx(4 * 64 * 2.0**-52 * 40 * np.log(2), rel=1e-12)
