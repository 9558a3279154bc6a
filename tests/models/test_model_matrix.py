"""The columns of a formula."""

from __future__ import annotations

import numpy as np
import pytest

from parity.data.cohort import Factor
from parity.data.formula_text import read_formula
from parity.models.model_matrix import all_terms, model_matrix

DRAW = np.random.default_rng(8)
AGE = DRAW.normal(60, 10, 200)
SEX = Factor(DRAW.integers(0, 2, 200), ("f", "m"))
PREDICTORS = {"sex": SEX, "age": AGE}


def formula(text):
    return read_formula(text)[1]


def test_columns_have_the_names_and_the_order_of_rms():
    design = model_matrix(formula("rcs(age, 4) * sex"), PREDICTORS)
    assert design.terms == (
        "Intercept", "age", "age'", "age''", "sex=m", "age * sex=m", "age' * sex=m", "age'' * sex=m",
    )  # fmt: skip
    np.testing.assert_array_equal(design.values[:, 5:], design.values[:, 1:4] * SEX.codes[:, np.newaxis])


def test_patients_have_the_knots_of_the_development_sample():
    patients = {"age": AGE[:7] + 25, "sex": SEX.rows(np.arange(7))}
    (there,) = (model_matrix(formula("rcs(age, 3)"), PREDICTORS, patients).values[:, 2],)
    knots = all_terms(formula("rcs(age, 3)"), PREDICTORS)["age"].knots
    given = f"rcs(age, c({', '.join(map(repr, knots))}))"
    np.testing.assert_array_equal(there, model_matrix(formula(given), patients).values[:, 2])


def test_a_spline_is_linear_beyond_its_outer_knots_and_a_broken_line_bends_at_its_own():
    x = {"x": np.array([0.0, 1.0, 8.0, 9.0, 10.0])}
    spline = model_matrix(formula("rcs(x, c(2, 4, 7))"), x).values[:, 2]
    assert spline[:2].tolist() == [0.0, 0.0]
    assert np.diff(spline[2:], 2) == pytest.approx(0.0, abs=1e-12)
    assert model_matrix(formula("lsp(x, c(8, 9))"), x).values[:, 2:].tolist() == [
        [0, 0],
        [0, 0],
        [0, 0],
        [1, 0],
        [2, 1],
    ]


def test_a_factor_has_no_spline():
    with pytest.raises(ValueError, match="needs numbers"):
        model_matrix(formula("rcs(sex, 3)"), PREDICTORS)
