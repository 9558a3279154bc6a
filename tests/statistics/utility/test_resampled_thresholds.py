"""Slots among thresholds and counts of resamples, against counting one by one."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.utility.resampled_thresholds import Slots, counted, joined

GRID = np.arange(101) * 0.01


@pytest.mark.parametrize("thresholds", [GRID, np.array([0.5]), np.array([0.1, 0.1 + 1e-9, 0.3]), np.array([0.0, 1.0])])
def test_the_slot_of_a_risk_says_how_many_thresholds_are_below_it_and_whether_it_is_on_one(thresholds):
    draw = np.random.default_rng(1)
    beside = np.concatenate([thresholds, np.nextafter(thresholds, 0), np.nextafter(thresholds, 1)])
    risk = np.concatenate([draw.random(500), beside, np.arange(4097) / 4096])
    slots, near = Slots(thresholds).of(risk)
    below, on = (thresholds < risk[:, None]).sum(axis=1), (thresholds == risk[:, None]).sum(axis=1)
    assert (slots == 2 * below + on).all()
    assert set(near) == set(np.flatnonzero((np.abs(thresholds - risk[:, None]) <= 1e-12).any(axis=1)))


def test_a_risk_beside_a_threshold_is_near_it_in_the_next_cell_too():
    threshold = np.array([1024 / 4096])
    slots, near = Slots(threshold).of(np.array([0.25 - 5e-13, 0.25, 0.25 + 5e-13, 0.25 - 3e-12]))
    assert slots.tolist() == [0, 1, 2, 0] and near.tolist() == [0, 1, 2]
    assert Slots(GRID).threshold_of(np.array([0.1299999, 0.6])).tolist() == [13, 60]


@pytest.mark.parametrize("weighted", [False, True])
def test_counts_of_resamples_are_those_of_their_patients(weighted):
    draw = np.random.default_rng(2)
    risk, outcome = np.round(draw.random((40, 3)), 2), draw.integers(0, 2, 40)
    times = draw.integers(0, 4, (40, 3)).astype(float) if weighted else np.ones((40, 3))
    slots, _ = Slots(GRID).of(risk)
    cells = (2 * slots + outcome[:, None]) * 3 + np.arange(3)
    found = counted(cells, times if weighted else None, len(GRID), 3)
    for place in range(3):
        for kind, total, above, below in (
            (1, found.events, found.events_above, found.events_below),
            (0, found.others, found.others_above, found.others_below),
        ):
            own = np.repeat(risk[:, place], times[:, place].astype(int) * (outcome == kind))
            assert total[place] == len(own)
            assert (above[:, place] == (own > GRID[:, None]).sum(axis=1)).all()
            assert (below[:, place] == (own < GRID[:, None]).sum(axis=1)).all()
    twice = joined([found, found])
    assert twice.events_above.shape == (101, 6) and (twice.events[3:] == found.events).all()
    assert (found.at(GRID > 0.5).others_below == found.others_below[GRID > 0.5]).all()
