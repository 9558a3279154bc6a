from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from association_cases import PERMEABILITY, WRITING, grouped, predictors

from parity.statistics.association.mann_whitney_test import mann_whitney_test


def pairs_won(outcome, values):
    return sum((one > other) + (one == other) / 2 for one in values[outcome == 1] for other in values[outcome == 0])


def test_w_counts_the_pairs_that_patients_with_the_event_win():
    for outcome, values in predictors():
        assert mann_whitney_test(outcome, values).w == pairs_won(outcome, values)


def test_z_has_the_mean_and_the_variance_of_all_choices():
    values = np.array([1.0, 2.0, 2.0, 3.0, 3.0, 3.0, 7.0, 8.0])
    every = []
    for chosen in combinations(range(8), 3):
        outcome = np.isin(np.arange(8), chosen).astype(int)
        every.append(Fraction(pairs_won(outcome, values)))
    mean = sum(every) / len(every)
    deviation = math.sqrt(sum((one - mean) ** 2 for one in every) / len(every))
    outcome = np.array([0, 0, 1, 0, 1, 0, 0, 1])
    found = mann_whitney_test(outcome, values)
    assert found.z == pytest.approx(float(Fraction(found.w) - mean) / deviation, rel=1e-15)
    assert found.p == pytest.approx(math.erfc(abs(found.z) / math.sqrt(2)), rel=1e-14)
    nearer = (abs(found.w - float(mean)) - 0.5) / deviation
    assert found.p_corrected == pytest.approx(math.erfc(nearer / math.sqrt(2)), rel=1e-14)


def test_the_permeability_of_the_amnion():
    # Hollander, Wolfe (1973), page 69: W = 35, one-sided p = .1103357 by the approximation (help of R's wilcox.test)
    found = mann_whitney_test(*PERMEABILITY)
    assert found.w == 35
    assert round(found.p / 2, 7) == 0.1103357


def test_the_writing_of_boys_and_girls_as_spss_prints_it():
    # UCLA, SPSS's NPAR TESTS: Mann-Whitney U 3606.000, Wilcoxon W 7792.000, Z -3.329, Asymp. Sig. .001
    found = mann_whitney_test(*WRITING)
    assert (found.w, found.w + 91 * 92 / 2, round(found.z, 3), round(found.p, 3)) == (3606, 7792, -3.329, 0.001)


def test_what_rises_changes_nothing_and_turning_the_groups_turns_the_sign():
    for outcome, values in predictors():
        before = mann_whitney_test(outcome, values)
        assert mann_whitney_test(outcome, np.exp(values / values.max())).p == before.p or len(set(values)) > 1e3
        turned = mann_whitney_test(1 - outcome, values)
        assert turned.w == outcome.sum() * (1 - outcome).sum() - before.w
        assert (turned.z, turned.p, turned.p_corrected) == (-before.z, before.p, before.p_corrected)


def test_a_w_in_the_middle_is_not_corrected_beyond_it():
    found = mann_whitney_test(*grouped([1, 4], [2, 3]))
    assert (found.w, found.z, found.p, found.p_corrected) == (2, 0, 1, 1)


def test_values_that_are_all_tied_have_no_test():
    found = mann_whitney_test(*grouped([3, 3], [3, 3, 3]))
    assert found.w == 3 and all(map(math.isnan, (found.z, found.p, found.p_corrected)))


def test_a_group_of_one_has_one():
    assert mann_whitney_test(*grouped([5], [1, 2, 3, 4])).w == 4


def test_many_patients_do_not_overflow():
    n = 200_000
    found = mann_whitney_test(*grouped(np.arange(n) + 0.5, np.arange(n)))
    assert found.w == n * (n + 1) / 2
    assert 0.6 < found.p < 1


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="finite"):
        mann_whitney_test(*grouped([1, np.nan], [2, 3]))
    with pytest.raises(ValueError, match="two groups"):
        mann_whitney_test(*grouped([], [2, 3]))
