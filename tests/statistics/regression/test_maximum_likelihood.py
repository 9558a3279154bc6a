"""The maximum of a logistic likelihood, and of which data there is none."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import expit

from parity.data.cohort import Factor
from parity.models.design import design_matrix
from parity.statistics.regression.maximum_likelihood import maximum_likelihood, way_back


def drawn(n: int = 200):
    draw = np.random.default_rng(20261126)
    site = Factor(np.arange(n) % 3, ("x", "y", "z"))
    predictors = {"a": draw.normal(60, 10, n), "b": draw.normal(size=n), "site": site}
    return (draw.random(n) < expit((predictors["a"] - 60) / 10 - predictors["b"])).astype(int), predictors


def test_the_score_vanishes_and_the_covariance_is_the_inverse_of_the_information():
    outcome, predictors = drawn()
    fit, columns = maximum_likelihood(outcome, predictors), design_matrix(predictors).values
    risk = expit(columns @ fit.coefficients)
    assert fit.log_odds == pytest.approx(columns @ fit.coefficients, rel=1e-10)
    assert np.abs(columns.T @ (outcome - risk)).max() < 1e-9
    information = (columns * (risk * (1 - risk))[:, np.newaxis]).T @ columns
    assert fit.covariance @ information == pytest.approx(np.eye(len(information)), abs=1e-9)
    assert fit.log_likelihood == pytest.approx(np.log(np.where(outcome == 1, risk, 1 - risk)).sum(), rel=1e-13)
    assert way_back(fit.centre, fit.scale) @ fit.standardised == pytest.approx(fit.coefficients, rel=1e-13)
    assert fit.predict(design_matrix(predictors)) == pytest.approx(fit.log_odds, rel=1e-12)


@pytest.mark.parametrize("scale", [1e-12, 1e-3, 1e12])
def test_the_unit_of_a_predictor_is_no_reason_to_take_it_for_constant(scale):
    outcome, predictors = drawn()
    scaled = {**predictors, "b": scale * predictors["b"]}
    one, other = (maximum_likelihood(outcome, each).coefficients for each in (predictors, scaled))
    assert scale * other[2] == pytest.approx(one[2], rel=1e-12)


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6])
@pytest.mark.parametrize(("share", "constant"), [(0.9, True), (1.2, False)])
def test_a_predictor_is_constant_whose_spread_is_a_hundred_thousand_millionth_of_its_size(size, share, constant):
    outcome, b = np.tile([0, 0, 1, 1], 10), size * (1 + share * 1e-11 * np.tile([-1.0, 1.0], 20))
    if constant:
        with pytest.raises(ValueError, match="'b' is constant"):
            maximum_likelihood(outcome, {"b": b})
    else:
        assert maximum_likelihood(outcome, {"b": b}).terms == ("Intercept", "b")


def test_a_predictor_that_is_0_of_everybody_is_constant():
    outcome, predictors = drawn()
    with pytest.raises(ValueError, match="'b' is constant"):
        maximum_likelihood(outcome, {**predictors, "b": np.zeros(len(outcome))})


@pytest.mark.parametrize(("share", "dependent"), [(0.85, True), (1.2, False)])
def test_a_column_is_a_combination_of_others_beside_which_so_little_of_it_is_left(share, dependent):
    """A hundred thousand millionth, whatever the number of patients."""
    n, half = 10_000, np.repeat([-1.0, 1.0], 5000)
    outcome, turn = (np.arange(n) % 7 == 0).astype(int), np.tile([-1.0, -1.0, 1.0, 1.0], 2500)
    predictors = {"a": half, "b": half + share * 1e-11 * turn}
    if dependent:
        with pytest.raises(ValueError, match="'b' is a linear combination of the terms before it"):
            maximum_likelihood(outcome, predictors)
    else:
        assert len(maximum_likelihood(outcome, predictors).coefficients) == 3


@pytest.mark.parametrize("outcome", [[1, 1, 1, 1], [0, 0, 0, 0], [0, 1, 2, 1], [0, 1, 0.5, 1], [0.5, 2, 2, 3]])
def test_an_outcome_is_0_and_1_and_both_occur(outcome):
    with pytest.raises(ValueError, match="the outcome must be 0 and 1, and both must occur"):
        maximum_likelihood(np.array(outcome), {"x": np.array([1.0, 2.0, 4.0, 3.0])})


def test_there_is_an_outcome_for_each_patient():
    with pytest.raises(ValueError, match="3 outcomes for 4 patients"):
        maximum_likelihood(np.array([0, 1, 0]), {"x": np.array([1.0, 2.0, 4.0, 3.0])})


@pytest.mark.parametrize("gap", [0.0, 1.0])
def test_outcomes_that_a_predictor_separates_have_no_maximum(gap):
    x = np.arange(10.0)
    x[5:] += gap
    with pytest.raises(ValueError, match="separates events from non-events"):
        maximum_likelihood((np.arange(10) > 4).astype(int), {"x": x})


@pytest.mark.parametrize("without", [190, 495, 9995])
def test_a_step_that_overshoots_is_halved_on_the_way_to_the_odds_of_a_table(without):
    """Where the event is rare, half of the exposed have it: the first step puts all of these at nearly 1."""
    outcome, exposed = np.repeat([0, 1, 0, 1], [without, 5, 5, 5]), np.repeat([0.0, 1.0], [without + 5, 10])
    found = maximum_likelihood(outcome, {"exposed": exposed})
    assert found.coefficients == pytest.approx([math.log(5 / without), math.log(without / 5)], rel=1e-12)
    woolf = (1 / without + 3 / 5) ** 0.5
    assert found.covariance[1, 1] ** 0.5 == pytest.approx(woolf, rel=1e-12)


def test_patients_of_other_columns_are_refused():
    outcome, predictors = drawn()
    with pytest.raises(ValueError, match="the model has the terms Intercept, a, b, site=y, site=z; the patients have"):
        maximum_likelihood(outcome, predictors).predict(design_matrix({"a": predictors["a"]}))
