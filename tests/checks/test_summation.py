"""How far sums of doubles are apart, held against exact ones."""

from __future__ import annotations

import math

import numpy as np
import pytest

from parity.checks.summation import UNIT, careful, plain

TERMS = {
    "of one sign": lambda draw, n: draw.random(n),
    "of both signs": lambda draw, n: draw.normal(size=n),
    "all equal": lambda draw, n: np.full(n, 0.1),
    "few that are distinct": lambda draw, n: draw.choice([0.1, 0.3, 0.7], n),
    "of all sizes": lambda draw, n: np.exp(draw.normal(0, 20, n)),
}


def terms(kind: str, n: int) -> tuple[np.ndarray, float, float]:
    """Terms, their exact sum, and the sum of their sizes."""
    made = TERMS[kind](np.random.default_rng(n), n)
    return made, math.fsum(made.tolist()), float(np.abs(made).sum())


@pytest.mark.parametrize("n", [1, 7, 129, 10_000, 200_000, 1_000_000])
@pytest.mark.parametrize("kind", TERMS)
def test_sums_as_numpy_and_as_r_have_them_are_within_the_bound(kind, n):
    made, exact, size = terms(kind, n)
    by_r = float(np.cumsum(made.astype(np.longdouble))[-1])
    bound = careful(n, size, operations=0)
    assert abs(float(made.sum()) - exact) <= bound
    assert abs(float(made.sum()) - by_r) <= bound


@pytest.mark.parametrize("n", [1, 7, 129, 10_000, 200_000, 1_000_000])
@pytest.mark.parametrize("kind", TERMS)
def test_sums_one_after_the_other_in_doubles_are_within_the_wider_one(kind, n):
    made, exact, size = terms(kind, n)
    in_doubles = float(np.cumsum(made)[-1])
    assert abs(in_doubles - exact) <= plain(n, size, operations=0)


def test_where_equal_terms_are_added_one_after_the_other_the_wider_one_is_needed():
    made, exact, size = terms("all equal", 1_000_000)
    difference = abs(float(np.cumsum(made)[-1]) - exact)
    assert difference > 10 * careful(1_000_000, size)
    assert difference > plain(1_000_000, size) / 100


def test_a_careful_sum_of_a_million_terms_keeps_thirteen_digits_and_a_plain_one_nine():
    assert careful(1_000_000, 1.0) < 1e-13
    assert 1e-11 < plain(1_000_000, 1.0) < 1e-9


def test_a_bound_is_in_proportion_to_the_size_and_grows_with_the_number_of_terms_and_operations():
    assert careful(1000, 3.0) == pytest.approx(3 * careful(1000, 1.0), rel=1e-15)
    assert careful(10, 1.0) < careful(10_000, 1.0) < careful(10_000_000, 1.0)
    assert plain(10_000, 1.0) - careful(10_000, 1.0) == pytest.approx(10_000 * UNIT, rel=1e-12)
    assert careful(10, 1.0, operations=0) < careful(10, 1.0, operations=1)


def test_of_nothing_nothing_is_lost():
    assert careful(0, 0.0) == plain(0, 0.0) == 0.0
