"""Influence values by regression: exact for what is linear, and none where the resamples do not tell the rows apart."""

from __future__ import annotations

import numpy as np
import pytest

from parity import RRandom
from parity.statistics.bootstrap.influence import influence, jackknife
from parity.statistics.bootstrap.rows import boot_rows

VALUES = np.random.default_rng(8).gamma(2.0, size=30)


def test_each_value_of_a_mean_moves_it_by_its_distance_from_it():
    rows = boot_rows(RRandom(4), 30, 200)
    found = influence(VALUES[rows].mean(axis=1), rows)
    assert found == pytest.approx(VALUES - VALUES.mean(), abs=1e-13)


def test_in_strata_the_distance_is_from_the_mean_of_the_stratum():
    strata = np.repeat(["a", "b", "c"], [12, 8, 10])
    rows = boot_rows(RRandom(4), 30, 100, np.unique(strata, return_inverse=True)[1])
    means = sum(weight * VALUES[rows[:, strata == one]].mean(axis=1) for one, weight in zip("abc", (1, -1, 0.5)))
    found = influence(means, rows, strata)
    expected = np.concatenate(
        [weight * (VALUES[strata == one] - VALUES[strata == one].mean()) for one, weight in zip("abc", (1, -1, 0.5))]
    )
    assert found == pytest.approx(expected, abs=1e-12)


def test_a_constant_is_moved_by_nobody():
    rows = boot_rows(RRandom(4), 30, 60)
    assert np.abs(influence(np.full(60, 3.0), rows)).max() < 1e-12


def test_there_is_none_without_more_resamples_than_directions_or_with_a_row_in_none():
    rows = boot_rows(RRandom(4), 30, 60)
    values = VALUES[rows].mean(axis=1)
    assert influence(values[:29], rows[:29]) is None
    assert influence(values[:30], rows[:30]) is not None
    lacking = np.where(rows == 7, 8, rows)
    assert influence(VALUES[lacking].mean(axis=1), lacking) is None


def test_left_out_in_turn_a_mean_has_the_same_values():
    without = np.array([np.delete(VALUES, row).mean() for row in range(30)])
    assert jackknife(VALUES.mean(), without) == pytest.approx(VALUES - VALUES.mean(), abs=1e-13)
    strata = np.repeat([1, 2], [12, 18])
    of_1 = np.array([np.delete(VALUES, row)[: 11 if row < 12 else 12].mean() for row in range(30)])
    expected = np.where(strata == 1, VALUES - VALUES[:12].mean(), 0)
    assert jackknife(VALUES[:12].mean(), of_1, strata) == pytest.approx(expected, abs=1e-13)
