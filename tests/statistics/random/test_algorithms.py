"""Each algorithm against what was published of it, and against what it must be by definition."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from parity import RRandom
from parity.statistics.random.exponential import SUMS
from parity.statistics.random.mersenne_twister import WORDS, MersenneTwister
from parity.statistics.random.normal import normal_quantile, normal_quantiles
from parity.statistics.random.resampling import resamples, stratified_resamples
from parity.statistics.random.sampling import SampleKind, with_replacement, without_replacement
from parity.statistics.random.scrambling import scrambled
from parity.statistics.random.stream import Reader
from parity.statistics.random.weighted import descending

KINDS = list(SampleKind)


def by_its_authors(seed: int) -> MersenneTwister:
    """As `init_genrand` of Matsumoto and Nishimura (2002) seeds."""
    words = [seed]
    for place in range(1, WORDS):
        words.append((1812433253 * (words[-1] ^ (words[-1] >> 30)) + place) % 2**32)
    return MersenneTwister([WORDS, *words])


def test_the_twister_gives_the_published_words():
    words = by_its_authors(5489).uniforms(10_000) * 2**32
    assert words[:3].tolist() == [3499211612, 581869302, 3890346734]
    assert words[-1] == 4123659995, "the 10,000th, as the C++ standard has it"


def test_scrambling_is_the_congruential_generator_step_by_step():
    for seed in (0, 1, 123, 2**31 - 1, -1):
        value, steps = seed % 2**32, []
        for _ in range(50 + 625):
            value = (69069 * value + 1) % 2**32
            steps.append(value)
        assert scrambled(seed, 625).tolist() == steps[50:]


@pytest.mark.parametrize(
    ("probability", "quantile"),
    [(0.25, -0.6744897501960817432), (0.001, -3.090232306167813542), (1e-20, -9.262340089798407573)],
)
def test_normal_quantiles_are_those_published_with_as_241(probability, quantile):
    assert normal_quantile(probability) == pytest.approx(quantile, rel=2e-16)
    assert normal_quantiles(np.array([probability])) == pytest.approx(quantile, rel=2e-16)


def test_one_quantile_and_many_are_the_same():
    grid = np.concatenate([10.0 ** -np.arange(1, 300, 7), np.linspace(1e-6, 1 - 1e-6, 1001), [0.075, 0.925, 0.5, 1]])
    assert [normal_quantile(p) for p in grid.tolist()] == normal_quantiles(grid).tolist()
    assert normal_quantile(0.5) == 0 and normal_quantile(0.75) == -normal_quantile(0.25)
    assert normal_quantile(1 - 2.0**-53) < 8.3 < normal_quantile(1.0) == np.inf


def test_the_sums_of_the_exponential_are_right_to_the_last_bit():
    """By the series of ln 2 itself, in fractions."""
    log_2 = sum(Fraction(1, k * 2**k) for k in range(1, 200))
    term, total = Fraction(1), Fraction(0)
    for k, found in enumerate(SUMS, 1):
        term *= log_2 / k
        total += term
        assert found == float(total)
    assert SUMS[-1] == 1.0 and SUMS[-2] < 1.0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [1, 2, 9, 122, 32768, 32769, 70000])
def test_a_sample_takes_from_the_stream_what_one_draw_after_the_other_takes(kind, n):
    at_once, singly = MersenneTwister.seeded(5), MersenneTwister.seeded(5)
    drawn = with_replacement(at_once, n, 400, kind)
    assert drawn.tolist() == [int(with_replacement(singly, n, 1, kind)[0]) for _ in range(400)]
    assert drawn.min() >= 0 and drawn.max() < n
    assert (at_once.position, at_once.state()) == (singly.position, singly.state())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [1, 2, 3, 64, 65, 1000, 40000])
def test_without_replacement_each_number_comes_once(kind, n):
    stream = MersenneTwister.seeded(n)
    assert sorted(without_replacement(stream, n, n, kind).tolist()) == list(range(n))
    part = without_replacement(MersenneTwister.seeded(n), n, (n + 1) // 2, kind)
    assert part.tolist() == without_replacement(MersenneTwister.seeded(n), n, n, kind)[: len(part)].tolist()


def test_a_part_of_very_many_numbers_is_drawn_without_a_list_of_them():
    part = without_replacement(MersenneTwister.seeded(3), 10_000_001, 5_000, SampleKind.REJECTION)
    assert len(set(part.tolist())) == 5_000


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sizes", [(30, 92), (1, 3), (5, 7, 2), (40000, 100), (32768, 70000), (1, 1), (40,), (40000,)])
def test_strata_are_drawn_in_turn(kind, sizes):
    at_once, in_turn = MersenneTwister.seeded(9), MersenneTwister.seeded(9)
    count = 60 if sum(sizes) < 1000 else 6
    strata = stratified_resamples(at_once, sizes, count, kind)
    for replicate in range(count):
        for n, rows in zip(sizes, strata):
            np.testing.assert_array_equal(rows[replicate], with_replacement(in_turn, n, n, kind))
    assert at_once.state() == in_turn.state()


def test_many_small_strata_run_through_many_blocks():
    at_once, in_turn = MersenneTwister.seeded(2), MersenneTwister.seeded(2)
    drawn = stratified_resamples(at_once, (600, 400), 3000)
    for replicate in range(3000):
        for n, rows in zip((600, 400), drawn):
            assert (rows[replicate] == with_replacement(in_turn, n, n)).all()
    assert at_once.position == in_turn.position


def test_resamples_without_replacement_are_samples_in_turn():
    at_once, in_turn = MersenneTwister.seeded(4), MersenneTwister.seeded(4)
    drawn = resamples(at_once, 50, 7, 20, replace=False)
    assert [without_replacement(in_turn, 50, 20).tolist() for _ in range(7)] == drawn.tolist()
    assert resamples(at_once, 50, 0).shape == (0, 50)


def test_looking_ahead_takes_nothing_and_a_state_is_that_of_what_was_taken():
    stream, plain = MersenneTwister.seeded(8), MersenneTwister.seeded(8)
    rng = np.random.default_rng(1)
    for _ in range(300):
        stream.uniforms_ahead(int(rng.integers(0, 9000)))
        count = int(rng.integers(0, 700))
        np.testing.assert_array_equal(stream.uniforms(count), plain.uniforms(count))
        if rng.random() < 0.2:
            assert stream.state() == MersenneTwister(plain.state()).state()
    assert stream.position == plain.position


def test_a_reader_takes_what_it_read():
    stream, plain = MersenneTwister.seeded(8), MersenneTwister.seeded(8)
    with Reader(stream) as uniform:
        assert [uniform() for _ in range(1300)] == plain.uniforms(1300).tolist()
    assert stream.position == 1300 and stream.uniforms(1) == plain.uniforms(1)


def test_a_word_of_zero_is_no_uniform_number_of_zero():
    words = np.zeros(WORDS, np.int64)
    words[-1] = 1
    assert MersenneTwister([1, *words]).uniforms(3) == pytest.approx(0.5 / (2**32 - 1), rel=1e-14)


def test_descending_is_an_order():
    values = np.random.default_rng(0).integers(0, 9, 500).astype(float)
    order = descending(values)
    assert sorted(order.tolist()) == list(range(500)) and (np.diff(values[order]) <= 0).all()
    assert descending(np.array([2.0])).tolist() == [0]


@pytest.mark.parametrize("n", [5, 150, 400])
def test_weights_that_are_zero_are_never_drawn_and_only_their_ratios_count(n):
    weights = np.arange(n) % 3 * 1.0
    drawn = RRandom(1).sample_int(n, 2000, replace=True, prob=weights)
    assert (weights[drawn - 1] > 0).all()
    np.testing.assert_array_equal(drawn, RRandom(1).sample_int(n, 2000, replace=True, prob=weights * 4))


def test_a_probability_of_just_a_tenth_of_an_nth_is_none_that_walkers_aliases_are_made_for():
    # set.seed(1); sample.int(210, 12, TRUE, w), where R counts 200 probabilities above 0.1 / 210, and 201
    by_inversion = [55, 76, 117, 184, 42, 182, 191, 134, 128, 14, 43, 37]
    by_aliases = [68, 129, 43, 191, 51, 75, 96, 64, 73, 37, 110, 155]
    weights = np.repeat([2090.0, 200.0], [200, 10])
    assert RRandom(1).sample_int(210, 12, replace=True, prob=weights).tolist() == by_inversion
    weights[-1] = 201.0
    assert RRandom(1).sample_int(210, 12, replace=True, prob=weights).tolist() == by_aliases


def test_the_rarer_outcome_is_counted():
    assert (RRandom(3).rbinom(500, 40, 0.75) == 40 - RRandom(3).rbinom(500, 40, 0.25)).all()
    assert (RRandom(3).rbinom(500, 400, 0.75) == 400 - RRandom(3).rbinom(500, 400, 0.25)).all()


def test_what_is_certain_draws_nothing():
    dice = RRandom(3)
    assert dice.rbinom(4, [0, 5, 7, 0], [0.5, 0, 1, 1]).tolist() == [0, 0, 7, 0]
    assert dice.rpois(3, 0).tolist() == [0, 0, 0] and dice.rnorm(2, 5, 0).tolist() == [5, 5]
    assert dice.runif(2, 4, 4).tolist() == [4, 4] and dice.position == 0


def test_r_s_overflow_of_a_binomial_spread_is_followed_and_seen():
    """The standard deviation of 2e9 trials at 1/2 is 22,361; R's is larger, from 46,340 beyond the mode on."""
    drawn = RRandom(1).rbinom(4000, 2_000_000_000, 0.5)
    assert np.std(drawn) > 24_000
    assert abs(np.std(RRandom(1).rbinom(4000, 80_000_000, 0.5)) / 80_000_000**0.5 * 2 - 1) < 0.03
