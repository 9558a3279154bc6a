"""Lowess of many samples at once: that of each of them."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.calibration.lowess import lowess
from parity.statistics.calibration.many_lowess import equal_windows, many_lowess


def alone(x, y, at):
    return np.interp(at, x, lowess(x, y), left=np.nan, right=np.nan)


@pytest.mark.parametrize(("n", "k"), [(12, 7), (122, 20), (900, 3), (3000, 2), (20_000, 1)])
@pytest.mark.parametrize("drawn", [False, True])
def test_each_row_is_the_curve_of_its_sample_read_at_the_places(n, k, drawn):
    draw = np.random.default_rng(n)
    x = np.sort(draw.beta(0.8, 2, (k, n)), axis=1)
    y = (draw.random((k, n)) < x).astype(float)
    counts = draw.multinomial(n, np.full(n, 1 / n), k) if drawn else np.ones((k, n), dtype=int)
    at = np.linspace(0, 1, 31)
    found = many_lowess(x, y, counts, at)
    for row in range(k):
        curve = alone(np.repeat(x[row], counts[row]), np.repeat(y[row], counts[row]), at)
        np.testing.assert_allclose(found[row], curve, rtol=0, atol=1e-12)


def test_rows_need_not_be_of_one_size():
    draw = np.random.default_rng(5)
    x, counts = np.sort(draw.random((6, 40)), axis=1), draw.integers(0, 3, (6, 40))
    y, at = draw.random((6, 40)), np.linspace(0, 1, 11)
    assert len(set(counts.sum(axis=1).tolist())) > 3
    found = many_lowess(x, y, counts, at)
    for row in range(6):
        curve = alone(np.repeat(x[row], counts[row]), np.repeat(y[row], counts[row]), at)
        np.testing.assert_allclose(found[row], curve, rtol=0, atol=1e-12)


def test_a_large_sample_crowded_at_one_end_is_the_curve_of_its_sample_too():
    draw = np.random.default_rng(8)
    x = np.sort(np.append(0.001 * draw.random(69_999), 1.0))
    y, at = draw.random(70_000), np.array([0.0005, 0.3, 1.0])
    found = many_lowess(x[np.newaxis], y[np.newaxis], np.ones((1, 70_000), dtype=int), at)
    np.testing.assert_allclose(found[0], alone(x, y, at), rtol=0, atol=1e-12)


def test_a_point_just_beyond_a_step_is_beyond_it_in_every_row():
    x = np.array([0.0, 0.005, np.nextafter(0.01, 1), 0.014, 0.4, 0.7, 1.0])
    y, at = np.array([0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0]), np.array([0.004, 0.008, 0.2])
    found = many_lowess(np.tile(x, (3000, 1)), np.tile(y, (3000, 1)), np.ones((3000, 7), dtype=int), at)
    np.testing.assert_allclose(found, np.tile(alone(x, y, at), (3000, 1)), rtol=0, atol=1e-12)


def test_equal_points_are_one_position_and_fill_windows():
    x = np.repeat([0.1, 0.2, 0.5, 0.9], [5, 40, 3, 4])
    y = (np.arange(52) % 3 == 0).astype(float)
    at = np.array([0.1, 0.15, 0.2, 0.7, 0.9])
    one_each = many_lowess(x[np.newaxis], y[np.newaxis], np.ones((1, 52), dtype=int), at)
    np.testing.assert_allclose(one_each[0], alone(x, y, at), rtol=0, atol=1e-12)
    means = np.array([[y[x == value].mean() for value in (0.1, 0.2, 0.5, 0.9)]])
    counted = many_lowess(np.array([[0.1, 0.2, 0.5, 0.9]]), means, np.array([[5, 40, 3, 4]]), at)
    np.testing.assert_allclose(counted, one_each, rtol=0, atol=1e-14)


def test_places_beyond_the_points_have_no_estimate_and_the_ends_have():
    x, y = np.array([[0.2, 0.3, 0.4, 0.6]]), np.array([[0.0, 1.0, 0.0, 1.0]])
    found = many_lowess(x, y, np.ones((1, 4), dtype=int), np.array([0.1, 0.2, 0.6, 0.61]))[0]
    assert np.isnan(found[[0, 3]]).all() and np.isfinite(found[[1, 2]]).all()


def test_where_two_thirds_of_a_row_are_equal_rounding_moves_the_curve_and_elsewhere_not():
    draw = np.random.default_rng(2)
    equal, others = np.full((3, 40), 0.3), draw.random((3, 20))
    equal[1, :3], equal[2] = others[1, :3], others[1, 3]
    x = np.sort(np.concatenate([equal, others], axis=1), axis=1)
    y, at, counts = draw.random((3, 60)), np.linspace(0.3, 0.6, 7), np.ones((3, 60), dtype=int)
    assert equal_windows(x, counts).tolist() == [True, False, True]
    moved = []
    for _ in range(20):
        told_apart = np.sort(x * (1 + draw.integers(-2, 3, x.shape) * 2.0**-53), axis=1)
        moved.append(np.nanmax(np.abs(many_lowess(told_apart, y, counts, at) - many_lowess(x, y, counts, at)), axis=1))
    farthest = np.max(moved, axis=0)
    assert farthest[1] < 1e-12
    assert farthest[0] > 1e-3


def test_patients_counted_together_are_as_equal_as_those_beside_each_other():
    x, counts = np.array([[0.1, 0.4, 0.4, 0.8]]), np.array([[5, 20, 20, 15], [6, 19, 20, 15], [40, 0, 0, 20]])
    assert equal_windows(np.repeat(x, 3, axis=0), counts).tolist() == [True, False, True]
