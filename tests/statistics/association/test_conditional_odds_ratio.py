from __future__ import annotations

import math
from math import comb

import numpy as np
import pytest
from association_cases import CONVICTIONS, TEA, categories, table

from parity.data.cohort import Factor
from parity.statistics.association.conditional_odds_ratio import conditional_odds_ratio


def distribution(rows, psi):
    """The counts of the second row's events with their probabilities at an odds ratio."""
    (c, d), (a, b) = rows
    support = range(max(0, a + c - (c + d)), min(a + b, a + c) + 1)
    weights = [comb(a + b, k) * comb(c + d, a + c - k) * psi**k for k in support]
    return np.array(support), np.array([float(weight / sum(weights)) for weight in weights])


def tables():
    random = np.random.default_rng(6)
    for _ in range(20):
        a, b, c, d = (int(count) for count in random.integers(1, 12, 4))
        yield (a, b), (c, d)


def test_the_estimate_is_where_the_mean_is_what_was_observed():
    for rows in tables():
        found = conditional_odds_ratio(*table(*rows))
        if 0 < found.odds_ratio < math.inf:
            support, probability = distribution(rows, found.odds_ratio)
            assert (support * probability).sum() == pytest.approx(rows[1][0], rel=1e-13)


def test_the_limits_are_where_the_tails_are_half_of_the_error():
    for rows in tables():
        for level in (0.8, 0.95):
            found = conditional_odds_ratio(*table(*rows), level).interval
            if found.low > 0:
                support, probability = distribution(rows, found.low)
                assert probability[support >= rows[1][0]].sum() == pytest.approx((1 - level) / 2, rel=1e-12)
            if found.high < math.inf:
                support, probability = distribution(rows, found.high)
                assert probability[support <= rows[1][0]].sum() == pytest.approx((1 - level) / 2, rel=1e-12)


def test_fisher_s_tea():
    # Agresti (1990), page 61: the estimate is 6.41 and, from the lower limit of a one-sided test, 95% is another
    found = conditional_odds_ratio(*TEA)
    assert round(found.odds_ratio, 4) == 6.4083
    assert found.interval.low == pytest.approx(0.2117, abs=5e-5)
    assert found.interval.high == pytest.approx(626.2435, abs=5e-5)


def test_the_convictions_of_fishers_twins():
    # Fisher (1962, 1970), the help of R's fisher.test: 0.04693661, 95% 0.003325764 to 0.363182271, of which R's search
    # for a root leaves two digits
    outcome, categories = CONVICTIONS
    found = conditional_odds_ratio(outcome, Factor(1 - categories.codes, categories.levels))
    assert found.odds_ratio == pytest.approx(0.04693661, rel=1e-5)
    assert (found.interval.low, found.interval.high) == pytest.approx((0.003325764, 0.363182271), rel=3e-3)


def test_turning_the_categories_turns_the_odds():
    for outcome, factor in categories():
        if len(factor.levels) == 2:
            before = conditional_odds_ratio(outcome, factor)
            after = conditional_odds_ratio(outcome, Factor(1 - factor.codes, factor.levels))
            assert after.odds_ratio == pytest.approx(1 / before.odds_ratio, rel=1e-12)
            assert after.interval.low == pytest.approx(1 / before.interval.high, rel=1e-12)


def test_an_empty_cell_leaves_one_side_open():
    found = conditional_odds_ratio(*table((3, 5), (0, 6)))
    assert (found.odds_ratio, found.interval.low) == (0, 0) and 0 < found.interval.high < math.inf
    found = conditional_odds_ratio(*table((3, 5), (6, 0)))
    assert (found.odds_ratio, found.interval.high) == (math.inf, math.inf) and found.interval.low > 0


def test_a_big_table_nears_the_odds_ratio_of_the_table():
    found = conditional_odds_ratio(*table((50_000, 70_000), (60_000, 40_000)))
    assert found.odds_ratio == pytest.approx(60_000 * 70_000 / (40_000 * 50_000), rel=1e-4)
    spread = 1.959964 * math.sqrt(1 / 5e4 + 1 / 7e4 + 1 / 6e4 + 1 / 4e4)
    assert math.log(found.interval.high / found.odds_ratio) == pytest.approx(spread, rel=1e-2)


def test_what_is_not_fourfold_is_refused():
    with pytest.raises(ValueError, match="two categories, not of 3"):
        conditional_odds_ratio(*table((3, 4), (5, 6), (7, 8)))
    with pytest.raises(ValueError, match="two groups"):
        conditional_odds_ratio(*table((3, 0), (5, 0)))
