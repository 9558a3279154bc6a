"""Likelihood ratio, Wald and score tests: published examples, identities, invariances, bad input."""

from __future__ import annotations

import numpy as np
import pytest
from published import BUDWORMS, DEAD, MONTHS, SUCCESS
from remission import OUTCOME, SLIPPED, SLIPPED_GLOBAL_TESTS, SLIPPED_LAST_MODEL
from scipy.special import expit
from scipy.stats import chi2

from parity.data.cohort import Factor
from parity.data.formula import Entry, Formula, Shape
from parity.statistics.regression.logistic_regression import logistic_regression
from parity.statistics.regression.term_tests import term_tests

CROSSED = Formula({"sex": Entry(), "ldose": Entry()}, (("sex", "ldose"),))
TESTS = ("likelihood_ratio", "wald", "score")


def patients(seed: int, n: int = 200):
    draw = np.random.default_rng(seed)
    predictors = {
        "x": draw.normal(size=n),
        "z": draw.normal(size=n),
        "g": Factor(draw.integers(0, 3, n), ("a", "b", "c")),
    }
    risk = expit(predictors["x"] - 0.5 + 0.4 * (predictors["g"].codes == 2))
    return (draw.random(n) < risk).astype(int), predictors


def test_the_programmers_of_neter_et_al():
    # Neter et al. (1996), Table 14.1; SAS, PROC LOGISTIC: likelihood ratio 8.8719, score 7.9742, Wald 6.1760
    found = term_tests(SUCCESS, {"months": MONTHS})
    assert [round(float(getattr(found, name)[0]), 4) for name in TESTS] == [8.8719, 6.1760, 7.9742]
    assert round(float(found.score_p[0]), 4) == 0.0047
    assert (found.together.wald, found.together.degrees_of_freedom) == (found.wald[0], 1)


def test_lees_patients_with_slips_as_sas_tested_them():
    pair = {name: SLIPPED[name] for name in ("cell", "li")}
    found = term_tests(OUTCOME, pair)
    for name, (chi_square, p) in SLIPPED_GLOBAL_TESTS.items():
        field = name.replace(" ", "_")
        ours = getattr(found.together, field), getattr(found.together, f"{field}_p")
        assert tuple(round(float(one), 4) for one in ours) == (chi_square, p)
    for name, chi_square, p in zip(found.names, found.wald, found.wald_p):
        assert (round(float(chi_square), 4), round(float(p), 4)) == SLIPPED_LAST_MODEL[name][2:]
    model = logistic_regression(OUTCOME, pair)
    for name, *ours in zip(model.terms, model.coefficients, model.standard_errors, model.z**2, model.p):
        assert tuple(round(float(one), 4) for one in ours) == SLIPPED_LAST_MODEL[name]


def test_the_budworms_of_venables_and_ripley():
    # Venables, Ripley (2002), section 7.2: the deviance falls by 1.763 with the interaction, p 0.184
    found = term_tests(DEAD, BUDWORMS, CROSSED)
    assert found.names == ("sex", "ldose", "sex * ldose")
    assert found.degrees_of_freedom.tolist() == [2, 2, 1]
    assert round(float(found.likelihood_ratio[2]), 3) == 1.763
    assert round(float(found.likelihood_ratio_p[2]), 3) == 0.184
    assert round(float(term_tests(DEAD, BUDWORMS).likelihood_ratio[1]), 3) == 112.042


@pytest.mark.parametrize("seed", range(5))
def test_a_likelihood_ratio_is_that_of_the_models_with_and_without(seed):
    outcome, predictors = patients(seed)
    found, whole = term_tests(outcome, predictors), logistic_regression(outcome, predictors)
    for place, name in enumerate(predictors):
        less = logistic_regression(outcome, {other: column for other, column in predictors.items() if other != name})
        ratio = 2 * (whole.log_likelihood - less.log_likelihood)
        assert found.likelihood_ratio[place] == pytest.approx(ratio, rel=1e-9, abs=1e-11)
        assert found.degrees_of_freedom[place] == whole.degrees_of_freedom - less.degrees_of_freedom
    assert found.together.likelihood_ratio == pytest.approx(whole.likelihood_ratio, rel=1e-11)


@pytest.mark.parametrize("seed", range(5))
def test_of_one_coefficient_wald_is_the_square_of_z(seed):
    outcome, predictors = patients(seed)
    found, z = term_tests(outcome, predictors), logistic_regression(outcome, predictors).z
    assert found.wald[:2] == pytest.approx(z[1:3] ** 2, rel=1e-12)


def test_the_joint_score_test_of_one_factor_is_pearsons_chi_square():
    """Under no effect every patient has the prevalence, and the score's chi-square is that of the cross-table."""
    outcome, predictors = patients(3)
    codes = predictors["g"].codes
    table = np.array([np.bincount(codes[outcome == value], minlength=3) for value in (0, 1)])
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    pearson = ((table - expected) ** 2 / expected).sum()
    found = term_tests(outcome, {"g": predictors["g"]})
    assert found.score[0] == pytest.approx(pearson, rel=1e-12)
    assert found.score_p[0] == pytest.approx(chi2.sf(pearson, 2), rel=1e-12)


def test_the_unit_of_a_predictor_and_the_order_of_patients_do_not_matter():
    outcome, predictors = patients(4)
    order = np.random.default_rng(0).permutation(len(outcome))
    other = {"x": 1e6 * predictors["x"][order] - 5e5, "z": -predictors["z"][order], "g": predictors["g"].rows(order)}
    one, two = term_tests(outcome, predictors), term_tests(outcome[order], other)
    for name in TESTS:
        assert getattr(two, name) == pytest.approx(getattr(one, name), rel=1e-8)


def test_a_spline_is_tested_as_one():
    outcome, predictors = patients(1)
    formula = Formula({"x": Entry(Shape.RESTRICTED_CUBIC_SPLINE, 4), "z": Entry(Shape.POLYNOMIAL, 2)})
    assert term_tests(outcome, predictors, formula).degrees_of_freedom.tolist() == [3, 2]


def test_an_effect_that_is_none_is_none_by_each_test():
    """But for the rounding of a likelihood of 100 patients, twice 69: by which library is another's last digit."""
    found = term_tests(np.tile([0, 1], 50), {"x": np.repeat([0.0, 1.0], 50)})
    assert max(abs(float(getattr(found, name)[0])) for name in TESTS) < 1e-12
    assert found.wald_p[0] == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize(
    ("outcome", "column", "rule"),
    [
        ([0, 0, 0, 0], [1.0, 2.0, 3.0, 4.0], "both must occur"),
        ([0, 0, 1, 1], [1.0, 2.0, 3.0, 4.0], "separates events"),
        ([0, 1, 0, 1], [1.0, 1.0, 1.0, 1.0], "constant"),
    ],
)
def test_without_a_maximum_there_is_none(outcome, column, rule):
    with pytest.raises(ValueError, match=rule):
        term_tests(np.array(outcome), {"x": np.array(column)})
