"""Bootstrap bands of decision curves: resample by resample by the definition, identities, and what they leave out."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from parity import RRandom
from parity.statistics.caution import Caution
from parity.statistics.utility.clinical_impact import clinical_impact
from parity.statistics.utility.decision_curve import decision_curve
from parity.statistics.utility.bands import pointwise_limits
from parity.statistics.utility.decision_curve_bands import decision_curve_bands
from parity.statistics.utility.decision_curve_opt_out import decision_curve_opt_out

GRID = np.arange(1, 100) * 0.01


def patients(n=60, seed=4, decimals=None):
    draw = np.random.default_rng(seed)
    outcome = (draw.random(n) < 0.4).astype(int)
    risk = np.clip(draw.random(n) * 0.7 + 0.3 * outcome * draw.random(n), 0, 1)
    return outcome, risk if decimals is None else np.round(risk, decimals)


def limits(numbers, low, high):
    ordered = np.sort(numbers, axis=0)
    return ordered[low - 1], ordered[high - 1]


@pytest.mark.parametrize("decimals", [None, 2])
def test_the_limits_are_the_sixth_from_either_end_of_200_curves_of_resamples(decimals):
    """Type 1 of 0.025: 200 times half of 1 - 0.95 is more than 5 in doubles, so that it is the sixth, not the fifth."""
    outcome, risk = patients(decimals=decimals)
    dice = RRandom(11)
    rows = [dice.sample_int(60, replace=True) - 1 for _ in range(200)]
    curves = [decision_curve(outcome[drawn], risk[drawn], GRID) for drawn in rows]
    impacts = [clinical_impact(outcome[drawn], risk[drawn], GRID) for drawn in rows]
    found = decision_curve_bands(outcome, risk, GRID, 200, 11)
    for band, numbers in (
        (found.net_benefit, [curve.net_benefit for curve in curves]),
        (found.net_benefit_all, [curve.net_benefit_all for curve in curves]),
        (found.standardized_net_benefit, [curve.standardized_net_benefit for curve in curves]),
        (found.standardized_net_benefit_all, [curve.standardized_net_benefit_all for curve in curves]),
        (found.high_risk, [impact.high_risk for impact in impacts]),
        (found.detected, [impact.detected for impact in impacts]),
    ):
        low, high = limits(numbers, 6, 195)
        assert band.low == pytest.approx(low, rel=1e-13, abs=1e-14)
        assert band.high == pytest.approx(high, rel=1e-13, abs=1e-14)
    of_all = decision_curve(outcome, risk, GRID)
    assert found.net_benefit.value == pytest.approx(of_all.net_benefit, abs=1e-15)
    assert found.detected.value == pytest.approx(clinical_impact(outcome, risk, GRID).detected, abs=1e-15)


def test_sensitivity_and_false_positive_rate_are_shares_of_cases_and_of_controls():
    outcome, risk = patients()
    found = decision_curve_bands(outcome, risk, GRID, 40, 1)
    assert found.sensitivity.value == pytest.approx([(risk[outcome == 1] > t).mean() for t in GRID])
    assert found.false_positive_rate.value == pytest.approx([(risk[outcome == 0] > t).mean() for t in GRID])


@pytest.mark.parametrize(("count", "low", "high"), [(1, 1, 1), (20, 1, 20), (40, 2, 39), (50, 2, 49), (1000, 26, 975)])
def test_the_limits_are_order_statistics(count, low, high):
    numbers = np.random.default_rng(0).permutation(count) + 1.0
    assert pointwise_limits(numbers[np.newaxis], 0.95) == (np.array([low]), np.array([high]))


def test_what_a_resample_has_not_is_left_out_of_that_number_only():
    values = np.array([[3.0, np.nan, 1.0, 2.0], [np.nan] * 4, [-np.inf, 1, np.nan, 0]])
    low, high = pointwise_limits(values, 0.5)
    assert low.tolist()[::2] == [1, -np.inf] and high.tolist()[::2] == [3, 1] and np.isnan([low[1], high[1]]).all()


def test_resamples_of_one_class_have_no_net_benefit_and_it_is_said():
    outcome, risk = np.array([0, 0, 0, 0, 1]), np.array([0.1, 0.2, 0.4, 0.3, 0.25])
    with pytest.warns(Caution, match="of 100 resamples have no case or no control"):
        found = decision_curve_bands(outcome, risk, GRID, 100, 1)
    drawn = RRandom(1).resamples(5, 100)
    both = [rows for rows in drawn if 0 < outcome[rows].sum()]
    benefit = np.sort([decision_curve(outcome[rows], risk[rows], GRID).net_benefit for rows in both], axis=0)
    assert found.net_benefit.low == pytest.approx(benefit[int(np.ceil(len(both) * (1 - 0.95) / 2)) - 1], abs=1e-15)
    treated = np.sort([(risk[rows] > 0.22).mean() for rows in drawn])
    assert found.high_risk.low[21] == treated[2]
    for one in (outcome, 1 - outcome):
        with pytest.warns(Caution, match=f"{100 - len(both)} of 100 resamples have no case or no control"):
            decision_curve_bands(one, risk, GRID, 100, 1)


def test_at_a_threshold_of_one_a_false_positive_weighs_infinitely():
    outcome, risk = np.repeat([0, 1], 10), np.linspace(0, 1, 20)
    found = decision_curve_bands(outcome, risk, np.array([0.5, 1.0]), 20, 1)
    assert np.isnan([found.net_benefit.value[1], found.net_benefit.low[1], found.net_benefit_all.high[1]]).all()


def test_opting_in_begins_at_a_threshold_of_0_with_the_share_of_cases_and_opting_out_above_it():
    outcome, risk = patients()
    grid = np.array([0.0, 0.2, 0.5])
    into, out = (one(outcome, risk, grid, 20, 1) for one in (decision_curve_bands, decision_curve_opt_out))
    assert into.net_benefit.value[0] == pytest.approx(outcome.mean(), rel=1e-14)
    assert out.net_benefit.thresholds == into.net_benefit.thresholds[1:] == ("0.20", "0.50")


def test_another_seed_and_another_order_of_the_patients_move_the_bands_but_not_the_curve():
    outcome, risk = patients()
    found = decision_curve_bands(outcome, risk, GRID, 100, 5).net_benefit
    for other in (
        decision_curve_bands(outcome, risk, GRID, 100, 6).net_benefit,
        decision_curve_bands(outcome[::-1], risk[::-1], GRID, 100, 5).net_benefit,
    ):
        assert (other.value == found.value).all()
        assert np.abs(other.low - found.low).max() > 1e-3 and np.abs(other.high - found.high).max() > 1e-3


def test_a_narrower_level_lies_within_a_wider_one():
    outcome, risk = patients()
    narrow, wide = (decision_curve_bands(outcome, risk, GRID, 200, 1, level).net_benefit for level in (0.5, 0.99))
    assert (wide.low <= narrow.low).all() and (narrow.high <= wide.high).all() and (wide.low < narrow.low).any()


def test_many_patients_are_drawn_in_parts_that_are_no_other_resamples():
    outcome, risk = patients(n=9000)
    found = decision_curve_bands(outcome, risk, np.array([0.3]), 9, 3, 0.999)
    rows = RRandom(3).resamples(9000, 9)
    numbers = [decision_curve(outcome[drawn], risk[drawn], np.array([0.3])).net_benefit[0] for drawn in rows]
    assert (found.net_benefit.low[0], found.net_benefit.high[0]) == pytest.approx((min(numbers), max(numbers)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"outcome": np.zeros(60, int)}, "at least one event and one non-event"),
        ({"risk": np.full(60, 1.5)}, "risks between 0 and 1"),
        ({"thresholds": np.array([0.5, 0.2])}, "ascend"),
        ({"level": 1.0}, "a confidence level lies between 0 and 1"),
    ],
)
def test_what_has_no_bands_is_refused(changes, said):
    outcome, risk = patients()
    inputs = {"outcome": outcome, "risk": risk, "thresholds": GRID, "resamples": 20, "seed": 1, **changes}
    for compute in (decision_curve_bands, decision_curve_opt_out):
        with pytest.raises(ValueError, match=said):
            compute(**inputs)


def test_nothing_is_said_of_ordinary_patients():
    outcome, risk = patients()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        decision_curve_bands(outcome, risk, GRID, 50, 1)
        decision_curve_opt_out(outcome, risk, GRID, 50, 1)
