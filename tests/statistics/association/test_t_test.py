from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from association_cases import SLEEP, WRITING, grouped, predictors
from scipy.stats import t as student

from parity.statistics.association.t_test import t_test
from parity.statistics.student import beyond, two_sided


def test_it_is_the_difference_of_the_means_over_its_standard_error_in_fractions():
    # 1, 2, 6 against 0, 3: means 3 and 3/2, variances 7 and 9/2
    found = t_test(*grouped([1, 2, 6], [0, 3]))
    squared = Fraction(7, 3) + Fraction(9, 4)
    assert found.difference == 1.5
    assert found.welch.statistic == pytest.approx(1.5 / math.sqrt(squared), rel=1e-15)
    df = squared**2 / (Fraction(7, 3) ** 2 / 2 + Fraction(9, 4) ** 2)
    assert found.welch.df == pytest.approx(float(df), rel=1e-15)
    assert found.pooled.df == 3
    pooled = (Fraction(14) + Fraction(9, 2)) / 3 * (Fraction(1, 3) + Fraction(1, 2))
    assert found.pooled.standard_error == pytest.approx(math.sqrt(pooled), rel=1e-15)


def test_the_pooled_statistic_is_that_of_a_regression_on_the_outcome():
    for outcome, values in predictors():
        centred, event = values - values.mean(), outcome - outcome.mean()
        slope = (centred * event).sum() / (event**2).sum()
        left = ((centred - slope * event) ** 2).sum() / (len(values) - 2)
        found = t_test(outcome, values)
        assert found.difference == pytest.approx(slope, rel=1e-9)
        assert found.pooled.statistic == pytest.approx(slope / math.sqrt(left / (event**2).sum()), rel=1e-9)


def test_student_s_example_of_sleep():
    # Student (1908), doi:10.1093/biomet/6.1.1; Welch's test of it is printed in the help of R's t.test
    found = t_test(*SLEEP)
    assert round(found.welch.statistic, 4) == -1.8608
    assert round(found.welch.df, 3) == 17.776
    assert round(found.welch.p, 5) == 0.07939
    low, high = found.welch.interval.low, found.welch.interval.high
    assert (round(low, 7), round(high, 7)) == (-3.3654832, 0.2054832)
    assert found.pooled.df == 18 and round(found.pooled.p, 5) == 0.07919


def test_the_writing_of_boys_and_girls_in_both_rows_that_spss_prints():
    # UCLA, annotated output of SPSS's T-TEST: mean difference -4.870; t, df, standard error, 95% interval of each row
    found = t_test(*WRITING)
    assert round(found.difference, 3) == -4.870
    for row, t, df, error, low, high in (
        (found.pooled, -3.734, 198, 1.304, -7.442, -2.298),
        (found.welch, -3.656, 169.707, 1.332, -7.499, -2.241),
    ):
        assert (round(row.statistic, 3), round(row.df, 3), round(row.standard_error, 3)) == (t, df, error)
        assert (round(row.interval.low, 3), round(row.interval.high, 3)) == (low, high)


def test_the_writing_of_boys_and_girls_as_inferr_prints_it():
    """R package inferr, tests/testthat/_snaps/indttest.md. Its interval, -7.42623 to -2.31377, is -4.87 and 1.96
    standard errors to each side, as of many patients; ours has the quantile of t with 198 degrees of freedom."""
    found = t_test(*WRITING)
    assert (round(found.difference, 2), round(found.pooled.standard_error, 3)) == (-4.87, 1.304)
    assert (found.pooled.df, round(found.welch.df)) == (198, 170)
    assert (round(found.pooled.statistic, 4), round(found.pooled.p, 4)) == (-3.7341, 0.0002)
    assert (round(found.welch.statistic, 4), round(found.welch.p, 4)) == (-3.6564, 0.0003)
    wide = 1.96 * found.pooled.standard_error
    assert (-4.87 - wide, -4.87 + wide) == pytest.approx((-7.42623, -2.31377), abs=2e-5)


def test_the_interval_holds_what_the_test_does_not_reject():
    for outcome, values in predictors():
        for level in (0.8, 0.95, 0.99):
            interval = t_test(outcome, values, level).welch.interval
            for shift in (interval.low, interval.high):
                moved = t_test(outcome, values - shift * outcome)
                assert moved.welch.p == pytest.approx(1 - level, rel=1e-6)


def test_groups_of_one_size_have_one_statistic():
    outcome, values = grouped([1, 4, 9, 2], [3, 3, 5, 14])
    found = t_test(outcome, values)
    assert found.welch.statistic == pytest.approx(found.pooled.statistic, rel=1e-15)
    assert found.welch.df < found.pooled.df


def test_order_scale_and_the_names_of_the_groups_do_not_matter():
    for outcome, values in predictors():
        before = t_test(outcome, values)
        order = np.random.default_rng(1).permutation(len(values))
        ordered = t_test(outcome[order], values[order])
        assert ordered.welch.statistic == pytest.approx(before.welch.statistic, rel=1e-9)
        scaled = t_test(outcome, 2.5 * values - 3)
        assert scaled.welch.p == pytest.approx(before.welch.p, rel=1e-9)
        turned = t_test(1 - outcome, values)
        assert turned.welch.statistic == -before.welch.statistic
        assert turned.welch.p == pytest.approx(before.welch.p, rel=1e-14)
        assert turned.pooled.interval.low == pytest.approx(-before.pooled.interval.high, rel=1e-14)


@pytest.mark.parametrize("df", (1, 1.5, 2, 17.776, 58.3, 119, 121, 1e3, 5e4))
def test_the_tails_of_student_s_distribution_are_scipy_s(df):
    for t in (0.0, 1e-9, 0.3, 0.999, 1.001, 1.7, 2.5, 8, 30):
        assert two_sided(t, df) == pytest.approx(2 * student.sf(t, df), rel=1e-8)
        assert two_sided(-t, df) == two_sided(t, df)
    for alpha in (1e-6, 0.01, 0.05, 0.5, 0.999):
        assert two_sided(beyond(alpha, df), df) == pytest.approx(alpha, rel=1e-13)


def test_the_tails_of_student_s_distribution_in_closed_form():
    for t in (0.1, 0.9, 1.1, 3.0, 1e3, 1e8):
        assert two_sided(t, 1) == pytest.approx(2 / math.pi * math.atan(1 / t), rel=2e-15)
        assert two_sided(t, 2) == pytest.approx(2 / (t * t + 2 + t * math.sqrt(t * t + 2)), rel=2e-15)
    assert two_sided(math.inf, 5) == 0 and math.isnan(two_sided(math.nan, 5)) and math.isnan(two_sided(1.0, 0))


def test_the_tails_of_many_degrees_of_freedom_near_those_of_the_normal():
    # Abramowitz, Stegun 26.7.8: the tail of t is that of the normal times 1 + (t^2 + 1) t phi(t)/(4 nu)/tail + ...
    for df in (1e6, 1e7):
        t = 1.96
        normal = math.erfc(t / math.sqrt(2))
        density = math.exp(-t * t / 2) / math.sqrt(2 * math.pi)
        first = 2 * density * (t**3 + t) / (4 * df)
        second = 2 * density * (3 * t**7 - 5 * t**5 - 3 * t**3 - 9 * t) / (-96 * df**2)
        assert two_sided(t, df) == pytest.approx(normal + first - second, rel=2e-15)


@pytest.mark.parametrize(
    ("with_event", "without", "said"),
    [
        ([1.0], [2.0, 3.0], "at least two patients"),
        ([1.0, 1.0], [2.0, 2.0], "do not vary"),
        ([0.1 + 0.2, 0.3], [0.3, 0.1 + 0.2], "do not vary"),
        ([], [1.0, 2.0], "two groups are compared"),
        ([1.0, np.nan], [2.0, 3.0], "finite"),
        ([1.0, np.inf], [2.0, 3.0], "finite"),
    ],
)
def test_what_has_no_test_is_refused(with_event, without, said):
    with pytest.raises(ValueError, match=said):
        t_test(*grouped(with_event, without))


def test_an_outcome_that_is_none_is_refused():
    with pytest.raises(ValueError, match="1 of a patient with the event"):
        t_test(np.array([1, 2, 0, 0]), np.arange(4.0))
    with pytest.raises(ValueError, match="3 outcomes and 4 values"):
        t_test(np.array([1, 0, 0]), np.arange(4.0))


@pytest.mark.parametrize("value", [0.0, 5.0, -1e-200])
def test_values_that_are_all_equal_have_no_test(value):
    with pytest.raises(ValueError, match="the values do not vary within the groups"):
        t_test(np.repeat([1, 0], 4), np.full(8, value))


def test_one_group_may_be_constant():
    assert t_test(*grouped([1, 1, 1], [2, 3, 5])).welch.df == pytest.approx(2)
