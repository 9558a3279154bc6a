"""`.Random.seed`: where it goes out and in again, what it may be, and what is none."""

from __future__ import annotations

import numpy as np
import pytest

from parity import RRandom
from parity.statistics.random.kinds import Kind
from parity.statistics.random.knuth import LONG, MADE, SHORT
from parity.statistics.random.mersenne_twister import WORDS
from parity.statistics.random.recurrences import M_1, M_2
from parity.statistics.random.stream import APART


def test_the_state_goes_out_and_in():
    dice = RRandom(5)
    dice.sample_int(122, 50, replace=True)
    on = RRandom.from_random_seed(dice.random_seed)
    assert dice.random_seed.dtype == np.int32 and len(dice.random_seed) == 626
    np.testing.assert_array_equal(on.rnorm(10), dice.rnorm(10))
    assert RRandom.from_random_seed(RRandom(5, sample_kind="Rounding").random_seed).random_seed[0] == 403


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_goes_on_from_its_state_wherever_it_stands(kind):
    dice = RRandom(9, kind=kind)
    for taken in (0, 1, 99, 1, 523, 5000):
        dice.runif(taken)
        on = RRandom.from_random_seed(dice.random_seed)
        np.testing.assert_array_equal(on.random_seed, dice.random_seed)
        ahead = on.runif(700)
        np.testing.assert_array_equal(on.random_seed, RRandom.from_random_seed(on.random_seed).random_seed)
        np.testing.assert_array_equal(RRandom.from_random_seed(dice.random_seed).runif(700), ahead)
        assert ((ahead > 0) & (ahead < 1)).all()


def test_l_ecuyer_s_generator_gives_the_words_of_its_paper():
    """MRG32k3a from the state of six times 12345, as its author's packages begin."""
    dice = RRandom.from_random_seed([10407, *[12345] * 6])
    assert dice.runif(3) == pytest.approx([0.1270111220, 0.3185275654, 0.3091860156], abs=6e-11)


def test_a_state_may_have_a_zero_among_its_numbers():
    first, second = RRandom.from_random_seed([10407, 0, 1, 0, 0, 0, 1]).runif(2)
    assert first == pytest.approx((1403580 - 527612) % M_1 / (M_1 + 1), rel=1e-12)
    assert second == pytest.approx((-810728 - 527612**2 % M_2) % M_1 / (M_1 + 1), rel=1e-12)
    lagged = list(range(LONG))
    for _ in range(MADE + LONG):
        lagged.append((lagged[-LONG] - lagged[-SHORT]) % 2**30)
    made = RRandom.from_random_seed([10404, *range(LONG), LONG]).runif(LONG) * 2**30
    assert made.round(3).tolist() == lagged[MADE:][:LONG]


@pytest.mark.parametrize(
    ("state", "values", "then"),
    [
        ([10400, 30269, 5, 0], [0.03963193236522914, 0.79983041171643654], [10400, 29241, 26692, 28900]),
        ([10402, 0, 4], [0.00011092424395282849, 0.55350201031041835], [10402, 524293, -1917169971]),
    ],
)
def test_a_number_that_would_stay_0_becomes_1_as_in_r(state, values, then):
    """`runif(2)` of R 4.2.2 after ``.Random.seed <- state``: of Wichmann and Hill's numbers the multiples of
    their moduli, of Super-Duper's the first."""
    dice = RRandom.from_random_seed(state)
    assert dice.runif(2).tolist() == values and dice.random_seed.tolist() == then


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ([10499, 1, 2], "begins with 10499: there is no kind with the number 99"),
        ([10403, 1, 2], "a number from 1 to 624 and 624 words"),
        ([10403, *[0] * 625], "not all of them 0"),
        ([10403, 1, *[0] * WORDS], "not all of them 0"),
        ([10403, 0, *[1] * WORDS], "a number from 1 to 624"),
        ([10403, WORDS + 1, *[1] * WORDS], "a number from 1 to 624"),
        ([10402, 1], "has 2 numbers, not 1"),
        ([10407, 1, 2, 3, 0, 0, 0], "neither all 0"),
        ([10407, 1, 2, 3, 4, 5, M_2 - 2**32], "three below 4294944443"),
        ([10407, 1, 2, M_1 - 2**32, 4, 5, 6], "numbers below 4294967087"),
        ([10404, *[1] * 100, 0], "100 numbers below 2^30"),
        ([10703, *[1] * 625], "there is no normal kind with the number 7"),
    ],
)
def test_what_is_no_state_is_refused_by_name(state, said):
    with pytest.raises(ValueError) as refused:
        RRandom.from_random_seed(state)
    assert said in str(refused.value)


@pytest.mark.parametrize("taken", [1, 4_096, APART, APART + 1, 300_000, 524_293])
def test_the_state_behind_many_numbers_is_found_again(taken):
    walking, left = RRandom(3), taken
    while left:
        left -= len(walking.runif(min(left, 997)))
    following = RRandom(3).runif(taken + 5)[-5:].tolist()
    assert RRandom.from_random_seed(walking.random_seed).runif(5).tolist() == following
    assert walking.runif(5).tolist() == following
