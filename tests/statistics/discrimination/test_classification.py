from __future__ import annotations

import math

import numpy as np
import pytest

from parity.statistics.discrimination.classification import classification


def cohorts(count: int = 30):
    random = np.random.default_rng(20250101)
    for _ in range(count):
        n = int(random.integers(4, 60))
        yield random.permutation(np.arange(n) % 3 == 0).astype(int), np.round(random.uniform(size=n), 1)


def test_the_four_cells_are_all_patients_and_the_margins_are_outcome_and_prediction():
    for outcome, risk in cohorts():
        table = classification(outcome, risk, 0.5)
        cells = (table.true_positives, table.false_positives, table.false_negatives, table.true_negatives)
        assert sum(cells) == len(outcome)
        assert table.true_positives + table.false_negatives == outcome.sum()
        assert table.true_positives + table.false_positives == (risk >= 0.5).sum()


def test_accuracy_is_sensitivity_and_specificity_weighted_by_prevalence():
    for outcome, risk in cohorts():
        table, prevalence = classification(outcome, risk, 0.5), outcome.mean()
        expected = prevalence * table.sensitivity + (1 - prevalence) * table.specificity
        assert table.accuracy == pytest.approx(expected, abs=1e-15)


def test_altman_and_bland_1994_liver_scans():
    # Altman, Bland (1994), doi:10.1136/bmj.308.6943.1552 and doi:10.1136/bmj.309.6947.102: 344 liver scans
    outcome = np.repeat([1, 0, 1, 0], [231, 32, 27, 54])
    risk = np.repeat([1.0, 1.0, 0.0, 0.0], [231, 32, 27, 54])
    table = classification(outcome, risk, 0.5)
    assert (round(table.sensitivity, 2), round(table.specificity, 2)) == (0.90, 0.63)
    assert (round(table.ppv, 2), round(table.npv, 2)) == (0.88, 0.67)
    assert table.accuracy == 285 / 344


def test_a_risk_at_the_cutoff_is_positive():
    table = classification(np.array([1, 0]), np.array([0.5, 0.5]), 0.5)
    assert (table.true_positives, table.false_positives) == (1, 1)


def test_swapping_the_classes_swaps_the_cells():
    for outcome, risk in cohorts():
        there, back = classification(outcome, risk, 0.45), classification(1 - outcome, -risk, -0.45)
        assert (there.true_positives, there.false_positives) == (back.true_negatives, back.false_negatives)
        assert (there.sensitivity, there.ppv) == (back.specificity, back.npv)


def test_a_predictive_value_without_patients_is_not_a_number():
    outcome, risk = np.array([1, 0, 0]), np.array([0.2, 0.3, 0.4])
    nobody, everybody = classification(outcome, risk, math.inf), classification(outcome, risk, -math.inf)
    assert math.isnan(nobody.ppv) and nobody.npv == 2 / 3
    assert math.isnan(everybody.npv) and everybody.ppv == 1 / 3


@pytest.mark.parametrize("outcome", [[0, 0], [1, 1]])
def test_one_class_only_is_an_error(outcome):
    with pytest.raises(ValueError, match="at least one case and one control"):
        classification(np.array(outcome), np.array([0.1, 0.2]), 0.5)


def test_a_cutoff_that_is_not_a_number_is_an_error():
    with pytest.raises(ValueError, match="not a number"):
        classification(np.array([0, 1]), np.array([0.1, 0.2]), math.nan)


def test_a_risk_that_is_not_a_number_is_an_error():
    with pytest.raises(ValueError, match="finite"):
        classification(np.array([0, 1]), np.array([0.1, math.nan]), 0.5)
