from __future__ import annotations

import math
import warnings
from fractions import Fraction

import numpy as np
import pytest

from parity.statistics.caution import Caution
from parity.statistics.discrimination.auc_delong import auc_delong


def cohorts(count: int = 30, decimals: int | None = None):
    """Random cohorts in which cases and controls overlap; rounded risks have ties."""
    random = np.random.default_rng(20250101)
    for _ in range(count):
        n = int(random.integers(6, 60))
        outcome = random.permutation(np.arange(n) % int(random.integers(2, 4)) == 0).astype(int)
        risk = random.beta(2, 2, n) * 0.8 + 0.1 * outcome
        risk[[np.argmax(outcome == 1), np.argmax(outcome == 0)]] = [0.3, 0.6]
        risk[[-np.argmax(outcome[::-1] == 1) - 1, -np.argmax(outcome[::-1] == 0) - 1]] = [0.7, 0.2]
        yield outcome, risk if decimals is None else np.round(risk, decimals)


def all_cohorts():
    yield from cohorts()
    yield from cohorts(decimals=1)


def pair_values(outcome, risk):
    cases, controls = risk[outcome == 1][:, None], risk[outcome == 0][None, :]
    return (cases > controls) + 0.5 * (cases == controls)


def from_the_definition(outcome, risk):
    """Area and variance from every pair of a case and a control, in fractions, rounded once."""
    twice = (2 * pair_values(outcome, risk)).astype(np.int64)
    m, n = twice.shape
    of_cases = [Fraction(int(total), 2 * n) for total in twice.sum(axis=1)]
    of_controls = [Fraction(int(total), 2 * m) for total in twice.sum(axis=0)]
    area = sum(of_cases) / m
    variances = [sum((v - area) ** 2 for v in vs) / (len(vs) - 1) / len(vs) for vs in (of_cases, of_controls)]
    return float(area), float(sum(variances))


def same(outcome, risk):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Caution)
        estimate = auc_delong(np.array(outcome), np.array(risk, dtype=float))
    assert (estimate.auc, estimate.variance) == from_the_definition(np.array(outcome), np.array(risk, dtype=float))
    return estimate


def test_the_area_is_the_proportion_of_case_control_pairs_in_the_right_order():
    for outcome, risk in all_cohorts():
        assert auc_delong(outcome, risk).auc == pytest.approx(pair_values(outcome, risk).mean(), rel=1e-14)


def test_the_variance_is_that_of_the_mean_placements_of_cases_and_of_controls():
    for outcome, risk in all_cohorts():
        pairs = pair_values(outcome, risk)
        m, n = pairs.shape
        expected = pairs.mean(axis=1).var(ddof=1) / m + pairs.mean(axis=0).var(ddof=1) / n
        assert auc_delong(outcome, risk).variance == pytest.approx(expected, rel=1e-12, abs=1e-30)


def test_both_are_those_of_all_pairs_to_the_last_bit():
    for outcome, risk in all_cohorts():
        same(outcome, risk)


@pytest.mark.parametrize(
    "risk",
    [
        [0.1, 0.2, 0.3, 0.4, 0.5, 0.6],
        [0.5, 0.4, 0.3, 0.2, 0.1, 0.0],
        [0.1, 0.2, 0.2, 0.4, 0.5, 0.6],
        [0.3, 0.3, 0.3, 0.3, 0.3, 0.3],
        [0.3, 0.3, 0.3, 0.3, 0.3, 0.4],
        [0.1, 0.1, 0.2, 0.2, 0.2, 0.1],
        [0.0, -0.0, 0.0, -0.0, 1.0, -1.0],
        [5e-324, 0.0, -5e-324, -0.0, 1e308, -1e308],
    ],
    ids=["no ties", "turned", "one tie", "all tied", "all but one tied", "two values", "both zeros", "the least"],
)
@pytest.mark.parametrize("outcome", [[0, 1, 0, 1, 0, 1], [1, 1, 1, 0, 0, 0], [0, 0, 1, 1, 1, 1]])
def test_ties_of_every_kind_are_those_of_all_pairs_to_the_last_bit(outcome, risk):
    same(outcome, risk)


def test_a_zero_of_either_sign_is_the_same_risk():
    assert same([0, 1, 0, 1], [0.0, -0.0, -0.0, 0.0]).auc == 0.5


def test_one_pair_in_the_wrong_order_among_a_million_million_is_seen():
    half = 1_000_000
    outcome = np.repeat([0, 1], half)
    risk = np.arange(2.0 * half)
    risk[[half - 1, half]] = risk[[half, half - 1]]
    estimate = auc_delong(outcome, risk)
    assert estimate.auc == float(1 - Fraction(1, half**2))
    # of the cases one has a placement 1/half short of 1, and so have the controls: sample variance 1/half^3 each
    assert estimate.variance == float(2 * Fraction(1, half**4))


def test_millions_of_patients_with_few_scores_do_not_overflow():
    # the squares of twice five million, added up over five million patients, are more than 64 bits hold
    cases, controls = np.array([2_000_000, 500_000, 2_500_000]), np.array([3_000_000, 1_000_000, 1_000_000])
    scores = np.array([0.1, 0.2, 0.3])
    outcome = np.repeat([1, 0], [cases.sum(), controls.sum()])
    estimate = auc_delong(outcome, np.concatenate([np.repeat(scores, cases), np.repeat(scores, controls)]))
    m, n = (sum(map(int, counts)) for counts in (cases, controls))
    below, above = (
        [Fraction(int(2 * counts[:k].sum() + counts[k]), 2) for k in range(3)] for counts in (controls, cases)
    )
    area = sum(int(count) * placed for count, placed in zip(cases, below)) / (m * n)
    of_cases = sum(int(count) * (placed / n - area) ** 2 for count, placed in zip(cases, below)) / (m - 1)
    of_controls = sum(int(count) * (1 - placed / m - area) ** 2 for count, placed in zip(controls, above)) / (n - 1)
    assert estimate.auc == float(area)
    assert estimate.variance == float(of_cases / m + of_controls / n)


def test_hanley_and_mcneil_1982_ct_images():
    # Hanley, McNeil (1982), doi:10.1148/radiology.143.1.7063747, Table I: 58 normal and 51 abnormal images, rated from
    # 1 to 5; W = 0.893
    normal, abnormal = [33, 6, 6, 11, 2], [3, 2, 2, 11, 33]
    outcome = np.repeat([0, 1], [58, 51])
    rating = np.concatenate([np.repeat(np.arange(1.0, 6.0), normal), np.repeat(np.arange(1.0, 6.0), abnormal)])
    assert round(auc_delong(outcome, rating).auc, 3) == 0.893


def test_a_monotone_transformation_of_the_risk_changes_nothing():
    for outcome, risk in all_cohorts():
        assert auc_delong(outcome, risk) == auc_delong(outcome, 3 * risk**3 - 7)


def test_swapping_cases_and_controls_gives_one_minus_the_area_and_the_same_variance():
    for outcome, risk in all_cohorts():
        there, back = auc_delong(outcome, risk), auc_delong(1 - outcome, risk)
        assert back.auc == pytest.approx(1 - there.auc, abs=1e-15)
        assert back.variance == there.variance


def test_the_order_of_the_patients_changes_nothing():
    random = np.random.default_rng(1)
    for outcome, risk in all_cohorts():
        order = random.permutation(len(outcome))
        assert auc_delong(outcome[order], risk[order]) == auc_delong(outcome, risk)


def test_the_interval_is_symmetric_unless_cut_to_the_unit_interval():
    for outcome, risk in cohorts():
        estimate = auc_delong(outcome, risk, level=0.9)
        half_width = 1.6448536269514722 * math.sqrt(estimate.variance)
        assert estimate.interval.low == pytest.approx(max(0.0, estimate.auc - half_width), rel=1e-12)
        assert estimate.interval.high == pytest.approx(min(1.0, estimate.auc + half_width), rel=1e-12)


def test_all_risks_tied_is_an_area_of_one_half_without_error_or_caution():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        estimate = auc_delong(np.array([0, 1, 0, 1]), np.full(4, 0.3))
    assert (estimate.auc, estimate.variance) == (0.5, 0.0)
    assert (estimate.interval.low, estimate.interval.high) == (0.5, 0.5)


def test_an_area_of_one_has_the_interval_1_to_1_and_says_that_it_means_nothing():
    with pytest.warns(Caution) as caught:
        estimate = auc_delong(np.array([0, 0, 1, 1]), np.array([0.1, 0.2, 0.8, 0.9]))
    assert [warning.message.code for warning in caught] == ["perfect_separation"]
    assert (estimate.auc, estimate.variance, estimate.interval.low, estimate.interval.high) == (1.0, 0.0, 1.0, 1.0)


def test_an_area_of_zero_has_no_caution():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert auc_delong(np.array([1, 1, 0, 0]), np.array([0.1, 0.2, 0.8, 0.9])).auc == 0.0


@pytest.mark.parametrize("outcome", [[1, 0, 0, 0], [0, 1, 1, 1]])
def test_one_case_or_one_control_has_an_area_but_no_variance(outcome):
    estimate = auc_delong(np.array(outcome), np.array([0.5, 0.4, 0.6, 0.7]))
    assert 0 < estimate.auc < 1
    assert estimate.variance is None
    assert estimate.interval.low is None and estimate.interval.high is None


@pytest.mark.parametrize("outcome", [[0, 0, 0], [1, 1, 1]])
def test_one_class_only_is_an_error(outcome):
    with pytest.raises(ValueError, match="at least one case and one control"):
        auc_delong(np.array(outcome), np.array([0.1, 0.2, 0.3]))


def test_no_patients_are_an_error():
    with pytest.raises(ValueError, match="at least one case and one control"):
        auc_delong(np.array([], dtype=int), np.array([]))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_risk_that_is_not_finite_is_an_error(bad):
    with pytest.raises(ValueError, match="finite"):
        auc_delong(np.array([0, 1, 0, 1]), np.array([0.1, bad, 0.3, 0.2]))
