"""Sizes of a design's columns, held against exact arithmetic."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from parity.checks.regression.column_sizes import column_sizes
from parity.data.formula_text import read_formula
from parity.models.model_matrix import all_terms, model_matrix

UNIT = 2.0**-53


def exact_spline(x: float, knots: tuple[float, ...], place: int) -> Fraction:
    """A column of a restricted cubic spline by its definition, without rounding."""
    t = [Fraction(knot) for knot in knots]
    at = Fraction(x)

    def cube(knot: Fraction) -> Fraction:
        return max(at - knot, Fraction(0)) ** 3

    tail = (t[-1] - t[place]) * cube(t[-2]) - (t[-2] - t[place]) * cube(t[-1])
    return (cube(t[place]) - tail / (t[-1] - t[-2])) / (t[-1] - t[0]) ** 2


@pytest.mark.parametrize("far", [1.0, 1e2, 1e4])
def test_a_column_of_a_spline_is_off_by_no_more_than_its_size_allows_however_far_beyond_the_knots(far):
    x = {"x": np.append(np.random.default_rng(2).uniform(0, 10, 40), far * 10)}
    formula = read_formula("rcs(x, c(1.1, 3.7, 6.3, 9.2))")[1]
    values, sizes = model_matrix(formula, x).values, column_sizes(formula, x)
    knots = all_terms(formula, x)["x"].knots
    for place in range(2):
        for row, at in enumerate(x["x"].tolist()):
            error = abs(float(Fraction(values[row, 2 + place]) - exact_spline(at, knots, place)))
            assert error <= 32 * UNIT * sizes[row, 2 + place]


def test_the_cancelling_cubes_are_larger_than_what_they_leave():
    x = {"x": np.append(np.linspace(0, 10, 40), 1e4)}
    formula = read_formula("rcs(x, c(1, 4, 9))")[1]
    assert column_sizes(formula, x)[-1, 2] > 1e6 * model_matrix(formula, x).values[-1, 2]


def test_a_column_that_nobody_computes_has_its_own_size():
    x = {"a": np.array([-3.0, 2.0, 5.0]), "b": np.array([1.0, 0.0, 1.0])}
    sizes = column_sizes(read_formula("a * b")[1], x)
    np.testing.assert_array_equal(sizes, [[1, 3, 1, 3], [1, 2, 0, 0], [1, 5, 1, 5]])
