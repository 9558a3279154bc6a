"""Sensitivity at given specificities: resample by resample by the definition, and what moves it."""

from __future__ import annotations

import numpy as np
import pytest
from one_by_one import APART, FEW, WITHOUT_CURVE, cautions, drawn_one_by_one, patients

from parity.statistics.discrimination.resampled import percentiles, quantiles
from parity.statistics.discrimination.roc_curve import roc_curve
from parity.statistics.discrimination.sensitivity_bootstrap import (
    TENTHS,
    left_where_passed,
    resampled_sensitivities,
    sensitivity_bootstrap,
)

AT = np.array([0.0, 0.05, 1 / 3, 0.5, 0.9, 1.0])


def read_from_the_curve(outcome, risk, specificity):
    """By a walk along the points of the curve, from a specificity of 0 on."""
    curve = roc_curve(outcome, risk)
    points = list(zip(curve.specificities, curve.sensitivities))
    for (x0, y0), (x1, y1) in zip([(None, None), *points], points):
        if x1 == specificity:
            return y1
        if x1 > specificity:
            return y0 + (specificity - x0) / (x1 - x0) * (y1 - y0)


@pytest.mark.parametrize("levels", [None, 6])
@pytest.mark.parametrize("stratified", [True, False])
def test_each_sensitivity_is_read_from_the_curve_of_its_resample(levels, stratified):
    outcome, risk = patients(levels=levels)
    found = resampled_sensitivities(outcome, risk, 60, 11, AT, stratified=stratified)
    for row, rows in zip(found, drawn_one_by_one(outcome, 60, 11, stratified)):
        expected = [read_from_the_curve(outcome[rows], risk[rows], at) for at in AT]
        assert row == pytest.approx(expected, abs=1e-15)


def test_where_a_curve_rises_at_a_specificity_its_upper_end_counts():
    """Two of four controls, then two of three cases, then the rest; a double beside the half is between points."""
    counts, others = np.array([[2, 0, 2]]), np.array([[0, 2, 1]])
    shares = np.array([0.5, np.nextafter(0.5, 1.0)])
    assert left_where_passed(counts, others, shares)[0] == pytest.approx([1.0, 1 / 3], abs=1e-12)


@pytest.mark.parametrize("n", [7, 49, 100, 103])
def test_at_a_share_of_a_whole_number_of_patients_the_point_itself_counts(n):
    """In floating point 7/100 of 100 is a little more than 7, and 29/100 of it a little less than 29."""
    patients_first = np.arange(2 * n)[np.newaxis] % 2 == 0
    passed = np.arange(1, n + 1)
    found = left_where_passed(patients_first.astype(int), 1 - patients_first, passed / n)[0]
    assert found.tolist() == ((n - passed + 1) / n).tolist()


def test_where_a_resample_has_no_patient_it_has_no_share():
    shares, nobody = np.array([0.0, 0.5, 1.0]), np.array([[1, 0], [0, 0]])
    for counts in (nobody, nobody[::-1]):
        found = left_where_passed(counts, np.array([[1, 2], [2, 1]]), shares)
        assert np.isnan(found).all(axis=1).tolist() == [not row.any() for row in counts]


def test_where_a_resample_has_no_other_no_share_of_them_is_left():
    shares, nobody = np.array([0.0, 0.5, 1.0]), np.array([[1, 0], [0, 0]])
    for others in (nobody, nobody[::-1]):
        found = left_where_passed(np.array([[1, 2], [2, 1]]), others, shares)
        assert np.isnan(found).all(axis=1).tolist() == [not row.any() for row in others]
        assert np.isfinite(found).all(axis=1).tolist() == [row.any() for row in others]


def test_tenths_are_those_of_r():
    assert TENTHS[3] == 0.30000000000000004 and TENTHS[6] == 0.6000000000000001 and TENTHS[10] == 1.0


def test_the_band_is_made_of_percentiles_at_each_specificity():
    outcome, risk = patients()
    found = sensitivity_bootstrap(outcome, risk, 41, 2, specificities=AT)
    values = resampled_sensitivities(outcome, risk, 41, 2, AT, stratified=True)
    for column, low, median, high in zip(
        values.T, found.stratified.low, found.stratified.median, found.stratified.high
    ):
        one = percentiles(column, 0.95)
        assert (low, median, high) == (one.low, one.median, one.high)
    assert found.stratified.at == ("0", "0.05", "0.333333333333", "0.5", "0.9", "1")


def test_quantiles_of_infinite_numbers_are_infinite():
    assert quantiles(np.array([-np.inf, -np.inf, 0.0, 1.0, np.inf]), 0.5).tolist() == [-np.inf, 0.0, 1.0]
    assert quantiles(np.array([-np.inf, 0.0]), 0.5)[0] == -np.inf


def test_a_share_lies_between_0_and_1():
    with pytest.raises(ValueError, match="between 0 and 1"):
        sensitivity_bootstrap(*patients(), 20, 1, specificities=np.array([0.5, 1.1]))


def test_what_an_interval_does_not_know_is_said():
    assert "one_class_resamples" in cautions(lambda: sensitivity_bootstrap(*FEW, 60, 1))
    assert "perfect_separation" in cautions(lambda: sensitivity_bootstrap(*APART, 60, 1))
    assert cautions(lambda: sensitivity_bootstrap(*patients(n=80), 60, 1)) == []


@pytest.mark.parametrize(("outcome", "risk", "said"), WITHOUT_CURVE)
def test_what_has_no_curve_is_refused(outcome, risk, said):
    with pytest.raises(ValueError, match=said):
        sensitivity_bootstrap(np.array(outcome), np.array(risk), 20, 1)
