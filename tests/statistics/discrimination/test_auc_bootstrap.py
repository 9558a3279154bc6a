"""Bootstrap intervals of the area: resample by resample by the definition, and what moves them and what does not."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from parity import RRandom
from parity.statistics.caution import Caution
from parity.statistics.discrimination.auc_bootstrap import (
    auc_bootstrap,
    percentiles,
    plain_areas,
    stratified_areas,
)
from parity.statistics.discrimination.auc_delong import auc_delong


def patients(n=60, seed=4, levels=None):
    draw = np.random.default_rng(seed)
    outcome = (draw.random(n) < 0.4).astype(int)
    risk = draw.random(n) * 0.7 + 0.3 * outcome * draw.random(n)
    return outcome, risk if levels is None else np.round(risk * levels) / levels


def of_all_pairs(outcome, risk):
    cases, controls = risk[outcome == 1][:, None], risk[outcome == 0][None, :]
    if not cases.size or not controls.size:
        return np.nan
    return float((cases > controls).mean() + (cases == controls).mean() / 2)


@pytest.mark.parametrize("levels", [None, 7])
def test_each_area_is_that_of_the_pairs_of_its_resample(levels):
    outcome, risk = patients(levels=levels)
    places = np.unique(risk, return_inverse=True)[1]
    in_turn = RRandom(11)
    controls, cases = np.flatnonzero(outcome == 0), np.flatnonzero(outcome == 1)
    for area in stratified_areas(outcome, places, 80, RRandom(11)):
        drawn = [
            *controls[in_turn.sample_int(len(controls), replace=True) - 1],
            *cases[in_turn.sample_int(len(cases), replace=True) - 1],
        ]
        assert area == pytest.approx(of_all_pairs(outcome[drawn], risk[drawn]), abs=1e-15)
    in_turn = RRandom(11)
    for area in plain_areas(outcome, places, 80, RRandom(11)):
        drawn = in_turn.sample_int(len(outcome), replace=True) - 1
        assert area == pytest.approx(of_all_pairs(outcome[drawn], risk[drawn]), abs=1e-15)


def test_many_patients_are_drawn_in_parts_that_are_no_other_resamples():
    outcome, risk = patients(n=9000)
    places = np.unique(risk, return_inverse=True)[1]
    rows = RRandom(3).resamples(9000, 70)
    found = plain_areas(outcome, places, 70, RRandom(3))
    for place in (0, 28, 29, 69):
        drawn = rows[place]
        assert found[place] == auc_delong(outcome[drawn], risk[drawn]).auc


def test_the_limits_are_order_statistics_where_they_fall_on_one():
    """Of 41 numbers the quantiles of 95% lie at the second and the 40th, by type 7."""
    numbers = np.random.default_rng(0).permutation(41) / 8
    found = percentiles(numbers, 0.95)
    assert (found.low, found.median, found.high) == pytest.approx((1 / 8, 20 / 8, 39 / 8), rel=1e-14)
    between = percentiles(np.array([0.0, 1.0]), 0.5)
    assert (between.low, between.median, between.high) == (0.25, 0.5, 0.75)


def test_the_area_itself_is_that_of_all_patients():
    outcome, risk = patients()
    found = auc_bootstrap(outcome, risk, 40, 1)
    assert found.auc == auc_delong(outcome, risk).auc
    assert found.stratified.low < found.stratified.median < found.stratified.high


def test_a_narrower_level_lies_within_a_wider_one():
    outcome, risk = patients()
    narrow, wide = (auc_bootstrap(outcome, risk, 200, 1, level) for level in (0.5, 0.99))
    for of in ("stratified", "plain"):
        inner, outer = getattr(narrow, of), getattr(wide, of)
        assert outer.low < inner.low < inner.median < inner.high < outer.high
        assert inner.median == outer.median


def test_only_the_order_of_the_risks_counts():
    outcome, risk = patients()
    assert auc_bootstrap(outcome, risk, 60, 5) == auc_bootstrap(outcome, np.exp(3 * risk) - 7, 60, 5)


def test_another_seed_and_another_order_of_the_patients_are_other_resamples():
    outcome, risk = patients()
    found = auc_bootstrap(outcome, risk, 200, 5)
    turned = auc_bootstrap(outcome[::-1], risk[::-1], 200, 5)
    for other in (auc_bootstrap(outcome, risk, 200, 6), turned):
        for of in ("stratified", "plain"):
            assert abs(getattr(other, of).low - getattr(found, of).low) > 1e-6
            assert abs(getattr(other, of).high - getattr(found, of).high) > 1e-6


def cautions(call):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call()
    return [warning.message.code for warning in caught if isinstance(warning.message, Caution)]


def test_what_an_interval_does_not_know_is_said():
    outcome, risk = np.array([0, 0, 0, 0, 1]), np.array([0.1, 0.2, 0.4, 0.3, 0.25])
    assert cautions(lambda: auc_bootstrap(outcome, risk, 100, 1)) == ["one_class_resamples"]
    apart = np.repeat([0, 1], 30), np.arange(60.0)
    assert cautions(lambda: auc_bootstrap(*apart, 50, 1)) == ["perfect_separation"]
    assert cautions(lambda: auc_bootstrap(*patients(), 50, 1)) == []


def test_resamples_of_one_class_are_left_out_of_the_plain_interval():
    outcome, risk = np.array([0, 0, 0, 0, 1]), np.array([0.1, 0.2, 0.4, 0.3, 0.25])
    areas = plain_areas(outcome, np.argsort(np.argsort(risk)), 100, RRandom(1))
    assert 20 < np.isnan(areas).sum() < 50
    with pytest.warns(Caution):
        found = auc_bootstrap(outcome, risk, 100, 1)
    assert found.plain == percentiles(areas[~np.isnan(areas)], 0.95)


@pytest.mark.parametrize(
    ("outcome", "risk", "said"),
    [
        ([0, 0], [0.1, 0.2], "at least one case and one control"),
        ([1, 1], [0.1, 0.2], "at least one case and one control"),
        ([0, 1], [0.1, np.nan], "finite risks"),
        ([0, 2], [0.1, 0.2], "1 of a case and 0 of a control"),
        ([0, 1, 1], [0.1, 0.2], "3 outcomes and 2 scores"),
    ],
)
def test_what_has_no_area_is_refused(outcome, risk, said):
    with pytest.raises(ValueError, match=said):
        auc_bootstrap(np.array(outcome), np.array(risk), 20, 1)


def test_where_no_resample_has_both_classes_there_is_no_interval():
    seed = next(
        seed for seed in range(200) if np.isnan(plain_areas(np.array([0, 1]), np.array([0, 1]), 2, RRandom(seed))).all()
    )
    with pytest.raises(ValueError, match="no resample has both"), pytest.warns(Caution):
        auc_bootstrap(np.array([0, 1]), np.array([0.1, 0.2]), 2, seed)
