from __future__ import annotations

import math

import numpy as np
import pytest
from association_cases import PERMEABILITY, grouped, predictors
from scipy.stats import norm, rankdata

from parity.statistics.association import hodges_lehmann as module
from parity.statistics.association.hodges_lehmann import hodges_lehmann
from parity.statistics.association.mann_whitney_exact import mann_whitney_exact
from parity.statistics.association.mann_whitney_test import mann_whitney_test


def test_the_shift_is_the_median_of_all_differences():
    for outcome, values in predictors():
        differences = np.subtract.outer(values[outcome == 1], values[outcome == 0])
        assert hodges_lehmann(outcome, values).shift == pytest.approx(np.median(differences), rel=1e-12)


def test_the_permeability_of_the_amnion():
    # Hollander, Wolfe (1973), pages 75 and 78, as remembered and as wilcox.test(conf.int = TRUE) prints its help's
    # example: the shift .305, and -.15 to .76, which has the exact level .96
    for level in (0.95, 0.96):
        found = hodges_lehmann(*PERMEABILITY, level)
        assert found.shift == pytest.approx(0.305, rel=1e-13)
        assert (found.interval.low, found.interval.high) == pytest.approx((-0.15, 0.76), rel=1e-13)


def test_the_exact_interval_holds_the_shifts_that_are_not_rejected():
    outcome, values = PERMEABILITY
    for level in (0.8, 0.95):
        found = hodges_lehmann(outcome, values, level).interval
        for limit, inside in ((found.low, 1), (found.high, -1)):
            for side in (inside, -inside):
                p = mann_whitney_exact(outcome, values - (limit + 1e-6 * side) * outcome).p
                assert (p > 1 - level) is (side == inside)


def test_the_interval_by_approximation_is_where_the_corrected_test_turns():
    random = np.random.default_rng(9)
    for n in (60, 120):
        outcome, values = np.repeat([1, 0], [n, n + 5]), random.normal(size=2 * n + 5)
        found = hodges_lehmann(outcome, values).interval
        for limit, inside in ((found.low, 1), (found.high, -1)):
            for side in (inside, -inside):
                p = mann_whitney_test(outcome, values - (limit + 1e-9 * side) * outcome).p_corrected
                assert (p > 0.05) is (side == inside)


def test_ties_within_a_group_narrow_the_interval_as_they_do_the_variance_of_midranks():
    """Of two groups apart, whose ranks are drawn without replacement: the variance of their sum, by its definition."""
    for seed in range(5):
        draw = np.random.default_rng(seed)
        event, none = np.concatenate([np.zeros(40), draw.normal(size=15)]), draw.normal(size=55)
        ranks = rankdata(np.concatenate([event, none + 1000]))
        variance = 55 * 55 / (110 * 109) * ((ranks - ranks.mean()) ** 2).sum()
        k = math.floor(55 * 55 / 2 - 0.5 - norm.ppf(0.975) * math.sqrt(variance)) + 1
        differences = np.sort(np.subtract.outer(event, none).ravel())
        found = hodges_lehmann(np.repeat([1, 0], 55), np.concatenate([event, none])).interval
        assert (found.low, found.high) == (differences[k - 1], differences[-k])


def test_shifting_one_group_shifts_all_and_scaling_scales():
    for outcome, values in predictors():
        before = hodges_lehmann(outcome, values)
        after = hodges_lehmann(outcome, 4 * values + 8 * outcome)
        assert after.shift == pytest.approx(4 * before.shift + 8, rel=1e-9, abs=1e-9)
        assert after.interval.low == pytest.approx(4 * before.interval.low + 8, rel=1e-9, abs=1e-9)
        turned = hodges_lehmann(1 - outcome, values)
        assert (turned.shift, turned.interval.low) == (-before.shift, -before.interval.high)


def test_a_single_pair_is_its_own_estimate():
    found = hodges_lehmann(*grouped([5.0], [3.0]))
    assert (found.shift, found.interval.low, found.interval.high) == (2, 2, 2)


def test_all_values_tied():
    found = hodges_lehmann(*grouped([3.0, 3.0], [3.0, 3.0, 3.0]))
    assert (found.shift, found.interval.low, found.interval.high) == (0, 0, 0)


def test_too_many_pairs_are_refused_by_their_number():
    with pytest.raises(ValueError, match="25,000,000 pairs of patients, more than 16,777,216"):
        hodges_lehmann(*grouped(np.arange(5000), np.arange(5000)))


def test_as_many_pairs_as_are_allowed_are_taken_and_not_one_more(monkeypatch):
    monkeypatch.setattr(module, "MOST", 6)
    outcome, values = np.array([1, 1, 0, 0, 0]), np.array([3.0, 4.5, 1.0, 1.5, 2.2])
    assert hodges_lehmann(outcome, values).shift == pytest.approx(np.median(np.subtract.outer([3, 4.5], [1, 1.5, 2.2])))
    with pytest.raises(ValueError, match="there are 8 pairs of patients, more than 6"):
        hodges_lehmann(np.append(outcome, 0), np.append(values, 0.3))
