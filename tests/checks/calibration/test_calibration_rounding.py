"""What rounding may move the statistics of calibration by, held against exact arithmetic."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from scipy.special import expit

from parity.checks.calibration import calibration_curve, calibration_line, hosmer_lemeshow, spiegelhalter_test
from parity.checks.calibration.groups import groups_of, limits_of
from parity.checks.calibration.rounding import by_glm, place_of
from parity.checks.vocabulary import LARGEST_SHARE
from parity.verification.inputs import Inputs, part


def bounds(check, package: str, outcome, risk, **others) -> dict[str, np.ndarray]:
    """The computed bounds of a check against one reference, by field."""
    inputs = Inputs({"outcome": outcome, "risk": risk, **others})
    (call,) = (call for call in check.references if call.package == package)
    made = {name: check.tolerance(name, call).bound for name in check.gives(call)}
    return {name: np.asarray(part(inputs.of(one.function), one.name)) for name, one in made.items() if one is not None}


def simulated(seed: int, n: int, decimals: int = 17) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    risk = np.round(random.beta(1.5, 4, n), decimals).clip(1e-9, 1 - 1e-9)
    return (random.random(n) < risk**1.1).astype(int), risk


@pytest.mark.filterwarnings("ignore::parity.statistics.caution.Caution")
@pytest.mark.parametrize("decimals", [17, 2, 1])
def test_the_groups_of_a_bound_are_those_of_the_test(decimals):
    for seed in range(20):
        outcome, risk = simulated(seed, 137, decimals)
        found, ours = groups_of(outcome, risk, 10), hosmer_lemeshow.CHECK.compute(outcome, risk, 10)
        assert limits_of(risk, 10).tolist() == ours.breaks.tolist()
        assert found.sizes.tolist() == ours.sizes.tolist() and found.events.tolist() == ours.observed_events.tolist()
        assert found.expected_events == pytest.approx(ours.expected_events, rel=1e-12)
        assert found.expected_without == pytest.approx(ours.sizes - ours.expected_events, rel=1e-9)
        assert found.filled == ours.df + 2 and np.bincount(found.place).tolist() == found.sizes.tolist()


SIZES = pytest.mark.parametrize(("n", "decimals"), [(300, 17), (20_000, 17), (200_000, 17), (200_000, 2)])


def hosmer_lemeshow_exactly(outcome, risk, breaks) -> tuple[list[Fraction], Fraction]:
    """Expected events, and the statistic, without rounding; `breaks` are those of the groups."""
    group = np.maximum(np.searchsorted(breaks, risk, side="left"), 1) - 1
    expected, statistic = [], Fraction(0)
    for k in range(len(breaks) - 1):
        risks = [Fraction(value) for value in risk[group == k].tolist()]
        events = int(outcome[group == k].sum())
        expected.append(sum(risks, Fraction(0)))
        for seen, count in ((events, expected[-1]), (len(risks) - events, len(risks) - expected[-1])):
            statistic += (seen - count) ** 2 / count
    return expected, statistic


@SIZES
def test_the_groups_of_hosmer_and_lemeshow_are_within_their_bounds_of_exact_ones(n, decimals):
    outcome, risk = simulated(1, n, decimals)
    test = hosmer_lemeshow.hosmer_lemeshow(outcome, risk)
    bound = bounds(hosmer_lemeshow.CHECK, "ResourceSelection", outcome, risk, groups=10)
    expected, statistic = hosmer_lemeshow_exactly(outcome, risk, test.breaks)
    last_digit = 2 * 2.0**-53
    for ours, exact, allowed in zip(test.expected_events.tolist(), expected, bound["expected_events"].tolist()):
        assert abs(float(Fraction(ours) - exact)) <= allowed + last_digit * ours
        assert allowed < 1e-12 * ours
    assert abs(float(Fraction(test.statistic) - statistic)) <= bound["statistic"] + 1e-13 * test.statistic
    assert bound["statistic"] < 1e-9
    assert bound["p"] < 1e-9


def test_hosmer_and_lemeshows_bound_covers_sums_that_r_adds_up_in_extended_precision():
    for seed in range(20):
        outcome, risk = simulated(seed, 30_000, 3)
        test = hosmer_lemeshow.hosmer_lemeshow(outcome, risk)
        bound = bounds(hosmer_lemeshow.CHECK, "ResourceSelection", outcome, risk, groups=10)
        group = np.maximum(np.searchsorted(test.breaks, risk, side="left"), 1) - 1
        by_r = 0.0
        for k, size in enumerate(test.sizes.tolist()):
            for seen, risks in ((test.observed_events[k], risk), (size - test.observed_events[k], 1 - risk)):
                count = float(np.cumsum(risks[group == k].astype(np.longdouble))[-1])
                by_r += (seen - count) ** 2 / count
        assert abs(test.statistic - by_r) <= bound["statistic"] + 1e-13 * by_r


@SIZES
def test_spiegelhalters_z_is_within_its_bound_of_exact_sums(n, decimals):
    outcome, risk = simulated(2, n, decimals)
    test = spiegelhalter_test.spiegelhalter_test(outcome, risk)
    bound = bounds(spiegelhalter_test.CHECK, "stats", outcome, risk)
    p = risk.astype(np.longdouble)
    excess = math.fsum(((outcome - p) * (1 - 2 * p)).astype(float).tolist())
    variance = math.fsum(((1 - 2 * p) ** 2 * p * (1 - p)).astype(float).tolist())
    z = excess / math.sqrt(variance)
    assert abs(test.z - z) <= bound["z"] + 4e-16 * abs(z)
    assert abs(test.p - math.erfc(abs(z) / math.sqrt(2))) <= bound["p"] + 1e-12 * test.p
    assert bound["z"] < 1e-10 and bound["p"] < 1e-10


def test_where_calibration_is_perfect_the_bound_of_z_stays():
    """The terms cancel exactly, and the rounding errors of another order of them do not."""
    outcome, risk = np.tile([1, 0, 0, 0, 1, 1, 1, 0], 500), np.tile([0.25] * 4 + [0.75] * 4, 500)
    assert spiegelhalter_test.spiegelhalter_test(outcome, risk).z == pytest.approx(0, abs=1e-13)
    assert 1e-15 < bounds(spiegelhalter_test.CHECK, "stats", outcome, risk)["z"] < LARGEST_SHARE


def test_moving_the_risks_by_rounding_errors_moves_the_curve_by_no_more_than_its_bound():
    draw = np.random.default_rng(8)
    largest = []
    for width in (1.0, 1e-2, 1e-4):
        risk = np.sort(0.5 + width * (draw.random(120) - 0.5))
        outcome = draw.integers(0, 2, 120)
        moved = np.sort(risk * (1 + 2.0**-52 * draw.integers(-1, 2, 120)))
        here, there = (calibration_curve.calibration_curve(outcome, x) for x in (risk, moved))
        bound = bounds(calibration_curve.CHECK, "stats", outcome, risk)["smoothed"]
        assert (np.abs(there.smoothed - here.smoothed) <= bound).all()
        largest.append(bound.max())
    assert largest[0] < 1e-11 and largest[2] < LARGEST_SHARE
    assert largest[2] > 100 * largest[0]


def straight(seed: int, n: int, decimals: int) -> tuple[np.ndarray, np.ndarray]:
    """Outcome and risks that are such that the curve is theirs: their own smooth."""
    risk = np.round(np.random.default_rng(seed).random(n), decimals)
    return risk, risk


@pytest.mark.parametrize(("n", "decimals"), [(300, 17), (200_000, 17), (200_000, 2)])
def test_the_smooth_of_a_straight_line_is_within_the_bound_of_it(n, decimals):
    outcome, risk = straight(3, n, decimals)
    curve = calibration_curve.calibration_curve(outcome, risk)
    bound = bounds(calibration_curve.CHECK, "stats", outcome, risk)["smoothed"]
    assert (np.abs(curve.smoothed - curve.x) <= bound).all()
    assert bound.max() < 1e-8
    distances = bounds(calibration_curve.CHECK, "rms", outcome, risk)
    for name in ("emax", "e90", "eavg"):
        assert getattr(curve, name) <= distances[name]


def line_exactly(outcome, risk, start: float) -> tuple[np.ndarray, np.ndarray]:
    """Intercept and slope, and calibration-in-the-large from a start near it, in extended precision."""
    p = risk.astype(np.longdouble)
    x = np.log(p / (1 - p))
    centre = x.mean()
    at, shift = np.zeros(2, dtype=np.longdouble), np.longdouble(start)
    for _ in range(15):
        mean = 1 / (1 + np.exp(-(at[0] + at[1] * (x - centre))))
        weight, residual = mean * (1 - mean), outcome - mean
        a, b, c = weight.sum(), (weight * (x - centre)).sum(), (weight * (x - centre) ** 2).sum()
        u, v = residual.sum(), (residual * (x - centre)).sum()
        at = at + np.array([c * u - b * v, a * v - b * u]) / (a * c - b * b)
        moved = 1 / (1 + np.exp(-(shift + x)))
        shift = shift + (outcome - moved).sum() / (moved * (1 - moved)).sum()
    return np.array([at[0] - at[1] * centre, at[1]]), shift


LINES = {
    "ordinary": lambda draw: (300, draw.normal(-1, 1, 300)),
    "of two hundred thousand patients": lambda draw: (200_000, draw.normal(-1, 1, 200_000)),
    "of two hundred thousand patients with few risks": lambda draw: (200_000, np.round(draw.normal(-1, 1, 200_000), 1)),
    "far from 0": lambda draw: (300, 6 + 0.5 * draw.normal(size=300)),
    "that hardly differ": lambda draw: (300, 1 + 1e-5 * draw.normal(size=300)),
    "that hardly differ from one half": lambda draw: (300, 1e-7 * draw.normal(size=300)),
    "extreme": lambda draw: (300, draw.standard_t(2, 300) * 2),
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", LINES)
def test_the_calibration_line_is_within_its_bounds_of_one_in_extended_precision(kind, seed):
    draw = np.random.default_rng(seed)
    n, log_odds = LINES[kind](draw)
    risk = expit(log_odds)
    outcome = (draw.random(n) < expit(np.clip(0.2 + 0.6 * log_odds, -5, 2))).astype(int)
    line = calibration_line.calibration_line(outcome, risk)
    (intercept, slope), shift = line_exactly(outcome, risk, line.intercept_in_the_large)
    for package in ("stats", "statsmodels"):
        bound = bounds(calibration_line.CHECK, package, outcome, risk)
        assert abs(float(line.intercept - intercept)) <= bound["intercept"]
        assert abs(float(line.slope - slope)) <= bound["slope"]
        assert abs(float(line.intercept_in_the_large - shift)) <= bound["intercept_in_the_large"]


@pytest.mark.parametrize("package", ["stats", "statsmodels", "rms"])
def test_the_bound_of_an_ordinary_line_is_a_small_part_of_its_standard_error(package):
    for n in (300, 20_000):
        outcome, risk = simulated(4, n)
        line = calibration_line.calibration_line(outcome, risk)
        bound = bounds(calibration_line.CHECK, package, outcome, risk)
        for name in ("intercept", "slope"):
            assert 1e-16 < bound[name] / getattr(line, f"{name}_standard_error") < 1e-8


def test_the_bound_grows_as_risks_hardly_differ():
    draw = np.random.default_rng(5)
    x, outcome = draw.normal(size=200), draw.integers(0, 2, 200)
    shares = []
    for spread in (1.0, 1e-3, 1e-6):
        risk = expit(1 + spread * x)
        error = calibration_line.calibration_line(outcome, risk).slope_standard_error
        shares.append(float(bounds(calibration_line.CHECK, "stats", outcome, risk)["slope"]) / error)
    assert 100 * shares[0] < shares[1] < shares[2] / 100


def test_of_what_there_is_not_there_is_no_bound():
    outcome, risk = np.array([0, 0, 1, 1]), np.array([0.1, 0.2, 0.3, 0.9])
    bound = bounds(calibration_line.CHECK, "stats", outcome, risk)
    assert not bound["intercept"] > 0 and not bound["slope"] > 0
    assert bound["intercept_in_the_large"] > 0


def test_what_glm_loses_of_one_minus_a_risk_counts_up_to_where_it_is_sure_to_hold_it():
    """Of a patient without the event, near log odds of 30: as e to these, and no more beyond 31."""
    outcome, x = np.append(np.tile([0, 1, 1, 0], 25), 0), np.linspace(-1, 1, 101)
    moved = []
    for far in (29.5, 30.5, 31.5):
        log_odds = np.append(x[:100], far)
        moved.append(by_glm(place_of(outcome, log_odds, np.array([0.0, 1.0])))[0][1])
    assert moved[0] < moved[1] and 1 < moved[1] / moved[0] < math.e
    assert moved[2] < moved[0] / 100
