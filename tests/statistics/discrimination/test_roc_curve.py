from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.discrimination.roc_curve import roc_curve

FAWCETT_RISK = np.array(
    [0.9, 0.8, 0.7, 0.6, 0.55, 0.54, 0.53, 0.52, 0.51, 0.505, 0.4, 0.39, 0.38, 0.37, 0.36, 0.35, 0.34, 0.33, 0.30, 0.1]
)
FAWCETT_OUTCOME = np.array([1, 1, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0])


def cohorts(count: int = 30):
    random = np.random.default_rng(20250101)
    for position in range(count):
        n = int(random.integers(4, 60))
        outcome = random.permutation(np.arange(n) % 3 == 0).astype(int)
        risk = random.uniform(size=n)
        yield outcome, np.round(risk, 1) if position % 2 else risk


def test_each_point_is_the_proportion_of_cases_at_or_above_and_of_controls_below():
    for outcome, risk in cohorts():
        curve = roc_curve(outcome, risk)
        for threshold, sensitivity, specificity in zip(curve.thresholds, curve.sensitivities, curve.specificities):
            assert sensitivity == (risk[outcome == 1] >= threshold).mean()
            assert specificity == (risk[outcome == 0] < threshold).mean()


def test_the_area_under_its_trapezoids_is_the_area_under_the_curve():
    for outcome, risk in cohorts():
        curve = roc_curve(outcome, risk)
        false_positives = 1 - curve.specificities
        heights = (curve.sensitivities[1:] + curve.sensitivities[:-1]) / 2
        assert -(heights * np.diff(false_positives)).sum() == pytest.approx(auc_delong(outcome, risk).auc, rel=1e-13)


def test_fawcett_2006_figure_3():
    # Fawcett (2006), doi:10.1016/j.patrec.2005.10.010, Figure 3: twenty instances, false positive rate first
    published = [
        (0.0, 0.0), (0.0, 0.1), (0.0, 0.2), (0.1, 0.2), (0.1, 0.3), (0.1, 0.4), (0.1, 0.5),
        (0.2, 0.5), (0.3, 0.5), (0.3, 0.6), (0.4, 0.6), (0.4, 0.7), (0.5, 0.7), (0.5, 0.8),
        (0.6, 0.8), (0.7, 0.8), (0.8, 0.8), (0.8, 0.9), (0.9, 0.9), (0.9, 1.0), (1.0, 1.0),
    ]  # fmt: skip
    curve = roc_curve(FAWCETT_OUTCOME, FAWCETT_RISK)
    points = np.column_stack([1 - curve.specificities, curve.sensitivities])[::-1]
    assert points == pytest.approx(np.array(published), abs=1e-15)


def test_thresholds_are_midpoints_between_infinities():
    curve = roc_curve(np.array([0, 1, 0, 1]), np.array([0.25, 0.5, 0.5, 1.0]))
    assert curve.thresholds.tolist() == [-np.inf, 0.375, 0.75, np.inf]


def test_a_monotone_transformation_leaves_the_points():
    for outcome, risk in cohorts():
        curve, transformed = roc_curve(outcome, risk), roc_curve(outcome, np.exp(5 * risk))
        assert np.array_equal(curve.sensitivities, transformed.sensitivities)
        assert np.array_equal(curve.specificities, transformed.specificities)


def test_every_threshold_separates_risks_that_differ_in_the_last_bit():
    low = 0.3
    middle = float(np.nextafter(low, 1))
    high = float(np.nextafter(middle, 1))
    curve = roc_curve(np.array([0, 1, 0, 1]), np.array([low, middle, high, high]))
    below, above = np.array([low, middle]), np.array([middle, high])
    assert (curve.thresholds[1:-1] > below).all() and (curve.thresholds[1:-1] <= above).all()
    assert curve.sensitivities.tolist() == [1.0, 1.0, 0.5, 0.0]
    assert curve.specificities.tolist() == [0.0, 0.5, 0.5, 1.0]


def test_scores_too_large_to_be_added_still_have_a_midpoint():
    curve = roc_curve(np.array([0, 1]), np.array([1.0e308, 1.5e308]))
    assert curve.thresholds[1] == pytest.approx(1.25e308)


def test_all_risks_tied_leaves_only_the_two_ends():
    curve = roc_curve(np.array([0, 1, 1]), np.full(3, 0.2))
    assert curve.thresholds.tolist() == [-np.inf, np.inf]
    assert curve.sensitivities.tolist() == [1.0, 0.0]
    assert curve.specificities.tolist() == [0.0, 1.0]


@pytest.mark.parametrize("outcome", [[0, 0], [1, 1]])
def test_one_class_only_is_an_error(outcome):
    with pytest.raises(ValueError, match="at least one case and one control"):
        roc_curve(np.array(outcome), np.array([0.1, 0.2]))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_risk_that_is_not_finite_is_an_error(bad):
    with pytest.raises(ValueError, match="finite"):
        roc_curve(np.array([0, 1]), np.array([0.1, bad]))
