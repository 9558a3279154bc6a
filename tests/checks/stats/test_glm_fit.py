from __future__ import annotations

import numpy as np
import pytest

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


def test_of_fewer_patients_than_columns_the_last_columns_have_no_coefficient():
    fit = glm_fit(np.array([1]), np.array([[1.0, 2.0]]))
    assert fit.coefficients[0] > 10 and np.isnan(fit.coefficients[1])
    assert np.isnan(fit.root[1]).all() and np.isnan(fit.root[:, 1]).all()
