"""The order in which boot draws: a matrix filled column by column, stratum after stratum."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from parity import RRandom
from parity.statistics.bootstrap import rows
from parity.statistics.bootstrap.rows import boot_rows


def test_it_is_one_sample_that_fills_a_matrix_column_by_column():
    drawn = RRandom(123).sample_int(7, 7 * 40, replace=True) - 1
    assert (boot_rows(RRandom(123), 7, 40) == drawn.reshape(40, 7, order="F")).all()
    first = RRandom(123).resamples(7, 40)
    assert not (boot_rows(RRandom(123), 7, 40) == first).all(), "not resample after resample"


def test_of_strata_the_smallest_number_is_drawn_first_and_fills_its_own_columns():
    strata = np.array([2, 1, 2, 2, 1, 3])
    found = boot_rows(RRandom(5), 6, 30, strata)
    dice = RRandom(5)
    of_1 = np.array([1, 4])[dice.sample_int(2, 2 * 30, replace=True) - 1].reshape(30, 2, order="F")
    of_2 = np.array([0, 2, 3])[dice.sample_int(3, 3 * 30, replace=True) - 1].reshape(30, 3, order="F")
    assert (found[:, [1, 4]] == of_1).all() and (found[:, [0, 2, 3]] == of_2).all()
    assert (found[:, 5] == 5).all(), "a stratum of one draws nothing"
    assert (strata[found] == strata).all()


@pytest.mark.parametrize("at_once", [1, 97, 1 << 20])
def test_the_parts_in_which_it_is_drawn_change_nothing(at_once, monkeypatch):
    whole = boot_rows(RRandom(1), 13, 50), boot_rows(RRandom(1), 13, 50, np.arange(13) % 2)
    monkeypatch.setattr(rows, "AT_ONCE", at_once)
    dice = RRandom(1)
    assert (boot_rows(dice, 13, 50) == whole[0]).all() and dice.position == position_behind(13, 50)
    assert (boot_rows(RRandom(1), 13, 50, np.arange(13) % 2) == whole[1]).all()


def position_behind(n, resamples):
    dice = RRandom(1)
    dice.sample_int(n, n * resamples, replace=True)
    return dice.position


def test_strata_are_of_the_rows():
    with pytest.raises(ValueError, match="there are 3 strata and 4 rows"):
        boot_rows(RRandom(1), 4, 10, np.ones(3))


def test_to_tell_draws_takes_no_memory_that_grows_with_them():
    boot_rows(RRandom(1), 10, 10)
    untold, told = (_peak(RRandom(1, trace=trace)) for trace in (False, True))
    assert told < untold + 8 * rows.AT_ONCE / 4, "a quarter of the numbers that are drawn together, as doubles"


def _peak(dice) -> int:
    tracemalloc.start()
    boot_rows(dice, 4000, 1000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak
