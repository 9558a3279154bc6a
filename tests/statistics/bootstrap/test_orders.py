"""Each order of resamples as its R program draws it, number by number."""

from __future__ import annotations

import numpy as np

from parity import RRandom
from parity.statistics.bootstrap.orders import Order, rows_in
from parity.statistics.bootstrap.rows import boot_rows

OUTCOME = np.array([0, 1, 1, 0, 0, 1, 0, 0])
CONTROLS, CASES = np.flatnonzero(OUTCOME == 0), np.flatnonzero(OUTCOME == 1)


def test_plain_resamples_come_one_after_the_other():
    dice = RRandom(5)
    expected = [dice.sample_int(8, replace=True) - 1 for _ in range(6)]
    assert (rows_in(Order.PLAIN, OUTCOME, 6, 5) == expected).all()


def test_stratified_ones_have_their_controls_first():
    dice = RRandom(5)
    expected = [
        np.append(CONTROLS[dice.sample_int(5, replace=True) - 1], CASES[dice.sample_int(3, replace=True) - 1])
        for _ in range(6)
    ]
    assert (rows_in(Order.STRATIFIED, OUTCOME, 6, 5) == expected).all()


def test_boot_draws_the_first_place_of_every_resample_then_the_second():
    drawn = RRandom(5).sample_int(8, 8 * 6, replace=True) - 1
    assert (rows_in(Order.BOOT, OUTCOME, 6, 5) == drawn.reshape(8, 6).T).all()


def test_boot_draws_strata_in_their_own_places():
    dice, found = RRandom(5), rows_in(Order.BOOT_STRATIFIED, OUTCOME, 6, 5)
    for members in (CONTROLS, CASES):
        drawn = dice.sample_int(len(members), len(members) * 6, replace=True) - 1
        assert (found[:, members] == members[drawn].reshape(len(members), 6).T).all()


def test_a_stratum_of_one_draws_nothing():
    """Neither a number of the generator's: the others are drawn as if it were not there."""
    found = boot_rows(RRandom(5), 4, 6, np.array([0, 1, 1, 1]))
    drawn = RRandom(5).sample_int(3, 3 * 6, replace=True) - 1
    assert (found[:, 0] == 0).all() and (found[:, 1:] == 1 + drawn.reshape(3, 6).T).all()
