"""Whether a model has an estimate, of many patients."""

from __future__ import annotations

import numpy as np
import pytest

from parity.data.cohort import Cohort, Factor, Study
from parity.errors import InputError
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.verification.estimable import check_estimable

MANY = 60_000


def study_of(outcome, columns):
    cohort = Cohort("data", "", np.asarray(outcome), columns, file="data.csv")
    return Study("data", "data", "y", "1", tuple(columns), cohort)


def halves(seed):
    """Two predictors, the outcome on the two sides of a plane, and the distance from it."""
    draw = np.random.default_rng(seed)
    columns = {name: draw.normal(size=MANY) for name in ("a", "b", "noise")}
    distance = columns["a"] - 2 * columns["b"]
    return (distance > 0).astype(int), columns, np.abs(distance)


@pytest.mark.parametrize("seed", range(3))
def test_a_plane_between_many_patients_is_found_and_named_by_those_predictors_that_make_it(seed):
    outcome, columns, _ = halves(seed)
    complaint = "perfect separation: a combination of 'a', 'b' separates events from non-events"
    with pytest.raises(InputError, match=complaint):
        check_estimable(study_of(outcome, columns))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("wrong", [1, 7])
def test_a_few_patients_on_the_wrong_side_of_many_make_the_model_estimable(seed, wrong):
    """They are few enough not to be among those who are looked at first."""
    outcome, columns, distance = halves(seed)
    outcome[np.argsort(distance)[MANY // 2 : MANY // 2 + wrong]] ^= 1
    check_estimable(study_of(outcome, columns))
    assert np.isfinite(maximum_likelihood(outcome, columns).coefficients).all()


def test_a_plane_on_which_many_patients_of_both_kinds_lie_is_quasi_complete_separation():
    draw = np.random.default_rng(4)
    columns = {name: draw.integers(0, 4, MANY).astype(float) for name in ("a", "b", "c")}
    distance = columns["a"] - columns["b"] + 2 * columns["c"] - 1
    outcome = np.where(distance == 0, draw.integers(0, 2, MANY), distance > 0).astype(int)
    with pytest.raises(InputError, match="a combination of 'a', 'b', 'c' separates"):
        check_estimable(study_of(outcome, columns))
    outcome[np.flatnonzero(distance == 1)[0]] = 0
    check_estimable(study_of(outcome, columns))


def test_a_level_without_an_event_in_company_of_others_is_refused_by_its_name():
    draw = np.random.default_rng(5)
    outcome, ward = draw.integers(0, 2, MANY), draw.integers(0, 30, MANY)
    outcome[ward == 17] = 0
    columns = {"x": draw.normal(size=MANY), "ward": Factor(ward, tuple(f"w{code}" for code in range(30)))}
    complaint = "column 'ward': perfect separation: every row with the level 'w17' is a non-event"
    with pytest.raises(InputError, match=complaint):
        check_estimable(study_of(outcome, columns))


def test_a_level_that_nobody_has_is_refused_by_its_name():
    draw = np.random.default_rng(6)
    columns = {"x": draw.normal(size=90), "ward": Factor(draw.integers(0, 2, 90), ("a", "b", "c"))}
    with pytest.raises(InputError, match="column 'ward': no complete row has the level 'c'"):
        check_estimable(study_of(draw.integers(0, 2, 90), columns))


def test_a_predictor_may_not_be_called_as_the_constant_is():
    draw = np.random.default_rng(7)
    columns = {"Intercept": draw.normal(size=90)}
    with pytest.raises(InputError, match="two terms of the model would both be named 'Intercept'"):
        check_estimable(study_of(draw.integers(0, 2, 90), columns))
