"""Classification at a cut-off: resample by resample by its table."""

from __future__ import annotations

import numpy as np
import pytest
from one_by_one import APART, FEW, WITHOUT_CURVE, cautions, drawn_one_by_one, patients

from parity.statistics.caution import Caution
from parity.statistics.discrimination.classification import classification
from parity.statistics.discrimination.cutoff_bootstrap import PROPORTIONS, cutoff_bootstrap
from parity.statistics.discrimination.resampled import percentiles


@pytest.mark.parametrize("stratified", [True, False])
def test_each_proportion_is_that_of_the_table_of_its_resample(stratified):
    outcome, risk = patients(levels=9)
    found = cutoff_bootstrap(outcome, risk, 0.4, 41, 8)
    tables = [classification(outcome[rows], risk[rows], 0.4) for rows in drawn_one_by_one(outcome, 41, 8, stratified)]
    intervals = found.stratified if stratified else found.plain
    for name in PROPORTIONS:
        one = getattr(intervals, name)
        expected = percentiles(np.array([getattr(table, name) for table in tables]), 0.95)
        assert (one.low, one.median, one.high) == pytest.approx((expected.low, expected.median, expected.high))
        assert getattr(found, name) == getattr(classification(outcome, risk, 0.4), name)


def test_a_resample_in_which_nobody_is_positive_has_no_predictive_value():
    outcome, risk = np.array([0] * 20 + [1] * 3), np.array([0.1] * 20 + [0.2, 0.3, 0.9])
    assert "no_predictive_value" in cautions(lambda: cutoff_bootstrap(outcome, risk, 0.5, 60, 1))
    with pytest.warns(Caution):
        nobody = cutoff_bootstrap(outcome, risk, 2.0, 60, 1)
    assert nobody.stratified.ppv.low is None and nobody.stratified.npv.median == 20 / 23


@pytest.mark.parametrize(("lost", "said"), [(1, "1 of 5 resamples has"), (2, "2 of 5 resamples have")])
def test_one_resample_has_and_two_have_no_predictive_value(lost, said):
    outcome, risk = np.array([0] * 20 + [1] * 3), np.array([0.1] * 20 + [0.2, 0.3, 0.9])
    nobody = lambda seed: sum(22 not in rows for rows in drawn_one_by_one(outcome, 5, seed, stratified=True))
    seed = next(seed for seed in range(1, 100) if nobody(seed) == lost)
    with pytest.warns(Caution, match=f"{said} no PPV: nobody is positive"):
        cutoff_bootstrap(outcome, risk, 0.5, 5, seed)


@pytest.mark.parametrize("one", [0, 1])
def test_a_resample_counts_as_soon_as_it_has_one_of_each(one):
    outcome, risk = np.where(np.arange(6) < 5, 1 - one, one), np.array([0.1, 0.4, 0.2, 0.5, 0.3, 0.35])
    lost = sum(len(set(outcome[rows])) == 1 for rows in drawn_one_by_one(outcome, 60, 3, stratified=False))
    with pytest.warns(Caution, match=f"{lost} of 60 resamples have no case or no control, and are left out"):
        cutoff_bootstrap(outcome, risk, 0.32, 60, 3)


def test_what_an_interval_does_not_know_is_said():
    assert "one_class_resamples" in cautions(lambda: cutoff_bootstrap(*FEW, 0.22, 60, 1))
    assert "perfect_separation" in cautions(lambda: cutoff_bootstrap(*APART, 0.22, 60, 1))
    assert cautions(lambda: cutoff_bootstrap(*patients(n=80), 0.22, 60, 1)) == []


@pytest.mark.parametrize(("outcome", "risk", "said"), WITHOUT_CURVE)
def test_what_has_no_curve_is_refused(outcome, risk, said):
    with pytest.raises(ValueError, match=said):
        cutoff_bootstrap(np.array(outcome), np.array(risk), 0.22, 20, 1)
