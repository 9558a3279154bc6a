from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import multivariate_normal

from parity.statistics.discrimination.area_hanley_mcneil import hanley_mcneil_error
from parity.statistics.discrimination.delong_test_paired import delong_test_paired
from parity.statistics.discrimination.hanley_mcneil_test import (
    correlation_of_areas,
    hanley_mcneil_test,
    joint,
    no_correlation,
)

PRINTED = {
    (0.02, 0.7): 0.02, (0.2, 0.7): 0.18, (0.5, 0.7): 0.47, (0.9, 0.7): 0.88,
    (0.3, 0.8): 0.26, (0.7, 0.8): 0.65, (0.4, 0.85): 0.34, (0.6, 0.85): 0.53,
    (0.1, 0.9): 0.07, (0.5, 0.9): 0.41, (0.8, 0.9): 0.73,
    (0.2, 0.975): 0.10, (0.4, 0.975): 0.24, (0.9, 0.975): 0.82,
}  # fmt: skip
"""Of table I of Hanley and McNeil 1983: the correlation of two areas, by the mean correlation of the ratings and the
mean area."""


def patients(n=60, seed=3):
    random = np.random.default_rng(seed)
    outcome = (np.arange(n) % 3 == 0).astype(int)
    shared = random.normal(size=n) + 0.9 * outcome
    return outcome, shared + 0.5 * random.normal(size=n), shared + 0.7 * random.normal(size=n)


@pytest.mark.parametrize(("place", "printed"), PRINTED.items(), ids=str)
def test_with_50_patients_a_group_the_correlation_is_the_printed_table_s(place, printed):
    assert correlation_of_areas(*place, 50, 50) == pytest.approx(printed, abs=0.0063)


@pytest.mark.parametrize("correlation", [-0.9, -0.3, 0.0, 0.2, 0.75, 0.99])
@pytest.mark.parametrize("area", [0.3, 0.5, 0.8, 0.99])
def test_the_covariance_of_two_events_is_that_of_the_binormal_distribution(correlation, area):
    d = float(ndtri(area))
    both = multivariate_normal.cdf([d, d], mean=[0, 0], cov=[[1, correlation], [correlation, 1]])
    assert joint(correlation, area) == pytest.approx(both - area**2, abs=1e-7)


def test_scores_without_correlation_have_areas_without_one_and_one_score_twice_has_1():
    assert correlation_of_areas(0.0, 0.8, 20, 30) == pytest.approx(0.0, abs=1e-15)
    assert correlation_of_areas(1.0, 0.8, 20, 30) == pytest.approx(1.0, rel=1e-15)


def test_the_test_is_the_difference_over_the_error_of_correlated_areas():
    outcome, one, other = patients()
    found = hanley_mcneil_test(outcome, one, other)
    s, t = (hanley_mcneil_error(area, 20, 40) for area in (found.first, found.second))
    assert found.standard_error**2 == pytest.approx(s**2 + t**2 - 2 * found.correlation * s * t, rel=1e-13)
    assert found.statistic == pytest.approx(found.difference / found.standard_error, rel=1e-15)
    assert found.p_value == pytest.approx(math.erfc(abs(found.statistic) / math.sqrt(2)), rel=1e-12)
    assert found.correlation_of_cases == pytest.approx(np.corrcoef(one[outcome == 1], other[outcome == 1])[0, 1])
    assert found.interval.high - found.interval.low == pytest.approx(2 * 1.959963984540054 * found.standard_error)


def test_it_comes_near_delong_s_with_many_binormal_patients():
    outcome, one, other = patients(6000)
    found, delong = hanley_mcneil_test(outcome, one, other), delong_test_paired(outcome, one, other)
    assert found.difference == delong.difference
    assert found.standard_error == pytest.approx(delong.standard_error, rel=0.1)


def test_the_scores_change_places_and_units():
    outcome, one, other = patients()
    found, turned = hanley_mcneil_test(outcome, one, other), hanley_mcneil_test(outcome, 3 * other - 1, one)
    assert (turned.difference, turned.statistic) == pytest.approx((-found.difference, -found.statistic), rel=1e-12)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ([0.1, 0.2, 0.3, 0.3], [0.1, 0.2, 0.3, 0.4], "all cases have the same score"),
        ([0.1, 0.2, 0.3, 0.4], [0.5, 0.5, 0.3, 0.4], "all controls have the same score"),
        ([0.1, 0.2, 0.3, 0.4], [0.2, 0.1, 0.3, 0.5], "both areas are exactly 1"),
    ],
)
def test_what_has_no_correlation_is_refused_with_the_reason(one, other, why):
    given = np.array([0, 0, 1, 1]), np.array(one), np.array(other)
    assert why in no_correlation(*given)
    with pytest.raises(ValueError, match=why):
        hanley_mcneil_test(*given)
