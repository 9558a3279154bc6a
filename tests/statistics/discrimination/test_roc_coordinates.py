from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from parity.data.study_file import find_study
from parity.statistics.discrimination.classification import classification
from parity.statistics.discrimination.roc_coordinates import RocCoordinates, roc_coordinates
from parity.statistics.discrimination.roc_curve import roc_curve


def cohorts(count: int = 40):
    random = np.random.default_rng(5)
    for position in range(count):
        n = int(random.integers(4, 60))
        outcome = random.permutation(np.arange(n) % 3 == 0).astype(int)
        risk = random.uniform(size=n) + 0.3 * outcome
        yield outcome, np.round(risk, 1) if position % 2 else risk


def test_each_corner_classifies_as_its_threshold_does():
    for outcome, risk in cohorts():
        at = roc_coordinates(outcome, risk)
        for place, cutoff in enumerate(at.thresholds):
            table = classification(outcome, risk, cutoff)
            assert (at.true_positives[place], at.false_negatives[place]) == (
                table.true_positives,
                table.false_negatives,
            )
            assert (at.true_negatives[place], at.false_positives[place]) == (
                table.true_negatives,
                table.false_positives,
            )
            assert (at.sensitivities[place], at.specificities[place]) == (table.sensitivity, table.specificity)
            assert (at.ppv[place], at.npv[place], at.accuracies[place]) == (table.ppv, table.npv, table.accuracy)


def test_at_a_corner_one_cannot_be_had_higher_without_less_of_the_other():
    for outcome, risk in cohorts():
        curve, at = roc_curve(outcome, risk), roc_coordinates(outcome, risk)
        for threshold, sensitivity, specificity in zip(at.thresholds, at.sensitivities, at.specificities):
            if sensitivity == 0:
                continue  # pROC's own: above all cases every threshold counts
            better = (curve.sensitivities >= sensitivity) & (curve.specificities >= specificity)
            assert curve.thresholds[better].tolist() == [threshold]


def test_every_finite_threshold_that_no_other_beats_is_a_corner():
    for outcome, risk in cohorts():
        curve, at = roc_curve(outcome, risk), roc_coordinates(outcome, risk)
        for place in range(1, len(curve.thresholds) - 1):
            better = (curve.sensitivities >= curve.sensitivities[place]) & (
                curve.specificities >= curve.specificities[place]
            )
            if better.sum() == 1:
                assert curve.thresholds[place] in at.thresholds


def test_altman_and_bland_1994_liver_scans():
    # Altman, Bland (1994), doi:10.1136/bmj.309.6947.102: 344 liver scans, sensitivity 0.90, specificity 0.63
    outcome = np.repeat([1, 0, 1, 0], [231, 32, 27, 54])
    at = roc_coordinates(outcome, np.repeat([1.0, 1.0, 0.0, 0.0], [231, 32, 27, 54]))
    assert (at.count, at.thresholds.tolist()) == (1, [0.5])
    assert round(at.positive_ratios[0], 1) == 2.4
    assert at.negative_ratios[0] == pytest.approx((27 / 258) / (54 / 86), rel=1e-15)
    assert (at.false_discovery_rates[0], at.error_rates[0]) == (32 / 263, 59 / 344)


def test_s100b_of_the_asah_data_of_proc():
    # Robin et al. (2011), doi:10.1186/1471-2105-12-77: the best threshold of coords, 0.205, 0.6341463, 0.8055556
    cohort = find_study("asah").development
    at = roc_coordinates(cohort.outcome, cohort.columns["s100b"])
    best = int(at.youden.argmax())
    assert at.thresholds[best] == pytest.approx(0.205)
    assert (round(at.sensitivities[best], 7), round(at.specificities[best], 7)) == (0.6341463, 0.8055556)
    assert at.positive_ratios[best] == pytest.approx((26 / 41) / (14 / 72), rel=1e-14)


def test_rates_are_what_is_lacking_of_one():
    for outcome, risk in cohorts():
        at = roc_coordinates(outcome, risk)
        for rate, share in (
            (at.false_positive_rates, at.specificities),
            (at.false_negative_rates, at.sensitivities),
            (at.false_discovery_rates, at.ppv),
            (at.error_rates, at.accuracies),
            (at.false_omission_rates, at.npv),
        ):
            assert rate + share == pytest.approx(np.ones(at.count), abs=1e-15)


def test_equal_risks_have_no_corner():
    at = roc_coordinates(np.array([0, 1, 1]), np.full(3, 0.4))
    assert at.count == 0
    assert all(len(getattr(at, field.name)) == 0 for field in dataclasses.fields(RocCoordinates)[1:])


def test_a_perfect_risk_has_one_with_an_infinite_likelihood_ratio():
    at = roc_coordinates(np.array([0, 0, 1]), np.array([1.0, 2.0, 4.0]))
    assert (at.thresholds.tolist(), at.youden.tolist(), at.squared_distances.tolist()) == ([3.0], [1.0], [0.0])
    assert (at.positive_ratios.tolist(), at.negative_ratios.tolist()) == ([np.inf], [0.0])


def test_a_risk_that_is_not_finite_is_an_error():
    with pytest.raises(ValueError, match="finite"):
        roc_coordinates(np.array([0, 1]), np.array([0.1, np.nan]))
