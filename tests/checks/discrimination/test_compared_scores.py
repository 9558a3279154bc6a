"""Which scores are compared with a model's risks, which way they are turned, and where there is one curve only."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from parity.checks.discrimination.area_difference_paired import direction_of, no_score, score_of
from parity.checks.discrimination.delong_contrast import CHECK as CONTRAST
from parity.checks.discrimination.delong_test_paired import CHECK as PAIRED
from parity.checks.discrimination.delong_test_unpaired import CHECK as UNPAIRED
from parity.checks.discrimination.hanley_mcneil_test import CHECK as HANLEY_MCNEIL
from parity.checks.discrimination.scores import is_upward, places_alike, score, scores_of, turned, without_order
from parity.data.cohort import Factor

OUTCOME = np.array([0, 0, 0, 1, 1, 1])
RISK = np.array([0.1, 0.2, 0.4, 0.3, 0.5, 0.6])
RISING, FALLING = np.array([1.0, 3, 2, 5, 4, 6]), np.array([6.0, 4, 5, 2, 3, 1])
TWO, THREE = Factor(np.array([0, 1, 0, 1, 1, 1]), ("no", "yes")), Factor(np.array([0, 1, 2, 2, 1, 1]), ("a", "b", "c"))


def sample(predictor="", others=None, development=None, **predictors):
    return SimpleNamespace(
        outcome=OUTCOME,
        risk=RISK,
        predictors=predictors,
        others=others or {},
        setting=SimpleNamespace(predictor=predictor),
        development=development,
    )


def test_a_score_is_turned_where_its_area_is_below_a_half():
    assert is_upward(OUTCOME, RISING) and not is_upward(OUTCOME, FALLING)
    assert is_upward(OUTCOME, np.zeros(6)), "of just a half it is not"
    assert not is_upward(np.array([0, 1, 0]), np.array([2.0, 1.0, 1.0])), "one of two pairs is not in order, one equal"
    assert turned(OUTCOME, RISING).tolist() == RISING.tolist() and turned(OUTCOME, FALLING).tolist() == [*-FALLING]
    assert direction_of(sample("x", x=RISING)) == "<" and direction_of(sample("x", x=FALLING)) == ">"
    of_models = sample(others={"other": FALLING})
    assert direction_of(of_models) == "<", "a risk is never turned"
    assert PAIRED.arguments(SimpleNamespace(**vars(of_models), level=0.95))["score"].tolist() == FALLING.tolist()
    assert PAIRED.inputs["score"](sample("x", x=FALLING)).tolist() == [*-FALLING]


def test_scores_are_alike_that_place_each_case_and_each_control_alike():
    outcome, one, other = np.array([1, 0, 0]), np.array([2.0, 1.0, 3.0]), np.array([2.0, 3.0, 1.0])
    assert not places_alike(outcome, one, other), "the case is above one control of two, of another in each"
    assert not places_alike(1 - outcome, one, other)
    assert places_alike(outcome, one, one**3)


def test_two_levels_are_a_score_and_three_have_no_order():
    assert score(TWO).tolist() == [0, 1, 0, 1, 1, 1] and without_order("sex", TWO) == ""
    assert "ward has 3 levels" in without_order("ward", THREE) and without_order("x", RISING) == ""
    assert "ward has 3 levels" in no_score(sample("ward", ward=THREE))
    assert no_score(sample("ward", ward=TWO)) == "" == no_score(sample("ward", others={"other": RISING}, ward=THREE))
    assert score_of(sample(others={"other": RISING})) is RISING and score_of(sample("x", x=RISING)) is RISING


def test_scores_of_a_contrast_are_those_with_an_order_and_a_curve_of_their_own():
    found = scores_of(sample(x=RISING, y=FALLING, ward=THREE, same=2 * RISK))
    assert {name: one.tolist() for name, one in found.items()} == {"x": [*RISING], "y": [*-FALLING]}
    assert set(scores_of(sample(others={"other": RISK, "third": RISING}, x=RISING))) == {"other", "third"}


@pytest.mark.parametrize(
    ("of", "asked"),
    [
        (sample(x=RISING, y=FALLING), True),
        (sample(x=RISING, same=RISK), False),
        (sample(x=RISING), False),
        (sample(others={"other": RISING}), True),
    ],
)
def test_a_contrast_is_of_two_scores_or_of_models(of, asked):
    assert CONTRAST.applies(of) is asked


@pytest.mark.parametrize(
    ("of", "asked", "why"),
    [
        (sample("x", x=RISING), True, ""),
        (sample("x", x=RISK), False, "one curve"),
        (sample("x", x=RISK, y=RISING), True, "as x alone does: one curve"),
        (sample("x", x=-RISK, y=RISING), True, "as x alone does: one curve"),
        (sample("ward", ward=THREE, y=RISING), False, None),
        (sample(others={"other": RISING}), True, ""),
        (sample(others={"other": RISK / 2}), True, "both models place all patients alike"),
    ],
)
def test_a_test_of_two_areas_needs_two_curves(of, asked, why):
    assert PAIRED.applies(of) is asked
    if why is not None:
        said = PAIRED.unless(of)
        assert why in said and bool(said) is bool(why)


def test_hanley_and_mcneil_s_test_is_of_two_models_with_two_curves():
    assert HANLEY_MCNEIL.applies(sample(others={"other": RISING})) and not HANLEY_MCNEIL.applies(sample("x", x=RISING))
    assert HANLEY_MCNEIL.unless(sample(others={"other": RISING})) == ""
    assert "alike" in HANLEY_MCNEIL.unless(sample(others={"other": 3 * RISK}))


def test_two_cohorts_are_a_validation_and_its_development():
    assert UNPAIRED.applies(sample(development=sample())) and not UNPAIRED.applies(sample())


def undefined(check, *inputs):
    """The fields that are said to have no number."""
    return {name for one in check.undefined if one.when and one.when(*inputs, 0.95) for name in one.fields}


@pytest.mark.filterwarnings("ignore::parity.statistics.caution.Caution")
def test_without_a_standard_error_there_is_no_test():
    certain, single = OUTCOME + 0.0, np.array([0, 0, 0, 0, 0, 1])
    assert undefined(PAIRED, OUTCOME, RISK, RISING) == set()
    assert undefined(PAIRED, OUTCOME, certain, 2 * certain) == {"statistic", "p_value"}
    assert undefined(UNPAIRED, OUTCOME, RISK, OUTCOME, RISING) == set()
    assert undefined(UNPAIRED, OUTCOME, RISK, OUTCOME, certain) == set(), "the other varies"
    nothing_by = {"statistic", "df", "p_value", "interval.low", "interval.high"}
    assert undefined(UNPAIRED, OUTCOME, certain, OUTCOME, certain) == nothing_by
    assert undefined(UNPAIRED, single, RISK, OUTCOME, RISK) == nothing_by
