"""What no nomogram can be made of is refused by name."""

from __future__ import annotations

import numpy as np
import pytest
from nomogram_cases import COEFFICIENTS, PREDICTORS, axis

from parity.statistics.nomogram.axes import Numeric
from parity.statistics.nomogram.nomogram import nomogram


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (
            {"fun.at": (0.5,)},
            "a nomogram has no option fun.at; did you mean fun_at\\? its options are fun_at, fun_lp_at, lp",
        ),
        ({"colour": "red"}, "no option colour; its options are"),
        (
            {"fun_at": (0.9999, 1.5)},
            "no value of fun_at of 'Risk' lies on the scale of the linear .*; choose fun_at between",
        ),
        ({"fun_at": {"Odds": (1,)}}, "fun_at names Odds, which is no function: there are Risk"),
        ({"omit": ["weight"]}, "omit names weight, which is no predictor: there are age, albumin, sex, stage"),
        ({"settings": {"sex": ("male", "other")}}, "'sex' has no level other: its levels are female, male"),
        ({"settings": {"age": (20, "old")}}, "'age' needs finite numbers, not 'old'"),
        ({"settings": {"age": (20, float("inf"))}}, "'age' needs finite numbers, not inf"),
        ({"interact": {"sex": "male"}}, "'sex' needs a sequence of values, not 'male'"),
        ({"lp_at": (1.0,)}, "lp_at holds two or more ascending values"),
        ({"vnames": "title"}, "vnames is one of labels, names, not 'title'"),
        ({"conf_lp": "some"}, "conf_lp is one of representative, all, none"),
        ({"conf_int": (0.9, 0.7)}, "levels between 0 and 1, ascending"),
        ({"conf_int": True}, "conf_int needs the covariance matrix of the 5 coefficients"),
        ({"conf_int": True, "covariance": np.eye(5)}, "conf_int needs a value of 'age' .* adj_to=.'age': "),
        ({"minlength": 0}, "minlength is 1 or more"),
        ({"fun_at": 0.5}, "fun_at needs a sequence of numbers, not 0.5"),
        ({"fun_lp_at": ()}, "fun_lp_at needs a sequence of numbers"),
        ({"lp_at": 1.0}, "lp_at holds two or more ascending values, not 1.0"),
        ({"omit": "sex"}, "omit needs a sequence of names, not 'sex'"),
        ({"interact": {"age": 5}}, "'age' needs a sequence of values, not 5"),
        ({"points": 0.0}, "more than 0 points and at least 1 interval"),
        (
            {"functions": {"Root": lambda x: np.where(x > 0, x, np.nan)}, "lp_at": (-1, 1)},
            "'Root' is not finite at the ends of the linear predictor",
        ),
    ],
)
def test_what_cannot_be_drawn_is_named_with_what_can(options, complaint):
    with pytest.raises(ValueError, match=complaint):
        nomogram(COEFFICIENTS, PREDICTORS, **options)


def test_a_predictor_without_a_range_needs_values():
    with pytest.raises(
        ValueError, match=r"'age' has no range: give it one, Numeric\(low, high\), or the values of its axis"
    ):
        nomogram({"Intercept": 0.0, "age": 1.0}, {"age": Numeric()})
    assert nomogram({"Intercept": 0.0, "age": 1.0}, {"age": Numeric()}, settings={"age": (1, 2)}).axes[0].ticks == (
        "1",
        "2",
    )
    for low, high in ((1.0, None), (5.0, 1.0), (0.0, float("inf"))):
        with pytest.raises(ValueError, match="a range has"):
            Numeric(low, high)


def test_a_variance_that_is_negative_is_refused():
    with pytest.raises(ValueError, match="variance that is negative or not finite"):
        nomogram(
            {"Intercept": 0.0, "age": 1.0},
            {"age": Numeric(0, 1)},
            conf_int=True,
            covariance=-np.eye(2),
            adj_to={"age": 0},
        )


@pytest.mark.parametrize(
    ("coefficients", "complaint"),
    [
        (
            {"Intercept": 1.0},
            "have the terms Intercept, age, albumin, sex=male, stage; there are coefficients for Intercept",
        ),
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


def test_one_interval_is_enough_and_none_is_not():
    assert axis(nomogram(COEFFICIENTS, PREDICTORS, intervals=1, functions={}), "sex").ticks == ("female", "male")
    with pytest.raises(ValueError, match="at least 1 interval"):
        nomogram(COEFFICIENTS, PREDICTORS, intervals=0)
