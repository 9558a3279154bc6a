"""The calls of fixtures/random/calls.tsv in Python, and what R answered."""

from __future__ import annotations

import csv
import hashlib
import re
from ast import literal_eval
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from parity import RRandom

FOLDER = Path(__file__).parents[3] / "fixtures" / "random"
DEFAULTS = {"kind": "Mersenne-Twister", "normal_kind": "Inversion", "sample_kind": "Rejection"}


class Recorded(NamedTuple):
    """R's answers to one call: ``"mti/hash"`` by seed."""

    call: str
    kinds: dict[str, str]
    answers: dict[int, str]

    def __str__(self) -> str:
        return " ".join([self.call, *(kind for name, kind in self.kinds.items() if kind != DEFAULTS[name])])


def recorded() -> list[Recorded]:
    with (FOLDER / "draws.tsv").open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        seeds = list(map(int, next(rows)[4:]))
        return [Recorded(row[3], _kinds(row), dict(zip(seeds, row[4:]))) for row in rows]


def calls() -> list[tuple[str, dict[str, str]]]:
    """The calls that are asked, without those of the sizes."""
    with (FOLDER / "calls.tsv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [(row[3], _kinds(row)) for row in rows]


class Chosen(NamedTuple):
    """R's answer to one call behind uniform numbers that are chosen: ``"mti/values"``, in hexadecimal digits."""

    normal_kind: str
    call: str
    words: tuple[int, ...]
    answer: str

    def __str__(self) -> str:
        kind = "" if self.normal_kind == "default" else f" {self.normal_kind}"
        return f"{self.call}{kind} of {' '.join(map(str, self.words[:3]))}"

    def dice(self) -> RRandom:
        """Whose next words these are; behind them stand others, so that no algorithm waits for a better one forever."""
        others = [(number * 2654435761 + 12345) % 2**32 for number in range(len(self.words) + 1, 624)]
        kinds = {} if self.normal_kind == "default" else {"normal_kind": self.normal_kind}
        state = RRandom(1, **kinds).random_seed
        state[1] = 1
        state[3:] = np.array([*map(untempered, (*self.words, *others))], np.uint32).astype(np.int32)
        return RRandom.from_random_seed(state)

    def drawn(self, dice: RRandom) -> np.ndarray:
        """The values of the call."""
        if self.call.startswith("stats::chisq.test("):
            return _simulated_p(dice, literal_eval(self.call[len("stats::chisq.test(matrix(c") :].split(")")[0] + ")"))
        if self.call.startswith("unlist(r2dtable("):
            return _tables(dice, *literal_eval(self.call[len("unlist(r2dtable") : -1].replace("c(", "(")))
        name, arguments = re.fullmatch(r"r(\w+)\((.*)\)", self.call).groups()
        return getattr(dice, f"r{name}")(*(float(one) if "." in one else int(one) for one in arguments.split(", ")))


def chosen() -> list[Chosen]:
    with (FOLDER / "chosen.tsv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [Chosen(kind, call, tuple(map(int, words.split())), answer) for kind, call, words, answer in rows]


def untempered(word: int) -> int:
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


def _kinds(row: list[str]) -> dict[str, str]:
    return {name: DEFAULTS[name] if kind == "default" else kind for name, kind in zip(DEFAULTS, row)}


def answered(dice: RRandom, values: np.ndarray) -> str:
    """What R's recorder would write of these values, and of where the stream stands."""
    state = dice.random_seed
    numbers = np.concatenate([np.ravel(values), state]).astype("<f8")
    return f"{state[1]}/{hashlib.md5(numbers.tobytes(), usedforsecurity=False).hexdigest()[:8]}"


def drawn(call: str, dice: RRandom) -> np.ndarray:
    """The values of a call."""
    found = re.fullmatch(r"sample\.int\((\d+), 200, TRUE\)", call)
    if found:
        return dice.sample_int(int(found[1]), 200, replace=True)
    return CALLS[call](dice)


def _short_calls(dice: RRandom) -> np.ndarray:
    numbers, sizes = (35, 87, 5, 122, 40000), (35, 87, 3, 7, 2)
    return np.concatenate([dice.sample_int(numbers[i % 5], sizes[i % 5], replace=True) for i in range(1, 3001)])


def _in_strata(dice: RRandom, sizes: tuple[int, int], count: int) -> np.ndarray:
    return np.hstack(dice.stratified_resamples(sizes, count)) + 1


def _tables(dice: RRandom, count: int, rows: list[int], columns: list[int]) -> np.ndarray:
    """As R lays them out: column by column."""
    return dice.r2dtable(count, rows, columns).transpose(0, 2, 1)


def _simulated_p(dice: RRandom, cells: tuple[int, ...]) -> np.ndarray:
    """Of one simulated table: of a fourfold one the chi-square grows with the distance of a cell from its mean."""
    observed = np.reshape(cells, (2, 2)).T
    rows, columns = observed.sum(axis=1), observed.sum(axis=0)
    table = dice.simulated_tables(1, rows.tolist(), columns.tolist())[0]
    here, there = (abs(one[0, 0] - rows[0] * columns[0] / rows.sum()) for one in (observed, table))
    return np.array([(1 + (there >= here)) / 2])


CALLS: dict[str, Callable[[RRandom], np.ndarray]] = {
    "NULL": lambda dice: np.empty(0),
    "runif(500)": lambda dice: dice.runif(500),
    "runif(500, -2, c(3, 7))": lambda dice: dice.runif(500, -2, [3, 7]),
    "rnorm(2000)": lambda dice: dice.rnorm(2000),
    "rnorm(999, 1, c(2, 0, 3))": lambda dice: dice.rnorm(999, 1, [2, 0, 3]),
    "rexp(2000, 3)": lambda dice: dice.rexp(2000, 3),
    "rbinom(2000, 1, 0.3)": lambda dice: dice.rbinom(2000, 1, 0.3),
    "rbinom(2000, c(1, 10, 50, 99), c(0.7, 0.2, 0.5, 0.3, 0))": lambda dice: dice.rbinom(
        2000, [1, 10, 50, 99], [0.7, 0.2, 0.5, 0.3, 0]
    ),
    "rbinom(500, 1000, 0.01)": lambda dice: dice.rbinom(500, 1000, 0.01),
    "rbinom(500, 100, 0.3)": lambda dice: dice.rbinom(500, 100, 0.3),
    "rbinom(2000, 1000, 0.5)": lambda dice: dice.rbinom(2000, 1000, 0.5),
    "rbinom(2000, 12345, 0.77)": lambda dice: dice.rbinom(2000, 12345, 0.77),
    "rbinom(1000, c(100000, 20, 100000000), c(0.001, 0.6))": lambda dice: dice.rbinom(
        1000, [100000, 20, 100000000], [0.001, 0.6]
    ),
    "rbinom(500, 2000000000, 0.5)": lambda dice: dice.rbinom(500, 2000000000, 0.5),
    "rpois(2000, c(0.1, 1, 3.3, 9.99))": lambda dice: dice.rpois(2000, [0.1, 1, 3.3, 9.99]),
    "rpois(2000, c(10, 12, 33.3, 1234.5, 1e6))": lambda dice: dice.rpois(2000, [10, 12, 33.3, 1234.5, 1e6]),
    "rgamma(2000, c(0.05, 0.3, 0.99), scale = 1.7)": lambda dice: dice.rgamma(2000, [0.05, 0.3, 0.99], 1.7),
    "rgamma(2000, c(1, 1.5, 3.686, 3.7, 13.1, 1000), scale = 0.3)": lambda dice: dice.rgamma(
        2000, [1, 1.5, 3.686, 3.7, 13.1, 1000], 0.3
    ),
    "sample.int(1)": lambda dice: dice.sample_int(1),
    "sample.int(10)": lambda dice: dice.sample_int(10),
    "sample.int(1000)": lambda dice: dice.sample_int(1000),
    "sample.int(32769, 2000)": lambda dice: dice.sample_int(32769, 2000),
    "sample.int(65537)": lambda dice: dice.sample_int(65537),
    "sample.int(20000000, 3000)": lambda dice: dice.sample_int(20_000_000, 3000),
    "sample.int(4e15, 300)": lambda dice: dice.sample_int(4 * 10**15, 300),
    "sample.int(5, 500, TRUE, c(1, 2, 0, 2, 3))": lambda dice: dice.sample_int(5, 500, True, [1, 2, 0, 2, 3]),
    "sample.int(200, 500, TRUE, 1:200)": lambda dice: dice.sample_int(200, 500, True, np.arange(1, 201)),
    "sample.int(201, 500, TRUE, rep(1, 201))": lambda dice: dice.sample_int(201, 500, True, np.ones(201)),
    "sample.int(1000, 500, TRUE, 1:1000)": lambda dice: dice.sample_int(1000, 500, True, np.arange(1, 1001)),
    "sample.int(300, 300, FALSE, rep(1:3, 100))": lambda dice: dice.sample_int(300, prob=[1, 2, 3] * 100),
    "unlist(lapply(1:3000, function(i) sample.int(c(35, 87, 5, 122, 40000)[i %% 5 + 1], "
    "c(35, 87, 3, 7, 2)[i %% 5 + 1], TRUE)))": _short_calls,
    "replicate(50, sample.int(122, replace = TRUE))": lambda dice: dice.resamples(122, 50) + 1,
    "replicate(20, sample.int(122, 60))": lambda dice: dice.resamples(122, 20, 60, replace=False) + 1,
    "replicate(40, c(sample.int(30, replace = TRUE), sample.int(92, replace = TRUE)))": lambda dice: _in_strata(
        dice, (30, 92), 40
    ),
    "replicate(20, c(sample.int(40000, replace = TRUE), sample.int(700, replace = TRUE)))": lambda dice: _in_strata(
        dice, (40000, 700), 20
    ),
    "c(runif(1500), sample.int(122, 300, TRUE), sample.int(40000, 99), rnorm(99), rgamma(99, 3))": lambda dice: (
        np.concatenate(
            [
                dice.runif(1500),
                dice.sample_int(122, 300, replace=True),
                dice.sample_int(40000, 99),
                dice.rnorm(99),
                dice.rgamma(99, 3),
            ]
        )
    ),
    "c(rnorm(3001), runif(1), rnorm(2), rpois(300, 30))": lambda dice: np.concatenate(
        [dice.rnorm(3001), dice.runif(1), dice.rnorm(2), dice.rpois(300, 30)]
    ),
    "sample.int(40000000, 300, TRUE)": lambda dice: dice.sample_int(40_000_000, 300, replace=True),
    "sample.int(33554431, 300, TRUE)": lambda dice: dice.sample_int(33_554_431, 300, replace=True),
    "sample.int(33554432, 300, TRUE)": lambda dice: dice.sample_int(33_554_432, 300, replace=True),
    "sample.int(33554440, 20)": lambda dice: dice.sample_int(33_554_440, 20),
    "sample.int(122, 500, TRUE)": lambda dice: dice.sample_int(122, 500, True),
    "sample.int(3e9, 300, TRUE)": lambda dice: dice.sample_int(3 * 10**9, 300, True),
    "sample.int(300, 500, TRUE, 1:300)": lambda dice: dice.sample_int(300, 500, True, np.arange(1, 301)),
    "unlist(r2dtable(300, c(3, 1), c(2, 2)))": lambda dice: _tables(dice, 300, [3, 1], [2, 2]),
    "unlist(r2dtable(300, c(60, 62), c(70, 52)))": lambda dice: _tables(dice, 300, [60, 62], [70, 52]),
    "unlist(r2dtable(200, c(20, 31, 9, 40), c(50, 30, 20)))": lambda dice: _tables(
        dice, 200, [20, 31, 9, 40], [50, 30, 20]
    ),
}


def short_seeds() -> Iterator[int]:
    """Seeds that are not among the recorded ones."""
    yield from np.random.default_rng(12).integers(-(2**31) + 1, 2**31, 4).tolist()
