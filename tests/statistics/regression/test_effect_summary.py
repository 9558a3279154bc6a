"""Effects between quartiles: a published example, identities, conventions, bad input."""

from __future__ import annotations

import numpy as np
import pytest
from published import BUDWORMS, DEAD, MONTHS, SUCCESS
from scipy.stats import norm

from parity.data.cohort import Factor
from parity.data.formula import Entry, Formula, Shape
from parity.models.contrasts import quartiles, usual_value
from parity.models.model_matrix import model_matrix
from parity.statistics.regression.effect_summary import effect_summary
from parity.statistics.regression.logistic_regression import logistic_regression


def test_the_budworms_of_venables_and_ripley():
    # Venables, Ripley (2002), section 7.2: ldose 1.064214 with a standard error of 0.1311; its quartiles are 1 and 4
    found = effect_summary(DEAD, BUDWORMS)
    assert (found.numbers, found.low.tolist(), found.high.tolist()) == (("ldose",), [1.0], [4.0])
    assert found.effects == ("ldose", "sex: M against F")
    assert found.log_odds_ratios[0] == pytest.approx(3 * 1.064214, abs=3e-6)
    assert found.standard_errors[0] == pytest.approx(3 * 0.1311, abs=2e-4)


def test_of_a_linear_predictor_it_is_the_coefficient_times_the_range():
    fit, found = (f(SUCCESS, {"months": MONTHS}, 0.9) for f in (logistic_regression, effect_summary))
    low, high = np.percentile(MONTHS, [25, 75])
    assert found.log_odds_ratios[0] == pytest.approx((high - low) * fit.coefficients[1], rel=1e-13)
    reach = norm.ppf(0.95) * (high - low) * fit.standard_errors[1]
    assert found.odds_ratios_low[0] == pytest.approx(found.odds_ratios[0] * np.exp(-reach), rel=1e-12)
    assert found.odds_ratios_high[0] == pytest.approx(found.odds_ratios[0] * np.exp(reach), rel=1e-12)


def test_the_usual_level_is_95_percent():
    found = effect_summary(SUCCESS, {"months": MONTHS})
    reach = norm.ppf(0.975) * found.standard_errors[0]
    assert found.odds_ratios_high[0] == pytest.approx(found.odds_ratios[0] * np.exp(reach), rel=1e-12)


def test_of_a_spline_that_interacts_it_is_the_difference_of_two_patients():
    draw = np.random.default_rng(2)
    columns = {"x": draw.normal(size=300), "g": Factor(draw.integers(0, 3, 300) % 3, ("a", "b", "c"))}
    outcome = (draw.random(300) < 1 / (1 + np.exp(-np.abs(columns["x"])))).astype(int)
    formula = Formula({"x": Entry(Shape.RESTRICTED_CUBIC_SPLINE, 3), "g": Entry()}, (("x", "g"),))
    found, fit = effect_summary(outcome, columns, formula=formula), logistic_regression(
        outcome, columns, formula=formula
    )
    mode = int(np.bincount(columns["g"].codes).argmax())
    two = {"x": np.percentile(columns["x"], [25, 75]), "g": Factor(np.array([mode, mode]), ("a", "b", "c"))}
    low, high = model_matrix(formula, columns, two).values @ fit.coefficients
    assert found.log_odds_ratios[0] == pytest.approx(high - low, rel=1e-11)


def test_levels_stand_against_the_most_frequent_one():
    outcome = np.array([0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0])
    codes = np.array([2, 2, 2, 2, 2, 2, 0, 0, 1, 1, 1, 1])
    found = effect_summary(outcome, {"ward": Factor(codes, ("a", "b", "c"))})
    assert found.effects == ("ward: a against c", "ward: b against c")
    assert len(found.low) == 0


def test_a_range_of_few_values_is_all_of_it():
    assert quartiles(np.array([0.0, 0, 0, 1])) == (0.0, 1.0)
    assert quartiles(np.array([1.0, 2, 2, 2, 2, 3])) == (1.0, 3.0)
    assert quartiles(np.array([1.0, 2, 2, 2, 2, 2, 3, 4])) == (2.0, 2.25)
    assert quartiles(np.array([1.0, 2, 2, 2, 2, 2, 2, 2, 2, 3, 4])) == (1.0, 4.0)


def test_the_usual_value():
    assert usual_value(np.array([0.0, 1, 1, 1])) == 0.0
    assert usual_value(np.array([0.0, 1, 1, 7])) == 1.0
    assert usual_value(np.array([0.0, 1, 2, 7])) == 1.5
    assert usual_value(Factor(np.array([1, 2, 2, 1]), ("a", "b", "c"))) == 1


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0, np.nan])
def test_a_level_that_is_none_is_an_error(level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        effect_summary(SUCCESS, {"months": MONTHS}, level)
