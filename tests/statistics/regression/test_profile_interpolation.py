"""The spline through the steps of a profile, and what lies between them."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.regression.profile_interpolation import fmm_spline, limits_between, steps_of


def test_the_spline_is_the_cubic_where_all_points_lie_on_one():
    x = np.array([-2.0, -1.5, 0.0, 0.7, 2.0, 3.1])
    places = np.linspace(-2, 3.1, 40)
    cubic = np.polynomial.Polynomial([1.0, -2.0, 0.5, 0.25])
    assert fmm_spline(x, cubic(x), places) == pytest.approx(cubic(places), rel=1e-12, abs=1e-13)


def test_it_goes_through_its_points_smoothly():
    x = np.sort(np.random.default_rng(3).uniform(0, 5, 9))
    y = np.sin(x)
    assert fmm_spline(x, y, x) == pytest.approx(y, abs=1e-14)
    for knot in x[1:-1]:
        before, at, after = fmm_spline(x, y, np.array([knot - 1e-5, knot, knot + 1e-5]))
        assert after - at == pytest.approx(at - before, abs=1e-8)


def test_on_a_line_a_limit_is_where_the_line_has_the_quantile():
    values = np.linspace(-4.0, 8.0, 9)
    low, high = limits_between(values, (values - 2) / 2, 0.95)
    assert (low, high) == pytest.approx((2 - 2 * 1.959963984540054, 2 + 2 * 1.959963984540054), rel=1e-13)


def test_beyond_the_steps_there_is_no_limit():
    values = np.linspace(-1.0, 8.0, 9)
    low, high = limits_between(values, (values - 2) / 2, 0.95)
    assert np.isnan(low) and not np.isnan(high)


def test_nine_steps_at_most_each_a_fifth_of_the_farthest_root():
    steps = steps_of(1.0, 2.0, 2.5, -1)
    assert steps == pytest.approx([1 - k for k in range(1, 10)])
