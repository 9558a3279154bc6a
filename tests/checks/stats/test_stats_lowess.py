"""R's lowess, one point after the other in doubles, where risks have most of their digits in common."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.stats.lowess import in_doubles, rounding
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
