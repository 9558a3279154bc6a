from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from association_cases import SATISFACTION, SLEEP, categories, grouped, predictors, table

from parity.data.cohort import Factor
from parity.statistics.association.standardised_difference import standardised_difference


def of(outcome, column) -> float:
    return standardised_difference(outcome, column).difference


def test_a_number_is_measured_in_the_mean_of_the_variances():
    for outcome, values in predictors():
        one, other = values[outcome == 1], values[outcome == 0]
        spread = math.sqrt((statistics.variance(one) + statistics.variance(other)) / 2)
        assert of(outcome, values) == pytest.approx(
            (statistics.fmean(one) - statistics.fmean(other)) / spread, rel=1e-9
        )


def test_of_groups_of_one_size_it_is_cohens_d_of_students_sleep():
    """As the tests of R's parameters (tests/testthat/test-model_parameters.htest.R) give what effectsize makes of R's
    `sleep`: a secondary source. Of a table of categories no published example was found; held by the formulas of Yang
    and Dalton below, and by R's tableone."""
    assert of(*SLEEP) == pytest.approx(-0.83218108134954, rel=1e-13)


def test_two_categories_by_their_shares():
    p, q = 30 / 59, 44 / 130
    expected = abs(p - q) / math.sqrt((p * (1 - p) + q * (1 - q)) / 2)
    assert of(*table((29, 86), (30, 44))) == pytest.approx(expected, rel=1e-13)


def test_several_categories_by_the_distance_of_all_but_any_one():
    outcome, factor = SATISFACTION
    found = of(outcome, factor)
    for first in range(3):
        turned = Factor((factor.codes + first) % 3, factor.levels)
        assert of(outcome, turned) == pytest.approx(found, rel=1e-12)
    # Yang, Dalton (2012), by their formula in the two last categories
    one, other = np.array([327, 468]) / 1557, np.array([239, 477]) / 1200
    spread = sum(np.diag(share) - np.outer(share, share) for share in (one, other)) / 2
    assert found == pytest.approx(math.sqrt((one - other) @ np.linalg.inv(spread) @ (one - other)), rel=1e-11)


def test_turning_the_groups_turns_the_sign_of_a_number_and_not_a_distance():
    for outcome, values in predictors():
        assert of(1 - outcome, values) == pytest.approx(-of(outcome, values), rel=1e-12)
    for outcome, factor in categories():
        assert of(1 - outcome, factor) == pytest.approx(of(outcome, factor), rel=1e-12)


def test_scale_place_and_more_patients_alike_do_not_matter():
    for outcome, factor in categories():
        twice = Factor(np.tile(factor.codes, 2), factor.levels)
        assert of(np.tile(outcome, 2), twice) == pytest.approx(of(outcome, factor), rel=1e-12)
    for outcome, values in predictors():
        assert of(outcome, 3 * values - 7) == pytest.approx(of(outcome, values), rel=1e-9)


def test_groups_without_spread():
    assert of(*grouped([2, 2], [2, 2, 2])) == 0
    assert math.isnan(of(*grouped([2, 2], [3, 3, 3])))
    assert math.isnan(of(*table((5, 0), (0, 7))))
    assert of(*table((5, 5), (7, 7))) == 0


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="one category"):
        of(*table((5, 4), (0, 0)))
    with pytest.raises(ValueError, match="finite"):
        of(*grouped([1, np.nan], [2, 3]))
