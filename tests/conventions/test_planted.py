"""Of every statistic: the convention of a number in print is found, and of a number that none gives none is."""

from __future__ import annotations

import math

import pytest

from parity.conventions.convention import Options
from parity.conventions.explain import that_give, values
from parity.conventions.families import BY_STEM
from parity.conventions.printed import printed
from parity.data.study_file import find_study
from parity.verification.predictions import samples

BIRTHWT, RAIT = (samples(find_study(name))[0] for name in ("birthwt", "rait"))
OPTIONS = Options(resamples=100)
SUBJECTS = {
    "characteristics": (RAIT, "tg_before"),
    "t_test": (BIRTHWT, "lwt"),
    "levene_test": (RAIT, "tg_before"),
    "mann_whitney_test": (BIRTHWT, "age"),
    "frequencies": (BIRTHWT, "race"),
    "chi_square_test": (BIRTHWT, "ht"),
    "conditional_odds_ratio": (BIRTHWT, "ht"),
    "standardised_difference": (BIRTHWT, "lwt"),
    "logistic_regression": (BIRTHWT, "lwt"),
    "r_squared": (BIRTHWT, ""),
    "term_tests": (BIRTHWT, "race"),
    "auc_delong": (BIRTHWT, ""),
    "classification_intervals": (BIRTHWT, "sensitivity"),
}


def looked_at(stem):
    sample, variable = SUBJECTS[stem]
    return next(
        one for one in BY_STEM[stem].subjects(sample, OPTIONS) if getattr(one, "variable", "") in ("", variable)
    )


@pytest.fixture(scope="module")
def found():
    return {stem: values(stem, looked_at(stem), OPTIONS) for stem in SUBJECTS}


def planted(found):
    """Ten numbers, of as many conventions as there are, to four digits as a paper has them."""
    every = [
        (value.convention.name, f"{number:.4g}")
        for place in range(8)
        for value in found
        for number in list(value.numbers.values())[place : place + 1]
        if math.isfinite(number) and not isinstance(number, int)
    ]
    return list(dict.fromkeys(every))[:10]


def absent(found, turned):
    """Ten numbers of four digits about those that there are, which none rounds to."""
    every = [number for value in found for number in value.numbers.values() if math.isfinite(number)]
    every += [turn(value.numbers[of]) for value in found for of, turn in turned.items() if of in value.numbers]
    middle = sorted(map(abs, every))[len(every) // 2]
    near = [middle * (0.5 + k / 100) for k in range(100)]
    free = [one for one in near if all(abs(one - number) > 0.002 * one for number in every)]
    return [f"{one:.4g}" for one in free[:: len(free) // 10][:10]]


@pytest.mark.parametrize("stem", SUBJECTS)
def test_the_convention_of_a_planted_number_is_found(stem, found):
    numbers = planted(found[stem])
    assert len(numbers) == (7 if stem == "standardised_difference" else 10), "of a number there are seven"
    for name, text in numbers:
        given = {value.convention.name for value in that_give(printed(text), found[stem], BY_STEM[stem].turned)}
        assert name in given, (stem, name, text)


@pytest.mark.parametrize("stem", SUBJECTS)
def test_a_number_that_none_gives_is_found_nowhere(stem, found):
    turned = BY_STEM[stem].turned
    numbers = absent(found[stem], turned)
    assert len(set(numbers)) == 10
    for text in numbers:
        assert that_give(printed(text), found[stem], turned) == []


def test_every_statistic_is_looked_at():
    theirs = {id(family.conventions) for stem, family in BY_STEM.items() if stem in SUBJECTS}
    others = {"youden_cutoff", "hosmer_lemeshow", "calibration_line", "brier_score"}
    assert {stem for stem, family in BY_STEM.items() if id(family.conventions) not in theirs} == others


def test_no_two_conventions_of_a_statistic_have_one_name():
    for family in BY_STEM.values():
        names = [convention.name for convention in family.conventions]
        assert len(set(names)) == len(names)


def test_groups_in_the_other_order_are_said():
    found, turned = values("t_test", looked_at("t_test")), BY_STEM["t_test"].turned
    t = found[0].numbers["t"]
    given = {value.convention.name: value for value in that_give(printed(f"{-t:.4f}"), found, turned)}
    assert given["Welch, two-sided"].turned
    assert not that_give(printed(f"{-t:.4f}"), found)
    assert not any(value.turned for value in that_give(printed(f"{t:.4f}"), found, turned))
    odds = values("conditional_odds_ratio", looked_at("conditional_odds_ratio"))
    ratio = next(value.numbers["OR"] for value in odds if value.convention.name == "conditional, exact interval")
    (given,) = that_give(printed(f"{1 / ratio:.5f}"), odds, BY_STEM["conditional_odds_ratio"].turned)
    assert given.convention.name == "conditional, exact interval" and given.turned
