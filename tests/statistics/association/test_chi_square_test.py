from __future__ import annotations

import math
import warnings
from fractions import Fraction

import numpy as np
import pytest
from association_cases import SATISFACTION, categories, table

from parity.data.cohort import Factor
from parity.statistics.association.chi_square_test import chi_square_test
from parity.statistics.association.frequencies import frequencies
from parity.statistics.caution import Caution

pytestmark = pytest.mark.filterwarnings("ignore::parity.statistics.caution.Caution")


def counts(outcome, factor):
    found = frequencies(outcome, factor)
    return np.stack([found.event, found.none], axis=1)


def test_it_adds_what_is_observed_beyond_expectation_in_fractions():
    for outcome, factor in categories():
        observed = counts(outcome, factor)
        n = int(observed.sum())
        pearson, ratio = Fraction(0), 0.0
        for row in observed.tolist():
            for column, count in enumerate(row):
                expected = Fraction(sum(row) * int(observed[:, column].sum()), n)
                pearson += (count - expected) ** 2 / expected
                ratio += 2 * count * math.log(count / expected) if count else 0.0
        found = chi_square_test(outcome, factor)
        assert found.pearson.statistic == pytest.approx(float(pearson), rel=1e-15)
        assert found.likelihood_ratio.statistic == pytest.approx(ratio, abs=1e-12 * n)
        assert found.df == len(observed) - 1


def test_a_fourfold_table_is_the_square_of_the_test_of_two_proportions():
    outcome, factor = table((30, 44), (29, 86))
    (a, b), (c, d) = (30, 44), (29, 86)
    p, q, all_ = a / (a + b), c / (c + d), (a + c) / 189
    z = (p - q) / math.sqrt(all_ * (1 - all_) * (1 / (a + b) + 1 / (c + d)))
    found = chi_square_test(outcome, factor)
    assert found.pearson.statistic == pytest.approx(z * z, rel=1e-12)
    assert found.pearson.p == pytest.approx(math.erfc(abs(z) / math.sqrt(2)), rel=1e-12)


def test_agresti_s_table_of_party_and_gender():
    # Agresti (2007), pages 38 and 39: X2 = 30.1 and G2 = 30.0, df = 2, P < 0.0001; the help of R's chisq.test prints
    # more digits of X2
    found = chi_square_test(*SATISFACTION)
    assert round(found.pearson.statistic, 7) == 30.0701491
    assert found.df == 2
    assert found.pearson.p == pytest.approx(2.953589e-07, rel=5e-7)
    assert round(found.likelihood_ratio.statistic, 1) == 30.0


def test_the_order_of_categories_and_groups_does_not_matter():
    for outcome, factor in categories():
        before = chi_square_test(outcome, factor)
        turned = Factor(len(factor.levels) - 1 - factor.codes, factor.levels)
        after = chi_square_test(1 - outcome, turned)
        assert after.pearson.statistic == pytest.approx(before.pearson.statistic, rel=1e-14)
        assert after.likelihood_ratio.statistic == pytest.approx(before.likelihood_ratio.statistic, rel=1e-12)


def test_ten_times_the_patients_have_ten_times_the_statistic():
    for outcome, factor in categories():
        before = chi_square_test(outcome, factor)
        after = chi_square_test(np.tile(outcome, 10), Factor(np.tile(factor.codes, 10), factor.levels))
        assert after.pearson.statistic == pytest.approx(10 * before.pearson.statistic, rel=1e-13)
        assert after.likelihood_ratio.statistic == pytest.approx(10 * before.likelihood_ratio.statistic, rel=1e-13)


def test_independence_is_zero_whatever_the_size():
    for rows in (((3, 6), (4, 8)), ((30_000_000, 60_000_000), (1_000_000, 2_000_000))):
        if sum(map(sum, rows)) < 1000:
            found = chi_square_test(*table(*rows))
            assert (found.pearson.statistic, found.likelihood_ratio.statistic) == (0, 0)
            assert (found.pearson.p, found.likelihood_ratio.p) == (1, 1)


def test_an_empty_cell_counts_nothing_and_an_absent_category_is_left_out():
    found = chi_square_test(*table((0, 9), (0, 0), (8, 7)))
    assert found.df == 1
    assert found.likelihood_ratio.statistic == pytest.approx(
        2 * (9 * math.log(9 * 24 / (9 * 16)) + 8 * math.log(8 * 24 / (15 * 8)) + 7 * math.log(7 * 24 / (15 * 16))),
        rel=1e-13,
    )


def test_a_category_of_one_patient_is_one():
    assert chi_square_test(*table((1, 0), (3, 9), (8, 7))).df == 2


def test_one_patient_without_a_category_is_refused():
    outcome, factor = table((3, 9), (8, 7))
    codes = np.where(np.arange(27) == 5, -1, factor.codes)
    with pytest.raises(ValueError, match="a patient has no category: leave out those whose value is missing"):
        chi_square_test(outcome, Factor(codes, factor.levels))


def test_a_big_table_keeps_its_digits():
    outcome, factor = table((500_000, 500_001), (300_000, 299_999))
    found = chi_square_test(outcome, factor)
    exact = Fraction(1_600_000) * (500_000 * 299_999 - 500_001 * 300_000) ** 2
    exact /= Fraction(1_000_001) * 599_999 * 800_000 * 800_000
    assert found.pearson.statistic == pytest.approx(float(exact), rel=1e-14)
    assert found.likelihood_ratio.statistic == pytest.approx(float(exact), rel=1e-5)


def test_a_small_expected_count_is_told():
    with pytest.warns(Caution, match="an expected count is 1.5, below 5"):
        chi_square_test(*table((1, 2), (4, 3)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chi_square_test(*table((10, 10), (10, 10)))


def test_one_category_is_nothing_to_compare():
    with pytest.raises(ValueError, match="all patients are of one category"):
        chi_square_test(*table((3, 4), (0, 0)))
