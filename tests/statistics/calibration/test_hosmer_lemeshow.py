from __future__ import annotations

import math
import warnings
from fractions import Fraction

import numpy as np
import pytest
from drawn_patients import drawn
from high_school import HONOURS, RACE, READ, SCIENCE
from scipy.stats import chi2

from parity.statistics.calibration.hosmer_lemeshow import hosmer_lemeshow
from parity.statistics.caution import Caution
from parity.statistics.regression.linear_predictor import linear_predictor


def cohorts(count: int = 20):
    random = np.random.default_rng(20250101)
    for _ in range(count):
        risk = random.beta(1, 3, int(random.integers(40, 200)))
        yield (random.uniform(size=len(risk)) < risk).astype(int), risk


def test_the_statistic_is_pearsons_over_the_groups_and_p_its_upper_tail():
    for outcome, risk in cohorts():
        test = hosmer_lemeshow(outcome, risk)
        observed, expected, n = test.observed_events, test.expected_events, test.sizes
        pearson = ((observed - expected) ** 2 / (expected * (1 - expected / n))).sum()
        assert test.statistic == pytest.approx(pearson, rel=1e-12)
        assert test.p == pytest.approx(chi2.sf(pearson, test.df), rel=1e-11)
        assert test.df == 8


def test_the_groups_are_those_between_the_breaks():
    for outcome, risk in cohorts():
        test = hosmer_lemeshow(outcome, risk)
        assert test.sizes.sum() == len(risk)
        assert test.observed_events.sum() == outcome.sum()
        assert test.expected_events.sum() == pytest.approx(risk.sum(), rel=1e-14)
        for k, (low, high) in enumerate(zip(test.breaks[:-1], test.breaks[1:])):
            inside = ((risk > low) | ((k == 0) & (risk == low))) & (risk <= high)
            assert test.sizes[k] == inside.sum()
            assert test.observed_events[k] == outcome[inside].sum()


def test_the_breaks_are_quantiles_of_definition_7():
    # Hyndman, Fan (1996), doi:10.1080/00031305.1996.10473566: definition 7 has the k-th of n ordered values at
    # (k - 1)/(n - 1)
    risk = np.linspace(0.0, 1.0, 11)
    test = hosmer_lemeshow(np.arange(11) % 2, risk)
    assert test.breaks == pytest.approx(risk, abs=1e-15)
    assert test.sizes.sum() == 11


def test_two_groups_worked_by_hand_in_fractions():
    # Risks 1/4 (4 patients, 2 events) and 3/4 (4 patients, 2 events): expected 1 and 3, so 1/1 + 1/3 + 1/3 + 1/1
    outcome = np.array([1, 1, 0, 0, 1, 1, 0, 0])
    risk = np.repeat([0.25, 0.75], 4)
    with pytest.warns(Caution, match="4 groups were asked for, 2 have patients"):
        test = hosmer_lemeshow(outcome, risk, groups=4)
    assert test.breaks.tolist() == [0.25, 0.5, 0.75]
    assert test.statistic == pytest.approx(float(Fraction(8, 3)), rel=1e-15)
    assert (test.df, test.p) == (0, 0.0)


def test_the_students_in_honours_composition_in_the_groups_that_blorr_prints():
    """R package blorr, tests/testthat/_snaps/hosmer-lemeshow.md: race, reading and science; risks are tied."""
    predictors = {"race": RACE, "read": READ, "science": SCIENCE}
    test = hosmer_lemeshow(HONOURS, linear_predictor(HONOURS, predictors, predictors).risk)
    assert test.sizes.tolist() == [20, 21, 19, 22, 18, 20, 20, 21, 19, 20]
    assert test.observed_events.tolist() == [0, 1, 0, 2, 2, 4, 9, 9, 13, 13]
    expected = [0.29, 0.74, 1.05, 2.04, 2.93, 4.47, 6.17, 8.93, 11.16, 15.22]
    assert test.expected_events.round(2).tolist() == expected
    assert (round(test.statistic, 4), test.df, round(test.p, 4)) == (5.8839, 8, 0.6602)


@pytest.mark.parametrize(
    ("line", "statistic", "p"), [((0.1, 0.5), 4.5227, 0.8072), ((0.5, 1.2), 2.855296, 0.9431075)], ids=str
)
def test_five_hundred_patients_that_r_draws_as_two_manuals_print_them(line, statistic, p):
    """The help of ResourceSelection's hoslem.test, and the vignette "Introduction to the Ebrahim-Farrington
    Goodness-of-Fit Test" of the R package ebrahim.gof."""
    outcome, risk = drawn(*line)
    test = hosmer_lemeshow(outcome, risk)
    decimals = len(str(statistic).partition(".")[2]), len(str(p).partition(".")[2])
    assert (round(test.statistic, decimals[0]), test.df, round(test.p, decimals[1])) == (statistic, 8, p)
    assert test.sizes.tolist() == [50] * 10


def test_the_order_of_the_patients_changes_nothing_even_with_ties():
    random = np.random.default_rng(7)
    for outcome, risk in cohorts():
        order, rounded = random.permutation(len(risk)), np.round(risk, 2)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Caution)
            there, back = hosmer_lemeshow(outcome, rounded, 5), hosmer_lemeshow(outcome[order], rounded[order], 5)
        assert back.statistic == pytest.approx(there.statistic, rel=1e-12)
        assert np.array_equal(there.sizes, back.sizes)


def test_swapping_events_and_non_events_with_mirrored_groups_gives_the_same_statistic():
    outcome, risk = np.arange(40) % 3 == 0, (np.arange(40) + 0.5) / 40
    there, back = hosmer_lemeshow(outcome.astype(int), risk), hosmer_lemeshow((~outcome).astype(int), 1 - risk)
    assert np.array_equal(there.sizes, back.sizes[::-1])
    assert back.statistic == pytest.approx(there.statistic, rel=1e-12)


def test_an_empty_group_makes_the_statistic_not_a_number_and_is_pointed_out():
    with pytest.warns(Caution) as caught:
        test = hosmer_lemeshow(np.array([0, 1, 0, 1, 1]), np.array([0.1, 0.3, 0.4, 0.6, 0.9]))
    assert [warning.message.code for warning in caught] == ["fewer_groups"]
    assert math.isnan(test.statistic) and math.isnan(test.p)
    assert test.df == 3
    assert (test.sizes == 0).any()


def test_a_certain_risk_without_its_event_is_an_infinite_statistic():
    outcome = np.array([1, 1, 0, 1, 0, 1, 0, 1])
    risk = np.array([0.0, 0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8])
    test = hosmer_lemeshow(outcome, risk, groups=4)
    assert (test.statistic, test.p) == (math.inf, 0.0)


def test_all_risks_equal_is_an_error():
    with pytest.raises(ValueError, match="all risks are equal"):
        hosmer_lemeshow(np.array([0, 1, 0]), np.full(3, 0.2))


@pytest.mark.parametrize("bad", [-0.1, 1.1, np.nan])
def test_a_risk_outside_the_unit_interval_is_an_error(bad):
    with pytest.raises(ValueError, match="between 0 and 1"):
        hosmer_lemeshow(np.array([0, 1, 0]), np.array([0.1, 0.2, bad]))


def test_a_single_group_is_an_error():
    with pytest.raises(ValueError, match="at least 2 groups"):
        hosmer_lemeshow(np.array([0, 1]), np.array([0.1, 0.2]), groups=1)


def test_risks_above_the_last_but_one_limit_by_a_rounding_error_are_in_the_last_group():
    risk = np.repeat([0.1, 0.2, 0.3], [4, 4, 2])
    risk[-1] = np.nextafter(0.3, 1)
    with pytest.warns(Caution):
        test = hosmer_lemeshow(np.arange(10) % 2, risk, 5)
    assert test.sizes.sum() == 10
    assert test.breaks[-1] == risk[-1]


def test_counts_of_a_million_patients_are_exact_and_their_expectation_is_the_sum_of_their_risks():
    random = np.random.default_rng(3)
    risk = random.beta(1, 3, 1_000_000)
    outcome = (random.random(1_000_000) < risk).astype(int)
    test = hosmer_lemeshow(outcome, risk)
    assert test.sizes.tolist() == [100_000] * 10
    for low, high, expected in zip(test.breaks[:-1], test.breaks[1:], test.expected_events):
        inside = (risk > low) & (risk <= high) | (risk == test.breaks[0]) & (low == test.breaks[0])
        assert expected == pytest.approx(math.fsum(risk[inside].tolist()), rel=1e-15)


def test_two_groups_without_a_difference_have_p_1_and_with_one_p_0():
    """Without degrees of freedom the reference distribution is the point 0."""
    risk = np.repeat([0.25, 0.75], 4)
    assert hosmer_lemeshow(np.array([0, 0, 0, 1, 0, 1, 1, 1]), risk, groups=2).p == 1.0
    assert hosmer_lemeshow(np.array([0, 0, 0, 1, 1, 1, 1, 1]), risk, groups=2).p == 0.0


def test_one_group_with_patients_is_too_few_also_where_risks_differ():
    outcome, risk = np.arange(40) % 2, np.repeat([0.2, 0.6], [38, 2])
    with pytest.raises(ValueError, match="fewer than 2 groups of risk have patients"):
        hosmer_lemeshow(outcome, risk)


def test_where_risks_are_all_but_1_the_expected_others_are_not_what_is_left_of_a_difference():
    """Against exact fractions of the very doubles: of one minus such a risk, a sum of them has one digit or two."""
    risk = 1 - 37 * np.arange(1, 41) * 2.0**-53
    outcome = np.ones(40, dtype=int)
    outcome[7] = 0
    test = hosmer_lemeshow(outcome, risk, 4)
    exact = Fraction(0)
    for group in np.array_split(np.argsort(risk), 4):
        expected = sum(Fraction(value) for value in risk[group].tolist())
        without, counted = len(group) - expected, int(outcome[group].sum())
        exact += (counted - expected) ** 2 / expected + (len(group) - counted - without) ** 2 / without
    assert test.statistic == pytest.approx(float(exact), rel=1e-12)
