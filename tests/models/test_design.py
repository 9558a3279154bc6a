"""The design matrix."""

from __future__ import annotations

import numpy as np
import pytest

from parity.data.cohort import Factor
from parity.models.design import design_matrix, levels_of, term_columns, term_names, terms_of
from parity.models.terms import Levels, Linear, LinearSpline, Polynomial, RestrictedCubicSpline, Term

SITE = Factor(np.array([0, 2, 1, 0]), ("head", "neck", "other"))
AGE = np.array([30.0, 41.0, 52.0, 63.0])


def test_a_factor_has_an_indicator_for_each_level_but_its_first():
    design = design_matrix({"age": AGE, "site": SITE})
    assert design.terms == ("Intercept", "age", "site=neck", "site=other")
    np.testing.assert_array_equal(design.values, [[1, 30, 0, 0], [1, 41, 0, 1], [1, 52, 1, 0], [1, 63, 0, 0]])


def test_a_level_that_does_not_occur_keeps_its_column():
    design = design_matrix({"site": Factor(np.array([0, 1]), ("head", "neck", "other"))})
    assert design.terms == ("Intercept", "site=neck", "site=other")
    assert design.values[:, 2].tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("predictors", "complaint"),
    [
        ({}, "at least one predictor"),
        ({"age": AGE, "bmi": AGE[:3]}, "different lengths: 3, 4"),
        ({"age": np.array([1.0, np.nan])}, "'age' is not one finite number"),
        ({"age": np.array([1.0, np.inf])}, "'age' is not one finite number"),
        ({"age": np.ones((2, 2))}, "'age' is not one finite number"),
        ({"site": Factor(np.array([0, 0]), ("head",))}, "'site' needs at least two levels"),
        ({"site": Factor(np.array([0, -1]), ("head", "neck"))}, "code outside its 2 levels"),
        ({"site": Factor(np.array([0, 2]), ("head", "neck"))}, "code outside its 2 levels"),
        ({"Intercept": AGE}, "a predictor is called 'Intercept'"),
        ({"site": SITE, "site=neck": AGE}, "two terms are called site=neck"),
    ],
)
def test_what_is_no_design_is_refused_by_name(predictors, complaint):
    with pytest.raises(ValueError, match=complaint):
        design_matrix(predictors)


@pytest.mark.parametrize(
    ("terms", "interactions", "complaint"),
    [
        ({"site": Polynomial(2)}, [], "a term is given for a numeric predictor; site is none"),
        ({"age": Levels(("1", "2"))}, [], "age is none"),
        ({"bmi": Polynomial(2)}, [], "bmi is none"),
        ({}, [("age",)], "an interaction is of two or more of the predictors age, site, not of age"),
        ({}, [("age", "age")], "not of age, age"),
        ({}, [("age", "bmi")], "not of age, bmi"),
        ({}, [("age", "site"), ("age", "site")], r"two terms are called age \* site=neck"),
        ({"age": Polynomial(400)}, [], r"the column 'age\^172' is not finite"),
    ],
)
def test_terms_and_interactions_that_make_no_design_are_refused_by_name(terms, interactions, complaint):
    with pytest.raises(ValueError, match=complaint), np.errstate(over="ignore"):
        design_matrix({"age": AGE, "site": SITE}, terms, interactions)


def test_terms_come_first_and_then_interactions_as_in_rms():
    design = design_matrix({"age": AGE, "site": SITE}, {"age": LinearSpline((50.0,))}, [("age", "site")])
    names = ["Intercept", "age", "age'", "site=neck", "site=other"]
    names += ["age * site=neck", "age' * site=neck", "age * site=other", "age' * site=other"]
    assert list(design.terms) == names
    bent = np.maximum(AGE - 50.0, 0)
    neck, other = SITE.codes == 1, SITE.codes == 2
    products = [AGE * neck, bent * neck, AGE * other, bent * other]
    np.testing.assert_array_equal(design.values, np.column_stack([np.ones(4), AGE, bent, neck, other, *products]))


@pytest.mark.parametrize("term", [Polynomial(3), LinearSpline((40.0, 50.0)), RestrictedCubicSpline((35.0, 45.0, 60.0))])
def test_the_design_has_the_very_columns_and_names_of_its_terms(term: Term):
    design = design_matrix({"age": AGE, "site": SITE}, {"age": term})
    assert design.terms == ("Intercept", *term.names("age"), "site=neck", "site=other")
    np.testing.assert_array_equal(design.values[:, 1:-2], term.columns(AGE))


def test_a_design_of_patients_is_that_of_the_values_on_an_axis():
    """A nomogram's columns and a regression's are the same code: texts or codes of a factor, all predictors or some."""
    terms = terms_of(levels_of({"age": AGE, "site": SITE}), {"age": Polynomial(2)})
    assert terms == {"age": Polynomial(2), "site": Levels(SITE.levels)}
    texts = [SITE.levels[code] for code in SITE.codes]
    blocks = term_columns(terms, {"age": AGE.tolist(), "site": texts}, [("age", "site")])
    design = design_matrix({"age": AGE, "site": SITE}, {"age": Polynomial(2)}, [("age", "site")])
    assert [name for names in blocks for name in names] == list(design.terms[1:])
    assert design.terms[1:] == term_names(terms, [("age", "site")])
    np.testing.assert_array_equal(np.column_stack(list(blocks.values())), design.values[:, 1:])
    assert list(term_columns(terms, {"site": texts}, [("age", "site")])) == [("site=neck", "site=other")]


def test_a_predictor_without_a_term_of_its_own_is_linear():
    assert terms_of({"age": None, "sex": ("f", "m")}) == {"age": Linear(), "sex": Levels(("f", "m"))}
