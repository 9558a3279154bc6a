"""What R's functions may be called with, and what is said of anything else."""

from __future__ import annotations

import numpy as np
import pytest

from parity import RRandom
from parity.statistics.random.arguments import counted

MOST = 2**31 - 1


def test_a_number_of_draws_is_whole_from_none_to_the_largest_integer():
    assert RRandom(1).runif(0).size == 0 and RRandom(1).runif(3.0).size == 3
    assert RRandom(1).sample_int(MOST, 1).shape == (1,)
    for call in (lambda dice: dice.runif(-1), lambda dice: dice.sample_int(5, -1)):
        with pytest.raises(ValueError, match="it goes from 0 to"):
            call(RRandom(1))
    for number in (2.5, "3", None):
        with pytest.raises(TypeError):
            RRandom(1).runif(number)
    with pytest.raises(TypeError):
        RRandom(1).runif(np.array([3.0]))


def test_the_largest_number_is_taken_and_one_more_is_not():
    assert counted(7, "n", most=7) == 7 and counted(0, "n") == 0 and counted(2, "n", least=2) == 2
    for value, most, least in ((8, 7, 0), (1, 7, 2)):
        with pytest.raises(ValueError, match=f"n is {value}; it goes from {least} to {most}"):
            counted(value, "n", most, least)


@pytest.mark.parametrize("prob", [[0.5, np.nan], [np.inf, 1.0], [-0.5, 1.0], [0.0, 0.0]])
def test_weights_are_finite_not_negative_and_not_all_zero(prob):
    with pytest.raises(ValueError, match="weights are finite, none is negative, and one is above 0"):
        RRandom(1).sample_int(2, 1, prob=prob)


def test_a_weight_may_be_zero_and_is_then_never_drawn():
    assert set(RRandom(1).sample_int(3, 50, replace=True, prob=[0.0, 1.0, 2.0]).tolist()) == {2, 3}
    with pytest.raises(ValueError, match="3 of 2 without replacement; take at most 2"):
        RRandom(1).sample_int(3, 3, prob=[0.0, 1.0, 2.0])
    assert sorted(RRandom(1).sample_int(3, 2, prob=[0.0, 1.0, 2.0]).tolist()) == [2, 3]
    with pytest.raises(ValueError, match=r"prob has the shape \(2,\); it is a weight for each number, 3"):
        RRandom(1).sample_int(3, 1, prob=[1.0, 2.0])


@pytest.mark.parametrize("rate", [[], [[1.0, 2.0]], np.ones((2, 0))])
def test_a_parameter_is_a_number_or_a_row(rate):
    with pytest.raises(ValueError, match="it is a number or a row of them"):
        RRandom(1).rexp(4, rate)


def test_a_row_of_parameters_is_repeated():
    np.testing.assert_array_equal(RRandom(1).rexp(5, [1.0, 2.0]), RRandom(1).rexp(5, [1.0, 2.0, 1.0, 2.0, 1.0]))
