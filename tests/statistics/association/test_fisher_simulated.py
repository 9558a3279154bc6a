from __future__ import annotations

import math

import numpy as np
import pytest
from association_cases import table

from parity import RRandom
from parity.statistics.association.fisher_exact_test import fisher_exact_test
from parity.statistics.association.fisher_simulated import fisher_simulated, improbabilities


def test_p_counts_the_tables_that_are_no_more_likely():
    outcome, factor = table((3, 4), (2, 8), (5, 1))
    drawn = RRandom(7).simulated_tables(999, [7, 10, 6], [13, 10])

    def likelihood(counts):
        return 1 / math.prod(math.factorial(count) for row in counts for count in row)

    observed = likelihood([(3, 4), (2, 8), (5, 1)])
    as_rare = sum(likelihood(one) <= observed * (1 + 1e-9) for one in drawn.tolist())
    assert fisher_simulated(outcome, factor, 999, 7).p == (1 + as_rare) / 1000


def test_it_comes_near_the_exact_value():
    outcome, factor = table((3, 4), (2, 8), (5, 1), (0, 4))
    exact = fisher_exact_test(outcome, factor).p
    assert fisher_simulated(outcome, factor, 20_000, 1).p == pytest.approx(exact, abs=4 * math.sqrt(exact / 20_000))


def test_the_logarithm_of_all_factorials():
    tables = np.array([[[0, 1], [2, 3]], [[4, 0], [1, 1]]])
    assert improbabilities(tables) == pytest.approx([math.log(12), math.log(24)])


def test_the_logarithm_of_factorials_of_counts_larger_than_any_before():
    counts = np.array([[[41_000, 3], [0, 7]]])
    expected = sum(math.lgamma(count + 1) for count in counts.ravel().tolist())
    assert improbabilities(counts)[0] == pytest.approx(expected, rel=1e-12)


def test_of_two_categories_nothing_is_simulated():
    with pytest.raises(ValueError, match="of two categories Fisher's test is exact"):
        fisher_simulated(*table((3, 4), (2, 8)), 100, 1)
