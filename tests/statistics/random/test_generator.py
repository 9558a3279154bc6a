"""What a person calls: RRandom, its state, its trace, and what it refuses."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest

import parity
from parity import RRandom
from parity.statistics.random.kinds import Kind
from parity.statistics.random.trace import first_difference


def test_the_numbers_that_every_book_prints():
    assert RRandom(123).rnorm(3).round(8).tolist() == [-0.56047565, -0.23017749, 1.55870831]
    assert RRandom(42).runif(2).round(7).tolist() == [0.9148060, 0.9370754]
    assert RRandom(1).sample_int(10, 4).tolist() == [9, 4, 7, 1]
    assert RRandom(1, sample_kind="Rounding").sample_int(10, 4).tolist() == [3, 4, 5, 7]


def test_it_is_a_public_name():
    assert parity.RRandom is RRandom and "RRandom" in dir(parity)


def test_a_seed_begins_again():
    dice = RRandom(5)
    first = dice.rexp(3)
    dice.set_seed(5)
    np.testing.assert_array_equal(dice.rexp(3), first)
    assert dice.position > 0 and "numbers taken" in repr(dice)


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
    assert first == pytest.approx((1403580 - 527612 + 4294967087) % 4294967087 / 4294967088, rel=1e-12)
    assert second == pytest.approx((-810728 - 527612**2 % 4294944443) % 4294967087 / 4294967088, rel=1e-12)
    lagged = list(range(100))
    for _ in range(1009 + 100):
        lagged.append((lagged[-100] - lagged[-37]) % 2**30)
    made = RRandom.from_random_seed([10404, *range(100), 100]).runif(100) * 2**30
    assert made.round(3).tolist() == lagged[1009:1109]


def test_elements_are_sampled_by_their_places():
    letters = RRandom(2).sample(["a", "b", "c"], 5, replace=True)
    assert letters.tolist() == [["a", "b", "c"][place - 1] for place in RRandom(2).sample_int(3, 5, replace=True)]
    assert RRandom(2).sample(7).tolist() == RRandom(2).sample_int(7).tolist()
    assert RRandom(2).sample([7.5]).tolist() == [7.5]


def test_rows_of_resamples_are_places_in_an_array():
    rows = RRandom(3).resamples(20, 6)
    assert rows.shape == (6, 20) and rows.min() >= 0 and rows.max() <= 19
    controls, cases = RRandom(3).stratified_resamples((12, 8), 6)
    assert controls.shape == (6, 12) and cases.shape == (6, 8)


def test_a_trace_says_each_draw_and_where_the_stream_stood():
    kept, resampled, stratified = (RRandom(3, trace=True) for _ in range(3))
    for _ in range(4):
        kept.sample_int(20, replace=True)
    resampled.resamples(20, 4)
    assert first_difference(resampled.trace, kept.trace) == "" and resampled.position == kept.trace[-1].position
    stratified.stratified_resamples((20, 9), 4)
    in_turn = RRandom(3, trace=True)
    for _ in range(4):
        in_turn.sample_int(20, replace=True), in_turn.sample_int(9, replace=True)
    assert first_difference(stratified.trace, in_turn.trace) == ""
    parts, singly = RRandom(3, trace=True), RRandom(3, trace=True)
    parts.resamples(20, 2, 5, replace=False)
    singly.sample_int(20, 5), singly.sample_int(20, 5)
    assert first_difference(parts.trace, singly.trace) == ""
    assert not RRandom(3).trace and str(kept.trace[0]).startswith("sample.int of 20: 20 values ")


def test_the_first_wrong_draw_is_named():
    right, late, longer = (RRandom(3, trace=True) for _ in range(3))
    for dice in (right, late, longer):
        dice.rnorm(4)
    right.sample_int(20, replace=True)
    late.runif(1)
    late.sample_int(20, replace=True)
    longer.sample_int(20, replace=True), longer.rexp(1)
    assert "draw 2: sample.int of 20: 20 values" in first_difference(right.trace, late.trace)
    assert "the other has runif: 1 value " in first_difference(right.trace, late.trace)
    assert first_difference(right.trace, longer.trace).startswith("draw 3: nothing, the other has rexp: 1 value ")
    another = RRandom(4, trace=True)
    another.rnorm(4)
    assert first_difference(right.trace[:1], another.trace).endswith("value 1 is the first that differs")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: RRandom(2**31), "R's integers go from -2147483647"),
        (
            lambda: RRandom(1, kind="Marsaglia"),
            "there is no kind 'Marsaglia' here; there are: Wichmann-Hill, Marsaglia-Multicarry, Super-Duper, ",
        ),
        (lambda: RRandom(1, normal_kind="user-supplied"), "there is no normal kind 'user-supplied' here; there are: "),
        (
            lambda: RRandom(1, sample_kind="rejection"),
            "there is no sample kind 'rejection' here; there are: Rejection, R",
        ),
        (lambda: RRandom.from_random_seed([10499, 1, 2]), "begins with 10499: there is no kind with the number 99"),
        (lambda: RRandom.from_random_seed([10403, 1, 2]), "a number from 1 to 624 and 624 words"),
        (lambda: RRandom.from_random_seed([10403, *[0] * 625]), "not all of them 0"),
        (lambda: RRandom.from_random_seed([10403, 1, *[0] * 624]), "not all of them 0"),
        (lambda: RRandom.from_random_seed([10403, 625, *[1] * 624]), "a number from 1 to 624"),
        (lambda: RRandom.from_random_seed([10402, 1]), "has 2 numbers, not 1"),
        (lambda: RRandom.from_random_seed([10407, 1, 2, 3, 0, 0, 0]), "neither all 0"),
        (lambda: RRandom.from_random_seed([10407, 1, 2, 3, 4, 5, 4294944443 - 2**32]), "three below 4294944443"),
        (lambda: RRandom.from_random_seed([10407, 1, 2, 4294967087 - 2**32, 4, 5, 6]), "numbers below 4294967087"),
        (lambda: RRandom.from_random_seed([10404, *[1] * 100, 0]), "100 numbers below 2^30"),
        (lambda: RRandom.from_random_seed([10703, *[1] * 625]), "there is no normal kind with the number 7"),
        (lambda: RRandom(1).sample_int(3, 4), "4 of 3 without replacement"),
        (lambda: RRandom(1).sample_int(0), "n is 0; it goes from 1"),
        (lambda: RRandom(1).sample_int(5 * 10**15, 2, True), "it goes from 1 to 4500000000000000"),
        (lambda: RRandom(1).sample_int(2**31), "it goes from 0 to 2147483647"),
        (lambda: RRandom(1).sample_int(3 * 10**9, 2 * 10**9), "more than half of 3000000000"),
        (lambda: RRandom(1).sample_int(3, 2, prob=[1, 0, 0]), "2 of 1 without replacement"),
        (lambda: RRandom(1).sample_int(3, 2, prob=[1, 2]), "a weight for each number, 3"),
        (lambda: RRandom(1).sample_int(3, 2, prob=[1, -2, 3]), "none is negative"),
        (lambda: RRandom(1).resamples(3, 2, 4, replace=False), "4 of 3 without replacement"),
        (lambda: RRandom(1).runif(3, 2, 1), "min not above max"),
        (lambda: RRandom(1).runif(-1), "n is -1"),
        (lambda: RRandom(1).rnorm(3, 2, -1), "that are not negative"),
        (lambda: RRandom(1).rnorm(3, []), "a number or a row of them"),
        (lambda: RRandom(1).rexp(3, 0), "finite rates above 0"),
        (lambda: RRandom(1).rbinom(3, 2.5, 0.5), "whole numbers of trials"),
        (lambda: RRandom(1).rbinom(3, 2, 1.5), "probabilities in [0, 1]"),
        (lambda: RRandom(1).rpois(3, -1), "not negative"),
        (lambda: RRandom(1).rgamma(3, 0), "above 0"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(call, said):
    with pytest.raises(ValueError) as refused:
        call()
    assert said in str(refused.value)


def test_a_seed_is_a_whole_number():
    with pytest.raises(TypeError):
        RRandom(1.5)


def test_tables_have_the_margins_and_the_probabilities_of_independence():
    tables = RRandom(5).r2dtable(4000, [4, 3, 2], [5, 4])
    assert (tables.sum(axis=2) == [4, 3, 2]).all() and (tables.sum(axis=1) == [5, 4]).all() and (tables >= 0).all()
    first = np.bincount(tables[:, 0, 0], minlength=5) / 4000
    expected = [comb(4, a) * comb(5, 5 - a) / comb(9, 5) for a in range(5)]
    assert first == pytest.approx(expected, abs=0.03)
    for rows, columns in (([1, 2], [1, 1]), ([3], [3])):
        with pytest.raises(ValueError, match="add up to the same"):
            RRandom(5).r2dtable(1, rows, columns)


@pytest.mark.parametrize("taken", [1, 4_096, 131_072, 131_073, 300_000, 524_293])
def test_the_state_behind_many_numbers_is_found_again(taken):
    walking, left = RRandom(3), taken
    while left:
        left -= len(walking.runif(min(left, 997)))
    following = RRandom(3).runif(taken + 5)[-5:].tolist()
    assert RRandom.from_random_seed(walking.random_seed).runif(5).tolist() == following
    assert walking.runif(5).tolist() == following
