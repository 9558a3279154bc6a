"""The nomogram."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from parity.cohort import Factor
from parity.fields import flatten
from parity.statistics.nomogram.axes import Categorical, Numeric, describe
from parity.statistics.nomogram.nomogram import nomogram, nomogram_numbers
from parity.statistics.regression.design_matrix import design_matrix

COEFFICIENTS = {"Intercept": -4.0, "age": 0.05, "albumin": -0.04, "sex=male": 0.6, "stage": 0.5}
PREDICTORS = {
    "age": Numeric(20.0, 80.0),
    "albumin": Numeric(21.0, 48.0),
    "sex": Categorical(("female", "male")),
    "stage": Numeric(1.0, 4.0, (1.0, 2.0, 3.0, 4.0)),
}


def axis(drawn, name):
    (found,) = [axis for axis in drawn.axes if axis.name == name]
    return found


def test_points_are_effects_in_hundredths_of_the_widest_one():
    """By hand, after Iasonos and others (2008), doi:10.1200/JCO.2007.12.9791: age, 20 to 80, is worth 60 x 0.05 = 3, so 100 points."""
    drawn = nomogram(COEFFICIENTS, PREDICTORS)
    assert drawn.points_per_unit == pytest.approx(100 / 3, rel=1e-15)
    age = axis(drawn, "age")
    assert age.ticks == ("20", "25", "30", "35", "40", "45", "50", "55", "60", "65", "70", "75", "80")
    np.testing.assert_allclose(age.points, np.arange(13) * 100 / 12, atol=1e-12)
    assert axis(drawn, "sex").ticks == ("female", "male")
    np.testing.assert_allclose(axis(drawn, "sex").points, [0, 20], atol=1e-12)
    np.testing.assert_allclose(axis(drawn, "stage").points, [0, 50 / 3, 100 / 3, 50], atol=1e-12)
    assert drawn.intercept == pytest.approx(-4 + 0.05 * 20 - 0.04 * 48 + 0 + 0.5, rel=1e-14)


def test_a_negative_coefficient_turns_the_axis_round():
    albumin = axis(nomogram(COEFFICIENTS, PREDICTORS), "albumin")
    assert albumin.ticks[0] == "20" and albumin.ticks[-1] == "48"
    assert albumin.points[0] == pytest.approx(0.04 * 28 * 100 / 3, rel=1e-13)
    assert albumin.points[-1] == 0


@pytest.mark.parametrize("seed", range(5))
def test_the_points_of_a_patient_add_up_to_the_linear_predictor_and_the_risk(seed):
    rng = np.random.default_rng(seed)
    coefficients = {name: float(rng.normal()) for name in COEFFICIENTS}
    drawn = nomogram(coefficients, PREDICTORS)
    chosen = [int(rng.integers(len(axis.values))) for axis in drawn.axes]
    total = sum(axis.points[place] for axis, place in zip(drawn.axes, chosen))
    log_odds = coefficients["Intercept"] + sum(axis.effects[place] for axis, place in zip(drawn.axes, chosen))
    assert drawn.intercept + total / drawn.points_per_unit == pytest.approx(log_odds, abs=1e-13)
    scale = drawn.linear_predictor
    np.testing.assert_allclose(drawn.intercept + scale.total_points / drawn.points_per_unit, scale.values, atol=1e-12)


def test_the_risk_stands_where_linear_interpolation_on_a_thousand_points_puts_it():
    drawn = nomogram(COEFFICIENTS, PREDICTORS, (-4.0, 4.0))
    (risk,) = drawn.functions
    at = drawn.intercept + risk.total_points / drawn.points_per_unit
    step = 8 / 999
    assert risk.ticks == ("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9")
    np.testing.assert_allclose(expit(at), risk.values, atol=step**2 / 8 * 0.0963)
    assert np.abs(expit(at) - risk.values).max() > 1e-8


def test_round_values_of_the_risk_beyond_the_scale_are_left_out():
    risk = nomogram(COEFFICIENTS, PREDICTORS, (-2.0, 1.0)).functions[0]
    assert min(risk.values) > expit(-2.0) and max(risk.values) < expit(1.0)


def test_the_scale_of_the_linear_predictor_covers_what_the_predictors_can_reach_where_no_range_is_given():
    scale = nomogram(COEFFICIENTS, PREDICTORS).linear_predictor
    lowest = -4 + 0.05 * 20 - 0.04 * 48 + 0.5
    highest = -4 + 0.05 * 80 - 0.04 * 21 + 0.6 + 2.0
    assert scale.values[0] <= lowest < scale.values[1]
    assert scale.values[-2] < highest <= scale.values[-1]


def test_total_points_reach_the_end_of_the_linear_predictor_and_no_less_than_one_axis():
    drawn = nomogram(COEFFICIENTS, PREDICTORS)
    assert drawn.total_points[0] == 0
    assert drawn.total_points[-1] >= drawn.linear_predictor.total_points[-1]
    assert nomogram(COEFFICIENTS, PREDICTORS, (-9.0, -8.0)).total_points[-1] == 100
    single = nomogram({"Intercept": 0.0, "age": 0.05}, {"age": Numeric(20.0, 80.0)}, (-5.0, 9.0))
    assert single.total_points[-1] == 100


def test_the_intercept_moves_only_the_scales_below_the_total_points():
    drawn = nomogram(COEFFICIENTS, PREDICTORS, (-2.0, 2.0))
    moved = nomogram({**COEFFICIENTS, "Intercept": -3.0}, PREDICTORS, (-2.0, 2.0))
    for before, after in zip(drawn.axes, moved.axes):
        np.testing.assert_array_equal(before.points, after.points)
    shift = drawn.linear_predictor.total_points - moved.linear_predictor.total_points
    np.testing.assert_allclose(shift, drawn.points_per_unit, rtol=1e-12)


def test_another_unit_changes_the_ticks_and_not_the_points():
    drawn = nomogram(COEFFICIENTS, PREDICTORS)
    other = nomogram({**COEFFICIENTS, "age": 0.005}, {**PREDICTORS, "age": Numeric(200.0, 800.0)})
    assert axis(other, "age").ticks == tuple(f"{tick}0" for tick in axis(drawn, "age").ticks)
    np.testing.assert_allclose(axis(other, "age").points, axis(drawn, "age").points, atol=1e-12)


def test_axes_carry_the_names_for_people_and_other_functions_their_own_scale():
    functions = {"Survival": lambda x: expit(-x), "Odds": np.exp}
    drawn = nomogram(COEFFICIENTS, PREDICTORS, names={"age": "Age, years"}, functions=functions)
    assert [axis.label for axis in drawn.axes] == ["Age, years", "albumin", "sex", "stage"]
    survival, odds = drawn.functions
    assert (survival.label, odds.label) == ("Survival", "Odds")
    assert np.all(np.diff(survival.total_points) < 0) and np.all(np.diff(odds.total_points) > 0)


def test_a_number_with_ten_values_has_a_tick_at_each_and_one_with_eleven_at_round_values():
    ten, eleven = np.tile(np.arange(10) * 1.5, 3), np.arange(33) % 11 * 1.5
    sex = Factor(np.array([0, 1]), ("female", "male"))
    described = describe({"ten": ten, "eleven": eleven, "sex": sex})
    assert described["ten"] == Numeric(0.0, 13.5, tuple((np.arange(10) * 1.5).tolist()))
    assert described["eleven"] == Numeric(0.0, 15.0)
    assert described["sex"] == Categorical(("female", "male"))
    drawn = nomogram({"Intercept": 0.0, "ten": 1.0, "eleven": 1.0}, {name: described[name] for name in ("ten", "eleven")})
    assert axis(drawn, "ten").discrete and axis(drawn, "ten").ticks[1] == "1.5"
    assert not axis(drawn, "eleven").discrete and axis(drawn, "eleven").ticks[1] == "2"


def test_the_numbers_of_a_fitted_model_are_those_of_the_nomogram_from_bare_coefficients():
    rng = np.random.default_rng(8)
    predictors = {"age": rng.normal(60, 10, 50), "sex": Factor(np.arange(50) % 2, ("female", "male"))}
    coefficients = np.array([-3.0, 0.05, 0.7])
    log_odds = design_matrix(predictors).values @ coefficients
    numbers = nomogram_numbers(np.arange(50) % 2, predictors, coefficients, log_odds)
    drawn = nomogram(
        {"Intercept": -3.0, "age": 0.05, "sex=male": 0.7}, describe(predictors), (float(log_odds.min()), float(log_odds.max()))
    )
    flat = flatten(numbers)
    assert flat["points[sex=male]"] == axis(drawn, "sex").points[1]
    assert flat["values[sex=male]"] == 2.0
    assert flat["tick_labels[age=60]"] == "60"
    assert numbers.risk_points.tolist() == drawn.functions[0].total_points.tolist()
    assert numbers.points_per_unit == drawn.points_per_unit


def test_values_that_are_written_alike_stay_two_ticks():
    close = np.array([1.0, 1.00000001, 2.0] * 5)
    numbers = nomogram_numbers(np.arange(15) % 2, {"x": close}, np.array([0.0, 1.0]), close)
    assert numbers.tick_labels == ("1", "1", "2")
    assert len(set(numbers.axis_ticks)) == 3


@pytest.mark.parametrize(
    ("coefficients", "complaint"),
    [
        ({"Intercept": 1.0}, "have the terms Intercept, age, albumin, sex=male, stage; there are coefficients for Intercept"),
        ({**COEFFICIENTS, "bmi": 1.0}, "there are coefficients for .*bmi"),
        (dict.fromkeys(COEFFICIENTS, 0.0), "all effects are zero"),
    ],
)
def test_coefficients_that_make_no_nomogram_are_refused(coefficients, complaint):
    with pytest.raises(ValueError, match=complaint):
        nomogram(coefficients, PREDICTORS)


def test_a_function_without_a_round_value_on_the_scale_is_refused():
    with pytest.raises(ValueError, match="no round value of 'Constant'"):
        nomogram(COEFFICIENTS, PREDICTORS, functions={"Constant": lambda x: np.full(np.shape(x), 1 / 3)})
