"""The Youden cut-off of each resample: by the definition, one by one, with the draws that ties cost."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from one_by_one import APART, FEW, WITHOUT_CURVE, cautions, patients, rows_of, strata

from parity import RRandom
from parity.statistics.caution import Caution
from parity.statistics.discrimination.best_cutoff_bootstrap import Policy, best_cutoff_bootstrap, resampled_best
from parity.statistics.discrimination.youden_cutoff import youden_cutoff


@pytest.mark.parametrize("stratified", [True, False])
@pytest.mark.parametrize("policy", [Policy.RANDOM, Policy.OMIT])
def test_the_best_cutoff_is_that_of_its_resample_and_a_tie_moves_the_stream(stratified, policy):
    outcome, risk = np.arange(16) % 2, np.round(patients(n=16)[1] * 6) / 6
    found = resampled_best(outcome, risk, 150, 5, policy, stratified)
    dice, ties = RRandom(5), 0
    groups = strata(outcome, stratified)
    for row in found:
        rows = rows_of(dice, groups)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Caution)
            best = youden_cutoff(outcome[rows], risk[rows])
        place = 0
        if best.count > 1:
            ties += 1
            if policy is Policy.OMIT:
                assert np.isnan(row).all()
                continue
            place = dice.sample_int(best.count, 1)[0] - 1
        assert row.tolist() == [best.cutoffs[place], best.sensitivities[place], best.specificities[place]]
    assert 3 < ties < 120


def test_a_resample_of_one_class_costs_the_draw_of_one_of_its_thresholds():
    outcome, risk = FEW
    found = resampled_best(outcome, risk, 60, 1, Policy.RANDOM, stratified=False)
    dice, groups = RRandom(1), strata(outcome, False)
    for row in found:
        rows = rows_of(dice, groups)
        if outcome[rows].min() == outcome[rows].max():
            dice.sample_int(len(np.unique(risk[rows])) + 1, 1)
            assert np.isnan(row).all()
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Caution)
            best = youden_cutoff(outcome[rows], risk[rows])
        place = dice.sample_int(best.count, 1)[0] - 1 if best.count > 1 else 0
        assert row.tolist() == [best.cutoffs[place], best.sensitivities[place], best.specificities[place]]
    assert 3 < np.isnan(found).all(axis=1).sum() < 50


def test_how_many_resamples_are_omitted_is_said():
    with pytest.warns(Caution, match="1 of these has several best cut-offs, no case or no control, and is left out"):
        best_cutoff_bootstrap(*patients(n=80), 20, 10, policy="omit")
    outcome, risk = patients(levels=8)
    lost = np.isnan(resampled_best(outcome, risk, 60, 10, Policy.OMIT, stratified=False)).all(axis=1).sum()
    with pytest.warns(Caution, match=f"{lost} of these have several best cut-offs, .*, and are left out"):
        best_cutoff_bootstrap(outcome, risk, 60, 10, policy="omit")


def test_a_tie_may_be_an_error():
    with pytest.raises(ValueError, match="the best of a resample; choose the policy 'random' or 'omit'"):
        best_cutoff_bootstrap(*patients(levels=8), 50, 5, policy="stop")
    with pytest.raises(ValueError, match="first"):
        best_cutoff_bootstrap(*patients(levels=8), 50, 5, policy="first")


def test_what_an_interval_does_not_know_is_said():
    assert "one_class_resamples" in cautions(lambda: best_cutoff_bootstrap(*FEW, 60, 1))
    assert "perfect_separation" in cautions(lambda: best_cutoff_bootstrap(*APART, 60, 1))
    assert cautions(lambda: best_cutoff_bootstrap(*patients(n=80), 60, 1)) == []


@pytest.mark.parametrize(("outcome", "risk", "said"), WITHOUT_CURVE)
def test_what_has_no_curve_is_refused(outcome, risk, said):
    with pytest.raises(ValueError, match=said):
        best_cutoff_bootstrap(np.array(outcome), np.array(risk), 20, 1)
