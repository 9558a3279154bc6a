"""The table of Wald tests: which coefficients each row tests, and its numbers."""

from __future__ import annotations

import numpy as np
import pytest
from drawn_patients import drawn_by_harrell
from published import BUDWORMS, DEAD, MONTHS, SUCCESS
from scipy.stats import chi2

from parity.data.cohort import Factor
from parity.data.formula import Entry, Formula, Shape
from parity.models.hypotheses import places_by_row
from parity.statistics.regression.anova_wald import anova_wald
from parity.statistics.regression.logistic_regression import logistic_regression
from parity.statistics.regression.term_tests import term_tests

SPLINE, POWERS, LINE = Entry(Shape.RESTRICTED_CUBIC_SPLINE, 4), Entry(Shape.POLYNOMIAL, 2), Entry()
DRAW = np.random.default_rng(1)
COLUMNS = {
    "tg": DRAW.exponential(size=90),
    "age": DRAW.normal(50, 9, size=90),
    "nodes": DRAW.integers(0, 9, 90).astype(float),
    "sex": Factor(DRAW.integers(0, 2, 90), ("f", "m")),
}


def rows(formula):
    return {name: places.tolist() for name, places in places_by_row(formula, COLUMNS).items()}


def test_the_programmers_of_neter_et_al():
    # Neter et al. (1996), Table 14.1; SAS, PROC LOGISTIC: Wald 6.1760, p 0.0129
    found = anova_wald(SUCCESS, {"months": MONTHS})
    assert found.rows == ("months", "(total)")
    assert (found.chi_square.round(4).tolist(), found.p.round(4).tolist()) == ([6.176, 6.176], [0.0129, 0.0129])


def test_a_thousand_patients_of_the_help_of_lrm_as_anova_prints_them():
    found = anova_wald(*drawn_by_harrell())
    assert {
        row: (round(float(chi_square), 2), df, round(float(p), 4))
        for row, chi_square, df, p in zip(found.rows[:6], found.chi_square, found.degrees_of_freedom, found.p)
    } == {
        "treat, with interactions": (5.62, 10, 0.8462),
        "treat, interactions": (1.30, 8, 0.9956),
        "age, with interactions": (65.99, 12, 0.0),
        "age, interactions": (1.30, 8, 0.9956),
        "age, nonlinear": (2.23, 9, 0.9872),
        "treat * age": (1.30, 8, 0.9956),
    }


def test_of_main_effects_it_has_a_row_each_and_the_total():
    found, tests = anova_wald(DEAD, BUDWORMS), term_tests(DEAD, BUDWORMS)
    assert found.rows == ("sex", "ldose", "(total)")
    assert found.chi_square == pytest.approx([*tests.wald, tests.together.wald], rel=1e-14)
    assert found.chi_square[:2] == pytest.approx(logistic_regression(DEAD, BUDWORMS).z[1:] ** 2, rel=1e-12)
    assert found.p == pytest.approx(chi2.sf(found.chi_square, found.degrees_of_freedom), rel=1e-11)


def test_rows_of_a_spline_a_polynomial_and_their_products():
    # As attr(anova(fit), "which") of rms has them for failed ~ rcs(tg, 4) * pol(age, 2) + nodes * sex
    formula = Formula({"tg": SPLINE, "age": POWERS, "nodes": LINE, "sex": LINE}, (("tg", "age"), ("nodes", "sex")))
    assert rows(formula) == {
        "tg, with interactions": [1, 2, 3, 8, 9, 10, 11, 12, 13],
        "tg, interactions": [8, 9, 10, 11, 12, 13],
        "tg, nonlinear": [2, 3, 9, 10, 12, 13],
        "age, with interactions": [4, 5, 8, 9, 10, 11, 12, 13],
        "age, interactions": [8, 9, 10, 11, 12, 13],
        "age, nonlinear": [5, 11, 12, 13],
        "nodes, with interactions": [6, 14],
        "nodes, interactions": [14],
        "sex, with interactions": [7, 14],
        "sex, interactions": [14],
        "tg * age": [8, 9, 10, 11, 12, 13],
        "tg * age, nonlinear": [9, 10, 11, 12, 13],
        "tg * age, f(A,B) vs. AB": [9, 10, 11, 12, 13],
        "tg * age, f(A,B) vs. Af(B) + Bg(A)": [12, 13],
        "tg * age, in tg vs. Af(B)": [9, 10, 12, 13],
        "tg * age, in age vs. Bg(A)": [11, 12, 13],
        "nodes * sex": [14],
        "(total nonlinear)": [2, 3, 5, 9, 10, 11, 12, 13],
        "(total interaction)": list(range(8, 15)),
        "(total nonlinear + interaction)": [2, 3, 5, *range(8, 15)],
        "(total)": list(range(1, 15)),
    }


def test_rows_of_three_that_interact():
    # As rms has them for failed ~ rcs(tg, 4) * nodes * sex
    formula = Formula(
        {"tg": SPLINE, "nodes": LINE, "sex": LINE},
        (("tg", "nodes"), ("tg", "sex"), ("nodes", "sex"), ("tg", "nodes", "sex")),
    )
    found = rows(formula)
    assert found["tg * nodes, with interactions"] == [6, 7, 8, 13, 14, 15]
    assert found["tg * nodes, nonlinear"] == [7, 8, 14, 15]
    assert found["tg * nodes, f(A,B) vs. AB"] == [7, 8]
    assert found["tg * nodes * sex"] == [13, 14, 15]
    assert found["tg * nodes * sex, nonlinear"] == [14, 15]
    assert found["(total nonlinear)"] == [2, 3, 7, 8, 10, 11, 14, 15]
    assert "tg * nodes * sex, f(A,B) vs. AB" not in found


def test_one_nonlinear_predictor_has_no_total_of_its_own():
    assert list(rows(Formula({"tg": SPLINE, "nodes": LINE}))) == ["tg", "tg, nonlinear", "nodes", "(total)"]


def test_without_a_maximum_there_is_none():
    with pytest.raises(ValueError, match="separates events"):
        anova_wald(np.array([0, 0, 1, 1]), {"x": np.array([1.0, 2.0, 3.0, 4.0])})
