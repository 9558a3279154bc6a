"""The terms of a model."""

from __future__ import annotations

import numpy as np
import pytest

from parity.data.cohort import Factor
from parity.models.terms import (
    Levels,
    Linear,
    LinearSpline,
    Polynomial,
    RestrictedCubicSpline,
    Scored,
    interaction_columns,
    interaction_names,
)

KNOTS = (31.0, 44.0, 52.5, 60.0, 77.0)
TERMS = {
    "linear": Linear(),
    "polynomial": Polynomial(3),
    "linear spline": LinearSpline((40.0, 60.0)),
    "restricted cubic spline": RestrictedCubicSpline(KNOTS),
    "scored": Scored((0, 1, 2, 3)),
}


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)
def test_every_column_has_a_name_and_the_first_is_the_number(term):
    x = np.arange(30) % 4 if isinstance(term, Scored) else np.linspace(-2, 90, 30)
    columns = term.columns(x)
    assert columns.shape == (30, len(term.names("x")))
    np.testing.assert_array_equal(columns[:, 0], x)
    assert len(set(term.names("x"))) == len(term.names("x"))


def test_columns_are_named_as_in_rms():
    assert Polynomial(3).names("age") == ("age", "age^2", "age^3")
    assert LinearSpline((40.0, 60.0)).names("age") == ("age", "age'", "age''")
    assert RestrictedCubicSpline(KNOTS).names("age") == ("age", "age'", "age''", "age'''")
    assert Levels(("f", "m", "x")).names("sex") == ("sex=m", "sex=x")
    assert Scored((0, 1, 2, 3)).names("score") == ("score", "score=2", "score=3")


@pytest.mark.parametrize("outside", [(-100.0, 31.0), (77.0, 300.0)])
def test_a_restricted_cubic_spline_is_linear_beyond_its_outer_knots(outside):
    columns = RestrictedCubicSpline(KNOTS).columns(np.linspace(*outside, 40))
    np.testing.assert_allclose(np.diff(columns, n=2, axis=0), 0, atol=1e-9)


def second_derivative(coefficients, at, step=1e-3):
    left, middle, right = RestrictedCubicSpline(KNOTS).columns(at + step * np.array([-1.0, 0.0, 1.0]))
    return (left - 2 * middle + right) @ coefficients / step**2


@pytest.mark.parametrize("knot", KNOTS)
def test_the_second_derivative_of_a_restricted_cubic_spline_is_continuous_at_each_knot(knot):
    coefficients = np.array([0.3, -1.0, 2.0, 0.7])
    below, above = (second_derivative(coefficients, knot + shift) for shift in (-0.01, 0.01))
    assert below == pytest.approx(above, abs=2e-3)


def test_a_restricted_cubic_spline_by_hand():
    """Knots 0, 1, 2: at 1 the cube of 1 over the squared span, 1/4; at 2 (8 - 2) / 4."""
    columns = RestrictedCubicSpline((0.0, 1.0, 2.0)).columns([-1.0, 0.0, 1.0, 2.0, 3.0])
    np.testing.assert_allclose(columns[:, 1], [0, 0, 0.25, 1.5, (27 - 2 * 8 + 1) / 4], atol=1e-15)


def test_another_unit_scales_every_column_of_a_restricted_cubic_spline():
    x = np.linspace(20, 90, 15)
    scaled = RestrictedCubicSpline(tuple(10 * knot for knot in KNOTS)).columns(10 * x)
    np.testing.assert_allclose(scaled, 10 * RestrictedCubicSpline(KNOTS).columns(x), rtol=1e-12, atol=1e-12)


def test_a_linear_spline_changes_its_slope_at_the_knots():
    y = LinearSpline((40.0, 60.0)).columns([30.0, 39.0, 41.0, 59.0, 61.0, 70.0]) @ np.array([1.0, 2.0, -4.0])
    np.testing.assert_allclose(np.diff(y)[::2] / [9, 18, 9], [1, 3, -1], atol=1e-13)


def test_the_levels_and_their_reference_make_a_partition():
    levels = ("a", "b", "c", "d")
    columns = Levels(levels).columns(levels)
    reference = 1 - columns.sum(axis=1)
    np.testing.assert_array_equal(np.column_stack([reference, columns]), np.eye(4))


def test_a_factor_has_the_columns_of_its_levels_in_text():
    levels = ("a", "b", "c")
    factor = Factor(np.array([2, 0, 1, 2]), levels)
    np.testing.assert_array_equal(Levels(levels).columns(factor), Levels(levels).columns(["c", "a", "b", "c"]))


def test_what_is_no_level_no_score_or_no_number_is_refused_by_name():
    with pytest.raises(ValueError, match="the levels are a, b, and c is none"):
        Levels(("a", "b")).columns(["a", "c"])
    with pytest.raises(ValueError, match="the levels are a, b; the factor has b, a"):
        Levels(("a", "b")).columns(Factor(np.array([0, 1]), ("b", "a")))
    with pytest.raises(ValueError, match="the scores are 0, 1, 2, and 1.5 is none"):
        Scored((0, 1, 2)).columns([0.0, 1.5])
    with pytest.raises(ValueError, match="a number is needed, not a factor with the levels a, b"):
        Linear().columns(Factor(np.array([0, 1]), ("a", "b")))


def test_scores_have_a_value_of_their_own_each():
    columns = Scored((0, 1, 2, 3)).columns([0, 1, 2, 3])
    assert np.linalg.matrix_rank(np.column_stack([np.ones(4), columns])) == 4


def test_the_first_predictor_of_an_interaction_changes_fastest():
    first, second = Polynomial(2), Levels(("f", "m", "x"))
    names = interaction_names([first.names("x"), second.names("s")])
    assert names == ("x * s=m", "x^2 * s=m", "x * s=x", "x^2 * s=x")
    columns = interaction_columns([first.columns([3.0, 3.0]), second.columns(["m", "x"])])
    np.testing.assert_array_equal(columns, [[3, 9, 0, 0], [0, 0, 3, 9]])


@pytest.mark.parametrize("build", [lambda x: LinearSpline(x), lambda x: RestrictedCubicSpline(x), lambda x: Scored(x)])
@pytest.mark.parametrize(
    "wrong", [(), (3.0, 2.0, 1.0, 0.0), (1.0, 1.0, 2.0), (1.0, 2.0, float("nan")), (1.0, 2.0, float("inf"))]
)
def test_knots_and_scores_that_are_no_ascending_numbers_are_refused(build, wrong):
    with pytest.raises(ValueError, match="finite and ascending"):
        build(wrong)


def test_a_polynomial_without_a_degree_is_refused():
    with pytest.raises(ValueError, match="a degree of 1 or more, not 0"):
        Polynomial(0)
