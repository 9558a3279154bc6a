"""DeLong's test of two areas of the same patients: from every pair of patients, in fractions, and as published."""

from __future__ import annotations

import math
import warnings
from fractions import Fraction

import numpy as np
import pytest
from delong_1988 import ALBUMIN, PROTEIN, SCORE, SURVIVED

from parity.statistics.caution import Caution
from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.discrimination.delong_test_paired import delong_test_paired


def cohorts(count=25):
    """Two scores with ties, of the same patients."""
    random = np.random.default_rng(20250101)
    for _ in range(count):
        n = int(random.integers(20, 60))
        outcome = random.permutation(np.arange(n) % int(random.integers(2, 4)) == 0).astype(int)
        shared = random.normal(size=n) + outcome
        yield outcome, np.round(shared, 1), np.round(shared + random.normal(size=n), 1)


def joint_covariance(outcome, *scores):
    """Of the areas, by the definition: placements of every pair, and their sample covariances, in fractions."""
    placed = []
    for score in scores:
        cases, controls = score[outcome == 1][:, None], score[outcome == 0][None, :]
        twice = 2 * (cases > controls).astype(int) + (cases == controls)
        m, n = twice.shape
        of_cases = [Fraction(int(total), 2 * n) for total in twice.sum(axis=1)]
        of_controls = [Fraction(int(total), 2 * m) for total in twice.sum(axis=0)]
        placed.append((of_cases, of_controls))
    return [[sum(_covariance(*both) for both in zip(one, other)) for other in placed] for one in placed]


def _covariance(first, second):
    mean, other = sum(first) / len(first), sum(second) / len(second)
    return sum((a - mean) * (b - other) for a, b in zip(first, second)) / (len(first) - 1) / len(first)


def test_the_variance_of_the_difference_is_that_of_the_joint_covariance_to_the_last_bit():
    for outcome, risk, score in cohorts():
        found = delong_test_paired(outcome, risk, score)
        joint = joint_covariance(outcome, risk, score)
        assert found.standard_error == math.sqrt(joint[0][0] + joint[1][1] - 2 * joint[0][1])
        assert joint[0][0] == pytest.approx(auc_delong(outcome, risk).variance, rel=1e-15)


def test_areas_and_difference_are_those_of_each_alone():
    for outcome, risk, score in cohorts():
        found = delong_test_paired(outcome, risk, score)
        assert (found.first, found.second) == (auc_delong(outcome, risk).auc, auc_delong(outcome, score).auc)
        assert found.difference == pytest.approx(found.first - found.second, abs=2e-16)


def test_the_interval_excludes_0_where_the_p_value_is_below_one_minus_the_level():
    for outcome, risk, score in cohorts():
        for level in (0.5, 0.9, 0.95):
            found = delong_test_paired(outcome, risk, score, level)
            assert (found.interval.low > 0 or found.interval.high < 0) == (found.p_value < 1 - level)
            assert found.interval.low + found.interval.high == pytest.approx(2 * found.difference, abs=1e-15)


def test_the_level_is_95_percent_where_none_is_given():
    outcome, risk, score = next(cohorts())
    assert delong_test_paired(outcome, risk, score) == delong_test_paired(outcome, risk, score, 0.95)


def test_an_exchange_turns_the_sign():
    for outcome, risk, score in cohorts():
        there, back = delong_test_paired(outcome, risk, score), delong_test_paired(outcome, score, risk)
        assert (there.statistic, there.difference) == (-back.statistic, -back.difference)
        assert (there.p_value, there.standard_error) == (back.p_value, back.standard_error)
        assert there.interval.low == -back.interval.high


def test_cases_taken_for_controls_turn_the_sign_and_so_does_a_turned_score():
    for outcome, risk, score in cohorts():
        there, back = delong_test_paired(outcome, risk, score), delong_test_paired(1 - outcome, risk, score)
        turned = delong_test_paired(outcome, -risk, -score)
        assert there.statistic == -back.statistic == -turned.statistic


def test_delong_delong_and_clarke_pearson_1988():
    # SAS/STAT User's Guide, The LOGISTIC Procedure, Example 72.8 of version 14.1, "ROC Contrast Estimation and Testing
    # Results": K-G less albumin -0.0108, standard error 0.0953, chi-square 0.0127, p 0.9102; less total protein 0.0780,
    # 0.1046, 0.5554, 0.4561
    for other, difference, error, chi_square, p in (
        (ALBUMIN, -0.0108, 0.0953, 0.0127, 0.9102),
        (PROTEIN, 0.0780, 0.1046, 0.5554, 0.4561),
    ):
        found = delong_test_paired(SURVIVED, SCORE, other)
        assert round(found.difference, 4) == difference and round(found.standard_error, 4) == error
        assert round(found.statistic**2, 4) == chi_square and round(found.p_value, 4) == p


def test_a_score_against_itself_is_no_difference_and_says_so():
    for outcome, risk, _ in cohorts(5):
        with pytest.warns(Caution) as caught:
            found = delong_test_paired(outcome, risk, 3 * risk**3 - 7)
        assert [warning.message.code for warning in caught] == ["no_difference"]
        assert (found.difference, found.standard_error, found.statistic, found.p_value) == (0.0, 0.0, 0.0, 1.0)
        assert (found.interval.low, found.interval.high) == (0.0, 0.0)


def test_equal_areas_of_other_curves_have_a_standard_error_and_a_p_value_of_1():
    outcome = np.array([0, 0, 1, 1])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = delong_test_paired(outcome, np.array([1.0, 3, 2, 4]), np.array([3.0, 1, 4, 2]))
    assert (found.difference, found.statistic, found.p_value) == (0.0, 0.0, 1.0)
    assert found.standard_error > 0


def test_two_areas_of_one_say_that_they_mean_nothing():
    with pytest.warns(Caution) as caught:
        delong_test_paired(np.array([0, 0, 1, 1]), np.array([1.0, 2, 3, 4]), np.array([2.0, 1, 4, 3]))
    assert {warning.message.code for warning in caught} == {"perfect_separation", "no_difference"}


def test_an_area_of_one_against_one_of_a_half_without_error_is_infinitely_far():
    found = delong_test_paired(np.array([0, 0, 1, 1]), np.array([1.0, 2, 3, 4]), np.zeros(4))
    assert (found.difference, found.statistic, found.p_value) == (0.5, math.inf, 0.0)


@pytest.mark.parametrize("outcome", [[1, 0, 0, 0], [0, 1, 1, 1]])
def test_one_case_or_one_control_leaves_the_difference_alone(outcome):
    found = delong_test_paired(np.array(outcome), np.array([0.5, 0.4, 0.6, 0.7]), np.arange(4.0))
    assert math.isfinite(found.difference)
    assert all(math.isnan(value) for value in (found.standard_error, found.statistic, found.p_value))
    assert math.isnan(found.interval.low) and math.isnan(found.interval.high)


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_score_that_is_not_finite_is_refused(bad):
    with pytest.raises(ValueError, match="finite"):
        delong_test_paired(np.array([0, 1, 0, 1]), np.arange(4.0), np.array([0.1, bad, 0.3, 0.2]))


def test_one_class_only_is_refused():
    with pytest.raises(ValueError, match="at least one case and one control"):
        delong_test_paired(np.zeros(3, int), np.arange(3.0), np.arange(3.0))


def test_millions_of_patients_do_not_overflow():
    # half of the cases above all controls and half below, against all of them above: placements that differ by 0 or 1,
    # and of each control by a half; the squares of four million, added up over two, are more than 64 bits hold
    half = 2_000_000
    outcome = np.repeat([0, 1], half)
    score = np.concatenate([np.zeros(half), np.tile([-1.0, 1.0], half // 2)])
    found = delong_test_paired(outcome, outcome + 0.0, score)
    assert (found.difference, found.standard_error) == (0.5, math.sqrt(Fraction(1, 4 * (half - 1))))
