"""Models that are fitted anew in each resample: what is remarkable of them is counted, and risks may be lost."""

from __future__ import annotations

import numpy as np

from parity import RRandom
from parity.statistics.utility.refits import refitted

OUTCOME = np.repeat([0, 1], 20)
THRESHOLDS = np.array([0.2, 0.5])
LINE = np.r_[-np.linspace(1, 2, 20), np.linspace(1, 2, 19), 1e6]
"""Of patients whose outcomes are separated; the last is far from all others."""
MIXED = np.tile([0.0, 1.0, 2.0, 3.0], 10)


def refits(x, farthest=np.inf):
    return refitted(OUTCOME, {"x": x}, THRESHOLDS, 30, 7, 0.1, None, farthest)


def test_models_of_separated_resamples_are_counted_with_that_of_all():
    found = refits(LINE)
    assert (found.extreme, found.lost) == (31, 0) and 20 < found.unconverged <= 31
    plain = refits(MIXED)
    assert (plain.unconverged, plain.extreme, plain.lost) == (0, 0, 0)


def test_log_odds_far_below_0_are_extreme_too():
    assert refits(np.r_[-1e6, LINE[1:39], LINE[38]]).extreme > 0
    events_below = np.r_[np.linspace(1, 2, 20), -np.linspace(1, 2, 20)]
    assert refits(events_below).extreme == refits(-events_below).extreme == 31


def test_a_risk_is_lost_only_where_its_patient_is_drawn_and_counts_as_0():
    found, plain = refits(LINE, 709.0), refits(LINE)
    _, cases = RRandom(7).stratified_resamples((20, 20), 30)
    times = (cases == 19).sum(axis=1)
    assert found.lost == 1 + (times > 0).sum()
    above = plain.drawn.events_above - found.drawn.events_above
    np.testing.assert_array_equal(above, np.tile(times, (len(THRESHOLDS), 1)))
    assert refits(MIXED, 709.0).lost == 0
