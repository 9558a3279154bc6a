from __future__ import annotations

import math

import numpy as np
import pytest
from association_cases import grouped, predictors
from scipy.special import ndtri

from parity.statistics.association.royston import tail, weights
from parity.statistics.association.shapiro_wilk_test import normality, shapiro_wilk_test

MEN = np.array([148.0, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236])
"""Shapiro, Wilk (1965), doi:10.1093/biomet/52.3-4.591, section 4: weights of eleven men, in pounds."""


def test_w_is_the_squared_correlation_with_the_weights():
    for outcome, values in predictors():
        for group in (values[outcome == 1], values[outcome == 0]):
            if len(group) >= 3:
                w = np.corrcoef(np.sort(group), weights(len(group)))[0, 1] ** 2
                assert normality(group).w == pytest.approx(w, rel=1e-9)


def test_the_weights_of_eleven_men():
    # the paper prints W = .79, and a p between .01 and .05 by its table; Royston's approximation is sharper
    found = normality(MEN)
    assert round(found.w, 2) == 0.79
    assert found.w == pytest.approx(0.788814694835, rel=1e-12)
    assert found.p == pytest.approx(0.0067038140565, rel=1e-11)


def test_the_weights_have_length_1_and_are_antisymmetric():
    for n in (3, 4, 5, 6, 7, 11, 12, 50, 51, 5000):
        a = weights(n)
        assert (a * a).sum() == pytest.approx(1, rel=1e-14)
        assert a == pytest.approx(-a[::-1], rel=1e-14) and (np.diff(a) > 0).all()


def test_royston_s_outermost_weight():
    # Royston (1992), doi:10.1007/BF01891203, equation for the last weight, at n = 10: the table of 1965 has .5739
    assert weights(10)[-1] == pytest.approx(0.5739, abs=5e-4)
    assert weights(10)[-2] == pytest.approx(0.3291, abs=5e-4)


def test_what_whole_numbers_have_in_common_costs_no_digit():
    assert normality(MEN + 2.0**45) == normality(MEN)


@pytest.mark.parametrize("n", [100, 5000])
def test_one_patient_who_differs_leaves_the_square_of_the_outermost_weight(n):
    values = np.append(np.zeros(n - 1), 1.0)
    assert normality(values).w == pytest.approx(weights(n)[-1] ** 2 / (1 - 1 / n), rel=1e-12)
    assert n < 5000 or normality(values).w < 0.1


def test_three_patients_have_an_exact_p():
    for middle in (0.1, 0.5, 0.9):
        values = np.array([0.0, middle, 1.0])
        found = normality(values)
        w = 0.5 / ((values - values.mean()) ** 2).sum()
        assert found.w == pytest.approx(w, rel=1e-14)
        assert found.p == pytest.approx(6 / math.pi * (math.asin(math.sqrt(w)) - math.asin(math.sqrt(0.75))), abs=1e-13)
    assert normality(np.array([0.0, 0.0, 1.0])).p == pytest.approx(0, abs=1e-7)


def test_scale_place_and_order_do_not_matter():
    for outcome, values in predictors():
        before = shapiro_wilk_test(outcome, values) if min(outcome.sum(), (1 - outcome).sum()) > 2 else None
        if before is not None:
            after = shapiro_wilk_test(1 - outcome[::-1], -3 * values[::-1] + 5)
            assert after.none.w == pytest.approx(before.event.w, rel=1e-9)
            assert after.event.p == pytest.approx(before.none.p, rel=1e-6)


def test_normal_scores_are_normal_and_their_exponentials_are_not():
    for n in (4, 5, 11, 12, 100, 5000):
        scores = ndtri((np.arange(1, n + 1) - 0.5) / n)
        assert normality(scores).p > 0.9
        if n > 10:
            assert normality(np.exp(scores)).p < 0.01


def test_a_smaller_w_has_a_smaller_p():
    for n in (4, 11, 12, 300, 5000):
        tails = [tail(missing, n) for missing in np.linspace(0, 0.3, 40)]
        assert tails[0] == 1 and tails == sorted(tails, reverse=True)


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ([1.0, 2.0], "3 to 5,000 patients, not of 2"),
        ([3.0] * 5, "values that differ"),
        (np.arange(5001.0), "not of 5,001"),
    ],
)
def test_what_it_is_not_of_is_refused(group, said):
    with pytest.raises(ValueError, match=said):
        shapiro_wilk_test(*grouped(group, [1.0, 2.0, 4.0]))
