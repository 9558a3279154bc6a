"""Backward elimination: what SAS prints of Lee's patients, identities, what no step may change, bad input.

What `fastbw` prints of 226 stroke patients (Bongani Ncube, "logistic far from machine learning", 2023-08-17; the data
are stroke.dta of github.com/drkamarul/multivar_data_analysis) was compared by hand on 2026-11-26: four deletions with
their chi-squares, p values, residuals and AIC, and the estimates that are left, agree in all digits, as do there
`stepAIC` and `lrm`. The patients may not stand here, so that no test holds it.
"""

from __future__ import annotations

import numpy as np
import pytest
from remission import CANDIDATES, LAST_MODEL, OUTCOME, SLIPPED, SLIPPED_LAST_MODEL

from parity.data.cohort import Factor
from parity.data.study_file import find_study
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.statistics.selection.backward_elimination import backward_elimination

RULES = ("p_residual", "p_individual", "aic_residual", "aic_individual")


def of_birthwt():
    cohort = find_study("birthwt").development
    return cohort.outcome, cohort.columns


def test_the_residual_chi_square_is_the_joint_wald_test_in_the_whole_model():
    outcome, columns = of_birthwt()
    fit = maximum_likelihood(outcome, columns)
    for rule in RULES:
        found = getattr(backward_elimination(outcome, columns, 0.001), rule)
        assert len(found.deleted) > 0
        for step in range(1, len(found.deleted) + 1):
            out = [at for at, term in enumerate(fit.terms) if term.split("=")[0] in found.deleted[:step]]
            effects, covariance = fit.coefficients[out], fit.covariance[np.ix_(out, out)]
            assert found.residual[step - 1] == pytest.approx(effects @ np.linalg.solve(covariance, effects), rel=1e-9)
            assert found.residual_degrees_of_freedom[step - 1] == len(out)


def test_of_lees_remission_study_the_variable_of_the_smallest_wald_chi_square_that_sas_prints_goes_first():
    candidates = {name: CANDIDATES[name] for name in LAST_MODEL}
    fit = maximum_likelihood(OUTCOME, candidates)
    for name, (estimate, chi_square, _) in LAST_MODEL.items():
        place = fit.terms.index(name)
        wald = fit.coefficients[place] ** 2 / fit.covariance[place, place]
        assert (fit.coefficients[place], wald) == pytest.approx((estimate, chi_square), abs=1e-4)  # SAS stops before
    _, chi_square, p = LAST_MODEL["cell"]
    for rule in ("p_residual", "p_individual"):
        found = getattr(backward_elimination(OUTCOME, candidates, 0.2), rule)
        assert found.deleted[0] == "cell"
        assert (round(found.chi_square[0], 4), round(found.p[0], 4)) == (chi_square, p)


def test_of_lees_patients_with_slips_the_variable_of_the_smallest_wald_chi_square_that_sas_printed_goes_first():
    pair = {name: SLIPPED[name] for name in ("cell", "li")}
    for rule in ("p_residual", "p_individual"):
        found = getattr(backward_elimination(OUTCOME, pair, 0.2), rule)
        assert found.deleted == ("cell",)
        assert (round(found.chi_square[0], 4), round(found.p[0], 4)) == SLIPPED_LAST_MODEL["cell"][2:]


def test_a_step_adds_its_own_chi_square_to_the_residual():
    for rule in RULES:
        found = getattr(backward_elimination(*of_birthwt(), 0.001), rule)
        assert np.cumsum(found.chi_square) == pytest.approx(found.residual, rel=1e-9)
        assert np.cumsum(found.degrees_of_freedom).tolist() == found.residual_degrees_of_freedom.tolist()


def test_what_is_left_is_the_conditional_of_the_normal_distribution():
    outcome, columns = of_birthwt()
    found = backward_elimination(outcome, columns).aic_residual
    fit = maximum_likelihood(outcome, columns)
    left = [fit.terms.index(term) for term in found.terms]
    out = [at for at in range(len(fit.terms)) if at not in left]
    across = fit.covariance[np.ix_(left, out)] @ np.linalg.inv(fit.covariance[np.ix_(out, out)])
    effects = fit.coefficients[left] - across @ fit.coefficients[out]
    covariance = fit.covariance[np.ix_(left, left)] - across @ fit.covariance[np.ix_(out, left)]
    assert found.coefficients == pytest.approx(effects, rel=1e-9)
    assert found.standard_errors == pytest.approx(np.sqrt(np.diag(covariance)), rel=1e-9)


def test_nothing_goes_where_all_have_an_effect_and_all_go_where_the_limit_is_low():
    outcome, columns = of_birthwt()
    strong = backward_elimination(outcome, {"lwt": columns["lwt"], "smoke": columns["smoke"]}, 0.2)
    assert strong.p_individual.deleted == () and strong.p_individual.kept == ("lwt", "smoke")
    fit = maximum_likelihood(outcome, {"lwt": columns["lwt"], "smoke": columns["smoke"]})
    assert strong.p_individual.coefficients == pytest.approx(fit.coefficients, rel=1e-12)
    empty = backward_elimination(outcome, columns, 1e-12).p_residual
    assert empty.kept == () and empty.terms == ("Intercept",)


def test_the_unit_of_a_column_changes_no_step():
    outcome, columns = of_birthwt()
    moved = {name: column if isinstance(column, Factor) else 1e-5 * column + 3 for name, column in columns.items()}
    for rule in RULES:
        found, again = (getattr(backward_elimination(outcome, which), rule) for which in (columns, moved))
        assert again.deleted == found.deleted
        assert again.residual == pytest.approx(found.residual, rel=1e-8)


def test_candidates_that_differ_by_a_millionth_keep_what_they_test_together():
    """Of a and a + b / 1e6 as of a and b: only how a + b / 1e6 is rounded moves it, a ten-thousand-millionth of b."""
    draw = np.random.default_rng(4)
    a, b, outcome = draw.normal(size=300), draw.normal(size=300), draw.integers(0, 2, 300)
    near, apart = (backward_elimination(outcome, {"a": a, "b": other}, 0.01).p_residual for other in (a + 1e-6 * b, b))
    assert set(near.deleted) == set(apart.deleted) == {"a", "b"}
    assert near.residual[-1] == pytest.approx(apart.residual[-1], rel=1e-8)


def test_the_usual_limit_is_5_percent():
    """Of a p just below it."""
    draw = np.random.default_rng(2123)
    candidates, outcome = {"a": draw.normal(size=100)}, draw.integers(0, 2, 100)
    (p,) = backward_elimination(outcome, candidates, 0.01).p_individual.p
    assert 0.048 < p < 0.05 and backward_elimination(outcome, candidates).p_individual.deleted == ()


@pytest.mark.parametrize("stay", [0, 1, 5, -0.05])
def test_a_limit_that_is_none_is_refused(stay):
    with pytest.raises(ValueError, match="a p limit lies between 0 and 1, such as 0.05"):
        backward_elimination(*of_birthwt(), stay)
