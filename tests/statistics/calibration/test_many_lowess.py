"""Lowess of many samples at once: that of each of them."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.calibration.lowess import lowess
from parity.statistics.calibration.many_lowess import many_lowess


@pytest.mark.parametrize(("n", "k"), [(12, 7), (122, 20), (900, 3), (3000, 2)])
def test_each_row_is_the_curve_of_its_sample_read_at_the_places(n, k):
    draw = np.random.default_rng(n)
    x = np.sort(draw.beta(0.8, 2, (k, n)), axis=1)
    y = (draw.random((k, n)) < x).astype(float)
    at = np.linspace(0, 1, 31)
    found = many_lowess(x, y, at)
    for row in range(k):
        curve = np.interp(at, x[row], lowess(x[row], y[row]), left=np.nan, right=np.nan)
        np.testing.assert_allclose(found[row], curve, rtol=0, atol=1e-12)


def test_equal_points_are_one_position_and_fill_windows():
    x = np.repeat([0.1, 0.2, 0.5, 0.9], [5, 40, 3, 4])[np.newaxis]
    y = (np.arange(52) % 3 == 0).astype(float)[np.newaxis]
    at = np.array([0.1, 0.15, 0.2, 0.7, 0.9])
    np.testing.assert_allclose(many_lowess(x, y, at)[0], np.interp(at, x[0], lowess(x[0], y[0])), rtol=0, atol=1e-12)


def test_places_beyond_the_points_have_no_estimate_and_the_ends_have():
    x, y = np.array([[0.2, 0.3, 0.4, 0.6]]), np.array([[0.0, 1.0, 0.0, 1.0]])
    found = many_lowess(x, y, np.array([0.1, 0.2, 0.6, 0.61]))[0]
    assert np.isnan(found[[0, 3]]).all() and np.isfinite(found[[1, 2]]).all()
