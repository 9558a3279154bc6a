"""What a person calls: RRandom, its state, its trace, and what it refuses."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from math import comb

import numpy as np
import pytest

import parity
from parity import RRandom
from parity.statistics.random import generator
from parity.statistics.random.trace import AT_ONCE, Draw, draw_of, first_difference, listening


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
    traced, strata = RRandom(3, trace=True).resamples(20, 6), RRandom(3, trace=True).stratified_resamples((12, 8), 6)
    for one, other in zip((rows, controls, cases), (traced, *strata)):
        np.testing.assert_array_equal(one, other)


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


def test_a_draw_is_told_by_its_first_five_values():
    five, six = (draw_of("sample.int", 9, np.arange(1, size), 7) for size in (6, 7))
    assert str(five) == "sample.int of 9: 5 values 1, 2, 3, 4, 5 (position 7)"
    assert str(six) == "sample.int of 9: 6 values 1, 2, 3, 4, 5, … (position 7)"
    assert str(draw_of("rexp", None, np.array([0.5]), 1)) == "rexp: 1 value 0.5 (position 1)"
    later, elsewhere = draw_of("sample.int", 9, np.array([1, 2, 3, 4, 5, 9]), 7), replace(six, position=8)
    assert first_difference([six], [later]).endswith("; the first 5 values are the same, a later one differs")
    assert first_difference([six], [elsewhere]).endswith("; the values are the same, the stream stands elsewhere")


def test_what_is_told_of_resamples_is_what_was_drawn(monkeypatch):
    right = generator.resamples

    def wrong(stream, n, *rest):
        found = right(stream, n, *rest)
        found[2] = 0
        return found

    told, others = RRandom(3, trace=True), RRandom(3, trace=True)
    others.resamples(20, 4)
    monkeypatch.setattr(generator, "resamples", wrong)
    assert (told.resamples(20, 4)[2] == 0).all()
    assert first_difference(told.trace, others.trace).startswith("draw 3: sample.int of 20: 20 values 1, 1, 1, 1, 1, …")
    assert first_difference(told.trace[3:], others.trace[3:]) == ""


def test_behind_the_last_resample_the_stream_stands_where_it_does(monkeypatch):
    right = generator.stratified_resamples

    def further(stream, *rest):
        found = right(stream, *rest)
        stream.take(1)
        return found

    told, others = RRandom(3, trace=True), RRandom(3, trace=True)
    others.stratified_resamples((5, 4), 2)
    monkeypatch.setattr(generator, "stratified_resamples", further)
    told.stratified_resamples((5, 4), 2)
    said = first_difference(told.trace, others.trace)
    assert said.startswith("draw 4: ") and said.endswith("; the values are the same, the stream stands elsewhere")


def test_what_one_call_of_r_draws_is_one_draw_though_it_is_drawn_in_parts():
    parts, whole = RRandom(3, trace=True), RRandom(3, trace=True)
    with parts.one_sample_of(9):
        parts.sample_int(9, 2, replace=True), parts.sample_int(9, 6, replace=True)
    parts.sample_int(9)
    whole.sample_int(9, 8, replace=True), whole.sample_int(9)
    assert first_difference(parts.trace, whole.trace) == ""
    with RRandom(3).one_sample_of(9):
        pass


def test_what_is_drawn_is_heard_behind_each_seed_while_somebody_listens():
    before = RRandom(3)
    with listening() as heard:
        before.sample_int(9)
        dice = RRandom(4)
        dice.sample_int(9, 3), dice.resamples(5, 2)
        dice.set_seed(5)
        dice.rnorm(2)
        with listening() as within:
            RRandom(6).runif(1)
    RRandom(7).sample_int(9)
    assert [[draw.call for draw in one] for one in heard] == [["sample.int"] * 3, ["rnorm"]]
    assert [[draw.call for draw in one] for one in within] == [["runif"]]
    assert not before.trace and not before.traces and dice.trace is heard[1]
    with pytest.raises(RuntimeError, match="no"), listening():
        raise RuntimeError("no")
    assert not RRandom(8).traces


def test_a_long_draw_is_told_by_the_hash_of_all_its_values():
    values = np.arange(3 * AT_ONCE + 7, dtype=np.int32)
    md5 = hashlib.md5(values.astype("<f8").tobytes()).hexdigest()
    assert draw_of("sample.int", 9, values, 1) == Draw("sample.int", 9, values.size, (0.0, 1.0, 2.0, 3.0, 4.0), md5, 1)


def test_of_a_position_within_a_block_the_block_is_said():
    (one,) = (draw_of("sample.int", 9, np.array([4]), 1300),)
    assert str(one.within(624)) == "sample.int of 9: 1 value 4 (position 52 of 624)"
    assert one.within(624) == replace(one, position=676).within(624) != one
    assert str(replace(one, first=(), size=7)) == "sample.int of 9: 7 values (position 1300)"


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
        (lambda: RRandom(1).sample_int(3, 4), "4 of 3 without replacement"),
        (lambda: RRandom(1).sample_int(0), "n is 0; it goes from 1"),
        (lambda: RRandom(1).sample_int(5 * 10**15, 2, True), "it goes from 1 to 4500000000000000"),
        (lambda: RRandom(1).sample_int(2**31), "it goes from 0 to 2147483647"),
        (lambda: RRandom(1).sample_int(3 * 10**9, 2 * 10**9), "more than half of 3000000000"),
        (lambda: RRandom(1).sample_int(3, 2, prob=[1, 0, 0]), "2 of 1 without replacement"),
        (lambda: RRandom(1).sample_int(3, 2, prob=[1, 2]), "a weight for each number, 3"),
        (lambda: RRandom(1).sample_int(3, 2, prob=[1, -2, 3]), "none is negative"),
        (lambda: RRandom(1).sample_int(3, 2, prob=[1, np.inf, 3]), "weights are finite"),
        (lambda: RRandom(1).resamples(3, 2, 4, replace=False), "4 of 3 without replacement"),
        (lambda: RRandom(1).stratified_resamples((3, 0), 2), "a stratum is 0; it goes from 1"),
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


@pytest.mark.parametrize("seed", ["x", 1.5, None, 123.0])
def test_a_seed_that_is_no_whole_number_is_named_with_what_is_one(seed):
    said = re.escape(f"the seed is {seed!r} of type {type(seed).__name__}; it is a whole number from -2147483647 to")
    for begin in (RRandom, RRandom(1).set_seed):
        with pytest.raises(TypeError, match=said):
            begin(seed)
    assert RRandom(np.int64(5)).runif(2).tolist() == RRandom(5).runif(2).tolist()
