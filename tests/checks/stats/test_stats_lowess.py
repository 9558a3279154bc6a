"""R's lowess, one point after the other in doubles, where risks have most of their digits in common."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.stats.lowess import in_doubles, rounding
from parity.checks.summation import UNIT
from parity.checks.vocabulary import LARGEST_SHARE
from parity.statistics.calibration.calibration_curve import calibration_curve


def alike(spread: float, seed: int = 1, n: int = 60):
    """Risks of which only the last digits differ, and an outcome that goes with them."""
    random = np.random.default_rng(seed)
    x = random.uniform(-1, 1, n)
    return (random.random(n) < 0.5 + 0.4 * x).astype(int), 0.5 + spread * x


def test_ordinary_risks_need_no_other_curve():
    assert in_doubles(*alike(0.3)) == {}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("n", [25, 60])
def test_it_is_the_same_curve_up_to_what_rounding_may_do_to_it(seed, n):
    outcome, risk = alike(1e-8, seed, n)
    curve, bounds, found = calibration_curve(outcome, risk), rounding(outcome, risk), in_doubles(outcome, risk)
    assert bounds["emax"] > LARGEST_SHARE
    assert np.abs(found["smoothed"].data - curve.smoothed).max() < min(bounds["emax"], 1e-3)
    for name in ("emax", "e90", "eavg"):
        assert found[name] == pytest.approx(getattr(curve, name), abs=1e-3)


def test_it_is_masked_where_a_bound_counts():
    outcome, risk = alike(1e-8)
    counts = rounding(outcome, risk)["smoothed"] <= LARGEST_SHARE
    assert np.array_equal(np.ma.getmaskarray(in_doubles(outcome, risk)["smoothed"]), counts)


def test_risks_that_hardly_spread_have_their_mean():
    outcome, risk = np.arange(30) % 2, np.full(30, 0.3)
    risk[0], risk[-1] = 0.3 - 1e-3, 0.3 + 1e-3
    assert np.asarray(rounding(outcome, risk)["smoothed"]).max() < 1


@pytest.mark.parametrize(("share", "anything"), [(0.97, True), (1.03, False)])
def test_equal_risks_may_seem_to_spread_where_the_rounding_of_their_mean_is_a_thousandth_of_the_range(share, anything):
    """Thirty risks of one half but one, of which twenty are in each window: 90 roundings, and one for each of them."""
    risk = np.full(30, 0.5)
    risk[-1] += share * 1000 * (90 + 20) * UNIT * 0.5
    bound = np.asarray(rounding(np.arange(30) % 2, risk)["smoothed"])
    assert (bound == 1.0).all() if anything else bound.max() < 1e-12


def test_points_that_spread_a_thousandth_of_the_range_but_for_rounding_have_their_weighted_mean():
    """Weighted 1 within a thousandth of the width of their window, and by the cubes of cubes beyond."""
    near = np.array([0, 950, *np.linspace(3e5, 1e6, 14).round(), *np.linspace(1.2e6, 2e6, 8).round()]) * 2.0**-53
    weight = np.append([1.0, 1.0], (1 - (near[2:15] / near[15]) ** 3) ** 3) * (near[:15] <= 0.999 * near[15])
    mean = np.average(near[:15], weights=weight)
    spread = np.average((near[:15] - mean) ** 2, weights=weight) ** 0.5
    risk = 0.5 + np.append(near, 1000 * (spread + 3e-15))
    outcome = (np.arange(25) % 3 == 1).astype(int)
    found = in_doubles(outcome, risk)["smoothed"]
    assert found[0] == pytest.approx(np.average(outcome[:15], weights=weight), rel=1e-12)
