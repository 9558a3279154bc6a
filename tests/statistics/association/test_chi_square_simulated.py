from __future__ import annotations

import numpy as np
import pytest
from association_cases import table

from parity import RRandom
from parity.data.cohort import Factor
from parity.statistics.association.chi_square_simulated import chi_square_simulated, chi_squares
from parity.statistics.association.chi_square_test import chi_square_test

pytestmark = pytest.mark.filterwarnings("ignore::parity.statistics.caution.Caution")


def test_p_counts_the_tables_that_are_as_far_from_independence():
    outcome, factor = table((30, 44), (29, 86), (5, 9))
    drawn = RRandom(7).simulated_tables(999, [74, 115, 14], [139, 64])
    observed = chi_square_test(outcome, factor).pearson.statistic
    each = [chi_square_test(*table(*(row[::-1] for row in one.tolist()))).pearson.statistic for one in drawn]
    found = chi_square_simulated(outcome, factor, 999, 7)
    assert found.p == (1 + sum(one >= observed * (1 - 1e-13) for one in each)) / 1000
    assert found.statistic == pytest.approx(observed, rel=1e-13)


def test_it_comes_near_the_approximation_where_there_are_many_patients():
    outcome, factor = table((60, 88), (58, 172), (30, 40))
    by_chi_square = chi_square_test(outcome, factor).pearson.p
    found = chi_square_simulated(outcome, factor, 20_000, 1).p
    assert found == pytest.approx(by_chi_square, abs=4 * np.sqrt(by_chi_square / 20_000))


def test_a_table_that_is_independence_itself_has_p_1_and_ties_count():
    assert chi_square_simulated(*table((3, 6), (5, 10)), 200, 1).p == 1.0
    drawn = RRandom(3).simulated_tables(500, [2, 2], [2, 2])
    found = chi_square_simulated(*table((2, 0), (0, 2)), 500, 3)
    assert found.p == (1 + int((chi_squares(drawn) > 3.9).sum())) / 501 and found.statistic == 4


def test_categories_that_nobody_has_and_another_seed():
    outcome, factor = table((30, 44), (29, 86))
    wider = Factor(factor.codes, (*factor.levels, "nobody"))
    assert chi_square_simulated(outcome, wider, 500, 1) == chi_square_simulated(outcome, factor, 500, 1)
    assert chi_square_simulated(outcome, factor, 500, 2).p != chi_square_simulated(outcome, factor, 500, 1).p


def test_one_category_is_refused():
    with pytest.raises(ValueError, match="nothing to compare"):
        chi_square_simulated(np.array([0, 1]), Factor(np.zeros(2, int), ("a",)), 100, 1)
