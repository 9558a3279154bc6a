"""The design matrix."""

from __future__ import annotations

import numpy as np
import pytest

from parity.cohort import Factor
from parity.statistics.regression.design_matrix import design_matrix

SITE = Factor(np.array([0, 2, 1, 0]), ("head", "neck", "other"))
AGE = np.array([30.0, 41.0, 52.0, 63.0])


def test_a_factor_has_an_indicator_for_each_level_but_its_first():
    design = design_matrix({"age": AGE, "site": SITE})
    assert design.terms == ("Intercept", "age", "site=neck", "site=other")
    np.testing.assert_array_equal(design.values, [[1, 30, 0, 0], [1, 41, 0, 1], [1, 52, 1, 0], [1, 63, 0, 0]])


def test_a_level_that_does_not_occur_keeps_its_column():
    design = design_matrix({"site": Factor(np.array([0, 1]), ("head", "neck", "other"))})
    assert design.terms == ("Intercept", "site=neck", "site=other")
    assert design.values[:, 2].tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("predictors", "complaint"),
    [
        ({}, "at least one predictor"),
        ({"age": AGE, "bmi": AGE[:3]}, "different lengths: 3, 4"),
        ({"age": np.array([1.0, np.nan])}, "'age' is not one finite number"),
        ({"age": np.array([1.0, np.inf])}, "'age' is not one finite number"),
        ({"age": np.ones((2, 2))}, "'age' is not one finite number"),
        ({"site": Factor(np.array([0, 0]), ("head",))}, "'site' needs at least two levels"),
        ({"site": Factor(np.array([0, -1]), ("head", "neck"))}, "code outside its 2 levels"),
        ({"site": Factor(np.array([0, 2]), ("head", "neck"))}, "code outside its 2 levels"),
    ],
)
def test_what_is_no_design_is_refused_by_name(predictors, complaint):
    with pytest.raises(ValueError, match=complaint):
        design_matrix(predictors)
