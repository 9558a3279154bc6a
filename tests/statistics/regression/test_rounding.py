"""The bounds on what rounding does to a maximum, held against columns that are rounded on purpose."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.regression.logistic_regression import magnifications, maximum_likelihood
from parity.statistics.regression.rounding import LARGEST_SHARE, ROUNDING, rounding_of_log_likelihood, rounding_of_score

LARGE = 2.0**-26
"""A rounding error so large that that of double precision is nothing beside it."""


def fitted(width, seed=1, n=300):
    draw = np.random.default_rng(seed)
    a, noise, c = draw.normal(size=(3, n))
    design = np.column_stack([np.ones(n), 60 + 12 * a, 60 + 12 * (a + width * noise), c])
    outcome = (draw.random(n) < 1 / (1 + np.exp(0.7 - a - c))).astype(float)
    return outcome, design


def fit_of(outcome, design):
    return maximum_likelihood(outcome, design, ("Intercept", "a", "b", "c"))


def rounded(draw, columns):
    return columns * (1 + LARGE * draw.uniform(-1, 1, columns.shape))


@pytest.mark.parametrize("width", [1.0, 1e-2, 1e-3])
def test_columns_that_are_rounded_move_the_estimate_and_its_error_within_the_bound(width):
    outcome, design = fitted(width)
    standardised = np.column_stack([np.ones(len(design)), (design[:, 1:] - design[:, 1:].mean(axis=0)) / design[:, 1:].std(axis=0)])
    exact = fit_of(outcome, standardised)
    bound, _ = magnifications(exact, np.eye(4))
    draw, used = np.random.default_rng(2), []
    for _ in range(40):
        columns = rounded(draw, standardised)
        columns[:, 0] = 1.0
        moved = fit_of(outcome, columns)
        errors = [np.sqrt(np.diag(fit.covariance)) for fit in (exact, moved)]
        used.append([np.abs(moved.coefficients - exact.coefficients), np.abs(errors[1] - errors[0])] / (LARGE * bound))
        assert abs(moved.log_likelihood - exact.log_likelihood) < LARGE * rounding_of_log_likelihood(exact.standardised)
    assert np.max(used) < 1.0
    assert np.max(used, axis=(0, 1)).min() > 0.005


def test_the_score_at_a_rounded_estimate_stays_within_its_bound():
    outcome, design = fitted(1e-2)
    fit = fit_of(outcome, design)
    draw = np.random.default_rng(3)
    for _ in range(40):
        risk = 1 / (1 + np.exp(-rounded(draw, design * fit.coefficients).sum(axis=1)))
        score = design.T @ (outcome - risk) / (len(design) * np.sqrt((design**2).mean(axis=0)))
        assert np.all(np.abs(score) < LARGE * rounding_of_score(fit.as_given))


def test_the_bound_grows_as_collinearity_does_and_where_columns_are_not_standardised():
    fits = [fit_of(*fitted(width)) for width in (1.0, 1e-2, 1e-4)]
    bounds = [magnifications(fit, np.eye(4)) / np.sqrt(np.diag(fit.covariance)) for fit in fits]
    for near, nearer in zip(bounds, bounds[1:]):
        assert np.all(nearer[0][1:3] > 8 * near[0][1:3])
    assert np.all(bounds[0][1] >= bounds[0][0])
    assert bounds[0][0].max() < 1000


def test_it_does_not_depend_on_the_unit_or_the_origin_in_standardised_columns():
    outcome, design = fitted(1.0)
    moved = design.copy()
    moved[:, 3] = 2000 + design[:, 3] / 1024
    (here, _), (there, _) = (magnifications(fit_of(outcome, columns), np.eye(4)) for columns in (design, moved))
    assert there[3] / 1024 == pytest.approx(here[3], rel=1e-6)


def test_equal_patients_round_alike_and_so_much_more():
    exposed, outcome = np.tile([1.0, 1.0, 0.0, 0.0, 0.0], 200), np.tile([1.0, 0.0, 1.0, 0.0, 0.0], 200)
    jittered = exposed + 1e-3 * np.random.default_rng(4).normal(size=1000)
    alike, apart = (
        maximum_likelihood(outcome, np.column_stack([np.ones(1000), x]), ("Intercept", "x")) for x in (exposed, jittered)
    )  # fmt: skip
    assert magnifications(alike, np.eye(2))[0][1] > 3 * magnifications(apart, np.eye(2))[0][1]


def test_it_ends_at_a_millionth_of_the_standard_error():
    fit = fit_of(*fitted(1e-9))
    errors = np.sqrt(np.diag(fit.covariance))
    for bound in magnifications(fit, np.eye(4)):
        assert ROUNDING * bound[1:3] == pytest.approx(LARGEST_SHARE * errors[1:3], rel=1e-6)
        assert np.all(ROUNDING * bound <= LARGEST_SHARE * errors * 1.001)
