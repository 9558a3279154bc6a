from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from parity.checks.stats.glm_fit import glm_fit, risk_as_glm
from parity.statistics.regression.maximum_likelihood import maximum_likelihood


def drawn(n: int = 200):
    draw = np.random.default_rng(20261126)
    x = draw.normal(size=n)
    outcome = (draw.random(n) < 1 / (1 + np.exp(0.4 - 1.3 * x))).astype(int)
    return outcome, x, np.column_stack([np.ones(n), x])


def test_converged_it_is_at_the_maximum_of_the_likelihood():
    outcome, x, columns = drawn()
    at = maximum_likelihood(outcome, {"x": x})
    found = glm_fit(outcome, columns, converged=True)
    assert found.coefficients == pytest.approx(at.coefficients, rel=1e-12)
    assert found.root @ found.root.T == pytest.approx(at.covariance, rel=1e-11)


def test_at_its_defaults_it_stops_short_of_it_by_less_than_the_square_of_its_last_step():
    outcome, x, columns = drawn()
    best, stop = glm_fit(outcome, columns, converged=True), glm_fit(outcome, columns)
    off = np.abs(stop.coefficients - best.coefficients)
    errors = np.linalg.norm(best.root, axis=1)
    assert 0 < off.max() and (off < 1e-5 * errors).all()
    assert np.abs(np.linalg.norm(stop.root, axis=1) / errors - 1).max() > 1e-9


def test_an_offset_is_added_to_the_log_odds():
    outcome, x, columns = drawn()
    free, fixed = glm_fit(outcome, columns, converged=True), glm_fit(outcome, columns, 0.5 * x, converged=True)
    assert fixed.coefficients == pytest.approx(free.coefficients - [0, 0.5], rel=1e-12)


def test_a_column_that_depends_on_those_before_it_has_no_coefficient():
    outcome, x, columns = drawn()
    found = glm_fit(outcome, np.column_stack([columns, 2 * x - 1]))
    assert np.isnan(found.coefficients).tolist() == [False, False, True]
    assert found.coefficients[:2] == pytest.approx(glm_fit(outcome, columns).coefficients, rel=1e-12)


def test_risks_are_held_at_log_odds_of_30():
    assert risk_as_glm(np.array([-31.0, 0.0, 31.0])).tolist() == [2**-52 / (1 + 2**-52), 0.5, 1 / (1 + 2**-52)]


def by_its_rule(outcome, columns, most: int = 25):
    """The coefficients that iterated least squares end with by the rule, and after how many steps."""
    log_odds = np.where(outcome == 1, np.log(3.0), -np.log(3.0))
    deviance = 2 * np.logaddexp(0, np.where(outcome == 1, -log_odds, log_odds)).sum()
    for steps in range(1, most + 1):
        weight = expit(log_odds) * expit(-log_odds)
        information = (columns * weight[:, np.newaxis]).T @ columns
        residual = np.where(outcome == 1, expit(-log_odds), -expit(log_odds))
        coefficients = np.linalg.solve(information, columns.T @ (weight * log_odds + residual))
        log_odds, before = columns @ coefficients, deviance
        deviance = 2 * np.logaddexp(0, np.where(outcome == 1, -log_odds, log_odds)).sum()
        if abs(deviance - before) < 1e-8 * (deviance + 0.1):
            break
    return coefficients, steps


def test_it_ends_with_the_step_that_changes_the_deviance_by_less_than_1e_8_of_itself_and_a_tenth():
    """Two risks that separate: each step takes log odds on by 1 and the deviance down to 1/e, in the same places for
    any number of copies."""
    taken = set()
    for copies in range(1, 19):
        outcome, x = np.repeat([0, 1], copies), np.repeat([-1.0, 1.0], copies)
        columns = np.column_stack([np.ones(len(x)), x])
        expected, steps = by_its_rule(outcome, columns)
        assert glm_fit(outcome, columns).coefficients == pytest.approx(expected, rel=1e-5, abs=1e-5), copies
        taken.add(steps)
    assert taken == {22, 23, 24}


@pytest.mark.parametrize("converged", [False, True])
def test_it_ends_after_twenty_five_steps(converged):
    outcome, x = np.repeat([0, 1], 2000), np.repeat([-1.0, 1.0], 2000)
    columns = np.column_stack([np.ones(len(x)), x])
    expected, steps = by_its_rule(outcome, columns)
    assert steps == 25
    assert glm_fit(outcome, columns, converged=converged).coefficients == pytest.approx(expected, rel=1e-4, abs=1e-4)


def test_at_log_odds_of_just_30_a_risk_is_not_yet_held():
    at = np.array([np.exp(-30.0), np.exp(30.0)])
    assert risk_as_glm(np.array([-30.0, 30.0])) == pytest.approx(at / (1 + at), rel=1e-14, abs=0)


def test_of_fewer_patients_than_columns_the_last_columns_have_no_coefficient():
    fit = glm_fit(np.array([1]), np.array([[1.0, 2.0]]))
    assert fit.coefficients[0] > 10 and np.isnan(fit.coefficients[1])
    assert np.isnan(fit.root[1]).all() and np.isnan(fit.root[:, 1]).all()
