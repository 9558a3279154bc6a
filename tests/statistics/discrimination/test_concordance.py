"""Concordance index and Somers' Dxy."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from drawn_patients import VAL_PROB_OF_RHODES, drawn_by_rhodes
from published import MONTHS, SUCCESS

from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.discrimination.concordance import concordance


def simulated(seed, n=80, decimals=2):
    rng = np.random.default_rng(seed)
    risk = np.round(rng.random(n), decimals)
    return (rng.random(n) < risk).astype(int), risk


@pytest.mark.parametrize("seed", range(5))
def test_c_is_the_share_of_concordant_pairs_ties_counting_half(seed):
    outcome, risk = simulated(seed)
    pairs = [(x, y) for x in risk[outcome == 1] for y in risk[outcome == 0]]
    share = Fraction(2 * sum(x > y for x, y in pairs) + sum(x == y for x, y in pairs), 2 * len(pairs))
    result = concordance(outcome, risk)
    assert result.c == float(share)
    assert result.dxy == float(2 * share - 1)


@pytest.mark.parametrize("seed", range(5))
def test_c_is_the_area_under_the_roc_curve(seed):
    outcome, risk = simulated(seed)
    assert concordance(outcome, risk).c == pytest.approx(auc_delong(outcome, risk).auc, rel=1e-14)


def test_the_computed_tomography_ratings_of_hanley_and_mcneil():
    """Hanley, McNeil. Radiology 143 (1982) 29-36, Table I, doi:10.1148/radiology.143.1.7063747: 51 abnormal, 58 normal,
    area 0.893."""
    abnormal, normal = [3, 2, 2, 11, 33], [33, 6, 6, 11, 2]
    ratings = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
    risk = np.concatenate([np.repeat(ratings, abnormal), np.repeat(ratings, normal)])
    outcome = np.repeat([1, 0], [sum(abnormal), sum(normal)])
    assert concordance(outcome, risk).c == pytest.approx(0.893, abs=0.0005)


def test_a_thousand_patients_as_val_prob_prints_them_in_the_readme_of_pmcalibration():
    found = concordance(*drawn_by_rhodes())
    assert (round(found.dxy, 9), round(found.c, 9)) == (VAL_PROB_OF_RHODES["Dxy"], VAL_PROB_OF_RHODES["C (ROC)"])


def test_the_programming_task_of_neter_and_others_as_sas_prints_it():
    result = concordance(SUCCESS, MONTHS / 100)
    assert result.c == pytest.approx(0.831, abs=0.0005)
    assert result.dxy == pytest.approx(0.662, abs=0.0005)


def test_only_the_order_of_the_risks_counts_and_turning_it_turns_the_index():
    outcome, risk = simulated(11)
    result = concordance(outcome, risk)
    assert concordance(outcome, risk**3).c == result.c
    assert concordance(outcome, 1 - risk).c == pytest.approx(1 - result.c, rel=1e-15)
    assert concordance(1 - outcome, risk).dxy == -result.dxy


def test_equal_risks_give_one_half_and_a_perfect_order_one():
    assert concordance(np.array([0, 1, 1, 0]), np.full(4, 0.3)).c == 0.5
    assert concordance(np.array([0, 1]), np.array([0.1, 0.9])).dxy == 1.0


def test_risks_of_exactly_0_and_1_are_risks_as_others_are():
    assert concordance(np.array([1, 0, 1, 0, 1]), np.array([0.0, 0.2, 0.4, 0.6, 1.0])).c == 0.5
    assert concordance(np.array([1, 0]), np.array([1.0, 0.0])).c == 1.0


def test_risks_that_differ_in_the_last_bit_are_not_tied():
    risk = np.array([0.3, np.nextafter(0.3, 1)])
    assert concordance(np.array([0, 1]), risk).c == 1.0
    assert concordance(np.array([1, 0]), risk).c == 0.0


def test_pairs_of_a_million_patients_are_counted_exactly():
    outcome = np.tile([0, 1, 1, 0], 250_000)
    risk = np.arange(1_000_000) % 1000 / 1000
    pairs = [(x, y) for x in range(1000) for y in range(1000) if outcome[x] == 1 and outcome[y] == 0]
    share = Fraction(2 * sum(x > y for x, y in pairs) + sum(x == y for x, y in pairs), 2 * len(pairs))
    assert concordance(outcome, risk).c == float(share)


@pytest.mark.parametrize(
    ("outcome", "risk", "complaint"),
    [
        ([1, 1], [0.1, 0.2], "at least one event and one non-event"),
        ([0, 0], [0.1, 0.2], "at least one event and one non-event"),
        ([0, 1], [0.1, 1.2], "between 0 and 1"),
        ([0, 1], [0.1, np.nan], "between 0 and 1"),
    ],
)
def test_what_has_no_index_is_refused(outcome, risk, complaint):
    with pytest.raises(ValueError, match=complaint):
        concordance(np.array(outcome), np.array(risk))
