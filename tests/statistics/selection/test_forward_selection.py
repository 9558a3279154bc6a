from __future__ import annotations

import numpy as np
import pytest
from remission import (
    CANDIDATES,
    ENTRY,
    MINUS_TWO_LOG_LIKELIHOOD,
    OUTCOME,
    RESIDUAL_SCORES,
    SCORES,
    SLIPPED,
    SLIPPED_MINUS_TWO_LOG_LIKELIHOOD,
    SLIPPED_RESIDUAL_SCORES,
    SLIPPED_SCORES,
    STAY,
)
from scipy.special import expit
from scipy.stats import chi2

from parity.data.cohort import Factor
from parity.data.formula import Entry, Formula, Shape
from parity.data.study_file import find_study
from parity.statistics.regression.logistic_regression import logistic_regression
from parity.statistics.selection.forward_path import ALL_INSIDE, EARLIER, NONE_ENTERS
from parity.statistics.selection.forward_selection import forward_selection


def of_rait():
    candidates = find_study("rait").candidates
    return candidates.outcome, candidates.columns


def patients(n: int = 150, seed: int = 7):
    draw = np.random.default_rng(seed)
    columns = {
        "age": draw.normal(60, 10, n),
        "stage": Factor(draw.integers(0, 3, n), ("I", "II", "III")),
        "marker": draw.normal(size=n),
    }
    log_odds = np.array([-1.0, 0.0, 1.2])[columns["stage"].codes] + 0.6 * columns["marker"]
    return (draw.random(n) < expit(log_odds)).astype(int), columns


def test_the_steps_of_lees_remission_study_are_those_that_sas_prints():
    found = forward_selection(OUTCOME, CANDIDATES, ENTRY, STAY)
    assert found.changes == ("intercept only", "li enters", "temp enters", "cell enters")
    scores, overall = dict(zip(found.outside, found.score)), dict(zip(found.remaining, found.overall_score))
    for name, printed in SCORES.items():
        assert scores[name] == pytest.approx(printed, abs=5.1e-5)
    for name, printed in RESIDUAL_SCORES.items():  # SAS stops its iterations before the maximum
        assert overall[name] == pytest.approx(printed, abs=3e-4)
    deviance = dict(zip(found.models, found.minus_two_log_likelihood))
    for name, printed in MINUS_TWO_LOG_LIKELIHOOD.items():
        assert deviance[name] == pytest.approx(printed, abs=5.1e-4)


def test_the_steps_of_lees_patients_with_slips_are_those_that_sas_printed():
    found = forward_selection(OUTCOME, SLIPPED, ENTRY, STAY)
    assert found.changes == ("intercept only", "li enters", "cell enters")
    scores = {f"{step}: {name}": score for step, row in SLIPPED_SCORES.items() for name, score in row.items()}
    assert dict(zip(found.outside, found.score)) == pytest.approx(scores, abs=5.1e-5)
    overall = zip(found.overall_score.round(4), found.overall_p.round(4))
    assert dict(zip(found.remaining, overall)) == SLIPPED_RESIDUAL_SCORES
    assert dict(zip(found.models, found.minus_two_log_likelihood.round(3))) == SLIPPED_MINUS_TWO_LOG_LIKELIHOOD


def test_at_spss_s_limits_only_one_of_lees_variables_enters():
    assert forward_selection(OUTCOME, CANDIDATES).selected == ("li",)


def test_a_variable_enters_and_leaves_again():
    found = forward_selection(*of_rait())
    assert found.changes[1:] == ("dosage enters", "lln_count enters", "tg_before enters", "dosage leaves")
    assert found.selected == ("lln_count", "tg_before")
    assert found.stopped == NONE_ENTERS
    assert found.step_chi_square[-1] < 0 < found.step_p[-1]
    assert found.step_degrees_of_freedom.tolist() == [1, 1, 1, 1]
    assert found.model_degrees_of_freedom.tolist() == [1, 2, 3, 2]


def test_nothing_enters_where_nothing_has_an_effect():
    draw = np.random.default_rng(3)
    outcome = np.repeat([0, 1], 50)
    found = forward_selection(outcome, {"noise": draw.permutation(np.tile(draw.normal(size=50), 2))}, 0.01, 0.02)
    assert found.selected == () and found.changes == ("intercept only",) and found.stopped == NONE_ENTERS
    assert len(found.step_p) == len(found.set_wald) == len(found.odds_ratios) == 0
    assert len(found.coefficients) == len(found.overall_p) == 1


def test_the_last_model_is_the_logistic_regression_of_what_is_selected():
    outcome, columns = of_rait()
    found = forward_selection(outcome, columns)
    model = logistic_regression(outcome, {name: columns[name] for name in found.selected})
    last = slice(-len(model.terms), None)
    assert found.coefficients[last] == pytest.approx(model.coefficients, rel=1e-13)
    assert found.standard_errors[last] == pytest.approx(model.standard_errors, rel=1e-13)
    assert found.p[last] == pytest.approx(model.p, rel=1e-11)
    assert found.odds_ratios_high[-2:] == pytest.approx(model.odds_ratios_high, rel=1e-13)
    assert found.model_chi_square[-1] == pytest.approx(model.likelihood_ratio, rel=1e-13)
    assert found.minus_two_log_likelihood[-1] == pytest.approx(-2 * model.log_likelihood, rel=1e-15)


def test_every_score_is_that_of_its_formula_by_the_inverse_of_the_information():
    outcome, columns = patients()
    found = forward_selection(outcome, columns)
    assert found.changes[1] == "stage enters"
    design = np.column_stack([np.ones(150), *(columns["stage"].codes == level for level in (1, 2))])
    risk = expit(design @ found.coefficients[1:4])
    weighted = design * (risk * (1 - risk))[:, None]
    for name in ("age", "marker"):
        z = columns[name]
        information = z @ (risk * (1 - risk) * z) - z @ weighted @ np.linalg.solve(design.T @ weighted, weighted.T @ z)
        score = (z @ (outcome - risk)) ** 2 / information
        place = found.outside.index(f"step 1: {name}")
        assert found.score[place] == pytest.approx(score, rel=1e-10)
        assert found.score_p[place] == pytest.approx(chi2.sf(score, 1), rel=1e-9)


def test_a_factor_enters_as_one_set_and_its_columns_are_looked_at_too():
    found = forward_selection(*patients())
    sizes = dict(zip(found.outside, found.score_degrees_of_freedom))
    assert sizes["step 0: stage"] == 2 and sizes["step 0: age"] == 1
    assert found.columns[:2] == ("step 0: stage=II", "step 0: stage=III")
    assert found.step_degrees_of_freedom[0] == 2
    joint = dict(zip(found.inside, found.set_wald))["step 1: stage"]
    assert joint > found.wald[found.equation.index("step 1: stage=III")]


def test_a_spline_is_a_set_too():
    outcome, columns = patients()
    formula = Formula({"age": Entry(Shape.RESTRICTED_CUBIC_SPLINE, number=4), "stage": Entry(), "marker": Entry()})
    found = forward_selection(outcome, columns, formula=formula)
    assert dict(zip(found.outside, found.score_degrees_of_freedom))["step 0: age"] == 3


def test_of_equal_p_values_the_first_named_is_taken():
    cells = [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 1, 1)]
    table = np.repeat(cells, [30, 12, 12, 5, 8, 14, 14, 15], axis=0)[np.random.default_rng(1).permutation(110)]
    left, right = table[:, 1].astype(float), 1e6 + 1e3 * table[:, 2]
    for columns in ({"left": left, "right": right}, {"right": right, "left": left}):
        found = forward_selection(table[:, 0], columns)
        assert found.score[0] == pytest.approx(found.score[1], rel=1e-12)
        assert found.changes[1] == f"{list(columns)[0]} enters"


def test_neither_scale_nor_order_of_patients_changes_a_step():
    outcome, columns = of_rait()
    found = forward_selection(outcome, columns)
    order = np.random.default_rng(0).permutation(len(outcome))
    moved = {
        name: column.rows(order) if isinstance(column, Factor) else 1e4 * column[order] - 2e4
        for name, column in columns.items()
    }
    again = forward_selection(outcome[order], moved)
    assert again.changes == found.changes
    assert again.score == pytest.approx(found.score, rel=1e-9)
    assert again.removal_chi_square == pytest.approx(found.removal_chi_square, rel=1e-9)


def test_a_model_that_comes_again_ends_it():
    # a candidate whose score test lets it in and whose likelihood ratio puts it out at once, by limits that nearly meet
    for seed in range(400):
        draw = np.random.default_rng(seed)
        outcome = (draw.random(30) < 0.4).astype(int)
        candidate = {"x": draw.normal(size=30) ** 3 + 0.5 * outcome}
        if len(set(outcome)) < 2:
            continue
        open_to_all = forward_selection(outcome, candidate, 0.98, 0.99)
        score, ratio = open_to_all.score_p[0], open_to_all.step_p[0]
        if 0 < score < ratio < 0.9:
            limit = (score + ratio) / 2
            found = forward_selection(outcome, candidate, limit * 0.999, limit)
            assert found.changes == ("intercept only", "x enters") and found.stopped == EARLIER
            return
    raise AssertionError("no such candidate")


def test_all_candidates_may_be_selected():
    outcome, columns = patients()
    found = forward_selection(outcome, {"stage": columns["stage"]})
    assert found.stopped == ALL_INSIDE and found.remaining == ("step 0",)


@pytest.mark.parametrize(("entry", "removal"), [(0, 0.1), (0.05, 1), (0.1, 0.1), (0.2, 0.1), (5, 10), (-0.1, 0.1)])
def test_limits_that_are_none_are_refused_with_those_that_are(entry, removal):
    with pytest.raises(
        ValueError, match="p limits lie between 0 and 1, and entry below removal, such as 0.05 and 0.10"
    ):
        forward_selection(*patients(), entry, removal)


def test_a_model_on_the_way_without_a_maximum_is_named():
    outcome, columns = patients()
    columns["certain"] = outcome + np.linspace(0, 0.1, len(outcome))
    with pytest.raises(ValueError, match="the model of certain: the likelihood has no maximum"):
        forward_selection(outcome, columns)


def test_interactions_are_no_candidates():
    outcome, columns = patients()
    formula = Formula(dict.fromkeys(columns, Entry()), interactions=(("age", "marker"),))
    with pytest.raises(ValueError, match="has no interactions"):
        forward_selection(outcome, columns, formula=formula)
