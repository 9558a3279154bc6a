"""Which axes there are where predictors interact."""

from __future__ import annotations

import numpy as np
import pytest

from parity.data.cohort import Factor
from parity.statistics.nomogram.interactions import plan_axes, related_predictors, shown_at

NAMES = ("age", "sex", "bmi", "stage", "dose")


def planned(interactions, discrete={}, interact={}, omit=()):
    axes = plan_axes(NAMES, interactions, discrete, interact, omit)
    return [(axis.name, dict(axis.settings), axis.continuation) for axis in axes]


def test_those_that_interact_through_a_third_are_related_too():
    related = related_predictors(NAMES, [("sex", "bmi"), ("bmi", "age")])
    assert related == {"age": ("sex", "bmi"), "sex": ("age", "bmi"), "bmi": ("age", "sex"), "stage": (), "dose": ()}


def test_without_interactions_every_predictor_has_an_axis_in_the_order_of_the_model():
    assert planned([], discrete={"age": (1, 2)}) == [(name, {}, False) for name in NAMES]


def test_an_axis_for_each_combination_the_first_other_predictor_changing_fastest():
    axes = planned([("age", "sex"), ("age", "stage")], discrete={"sex": ("f", "m"), "stage": ("I", "II")})
    assert axes[:4] == [
        ("age", {"sex": "f", "stage": "I"}, False),
        ("age", {"sex": "m", "stage": "I"}, True),
        ("age", {"sex": "f", "stage": "II"}, True),
        ("age", {"sex": "m", "stage": "II"}, True),
    ]
    assert [name for name, _, _ in axes[4:]] == ["bmi", "dose"]


def test_the_continuous_predictor_has_the_axes_even_if_it_comes_last():
    axes = planned([("sex", "dose")], discrete={"sex": ("f", "m")})
    assert axes[-2:] == [("dose", {"sex": "f"}, False), ("dose", {"sex": "m"}, True)]


def test_a_predictor_chosen_for_interact_leaves_the_axes_to_the_other():
    axes = planned([("age", "bmi")], interact={"age": (40, 60)})
    assert ("bmi", {"age": 40}, False) in axes and ("bmi", {"age": 60}, True) in axes
    assert "age" not in [name for name, _, _ in axes]


def test_a_continuous_predictor_that_is_not_set_is_named_with_what_to_give():
    cure = r"'age' interacts with bmi: say at which values to show it, interact=\{'bmi': \(...\)\}"
    with pytest.raises(ValueError, match=cure):
        planned([("age", "bmi")])


def test_nothing_is_left_where_all_is_omitted():
    assert [name for name, _, _ in planned([], omit=("age", "bmi"))] == ["sex", "stage", "dose"]
    with pytest.raises(ValueError, match="all predictors are omitted"):
        planned([], omit=NAMES)


def test_where_nobody_chose_a_number_is_shown_at_three_patients_values():
    """The smallest that a quarter, a half and three quarters of 17 do not exceed: the 5th, 9th and 13th."""
    age, bmi = np.arange(1.0, 18.0), np.arange(101.0, 118.0)[::-1]
    sex, few = Factor(np.arange(17) % 2, ("f", "m")), np.arange(17.0) % 3
    predictors = {"age": age, "bmi": bmi, "sex": sex, "few": few}
    names, together = tuple(predictors), [("age", "bmi"), ("age", "sex"), ("age", "few")]
    assert shown_at(names, together, predictors) == {"bmi": [105.0, 109.0, 113.0]}
    assert shown_at(names, [("age", "sex"), ("bmi", "few")], predictors) == {}
