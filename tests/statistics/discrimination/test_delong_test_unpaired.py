"""DeLong's test of the areas of two groups of patients."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from parity.statistics.caution import Caution
from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.discrimination.delong_test_unpaired import delong_test_unpaired


def groups(count=25):
    """Two groups, each of two cases and two controls at least, with ties."""
    random = np.random.default_rng(20250102)
    for _ in range(count):
        pair = []
        for n in random.integers(5, 60, 2):
            outcome = random.permutation(np.arange(n) % 2).astype(int)
            pair += [outcome, np.round(random.normal(size=n) + outcome, 1)]
        yield pair


def test_the_variances_add_up_and_share_their_degrees_of_freedom():
    for one, risk, other, of_others in groups():
        found = delong_test_unpaired(one, risk, other, of_others)
        first, second = auc_delong(one, risk), auc_delong(other, of_others)
        assert (found.first, found.second) == (first.auc, second.auc)
        assert found.standard_error**2 == pytest.approx(first.variance + second.variance, rel=1e-15)
        welch = (first.variance + second.variance) ** 2 / (
            first.variance**2 / (len(one) - 1) + second.variance**2 / (len(other) - 1)
        )
        assert found.df == pytest.approx(welch, rel=1e-14)
        assert found.statistic == pytest.approx(found.difference / found.standard_error, rel=1e-15)


def test_the_interval_excludes_0_where_the_p_value_is_below_one_minus_the_level():
    for pair in groups():
        for level in (0.5, 0.9, 0.95):
            found = delong_test_unpaired(*pair, level)
            assert (found.interval.low > 0 or found.interval.high < 0) == (found.p_value < 1 - level)


def test_an_exchange_of_the_groups_turns_the_sign():
    for one, risk, other, of_others in groups():
        there, back = delong_test_unpaired(one, risk, other, of_others), delong_test_unpaired(
            other, of_others, one, risk
        )
        assert (there.statistic, there.p_value, there.df) == (-back.statistic, back.p_value, back.df)
        assert there.interval.low == -back.interval.high


def test_hanley_and_mcneil_1982_against_itself():
    # Hanley, McNeil (1982), doi:10.1148/radiology.143.1.7063747, Table I, W = 0.893; DeLong's standard error of the same
    # ratings is 0.0307 in Stata's manual [R] roctab: of two such groups the variance of the difference is twice that
    outcome = np.repeat([0, 1], [58, 51])
    ratings = [np.repeat(np.arange(1.0, 6.0), counts) for counts in ([33, 6, 6, 11, 2], [3, 2, 2, 11, 33])]
    found = delong_test_unpaired(outcome, np.concatenate(ratings), outcome, np.concatenate(ratings))
    assert round(found.first, 3) == 0.893
    assert round(found.standard_error / math.sqrt(2), 4) == 0.0307
    assert found.df == float(Fraction(2 * 108))
    assert (found.difference, found.statistic, found.p_value) == (0.0, 0.0, 1.0)


def test_without_any_variance_there_are_no_degrees_of_freedom():
    outcome, apart = np.array([0, 0, 1, 1]), np.array([1.0, 2, 3, 4])
    with pytest.warns(Caution, match="two areas of exactly 1"):
        found = delong_test_unpaired(outcome, apart, outcome, apart)
    assert found.standard_error == 0.0
    assert all(math.isnan(value) for value in (found.statistic, found.df, found.p_value, found.interval.low))
    infinite = delong_test_unpaired(outcome, apart, outcome, -apart)
    assert infinite.statistic == math.inf and math.isnan(infinite.p_value)


def test_one_group_may_be_without_a_variance():
    random = np.random.default_rng(1)
    outcome = np.arange(30) % 2
    found = delong_test_unpaired(np.array([0, 0, 1, 1]), np.arange(4.0), outcome, random.normal(size=30))
    assert found.df == 29 and 0 < found.p_value < 1


@pytest.mark.parametrize("single", [[1, 0, 0, 0], [0, 1, 1, 1]])
def test_one_case_or_one_control_in_either_group_leaves_the_difference_alone(single):
    outcome, risk = np.array([0, 0, 1, 1]), np.array([1.0, 3, 2, 4])
    for pair in ((outcome, risk, np.array(single), risk), (np.array(single), risk, outcome, risk)):
        found = delong_test_unpaired(*pair)
        assert math.isfinite(found.difference)
        assert all(math.isnan(value) for value in (found.standard_error, found.statistic, found.df, found.p_value))


def test_others_without_a_case_are_refused():
    outcome, risk = np.array([0, 0, 1, 1]), np.array([1.0, 3, 2, 4])
    with pytest.raises(ValueError, match="at least one case and one control"):
        delong_test_unpaired(outcome, risk, np.zeros(3, int), np.arange(3.0))
    with pytest.raises(ValueError, match="finite"):
        delong_test_unpaired(outcome, risk, outcome, np.array([0.1, math.nan, 0.2, 0.3]))
