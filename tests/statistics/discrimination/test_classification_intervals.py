from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom, norm

from parity.statistics.discrimination.classification_intervals import (
    classification_intervals,
    clopper_pearson_limits,
    wilson_limits,
)

COUNTS = np.array([81, 15, 0, 1], dtype=float)
OF = np.array([263, 148, 20, 29], dtype=float)


def test_newcombe_1998_four_proportions():
    # Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, Table I, methods 3 and 5
    low, high = wilson_limits(COUNTS, OF, 0.95)
    assert low.round(4).tolist() == [0.2553, 0.0624, 0.0, 0.0061]
    assert high.round(4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]
    low, high = clopper_pearson_limits(COUNTS, OF, 0.95)
    assert low.round(4).tolist() == [0.2527, 0.0578, 0.0, 0.0009]
    assert high.round(4).tolist() == [0.3676, 0.1617, 0.1684, 0.1776]


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95, 0.999])
def test_a_limit_of_wilsons_is_as_far_from_the_proportion_as_its_own_standard_error_allows(level):
    counts, of = np.array([1.0, 7, 40, 999]), np.array([3.0, 11, 50, 1000])
    for limit in wilson_limits(counts, of, level):
        distance = np.abs(counts / of - limit) / np.sqrt(limit * (1 - limit) / of)
        assert distance == pytest.approx(np.full(4, norm.ppf((1 + level) / 2)), rel=1e-11)


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95, 0.999])
def test_at_a_limit_of_clopper_and_pearsons_the_binomial_tail_is_half_of_what_the_level_leaves(level):
    counts, of = np.array([1.0, 7, 40, 999]), np.array([3.0, 11, 50, 1000])
    low, high = clopper_pearson_limits(counts, of, level)
    assert binom.sf(counts - 1, of, low) == pytest.approx(np.full(4, (1 - level) / 2), rel=1e-11)
    assert binom.cdf(counts, of, high) == pytest.approx(np.full(4, (1 - level) / 2), rel=1e-11)


@pytest.mark.parametrize("of", [1.0, 2.0, 9.0])
@pytest.mark.parametrize("level", [0.5, 0.8, 0.9, 0.95, 0.99, 0.999])
def test_both_end_at_0_and_1_where_nobody_or_everybody_is_counted(level, of):
    for limits in (wilson_limits, clopper_pearson_limits):
        low, high = limits(np.array([0.0, of]), np.array([of, of]), level)
        assert (low[0], high[1]) == (0.0, 1.0)
        assert 0 < high[0] == pytest.approx(1 - low[1], abs=1e-15)


def test_the_exact_one_contains_the_tail_that_the_wilson_one_leaves_out():
    low, high = clopper_pearson_limits(np.array([0.0]), np.array([20.0]), 0.95)
    assert high[0] == pytest.approx(1 - 0.025 ** (1 / 20), rel=1e-14)
    assert low[0] == 0.0


def test_each_measure_has_the_interval_of_its_own_counts():
    outcome, risk = np.repeat([1, 0, 1, 0], [231, 32, 27, 54]), np.repeat([1.0, 1.0, 0.0, 0.0], [231, 32, 27, 54])
    found = classification_intervals(outcome, risk, 0.5, 0.9)
    for measure, count, of in (
        (found.sensitivity, 231, 258),
        (found.specificity, 54, 86),
        (found.ppv, 231, 263),
        (found.npv, 54, 81),
        (found.accuracy, 285, 344),
    ):
        low, high = wilson_limits(np.array([count]), np.array([of]), 0.9)
        assert (measure.proportion, measure.wilson.low, measure.wilson.high) == (count / of, low[0], high[0])
        low, high = clopper_pearson_limits(np.array([count]), np.array([of]), 0.9)
        assert (measure.exact.low, measure.exact.high) == (low[0], high[0])


def test_an_interval_of_nobody_is_not_a_number():
    found = classification_intervals(np.array([0, 1]), np.array([0.2, 0.3]), 0.5)
    for value in (found.ppv.proportion, found.ppv.wilson.low, found.ppv.wilson.high, found.ppv.exact.low):
        assert math.isnan(value)
    assert not math.isnan(found.npv.exact.high)


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0, math.nan])
def test_a_level_that_is_none_is_an_error(level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        classification_intervals(np.array([0, 1]), np.array([0.2, 0.3]), 0.25, level)


@pytest.mark.parametrize("outcome", [[0, 0], [1, 1]])
def test_one_class_only_is_an_error(outcome):
    with pytest.raises(ValueError, match="at least one case and one control"):
        classification_intervals(np.array(outcome), np.array([0.1, 0.2]), 0.5)
