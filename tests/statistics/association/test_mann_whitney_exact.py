from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import pytest
from association_cases import PERMEABILITY, grouped, predictors

from parity.statistics.association.mann_whitney_exact import choices, mann_whitney_exact
from parity.statistics.association.mann_whitney_test import mann_whitney_test


def by_enumeration(outcome, values):
    n, m = len(values), int(outcome.sum())
    every = [
        mann_whitney_test(np.isin(np.arange(n), chosen).astype(int), values).w for chosen in combinations(range(n), m)
    ]
    w = mann_whitney_test(outcome, values).w
    tails = sum(one <= w for one in every), sum(one >= w for one in every)
    return min(2 * min(tails) / len(every), 1.0)


@pytest.mark.parametrize("ties", (False, True))
def test_p_is_twice_the_smaller_tail_over_all_choices(ties):
    random = np.random.default_rng(5)
    for _ in range(12):
        m, n = random.integers(1, 6, 2)
        values = random.integers(0, 5, m + n).astype(float) if ties else random.normal(size=m + n)
        outcome = np.repeat([1, 0], [m, n])
        assert mann_whitney_exact(outcome, values).p == pytest.approx(by_enumeration(outcome, values), rel=1e-15)


def test_the_permeability_of_the_amnion():
    # Hollander, Wolfe (1973), page 69: one-sided p = .1272061 (help of R's wilcox.test)
    found = mann_whitney_exact(*PERMEABILITY)
    assert found.w == 35
    assert round(found.p / 2, 7) == 0.1272061


def test_ties_are_counted_as_r_counts_them_from_4_6_on():
    found = mann_whitney_exact(*grouped([1, 2, 2, 3, 5, 5, 6, 7], [2, 3, 4, 4, 5, 8, 9, 9, 10]))
    assert round(found.p, 7) == 0.1766351


def test_the_choices_are_all_there_are_and_lie_about_the_middle():
    for m, n in ((1, 1), (3, 7), (20, 13), (49, 49)):
        found = choices(m, n)
        assert len(found) == m * n + 1 and sum(found) == comb(m + n, m) and found == found[::-1]


def test_it_nears_the_approximation_and_is_the_same_for_what_rises():
    for outcome, values in predictors():
        if max(outcome.sum(), (1 - outcome).sum()) < 50:
            found = mann_whitney_exact(outcome, values)
            assert found.p == pytest.approx(mann_whitney_test(outcome, values).p_corrected, abs=0.05)
            assert mann_whitney_exact(1 - outcome, -values).p == found.p


def test_values_that_are_all_tied_are_no_evidence():
    assert mann_whitney_exact(*grouped([3, 3], [3, 3, 3])).p == 1


def test_too_many_patients_are_refused():
    with pytest.raises(ValueError, match="fewer than 50 patients in each group"):
        mann_whitney_exact(*grouped(np.arange(50), [3]))
    with pytest.raises(ValueError, match="two groups"):
        mann_whitney_exact(*grouped([], [3]))
