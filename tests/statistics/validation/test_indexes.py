"""Pairs of patients that rounding tells apart: how many they are, and what Dxy makes of them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from parity.statistics.validation.fits import models_at_maximum
from parity.statistics.validation.indexes import NAMES, apparent, farthest_from_line, tied_share
from parity.statistics.validation.patterns import patterns_of


def pairs(of_events, of_others):
    """How many pairs of an event and another there are, are equal, and are in order less those that are not."""
    off = np.subtract.outer(of_events, of_others)
    return off.size, int((off == 0).sum()), int(np.sign(off).sum())


def test_the_share_of_equal_pairs_is_counted_pair_by_pair():
    draw = np.random.default_rng(4)
    log_odds = np.array([0.3, -1.0, 2.0, np.nextafter(0.3, 1), 0.5, -1.0])
    exact = np.round(log_odds, 12)
    patients = draw.integers(1, 6, (3, 6))
    events = np.array([draw.integers(0, row + 1) for row in patients])
    found = tied_share(np.tile(log_odds, (3, 1)), patients, events)
    for row in range(3):
        every, equal, _ = pairs(*(np.repeat(exact, of[row]) for of in (events, patients - events)))
        assert found[row] == pytest.approx(equal / every, rel=1e-14) and equal > 0
    assert np.isnan(tied_share(log_odds[np.newaxis], patients[:1], patients[:1])[0])


def test_patients_whom_rounding_tells_apart_count_as_half_in_order():
    draw = np.random.default_rng(6)
    whole = draw.integers(0, 5, 60).astype(float)
    outcome = (draw.random(60) < (1 + whole) / 7).astype(int)
    beside = np.where(draw.random(60) < 0.5, whole, np.nextafter(whole, 9))
    every, _, in_order = pairs(whole[outcome == 1], whole[outcome == 0])
    for values in (whole, beside):
        patterns = patterns_of(np.column_stack([np.ones(60), values]), outcome)
        counts = patterns.every()
        found = apparent(patterns, models_at_maximum(patterns, *counts, np.zeros(2)), *counts)[0]
        assert found[NAMES.index("Dxy")] == pytest.approx(in_order / every, rel=1e-12)
    assert patterns.count > 5


@pytest.mark.parametrize(("intercept", "risk"), [(16.0, 0.0005), (-16.0, 0.9995)])
def test_emax_is_looked_for_from_the_lowest_multiple_of_a_two_thousandth_to_the_highest(intercept, risk):
    """So far from calibration that the distance grows towards the end."""
    expected = abs(expit(intercept + np.log(risk / (1 - risk))) - risk)
    assert farthest_from_line(np.array([intercept]), np.ones(1))[0] == pytest.approx(expected, rel=1e-12)
