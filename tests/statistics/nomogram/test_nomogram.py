"""The nomogram."""

from __future__ import annotations

import numpy as np
import pytest
from nomogram_cases import COEFFICIENTS, PREDICTORS, WITH_AN_INTERACTION, axis, interacting
from scipy.special import expit

from parity.data.cohort import Factor
from parity.models.design import design_matrix
from parity.models.terms import Polynomial
from parity.statistics.fields import fields_of
from parity.statistics.nomogram.axes import Categorical, Numeric, describe
from parity.statistics.nomogram.model import model_of
from parity.statistics.nomogram.nomogram import nomogram
from parity.statistics.nomogram.numbers import nomogram_numbers


def test_points_are_effects_in_hundredths_of_the_widest_one():
    """By hand, after Iasonos and others (2008), doi:10.1200/JCO.2007.12.9791: age, 60 x 0.05 = 3, is 100 points."""
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
    assert described["ten"] == Numeric(0.0, 13.5, tuple((np.arange(10) * 1.5).tolist()), adjust_to=6.75)
    assert described["eleven"] == Numeric(0.0, 15.0, adjust_to=7.5)
    assert described["sex"] == Categorical(("female", "male"), adjust_to="female")
    drawn = nomogram(
        {"Intercept": 0.0, "ten": 1.0, "eleven": 1.0}, {name: described[name] for name in ("ten", "eleven")}
    )
    assert axis(drawn, "ten").discrete and axis(drawn, "ten").ticks[1] == "1.5"
    assert not axis(drawn, "eleven").discrete and axis(drawn, "eleven").ticks[1] == "2"


def test_the_numbers_of_a_fitted_model_are_those_of_the_nomogram_from_bare_coefficients():
    rng = np.random.default_rng(8)
    predictors = {"age": rng.normal(60, 10, 50), "sex": Factor(np.arange(50) % 2, ("female", "male"))}
    coefficients = np.array([-3.0, 0.05, 0.7])
    log_odds = design_matrix(predictors).values @ coefficients
    numbers = nomogram_numbers(predictors, coefficients, log_odds)
    drawn = nomogram(
        {"Intercept": -3.0, "age": 0.05, "sex=male": 0.7},
        describe(predictors),
        (float(log_odds.min()), float(log_odds.max())),
    )
    fields = fields_of(numbers)

    def element(field, label):
        return fields[field].element(fields[field].labels.index(label))

    assert element("points", "sex=male") == axis(drawn, "sex").points[1]
    assert element("values", "sex=male") == 2.0
    assert element("tick_labels", "age=60") == "60"
    assert numbers.risk_points.tolist() == drawn.functions[0].total_points.tolist()
    assert numbers.points_per_unit == drawn.points_per_unit


def test_values_that_are_written_alike_stay_two_ticks():
    close = np.array([1.0, 1.00000001, 2.0] * 5)
    numbers = nomogram_numbers({"x": close}, np.array([0.0, 1.0]), close)
    assert numbers.tick_labels == ("1", "1", "2")
    assert len(set(numbers.axis_ticks)) == 3


def test_the_value_that_a_predictor_is_adjusted_to():
    codes = Factor(np.array([2, 1, 1, 2, 0]), ("a", "b", "c"))
    described = describe(
        {"two": np.array([5.0, 9.0, 9.0]), "three": np.array([1.0, 7.0, 8.0, 8.0, 8.0]), "codes": codes}
    )
    assert (described["two"].adjust_to, described["three"].adjust_to, described["codes"].adjust_to) == (5.0, 7.0, "b")


@pytest.mark.parametrize("seed", range(5))
def test_points_add_up_to_the_linear_predictor_whatever_the_terms_and_interactions(seed):
    coefficients, drawn = interacting(seed)
    model = model_of(coefficients, **WITH_AN_INTERACTION, without_intercept=False)
    for first in (axis for axis in drawn.axes if axis.name == "age"):
        for second in (axis for axis in drawn.axes if axis.name == "bmi"):
            patient = {"age": first.values[3], "bmi": second.values[2], **first.settings, **second.settings}
            log_odds = -1.0 + model.effects({name: [value] for name, value in patient.items()}, tuple(patient))[0]
            total = first.points[3] + second.points[2]
            assert drawn.intercept + total / drawn.points_per_unit == pytest.approx(log_odds, abs=1e-12)


def test_an_interaction_has_an_axis_for_each_value_of_the_other_predictor():
    _, drawn = interacting()
    assert [(axis.label, axis.continuation) for axis in drawn.axes] == [
        ("age (sex=female)", False),
        ("age (sex=male)", True),
        ("bmi (score=0)", False),
        ("bmi (score=1)", True),
        ("bmi (score=2)", True),
        ("bmi (score=3)", True),
    ]
    assert [axis.label for axis in interacting(varname_label=False)[1].axes][:2] == ["age (female)", "age (male)"]
    assert interacting(varname_label_sep=" is ")[1].axes[0].label == "age (sex is female)"
    assert [axis.label for axis in interacting(interact={"score": (0, 2)})[1].axes][2:] == [
        "bmi (score=0)",
        "bmi (score=2)",
    ]
    ends = [float(end(axis.points)) for axis in drawn.axes for end in (np.min, np.max)]
    assert min(ends) == 0 and max(ends) == pytest.approx(100, rel=1e-14)


def test_the_range_of_the_linear_predictor_is_reached_by_the_axes():
    _, drawn = interacting()
    scale = drawn.linear_predictor
    assert scale.values[0] <= drawn.intercept + 1e-9
    together = sum(
        max(float(axis.effects.max()) for axis in drawn.axes if axis.name == name) for name in ("age", "bmi")
    )
    assert scale.values[-1] >= -1.0 + together - 1e-9


@pytest.mark.filterwarnings("ignore:the values? .* of fun_at:parity.statistics.caution.Caution")
def test_chosen_values_of_axes_and_scales():
    drawn = nomogram(
        COEFFICIENTS,
        PREDICTORS,
        settings={"age": (30, 50, 200000.0), "stage": np.array([1, 4])},
        omit=["sex"],
        lp_at=(-3, 0, 3),
        fun_at={"Risk": (0.01, 0.1, 0.5, 0.99)},
    )
    assert [axis.name for axis in drawn.axes] == ["age", "albumin", "stage"]
    assert axis(drawn, "age").ticks == ("30", "50", "2e+05") and axis(drawn, "stage").ticks == ("1", "4")
    assert drawn.linear_predictor.ticks == ("-3", "0", "3")
    assert drawn.functions[0].shown == (False, True, True, False) and drawn.functions[0].ticks == ("0.1", "0.5")
    assert nomogram(COEFFICIENTS, PREDICTORS, lp=False).linear_predictor is None
    at = nomogram(COEFFICIENTS, PREDICTORS, fun_lp_at=(0.0,)).functions[0]
    assert at.ticks == ("0.5",)


def test_titles_are_labels_or_names():
    titles = {"age": "Age, years"}
    assert nomogram(COEFFICIENTS, PREDICTORS, names=titles, vnames="names").axes[0].label == "age"
    with pytest.raises(
        ValueError, match='two axes are called Age: give them different names, or choose vnames="names"'
    ):
        nomogram(COEFFICIENTS, PREDICTORS, names={"age": "Age", "sex": "Age"})


def test_levels_are_written_short():
    assert axis(nomogram(COEFFICIENTS, PREDICTORS, abbrev=True, minlength=2), "sex").ticks == ("fm", "ml")
    letters = axis(nomogram(COEFFICIENTS, PREDICTORS, abbrev=["sex"], minlength=1), "sex")
    assert letters.ticks == ("a", "b") and letters.show_every_tick
    assert axis(nomogram(COEFFICIENTS, PREDICTORS, abbrev=["stage"]), "sex").ticks == ("female", "male")
    chosen = interacting(abbrev=True, minlength=1, interact={"sex": ("male",)})[1]
    assert chosen.axes[0].label == "age (sex=male)"
    chosen = interacting(abbrev=True, minlength=1, interact={"sex": ("female",)})[1]
    assert chosen.axes[0].label == "age (sex=feml)"


def test_confidence_bars_of_a_single_predictor_are_those_of_its_line():
    """The variance of a + b x is the quadratic form of the covariances, smallest where a and b are uncorrelated."""
    covariance = np.array([[4.0, -0.05], [-0.05, 0.001]])
    model = {"Intercept": 0.0, "age": 0.05}, {"age": Numeric(20, 80, adjust_to=50)}
    drawn = nomogram(*model, conf_int=True, covariance=covariance)
    (age,) = drawn.axes
    x = np.array(age.values, dtype=float)
    np.testing.assert_allclose(age.standard_errors, np.sqrt(4 - 0.1 * x + 0.001 * x**2), rtol=1e-13)
    assert drawn.confidence == (0.7, 0.9)
    assert x[np.argmin(age.standard_errors)] == 50
    bars = nomogram(*model, conf_int=0.9, conf_lp="all", covariance=covariance).bars
    np.testing.assert_allclose(bars.standard_errors, drawn.points_per_unit * age.standard_errors, rtol=1e-13)
    assert nomogram(COEFFICIENTS, PREDICTORS).bars is None


def test_an_ordinal_model_has_the_scales_of_the_intercept_that_is_chosen():
    coefficients = {"y>=1": 1.0, "y>=2": -2.0, "age": 0.05}
    first, second = (nomogram(coefficients, {"age": Numeric(20, 80)}, (2.0, 5.0), kint=number) for number in (1, 2))
    assert first.intercept - second.intercept == 3.0
    assert second.linear_predictor.values[0] == first.linear_predictor.values[0] - 3.0
    with pytest.raises(ValueError, match="kint is 3; the intercepts are 1 to 2: y>=1, y>=2"):
        nomogram(coefficients, {"age": Numeric(20, 80)}, kint=3)


def test_a_model_without_intercept_is_centred():
    drawn = nomogram({"age": 0.05}, {"age": Numeric(20, 80)}, center=2.5)
    assert drawn.intercept == 0.05 * 20 - 2.5


def test_a_range_of_the_linear_predictor_moves_with_the_intercept_that_is_shown():
    ordinal = {
        "y>=1": 1.0,
        "y>=2": -2.0,
        **{name: value for name, value in COEFFICIENTS.items() if name != "Intercept"},
    }
    drawn = nomogram(ordinal, PREDICTORS, (-1.0, 1.0), kint=2)
    assert (min(drawn.linear_predictor.values), max(drawn.linear_predictor.values)) == (-4.0, -2.0)


def test_without_an_intercept_a_range_of_the_linear_predictor_stands():
    coefficients = {name: value for name, value in COEFFICIENTS.items() if name != "Intercept"}
    drawn = nomogram(coefficients, PREDICTORS, (-1.0, 1.0), center=0.5)
    assert (min(drawn.linear_predictor.values), max(drawn.linear_predictor.values)) == (-1.0, 1.0)


def test_a_number_has_points_anywhere_on_its_axis_and_a_level_has_not():
    drawn = nomogram(COEFFICIENTS, PREDICTORS)
    assert axis(drawn, "age").points_at(33.3) == pytest.approx(13.3 * 0.05 * 100 / 3, rel=1e-12)
    assert axis(drawn, "sex").points_at is None


def test_a_curve_may_reach_farthest_within_the_range():
    """A parabola has its vertex at a round value between the ends."""
    coefficients = {"Intercept": 0.0, "x": 4.0, "x^2": -1.0}
    drawn = nomogram(coefficients, {"x": Numeric(0.5, 3.0)}, terms={"x": Polynomial(2)})
    assert max(drawn.linear_predictor.values) >= 4.0


def test_bars_of_representatives_are_few_and_of_all_ticks_may_be_many():
    covariance = np.diag([1.0, 0.01, 0.01, 0.1, 0.1])
    few, all_ = (
        nomogram(
            COEFFICIENTS,
            PREDICTORS,
            adj_to={"age": 50, "albumin": 40, "sex": "male", "stage": 2},
            conf_int=0.9,
            conf_lp=which,
            covariance=covariance,
        ).bars
        for which in ("representative", "all")
    )
    assert (few.dense, all_.dense) == (False, True)
