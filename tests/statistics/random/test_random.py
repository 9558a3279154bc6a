"""The same draws as R, and the stream where R leaves it: from recorded answers, and live."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from parity import RRandom
from parity.r.environment import rpy2_problem
from parity.r.supervisor import RSession
from draw_cases import CALLS, DEFAULTS, FOLDER, answered, calls, drawn, recorded, short_seeds

RECORDED = recorded()
VARIED = [one for one in RECORDED if one.call != "NULL" and not one.call.startswith(("sample.int(1)", "sample.int(1,"))]
SCRIPT = Path(__file__).parent / "scripts" / "draws.R"


@pytest.fixture(scope="module")
def session():
    with RSession("rpy2" if rpy2_problem() is None else "rscript", timeout=120) as session:
        yield session


def of_r(session, function, **arguments):
    answer = session.call(SCRIPT, function, arguments)
    assert answer.value is not None, answer.conditions
    return answer.value


def test_the_recorded_draws_are_of_200_seeds_and_40_sizes():
    sizes = [one for one in RECORDED if one.call.endswith(", 200, TRUE)")]
    assert len(sizes) >= 40 and all(len(one.answers) == 200 for one in sizes)
    crossed = {int(one.call[len("sample.int(") :].split(",")[0]) for one in sizes}
    assert {2**15, 2**15 + 1, 2**16, 2**16 + 1, 2**31 - 1, 2**31, 2**31 + 1} <= crossed


def test_every_call_was_recorded_and_is_drawn_here():
    with (FOLDER / "calls.tsv").open(newline="", encoding="utf-8") as file:
        asked = [row[3] for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
    assert asked == [one.call for one in RECORDED][-len(asked) :]
    assert set(asked) | {"NULL"} == set(CALLS)


@pytest.mark.parametrize("one", RECORDED, ids=str)
def test_r_drew_the_same_and_its_stream_stands_where_ours_does(one):
    for seed, expected in one.answers.items():
        dice = RRandom(seed, **one.kinds)
        values = drawn(one.call, dice)
        assert answered(dice, values) == expected, f"seed {seed}: {values[:5]} …"


@pytest.mark.parametrize("one", VARIED, ids=str)
def test_another_seed_does_not_agree(one):
    dice = RRandom(4711, **one.kinds)
    values = drawn(one.call, dice)
    assert answered(dice, values) not in one.answers.values()
    assert not np.array_equal(values, drawn(one.call, RRandom(123, **one.kinds)))


@pytest.mark.r
@pytest.mark.parametrize(("call", "kinds"), calls(), ids=lambda value: value if isinstance(value, str) else "")
def test_living_r_draws_the_same_from_seeds_that_were_not_recorded(session, call, kinds):
    for seed in short_seeds():
        dice = RRandom(seed, **kinds)
        values = drawn(call, dice)
        theirs = of_r(session, "draws", call=call, seed=seed, kinds=list(kinds.values()))
        np.testing.assert_array_equal(np.atleast_1d(theirs["values"]), values.ravel())
        np.testing.assert_array_equal(theirs["random_seed"], dice.random_seed)


@pytest.mark.r
def test_r_goes_on_from_our_state_and_we_from_r_s(session):
    for seed in short_seeds():
        dice = RRandom(seed)
        dice.sample_int(122, 500, replace=True), dice.rnorm(7), dice.sample_int(40_000, 33, replace=True)
        before = dice.random_seed
        theirs = of_r(session, "draws_on", call="sample.int(1000, 700, TRUE)", random_seed=before.tolist())
        again = RRandom.from_random_seed(before)
        for ours in (dice, again):
            np.testing.assert_array_equal(ours.sample_int(1000, 700, replace=True), theirs["values"])
            np.testing.assert_array_equal(ours.random_seed, theirs["random_seed"])
        after = RRandom.from_random_seed(theirs["random_seed"])
        on = of_r(session, "draws_on", call="rexp(50)", random_seed=theirs["random_seed"])
        np.testing.assert_array_equal(after.rexp(50), on["values"])


def untempered(word):
    """The word of a Mersenne Twister's state that gives this one."""
    word ^= word >> 18
    word ^= (word << 15) & 0xEFC60000
    found = word
    for _ in range(5):
        found = word ^ ((found << 7) & 0x9D2C5680)
    word = found
    for _ in range(3):
        found = word ^ (found >> 11)
    return found & 0xFFFFFFFF


@pytest.mark.r
def test_every_entry_of_ahrens_and_dieter_s_tables_is_the_one_with_which_r_calculates(session):
    """The numbers of the stream are chosen: each part of the absolute value, accepted at once and not, each half of the
    tail."""
    half, parts = 2**31, 2**26
    at_once = [[part * parts + parts - 9] for part in range(1, 32)]
    compared = [[part * parts + 3, 2**31 + 5, 1] for part in range(1, 32)]
    tail = [[(half >> 6 >> k) + (half >> 7 >> k), 2**32 - 7] for k in range(1, 26)]
    chosen = [word for words in (*at_once, *compared, *tail) for word in words]
    state = [10103, 0, *map(untempered, chosen), *[12345] * (624 - len(chosen))]
    numbers = np.array(state, dtype=np.uint32).astype(np.int32)
    numbers[0], numbers[1] = 10103, 1
    numbers[2:] = np.roll(numbers[2:], 1)
    dice = RRandom.from_random_seed(numbers)
    count = len(at_once) + len(compared) + len(tail)
    theirs = of_r(session, "draws_on", call=f"rnorm({count})", random_seed=numbers.tolist())
    np.testing.assert_array_equal(dice.rnorm(count), theirs["values"])
    np.testing.assert_array_equal(theirs["random_seed"], dice.random_seed)
    assert len(np.unique(np.abs(theirs["values"]).round(6))) > 80 and np.abs(theirs["values"]).max() > 5.5


@pytest.mark.r
@pytest.mark.parametrize(
    ("rows", "columns"),
    [((3, 1), (2, 2)), ((60, 62), (70, 52)), ((5, 0, 7), (4, 8)), ((20, 31, 9, 40), (50, 30, 20)), ((1, 1), (0, 2))],
)
def test_tables_with_given_margins_are_r_s_and_the_stream_stands_where_r_s_does(session, rows, columns):
    call = f"unlist(r2dtable(400, c{rows}, c{columns}))"
    for seed in (1, 2025, 99):
        for kind in ("Mersenne-Twister", "Wichmann-Hill"):
            dice = RRandom(seed, kind=kind)
            tables = dice.r2dtable(400, rows, columns)
            theirs = of_r(session, "draws", call=call, seed=seed, kinds=[kind, "Inversion", "Rejection"])
            np.testing.assert_array_equal(tables.transpose(0, 2, 1).ravel(), theirs["values"])
            np.testing.assert_array_equal(theirs["random_seed"], dice.random_seed)


def test_defaults_are_those_of_r():
    assert RRandom(1).random_seed[0] == 10403
    assert RRandom(1, **DEFAULTS).random_seed[0] == 10403
