from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb, prod

import numpy as np
import pytest
from association_cases import CONVICTIONS, TEA, categories, table

from parity.data.cohort import Factor
from parity.statistics.association.fisher_exact_test import fisher_exact_test, tables_like
from parity.statistics.association.frequencies import frequencies
from parity.statistics.association.yates_test import yates_test


def counts(outcome, factor):
    found = frequencies(outcome, factor)
    return np.stack([found.event, found.none], axis=1)


def enumerated(observed) -> tuple[Fraction, int]:
    """p, and the number of tables, in whole numbers."""
    sizes, events = observed.sum(axis=1).tolist(), int(observed[:, 0].sum())
    weigh = lambda chosen: prod(comb(size, count) for size, count in zip(sizes, chosen))
    most, total, below, number = weigh(observed[:, 0].tolist()), 0, 0, 0
    for first in product(*(range(size + 1) for size in sizes[:-1])):
        last = events - sum(first)
        if 0 <= last <= sizes[-1]:
            weight = weigh((*first, last))
            total, number = total + weight, number + 1
            below += weight if weight <= most else 0
    return Fraction(below, total), number


def test_p_is_the_share_of_the_tables_that_are_no_more_likely():
    for outcome, factor in categories(16):
        observed = counts(outcome, factor)
        if len(observed) < 5:
            p, number = enumerated(observed)
            assert fisher_exact_test(outcome, factor).p == pytest.approx(float(p), rel=1e-13)
            assert tables_like(observed) == number


def test_fisher_s_tea():
    # Agresti (1990), page 61: one-sided .243; both sides 34/70
    assert fisher_exact_test(*TEA).p == pytest.approx(34 / 70, rel=1e-15)


def test_the_convictions_of_fishers_twins():
    # Fisher (1962, 1970), the help of R's fisher.test: p-value = 0.0005367
    assert round(fisher_exact_test(*CONVICTIONS).p, 7) == 0.0005367


def test_a_fourfold_table_of_many_patients():
    rows = (700, 820), (610, 640)
    assert fisher_exact_test(*table(*rows)).p == pytest.approx(float(enumerated(np.array(rows))[0]), rel=1e-13)
    outcome, factor = table((120_000, 130_000), (125_000, 134_000))
    nearly = yates_test(outcome, factor).p
    assert fisher_exact_test(outcome, factor).p == pytest.approx(nearly, rel=1e-3) and 0.01 < nearly < 0.99


def test_the_order_of_categories_and_groups_does_not_matter():
    for outcome, factor in categories(12):
        before = fisher_exact_test(outcome, factor).p
        turned = Factor(len(factor.levels) - 1 - factor.codes, factor.levels)
        assert fisher_exact_test(1 - outcome, turned).p == pytest.approx(before, rel=1e-13)


def test_the_most_likely_table_has_p_1_and_an_impossible_one_is_no_overflow():
    assert fisher_exact_test(*table((5, 5), (5, 5))).p == 1
    assert fisher_exact_test(*table((900, 0), (0, 900))).p < 1e-300


def test_a_category_without_an_event_is_no_impossible_one():
    for rows in (((0, 7), (5, 3)), ((7, 0), (3, 5)), ((0, 4), (6, 9)), ((2, 9), (5, 0))):
        assert fisher_exact_test(*table(*rows)).p == pytest.approx(float(enumerated(np.array(rows))[0]), rel=1e-13)


def test_of_many_patients_in_three_categories_nothing_overflows():
    assert fisher_exact_test(*table((1, 1), (30_000, 30_000), (30_000, 30_000))).p == 1


def test_a_million_tables_are_looked_at_and_one_more_patient_is_not():
    rows = (50, 49), (49, 50), (50, 49), (148, 149)
    assert tables_like(np.array(rows)) == 100**3
    assert fisher_exact_test(*table(*rows)).p == 1
    with pytest.raises(ValueError, match=r"1.01e\+06 tables have the margins"):
        fisher_exact_test(*table((50, 50), *rows[1:-1], (148, 150)))


def test_an_absent_category_is_left_out():
    assert fisher_exact_test(*table((3, 1), (0, 0), (1, 3))).p == pytest.approx(34 / 70, rel=1e-15)


def test_too_many_tables_are_refused_by_their_number():
    with pytest.raises(ValueError, match="more than 1,000,000 to look at"):
        fisher_exact_test(*table(*[(60, 60)] * 5))
    with pytest.raises(ValueError, match="one category"):
        fisher_exact_test(*table((3, 4), (0, 0)))
