"""Where `lrm` as typed stops, and what that does to a nomogram; when R is known to stop."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.as_typed.lrm_stops import quoted_level
from parity.checks.as_typed.nomogram_as_typed import (
    at_the_maximum,
    before_7,
    from_7,
    other_ticks_before_7,
    other_ticks_from_7,
)
from parity.checks.rms.lrm import lrm_before_7, lrm_from_7
from parity.data.cohort import Factor
from parity.models.design import design_matrix
from parity.statistics.nomogram.numbers import nomogram_numbers
from parity.statistics.regression.maximum_likelihood import maximum_likelihood

STOPS = pytest.mark.parametrize(
    ("shift", "other_ticks", "stop"),
    [(before_7, other_ticks_before_7, lrm_before_7), (from_7, other_ticks_from_7, lrm_from_7)],
    ids=("before 7", "from 7"),
)


def drawn(seed: int, n: int = 20):
    """A strong effect in few patients, where lrm stops farthest from the maximum."""
    random = np.random.default_rng(seed)
    age = random.normal(60, 10, n)
    return (random.random(n) < 1 / (1 + np.exp(-0.3 * (age - 60)))).astype(int), {"age": age}


def nomograms(outcome, predictors, stop):
    """At the maximum, and where lrm stops."""
    columns = design_matrix(predictors).values
    places = (maximum_likelihood(outcome, predictors).coefficients, stop(outcome, columns))
    return places, [nomogram_numbers(predictors, at, columns @ at) for at in places]


def scales(numbers):
    return numbers.axis_ticks, numbers.total_labels, numbers.linear_predictor_labels, numbers.risk_labels


@STOPS
@pytest.mark.parametrize("seed", [2, 3, 528, 750])
def test_a_nomogram_with_other_ticks_is_that_of_the_place_where_lrm_stops_and_no_shift_of_ours(
    shift, other_ticks, stop, seed
):
    outcome, predictors = drawn(seed)
    _, (here, there) = nomograms(outcome, predictors, stop)
    found = other_ticks(outcome, predictors)
    if scales(here) == scales(there):
        assert found == {}
        assert np.allclose(shift(outcome, predictors)["points"], there.points - here.points, rtol=0, atol=1e-9)
    else:
        assert found["linear_predictor_labels"] == there.linear_predictor_labels
        assert np.allclose(found["points"], there.points, rtol=0, atol=1e-9)
        assert np.allclose(found["intercept"], there.intercept, rtol=0, atol=1e-9)


def test_the_scale_of_the_linear_predictor_is_where_it_shows():
    """And in the cohorts of the test above both kinds are met."""
    differ = {}
    for seed in (2, 3, 528, 750):
        _, (here, there) = nomograms(*drawn(seed), lrm_before_7)
        differ[seed] = here.linear_predictor_labels != there.linear_predictor_labels
        assert here.axis_ticks == there.axis_ticks
    assert differ == {2: False, 3: False, 528: True, 750: True}


def test_ours_must_then_be_that_of_the_maximum():
    outcome, predictors = drawn(528)
    _, (here, there) = nomograms(outcome, predictors, lrm_before_7)
    assert np.array_equal(at_the_maximum(outcome, predictors)["intercept"], here.intercept)
    assert here.intercept != there.intercept


@pytest.mark.parametrize("mark", ['"', "`", "\\"])
def test_a_quote_in_one_level_of_one_factor_is_enough(mark):
    age, plain = np.array([1.0, 2.0]), Factor(np.array([0, 1]), ("low", "high"))
    assert quoted_level({"age": age, "plain": plain, "odd": Factor(np.array([0, 1]), ("low", f"a{mark}b"))})
    assert not quoted_level({"age": age, "plain": plain, "apostrophe": Factor(np.array([0, 1]), ("low", "a'b"))})
