"""Models by their terms and coefficients."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.nomogram.axes import Categorical, Numeric
from parity.statistics.nomogram.model import model_of
from parity.models.terms import Levels, Polynomial

PREDICTORS = {"age": Numeric(20, 80), "sex": Categorical(("f", "m"))}


def test_the_contribution_is_that_of_the_columns_whatever_the_order_of_the_coefficients():
    coefficients = {"age * sex=m": 3.0, "sex=m": 2.0, "Intercept": 9.0, "age": 1.0, "age^2": 0.5, "age^2 * sex=m": -1.0}
    model = model_of(coefficients, PREDICTORS, {"age": Polynomial(2)}, [("age", "sex")], False)
    values = {"age": [2.0, 3.0], "sex": ["f", "m"]}
    np.testing.assert_array_equal(model.effects(values, ("age", "sex")), [2 + 2, 3 + 4.5 + 2 + 9 - 9])
    np.testing.assert_array_equal(model.effects(values, ("age",)), [4, 7.5])
    assert model.columns(values, ("age", "sex")).shape == (2, 5)


@pytest.mark.parametrize(
    ("terms", "interactions", "complaint"),
    [
        ({"sex": Polynomial(2)}, [], "a term is given for a numeric predictor; sex is none"),
        ({"age": Levels(("1", "2"))}, [], "age is none"),
        ({"bmi": Polynomial(2)}, [], "bmi is none"),
        ({}, [("age",)], "an interaction is of two or more of the predictors age, sex, not of age"),
        ({}, [("age", "age")], "not of age, age"),
        ({}, [("age", "bmi")], "not of age, bmi"),
        ({}, [("age", "sex"), ("age", "sex")], "two terms are called age \\* sex=m"),
    ],
)
def test_terms_that_make_no_model_are_refused(terms, interactions, complaint):
    with pytest.raises(ValueError, match=complaint):
        model_of({"Intercept": 1.0}, PREDICTORS, terms, interactions, False)


def test_coefficients_are_finite_and_those_of_the_terms():
    with pytest.raises(ValueError, match="a coefficient is a finite number; that of age is not"):
        model_of({"Intercept": 1.0, "age": float("nan"), "sex=m": 1.0}, PREDICTORS, {}, [], False)
    with pytest.raises(ValueError, match="have the terms Intercept, age, sex=m; there are coefficients for age, sex=m"):
        model_of({"age": 1.0, "sex=m": 1.0}, PREDICTORS, {}, [], False)


@pytest.mark.parametrize("others", [("y>=1",), ("y>=1", "another"), ("Intercept", "y>=1")])
def test_an_ordinal_model_has_two_or_more_intercepts_and_no_other_coefficient(others):
    with pytest.raises(ValueError, match="the predictors have the terms Intercept, age, sex=m"):
        model_of({**dict.fromkeys(others, 1.0), "age": 1.0, "sex=m": 1.0}, PREDICTORS, {}, [], False)
