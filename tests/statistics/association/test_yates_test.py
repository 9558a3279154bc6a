from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from association_cases import CONVICTIONS, categories, table

from parity.data.cohort import Factor
from parity.data.study_file import find_study
from parity.statistics.association.chi_square_test import chi_square_test
from parity.statistics.association.yates_test import yates_test
from parity.statistics.caution import Caution

pytestmark = pytest.mark.filterwarnings("ignore::parity.statistics.caution.Caution")


def test_it_is_the_formula_of_a_fourfold_table():
    random = np.random.default_rng(4)
    for _ in range(30):
        a, b, c, d = (int(count) for count in random.integers(1, 30, 4))
        n, off = a + b + c + d, abs(a * d - b * c)
        exact = Fraction(n) * max(Fraction(off) - Fraction(n, 2), 0) ** 2
        exact /= (a + b) * (c + d) * (a + c) * (b + d)
        assert yates_test(*table((a, b), (c, d))).statistic == pytest.approx(float(exact), rel=1e-14)


def test_the_birth_weights_of_hosmer_and_lemeshow():
    # smoking, Hosmer, Lemeshow (1989), appendix 1; R's chisq.test prints 4.2359, and 4.9237 without the correction
    cohort = find_study("birthwt").development
    smoke = Factor(cohort.columns["smoke"].astype(int), ("no", "yes"))
    assert round(yates_test(cohort.outcome, smoke).statistic, 4) == 4.2359
    assert round(chi_square_test(cohort.outcome, smoke).pearson.statistic, 4) == 4.9237


def test_the_convictions_of_fishers_twins():
    # Fisher (1970); R's chisq.test: X-squared = 10.4581, df = 1, p-value = 0.001221
    found = yates_test(*CONVICTIONS)
    assert (round(found.statistic, 4), round(found.p, 6)) == (10.4581, 0.001221)


def test_it_never_exceeds_pearson_s_and_never_turns_the_sign():
    for outcome, factor in categories():
        if len(factor.levels) == 2:
            assert yates_test(outcome, factor).statistic <= chi_square_test(outcome, factor).pearson.statistic
    found = yates_test(*table((5, 5), (5, 6)))
    assert (found.statistic, found.p) == (0, 1)


def test_turning_rows_or_columns_changes_nothing():
    found = {yates_test(*table(*rows)).statistic for rows in (((7, 2), (3, 9)), ((3, 9), (7, 2)), ((2, 7), (9, 3)))}
    assert len(found) == 1


def test_what_is_not_fourfold_is_refused():
    with pytest.raises(ValueError, match="two categories, not of 3"):
        yates_test(*table((3, 4), (5, 6), (7, 8)))
    with pytest.raises(ValueError, match="one category"):
        yates_test(*table((3, 4), (0, 0)))


def test_a_small_expected_count_is_told():
    with pytest.warns(Caution, match="below 5"):
        yates_test(*table((1, 2), (4, 3)))
