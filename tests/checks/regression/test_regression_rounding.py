"""The bounds on what rounding does to a logistic fit, held against columns that are rounded on purpose."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.regression import linear_predictor as of_patients
from parity.checks.regression import logistic_regression as of_model
from parity.checks.regression.maximum import ROUNDING, seen_standardised
from parity.checks.regression.rounding import as_given, patients_as_given, patients_standardised, standardised
from parity.data.cohort import Factor
from parity.statistics.fields import fields_of
from parity.statistics.regression.linear_predictor import linear_predictor
from parity.statistics.regression.logistic_regression import logistic_regression, score

LARGE = 2.0**-26
"""A rounding error so large that that of double precision is nothing beside it."""


def simulated(width, seed=1, n=300):
    """`b` is `a` measured twice, `c` has nothing to do with them."""
    draw = np.random.default_rng(seed)
    a, noise, c = draw.normal(size=(3, n))
    outcome = (draw.random(n) < 1 / (1 + np.exp(0.7 - a - c))).astype(int)
    return outcome, {"a": 60 + 12 * a, "b": 60 + 12 * (a + width * noise), "c": c}


def in_roundings(bounds, field):
    """A bound as so many times a rounding error."""
    return bounds[field] / ROUNDING


def rounded(draw, column):
    return column * (1 + LARGE * draw.uniform(-1, 1, column.shape))


@pytest.mark.parametrize("width", [1.0, 1e-2, 1e-3])
def test_columns_that_are_rounded_move_every_number_within_its_bound(width):
    outcome, predictors = simulated(width)
    predictors = {name: (column - column.mean()) / column.std() for name, column in predictors.items()}
    exact = logistic_regression(outcome, predictors)
    of_exact = linear_predictor(outcome, predictors, predictors).linear_predictor
    bounds = standardised(outcome, predictors, 0.95)
    patients = patients_standardised(outcome, predictors, predictors)
    draw = np.random.default_rng(2)
    used = {name: [] for name in (*bounds, "linear_predictor")}
    for _ in range(40):
        columns = {name: rounded(draw, column) for name, column in predictors.items()}
        moved = logistic_regression(outcome, columns)
        for name in bounds:
            difference = np.abs(getattr(moved, name) - getattr(exact, name))
            used[name].append(difference / (LARGE * in_roundings(bounds, name)))
        difference = np.abs(linear_predictor(outcome, columns, columns).linear_predictor - of_exact)
        used["linear_predictor"].append(difference / (LARGE * in_roundings(patients, "linear_predictor")))
    most = {name: np.max(shares) for name, shares in used.items()}
    assert max(most.values()) < 1.0, most
    assert min(np.max(used[name], axis=0).min() for name in ("coefficients", "linear_predictor")) > 0.001


def test_the_score_at_a_rounded_estimate_stays_within_its_bound():
    outcome, predictors = simulated(1e-2)
    fit = logistic_regression(outcome, predictors)
    bound = LARGE * in_roundings(as_given(outcome, predictors, 0.95), "score")
    design = np.column_stack([np.ones(300), *predictors.values()])
    draw = np.random.default_rng(3)
    for _ in range(40):
        risk = 1 / (1 + np.exp(-rounded(draw, design * fit.coefficients).sum(axis=1)))
        gradient = design.T @ (outcome - risk) / (len(design) * np.sqrt((design**2).mean(axis=0)))
        assert np.all(np.abs(gradient) < bound)
    assert np.all(np.abs(score(outcome, predictors, fit.coefficients)) < bound)


def test_the_bound_grows_as_collinearity_does_and_where_columns_are_not_standardised():
    made = [simulated(width) for width in (1.0, 1e-2, 1e-4)]
    errors = [logistic_regression(*data).standard_errors for data in made]
    for_ours = [in_roundings(standardised(*data, 0.95), "coefficients") / error for data, error in zip(made, errors)]
    for_theirs = [in_roundings(as_given(*data, 0.95), "coefficients") / error for data, error in zip(made, errors)]
    for bounds in (for_ours, for_theirs):
        for near, nearer in zip(bounds, bounds[1:]):
            assert np.all(nearer[1:3] > 8 * near[1:3])
    assert all(np.all(theirs >= ours) for ours, theirs in zip(for_ours, for_theirs))
    assert for_ours[0].max() < 1000


def test_a_predictor_beside_near_duplicates_keeps_more_digits_than_they():
    outcome, predictors = simulated(1e-4)
    alone = {"a": predictors["a"], "c": predictors["c"]}
    share, of_alone = (
        standardised(outcome, columns, 0.95)["coefficients"] / logistic_regression(outcome, columns).standard_errors
        for columns in (predictors, alone)
    )
    assert share[1] == pytest.approx(share[2], rel=0.05)
    assert 1e-12 < share[3] < share[1] / 5 < 1e-8
    assert share[1] > 50 * of_alone[1]


def test_it_does_not_depend_on_the_unit_or_the_origin_in_standardised_columns():
    outcome, predictors = simulated(1.0)
    moved = {**predictors, "c": 2000 + predictors["c"] / 1024}
    here, there = (standardised(outcome, columns, 0.95)["coefficients"] for columns in (predictors, moved))
    assert there[3] / 1024 == pytest.approx(here[3], rel=1e-6)


def test_log_odds_of_near_duplicates_are_within_what_their_collinearity_costs():
    """Two measurements of a calendar year, and one and the difference, which is exact."""
    draw = np.random.default_rng(8)
    year, outcome = 2010 + np.round(5 * draw.normal(size=150)), draw.integers(0, 2, 150)
    again = year + 5e-4 * draw.normal(size=150)
    near, apart = {"a": year, "b": again}, {"a": year, "d": again - year}
    here, there = (linear_predictor(outcome, columns, columns).linear_predictor for columns in (near, apart))
    bound = patients_standardised(outcome, near, near)["linear_predictor"]
    assert np.all(np.abs(here - there) <= bound)
    assert bound.max() < patients_as_given(outcome, near, near)["linear_predictor"].max() / 10


def test_equal_patients_round_alike_and_so_much_more():
    exposed, outcome = np.tile([1.0, 1.0, 0.0, 0.0, 0.0], 200), np.tile([1, 0, 1, 0, 0], 200)
    jittered = exposed + 1e-3 * np.random.default_rng(4).normal(size=1000)
    alike, apart = (standardised(outcome, {"x": x}, 0.95)["coefficients"] for x in (exposed, jittered))
    assert alike[1] > 3 * apart[1]


def test_patients_are_equal_where_their_outcome_and_all_their_columns_are():
    draw = np.random.default_rng(5)
    columns = {"a": draw.integers(0, 3, 400) - 1.0, "b": draw.integers(0, 4, 400) / 7}
    columns["a"][::5] *= -1.0  # and so negative zeros
    site = Factor(draw.integers(0, 3, 400), ("x", "y", "z"))
    outcome = draw.integers(0, 2, 400)
    rows = np.column_stack([outcome, *columns.values(), site.codes])
    _, which, count = np.unique(rows, axis=0, return_inverse=True, return_counts=True)
    equals = seen_standardised(outcome, {**columns, "site": site}, None).equals
    np.testing.assert_array_equal(equals, count[which.ravel()])


@pytest.mark.parametrize("level", [0.8, 0.997])
def test_a_limit_is_allowed_its_standard_errors_error_as_often_as_the_level_asks_for_it(level):
    outcome, predictors = simulated(1e-2)
    bounds, fit = standardised(outcome, predictors, level), logistic_regression(outcome, predictors, level)
    times = np.log(fit.odds_ratios_high / fit.odds_ratios) / fit.standard_errors[1:]
    of_ratio, of_limit = bounds["odds_ratios"] / fit.odds_ratios, bounds["odds_ratios_high"] / fit.odds_ratios_high
    np.testing.assert_allclose(of_limit, (1 + times) * of_ratio, rtol=1e-9)


@pytest.mark.parametrize("module", [of_model, of_patients], ids=["model", "patients"])
@pytest.mark.parametrize("extreme", [False, True])
def test_every_bound_is_there_finite_and_as_long_as_its_field(module, extreme):
    """Also where a predictor's unit makes its odds ratio infinite, and risks are 0 and 1 but for rounding."""
    outcome, predictors = simulated(1.0)
    if extreme:
        predictors["c"] = predictors["c"] * 1e-4 + 12 * (outcome - 0.5) * (np.arange(300) % 30 > 0) * 1e-4
    arguments = {"outcome": outcome, "predictors": predictors}
    arguments.update({"patients": predictors} if module is of_patients else {"level": 0.95})
    fields = fields_of(module.CHECK.compute(**arguments))
    for call in module.CHECK.references:
        for name in module.CHECK.gives(call):
            bound = module.CHECK.tolerance(name, call).bound
            if bound is not None:
                made = np.atleast_1d(bound.function(**arguments)[bound.name])
                assert made.shape == fields[name].values.shape, name
                assert np.all(np.isfinite(made)) and np.all(made >= 0), name


def test_at_a_maximum_the_residuals_add_up_to_nothing_in_any_column():
    outcome, predictors = simulated(1e-2)
    seen = seen_standardised(outcome, predictors, None)
    assert seen.residual == pytest.approx(outcome - 1 / (1 + np.exp(-seen.log_odds)), abs=1e-15)
    assert np.abs(seen.basis.T @ seen.residual).max() < 1e-12


def test_an_odds_ratio_beyond_every_number_is_allowed_no_error():
    outcome, predictors = simulated(1.0)
    predictors["c"] = predictors["c"] * 1e-4
    fit = logistic_regression(outcome, predictors)
    assert np.isinf(fit.odds_ratios).tolist() == [False, False, True]
    for bounds in (standardised(outcome, predictors, 0.95), as_given(outcome, predictors, 0.95)):
        for name in ("odds_ratios", "odds_ratios_high"):
            assert bounds[name][2] == 0.0 < bounds[name][:2].min()
