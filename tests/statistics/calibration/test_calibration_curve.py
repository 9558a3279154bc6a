"""The smooth calibration curve."""

from __future__ import annotations

import numpy as np
import pytest
from drawn_patients import VAL_PROB_OF_RHODES, drawn_by_rhodes

from parity.statistics.calibration.calibration_curve import calibration_curve
from parity.statistics.calibration.lowess import lowess


def simulated(seed, n=200):
    rng = np.random.default_rng(seed)
    risk = rng.beta(1.5, 3, n)
    return (rng.random(n) < risk).astype(int), risk


def test_a_thousand_patients_as_val_prob_prints_them_in_the_readme_of_pmcalibration():
    found = calibration_curve(*drawn_by_rhodes())
    for name in ("Emax", "E90", "Eavg"):
        assert round(getattr(found, name.lower()), 9) == VAL_PROB_OF_RHODES[name]


def test_the_loess_example_of_the_nist_handbook():
    """NIST/SEMATECH e-Handbook of Statistical Methods, section 4.1.4.4, doi:10.18434/M32189: 21 points, lines through
    the nearest 7."""
    x = [0.5578196, 2.0217271, 2.5773252, 3.4140288, 4.3014084, 4.7448394, 5.1073781, 6.5411662, 6.7216176, 7.2600583]
    x += [8.1335874, 9.1224379, 11.9296663, 12.3797674, 13.2728619, 14.2767453, 15.3731026, 15.6476637, 18.5605355]
    x += [18.5866354, 18.7572812]
    y = [18.63654, 103.49646, 150.35391, 190.51031, 208.70115, 213.71135, 228.49353, 233.55387, 234.55054, 223.89225]
    y += [227.68339, 223.91982, 168.01999, 164.95750, 152.61107, 160.78742, 168.55567, 152.42658, 221.70702, 222.69040]
    y += [243.18828]
    printed = [20.59302, 107.1603, 139.7674, 174.2630, 207.2334, 216.6616, 220.5445, 229.8607, 229.8347, 229.4301]
    printed += [226.6045, 220.3904, 172.3480, 163.8417, 161.8490, 160.3351, 160.1920, 161.0556, 227.3400, 227.8985]
    printed += [231.5586]
    np.testing.assert_allclose(lowess(np.array(x), np.array(y), span=7 / 21), printed, rtol=5e-7)


def test_a_straight_line_is_its_own_smooth():
    x = np.sort(np.random.default_rng(1).random(150))
    np.testing.assert_allclose(lowess(x, 0.2 + 0.7 * x), 0.2 + 0.7 * x, rtol=1e-12)


def test_the_smooth_of_a_sum_is_the_sum_of_the_smooths():
    rng = np.random.default_rng(2)
    x, y, z = np.sort(rng.random(120)), rng.random(120), rng.random(120)
    np.testing.assert_allclose(lowess(x, 2 * y - z), 2 * lowess(x, y) - lowess(x, z), atol=1e-13)


def test_the_height_at_a_point_is_that_of_the_weighted_least_squares_line():
    x, y = np.arange(9.0), np.array([1.0, 3, 2, 5, 4, 6, 8, 7, 9])
    distance = np.abs(x - 4)
    weight = np.where(distance < 3, (1 - (distance / 3) ** 3) ** 3, 0)
    slope, height = np.polyfit(x - 4, y, 1, w=weight**0.5)
    assert lowess(x, y, span=7 / 9)[4] == pytest.approx(height, rel=1e-13)
    assert slope > 0


def test_between_positions_closer_than_a_hundredth_of_the_range_the_curve_is_straight():
    x = np.concatenate([np.linspace(0, 1, 50), 0.5 + np.array([0.001, 0.002, 0.003])])
    x.sort()
    smooth = lowess(x, np.sin(9 * x))
    dense = np.flatnonzero((x >= 0.5 + 0.001) & (x <= 0.5 + 0.003))
    assert np.diff(smooth[dense], 2) == pytest.approx(0, abs=1e-14)


def test_the_errors_are_the_largest_the_ninth_decile_and_the_mean_of_the_distance_to_the_diagonal():
    curve = calibration_curve(*simulated(3))
    error = np.sort(np.abs(curve.smoothed - curve.x))
    assert curve.emax == error[-1]
    assert curve.eavg == pytest.approx(error.mean(), rel=1e-14)
    assert curve.e90 == pytest.approx(error[179] + 0.1 * (error[180] - error[179]), rel=1e-13)


def test_the_order_of_the_patients_does_not_matter_and_equal_risks_have_one_height():
    outcome, risk = simulated(4)
    risk = np.round(risk, 2)
    curve = calibration_curve(outcome, risk)
    shuffled = np.random.default_rng(0).permutation(len(risk))
    again = calibration_curve(outcome[shuffled], risk[shuffled])
    np.testing.assert_allclose(again.smoothed, curve.smoothed, atol=1e-13)
    for value in np.unique(risk):
        assert len(set(curve.smoothed[curve.x == value])) == 1


def test_the_opposite_outcome_has_the_mirrored_curve():
    outcome, risk = simulated(5)
    curve, mirrored = calibration_curve(outcome, risk), calibration_curve(1 - outcome, 1 - risk)
    assert mirrored.x == pytest.approx(1 - curve.x[::-1], abs=1e-15)
    assert mirrored.smoothed[[0, -1]] == pytest.approx(1 - curve.smoothed[[-1, 0]], abs=1e-12)


def test_where_one_risk_fills_the_window_its_height_is_the_observed_frequency():
    outcome = np.array([0, 1, 0, 0] * 20 + [1, 1, 0])
    risk = np.array([0.25] * 80 + [0.5, 0.6, 0.9])
    assert calibration_curve(outcome, risk).smoothed[:80] == pytest.approx(0.25, rel=1e-14)
    all_equal = calibration_curve(outcome, np.full(83, 0.3))
    assert all_equal.smoothed == pytest.approx(outcome.mean(), rel=1e-14)
    assert all_equal.emax == pytest.approx(abs(0.3 - outcome.mean()), rel=1e-12)


@pytest.mark.parametrize("risk", [[0.5], [0.2, 1.1], [-0.1, 0.2], [0.3, np.nan]])
def test_what_is_no_set_of_risks_is_refused(risk):
    with pytest.raises(ValueError, match="at least two risks, all between 0 and 1"):
        calibration_curve(np.zeros(len(risk), dtype=int), np.array(risk))


def test_equal_risks_that_fill_a_window_and_lie_beyond_it_all_count():
    """Two thirds of the patients are the nearest; that the others are the events must not matter."""
    outcome = np.repeat([0, 1], [40, 20])
    assert calibration_curve(outcome, np.full(60, 0.25)).smoothed == pytest.approx(1 / 3, rel=1e-14)
    assert calibration_curve(outcome[::-1], np.full(60, 0.25)).smoothed == pytest.approx(1 / 3, rel=1e-14)


def test_risks_of_exactly_0_and_1_are_risks_as_others_are():
    outcome, risk = simulated(6)
    curve = calibration_curve(np.append(outcome, [0, 1]), np.append(risk, [0.0, 1.0]))
    assert (curve.x[0], curve.x[-1]) == (0.0, 1.0)
    assert np.isfinite(curve.smoothed).all()


@pytest.mark.parametrize("decimals", [2, 16])
def test_two_hundred_thousand_patients_of_whom_each_comes_twice_have_the_curve_of_each_once(decimals):
    outcome, risk = simulated(7, 99_999)
    risk = np.round(risk, decimals)
    once, twice = calibration_curve(outcome, risk), calibration_curve(np.tile(outcome, 2), np.tile(risk, 2))
    np.testing.assert_allclose(twice.smoothed[::2], once.smoothed, rtol=1e-10)
    assert (twice.emax, twice.eavg) == pytest.approx((once.emax, once.eavg), rel=1e-9)


def test_two_risks_have_a_curve_and_one_has_none():
    found = calibration_curve(np.array([0, 1]), np.array([0.2, 0.6]))
    assert np.allclose(found.smoothed, [0, 1])
    assert found.emax == pytest.approx(0.4)
    with pytest.raises(ValueError, match="at least two risks"):
        calibration_curve(np.array([1]), np.array([0.6]))


def by_definition(x, y, span=2 / 3):
    """Cleveland's lines at the positions at which R estimates, one after the other, and straight lines between."""
    positions, nearest = [0], max(2, min(len(x), int(span * len(x) + 1e-7)))
    while x[positions[-1]] < x[-1]:
        here = x[positions[-1]]
        within = np.flatnonzero(x <= here + 0.01 * (x[-1] - x[0]))[-1]
        positions.append(within if x[within] > here else within + 1)
    height = []
    for here in x[positions]:
        distance = np.abs(x - here)
        width = np.sort(distance)[nearest - 1]
        weight = np.where(distance <= 0.001 * width, 1, (1 - (distance / width) ** 3) ** 3) * (
            distance <= 0.999 * width
        )
        middle = np.average(x, weights=weight)
        variance = np.average((x - middle) ** 2, weights=weight)
        spread = variance**0.5 > 0.001 * (x[-1] - x[0])
        slope = np.average((x - middle) * y, weights=weight) / variance if spread else 0.0
        height.append(np.average(y, weights=weight) + slope * (here - middle))
    return np.interp(x, x[positions], height)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("shape", ["even", "clusters", "nearly equal at the left", "two at the left"])
def test_it_is_the_curve_of_the_definition(seed, shape):
    random = np.random.default_rng(seed)
    x = np.sort(random.uniform(size=60))
    if shape == "clusters":
        x = np.sort(np.concatenate([random.normal(0.05, 4e-3, 45), random.uniform(0.6, 1, 15)]))
    if shape == "nearly equal at the left":
        x[:6] = x[0] + np.arange(6) * 1e-5
    if shape == "two at the left":  # the second of them is a position, and nearly as near to the first as to itself
        x = np.append([0.0, 5e-4], np.sort(random.uniform(0.02, 1, 58)))
    y = (random.uniform(size=60) < x).astype(float)
    np.testing.assert_allclose(lowess(x, y), by_definition(x, y), rtol=0, atol=1e-12)


def test_where_the_points_of_a_window_hardly_spread_the_estimate_is_their_weighted_mean():
    """And not the height of a line whose slope a ten-thousandth of the range decides."""
    near = np.arange(8) * 1e-5
    x, y = np.append(near, 1.0), np.array([0.0, 0, 1, 0, 1, 1, 0, 1, 1])
    h = near[5]  # two thirds of nine points: the nearest six of the first
    weight = np.where(near <= 0.001 * h, 1.0, (1 - (near / h) ** 3) ** 3) * (near <= 0.999 * h)
    mean = (weight * y[:8]).sum() / weight.sum()
    assert lowess(x, y, span=6 / 9)[0] == pytest.approx(mean, rel=1e-12)


def test_a_point_that_is_weighted_as_one_of_many_far_from_it_costs_no_digit():
    """The squares of the others about it, and about their mean, differ in the third digit."""
    n = 30_000
    others = np.sort(np.append(1 + np.linspace(-0.1, 0.1, 2 * n), 2 - np.linspace(0, 0.1, n)))
    x = np.append(0.0, others)
    y = (np.sin(50 * x) > 0).astype(float)
    far, h = x.astype(np.longdouble), np.longdouble(x[2 * n - 1])  # two thirds of the points are as near
    weight = np.where(far <= 0.999 * h, (1 - (far / h) ** 3) ** 3, 0)
    mean = (weight * far).sum() / weight.sum()
    slope = (weight * (far - mean) * y).sum() / (weight * (far - mean) ** 2).sum()
    height = (weight * y).sum() / weight.sum() - slope * mean
    assert lowess(x, y)[0] == pytest.approx(float(height), rel=2e-14)
