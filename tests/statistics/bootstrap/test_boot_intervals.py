"""Four intervals of resampled values: where they fall on order statistics, what shifts and turns them, where there is
none."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from parity import RRandom
from parity.statistics.bootstrap.intervals import boot_intervals, quantiles
from parity.statistics.bootstrap.rows import boot_rows

VALUES = np.random.default_rng(2).gamma(2.0, size=25)
ROWS = boot_rows(RRandom(9), 25, 999)
MEANS = VALUES[ROWS].mean(axis=1)
KINDS = ("normal", "basic", "percentile", "bca")


def test_of_999_values_the_limits_of_95_are_the_25th_and_the_975th():
    ordered = np.sort(MEANS)
    found = boot_intervals(float(VALUES.mean()), MEANS, ROWS)
    assert (found.percentile.low, found.percentile.high) == pytest.approx((ordered[24], ordered[974]), rel=1e-13)
    assert found.basic.low == 2 * VALUES.mean() - found.percentile.high
    assert found.basic.high == 2 * VALUES.mean() - found.percentile.low


def test_between_two_values_a_quantile_lies_by_their_normal_scores():
    """Davison and Hinkley (1997), equation 5.6."""
    low, high = quantiles(np.arange(1.0, 10), np.array([0.25, 0.75]))
    score = (ndtri(0.25) - ndtri(0.2)) / (ndtri(0.3) - ndtri(0.2))
    assert low == pytest.approx(2 + score) and high == pytest.approx(10 - low)


def test_beyond_the_last_value_it_is_the_last():
    assert quantiles(np.arange(1.0, 10), np.array([0.05, 0.95])) == (1, 9)


def test_bca_is_at_the_shares_of_its_formula():
    """For a mean the influence values are exactly the distances from it: the acceleration is skewness / (6 root n)."""
    from_mean = VALUES - VALUES.mean()
    a = (from_mean**3).sum() / (6 * (from_mean**2).sum() ** 1.5)
    w = ndtri((MEANS < VALUES.mean()).mean())
    z = ndtri(np.array([0.05, 0.95]))
    expected = quantiles(np.sort(MEANS), ndtr(w + (w + z) / (1 - a * (w + z))))
    found = boot_intervals(float(VALUES.mean()), MEANS, ROWS, 0.9).bca
    assert a > 0.02 and (found.low, found.high) == pytest.approx(expected, rel=1e-12)


def test_a_statistic_turned_round_or_in_another_unit_has_limits_turned_and_in_that_unit():
    plain = boot_intervals(float(VALUES.mean()), MEANS, ROWS, 0.9)
    other = boot_intervals(3 - 2 * float(VALUES.mean()), 3 - 2 * MEANS, ROWS, 0.9)
    for kind in KINDS:
        one, turned = getattr(plain, kind), getattr(other, kind)
        assert (turned.low, turned.high) == pytest.approx((3 - 2 * one.high, 3 - 2 * one.low), rel=1e-11)
    assert other.standard_error == pytest.approx(2 * plain.standard_error)
    assert other.bias == pytest.approx(-2 * plain.bias)


def test_values_that_equal_the_statistic_but_for_rounding_are_not_below_it():
    """Resamples that hold every row once have the statistic itself, summed in another order."""
    values = np.array([0.1, 0.3, 0.7])
    rows = boot_rows(RRandom(2), 3, 400)
    one, two, three = values[rows].T
    replicates, original = one + two + three, 0.1 + 0.3 + 0.7
    exact = np.round(values * 10).astype(int)
    same = exact[rows].sum(axis=1) == exact.sum()
    assert (replicates[same] < original).any() and (replicates[same] >= original).any(), "rounding breaks ties"
    as_whole = boot_intervals(float(exact.sum()), exact[rows].sum(axis=1).astype(float), rows).bca
    found = boot_intervals(original, replicates, rows).bca
    assert (found.low, found.high) == pytest.approx((as_whole.low / 10, as_whole.high / 10))


def test_what_is_not_finite_is_left_out_with_its_resample():
    holed = MEANS.copy()
    holed[[3, 500]] = np.nan, np.inf
    kept = np.isfinite(holed)
    expected = boot_intervals(float(VALUES.mean()), MEANS[kept], ROWS[kept])
    assert boot_intervals(float(VALUES.mean()), holed, ROWS) == expected


def test_of_fewer_resamples_than_rows_the_rows_are_left_out_in_turn():
    """Of a mean both ways give the distances from it, so that the interval is that of any other way."""
    mean = float(VALUES.mean())
    without = [np.delete(VALUES, row).mean() for row in range(25)]
    few = boot_intervals(mean, MEANS[:24], ROWS[:24], 0.8, without=lambda: np.array(without)).bca
    from_mean = VALUES - mean
    a = (from_mean**3).sum() / (6 * (from_mean**2).sum() ** 1.5)
    w, z = ndtri((MEANS[:24] < mean).mean()), ndtri(np.array([0.1, 0.9]))
    expected = quantiles(np.sort(MEANS[:24]), ndtr(w + (w + z) / (1 - a * (w + z))))
    assert (few.low, few.high) == pytest.approx(expected, rel=1e-11)

    def never():
        raise AssertionError("enough resamples need no jackknife")

    assert boot_intervals(mean, MEANS[:25], ROWS[:25], 0.8, without=never).bca.low is not None


def test_where_there_is_no_interval_there_are_no_limits():
    found = boot_intervals(1.0, np.ones(999), ROWS)
    assert all(getattr(found, kind).low is None for kind in KINDS)
    few = boot_intervals(float(VALUES.mean()), MEANS[:24], ROWS[:24], 0.8)
    assert few.bca.low is None and few.percentile.low is not None
    beyond = boot_intervals(float(MEANS.min()), MEANS, ROWS)
    assert beyond.bca.low is None and beyond.normal.low is not None
    with pytest.raises(ValueError, match="fewer than two resamples"):
        boot_intervals(1.0, np.array([np.nan, 2.0]), ROWS[:2])


def test_a_narrower_level_lies_within_a_wider_one():
    narrow, wide = (boot_intervals(float(VALUES.mean()), MEANS, ROWS, level) for level in (0.5, 0.99))
    for kind in KINDS:
        inner, outer = getattr(narrow, kind), getattr(wide, kind)
        assert outer.low < inner.low < inner.high < outer.high
