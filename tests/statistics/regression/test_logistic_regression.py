"""Logistic regression."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from parity import places
from parity.data.cohort import Factor
from parity.data.study_file import find_study
from parity.statistics.regression.logistic_regression import logistic_regression, score

ROUNDING = 2.0**-52


def simulated(seed, n=400):
    rng = np.random.default_rng(seed)
    predictors = {
        "age": rng.normal(60, 12, n),
        "marker": rng.lognormal(0, 1, n),
        "site": Factor(rng.integers(0, 3, n), ("head", "neck", "other")),
    }
    log_odds = 0.04 * (predictors["age"] - 60) + 0.5 * predictors["marker"] - 1.0
    log_odds = log_odds + 0.7 * (predictors["site"].codes == 2)
    return (rng.random(n) < 1 / (1 + np.exp(-log_odds))).astype(int), predictors


def low_birth_weight():
    with (places.cohorts() / "birthwt.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    races = ("white", "black", "other")
    predictors = {name: np.array([float(row[name]) for row in rows]) for name in ("age", "lwt")}
    predictors["race"] = Factor(np.array([races.index(row["race"]) for row in rows]), races)
    predictors["ftv"] = np.array([float(row["ftv"]) for row in rows])
    return np.array([int(row["low"]) for row in rows]), predictors


@pytest.mark.parametrize("seed", range(5))
def test_the_score_is_zero_at_the_estimate(seed):
    outcome, predictors = simulated(seed)
    gradient = score(outcome, predictors, logistic_regression(outcome, predictors).coefficients)
    assert np.abs(gradient).max() < 4 * ROUNDING


def log_likelihood(outcome, columns, coefficients):
    log_odds = columns @ coefficients
    return float(np.sum(outcome * log_odds - np.logaddexp(0, log_odds)))


def test_away_from_the_estimate_the_score_is_the_slope_of_the_log_likelihood():
    outcome, predictors = simulated(7)
    site = predictors["site"].codes
    columns = np.column_stack([np.ones(400), predictors["age"], predictors["marker"], site == 1, site == 2])
    at = np.array([-2.0, 0.01, 0.3, 0.1, -0.4])
    slopes = []
    for column, step in zip(columns.T, 1e-5 * np.eye(5) / np.abs(columns).max(axis=0)):
        up, down = (log_likelihood(outcome, columns, at + way * step) for way in (1, -1))
        slopes.append((up - down) / (2 * step.sum()) / (400 * np.sqrt(np.mean(column**2))))
    assert np.abs(slopes).min() > 0.001
    np.testing.assert_allclose(score(outcome, predictors, at), slopes, rtol=1e-5)


def test_a_single_indicator_gives_the_odds_ratio_of_the_table_and_woolfs_standard_error():
    a, b, c, d = 12, 8, 5, 20
    exposed = np.repeat([1.0, 1.0, 0.0, 0.0], [a, b, c, d])
    outcome = np.repeat([1, 0, 1, 0], [a, b, c, d])
    fit = logistic_regression(outcome, {"exposed": exposed})
    assert fit.odds_ratios[0] == pytest.approx(a * d / (b * c), rel=1e-14)
    assert fit.standard_errors[1] == pytest.approx((1 / a + 1 / b + 1 / c + 1 / d) ** 0.5, rel=1e-14)
    assert fit.coefficients[0] == pytest.approx(np.log(c / d), rel=1e-14)


def test_low_birth_weight_as_hosmer_and_lemeshow_print_it():
    """Hosmer, Lemeshow. Applied Logistic Regression, 2nd ed. (2000), Table 2.2, p. 36; doi:10.1002/0471722146."""
    fit = logistic_regression(*low_birth_weight())
    assert fit.terms == ("Intercept", "age", "lwt", "race=black", "race=other", "ftv")
    np.testing.assert_allclose(fit.coefficients, [1.295, -0.024, -0.014, 1.004, 0.433, -0.049], atol=0.0005)
    np.testing.assert_allclose(fit.standard_errors, [1.0714, 0.0337, 0.00654, 0.4979, 0.3622, 0.1672], atol=0.00005)
    assert fit.log_likelihood == pytest.approx(-111.286, abs=0.0005)
    assert fit.degrees_of_freedom == 5


def test_the_likelihood_ratio_is_twice_the_gain_and_its_p_the_tail_of_chi_square_on_two_degrees():
    outcome, predictors = simulated(7)
    fit = logistic_regression(outcome, {"age": predictors["age"], "marker": predictors["marker"]})
    share = outcome.mean()
    null = len(outcome) * (share * np.log(share) + (1 - share) * np.log(1 - share))
    assert fit.null_log_likelihood == pytest.approx(null, rel=1e-14)
    assert fit.likelihood_ratio == pytest.approx(2 * (fit.log_likelihood - null), rel=1e-12)
    assert fit.likelihood_ratio_p == pytest.approx(np.exp(-fit.likelihood_ratio / 2), rel=1e-12)


def test_another_unit_and_origin_of_a_predictor_change_its_coefficient_only_by_the_unit():
    outcome, predictors = simulated(3)
    fit = logistic_regression(outcome, predictors)
    moved = logistic_regression(outcome, {**predictors, "age": 2000 + predictors["age"] / 1024})
    np.testing.assert_allclose(moved.coefficients[1:], fit.coefficients[1:] * [1024, 1, 1, 1], rtol=1e-9)
    np.testing.assert_allclose(moved.z[1:], fit.z[1:], rtol=1e-9)
    # 2000 + age/1024 keeps age to 2e-11 of its spread: these are slightly other data
    assert moved.log_likelihood == pytest.approx(fit.log_likelihood, rel=1e-11)


@pytest.mark.parametrize("scale", [1e-8, 1e8])
def test_a_very_small_or_large_unit_costs_no_digit(scale):
    outcome, predictors = simulated(4)
    fit = logistic_regression(outcome, predictors)
    scaled = logistic_regression(outcome, {**predictors, "marker": predictors["marker"] * scale})
    assert scaled.coefficients[2] * scale == pytest.approx(fit.coefficients[2], rel=1e-12)


def test_the_other_outcome_has_the_opposite_coefficients_and_doubled_data_the_same():
    outcome, predictors = simulated(5)
    fit = logistic_regression(outcome, predictors)
    np.testing.assert_allclose(logistic_regression(1 - outcome, predictors).coefficients, -fit.coefficients, rtol=1e-11)
    site = predictors["site"]
    twice = {name: np.tile(predictors[name], 2) for name in ("age", "marker")}
    twice["site"] = Factor(np.tile(site.codes, 2), site.levels)
    doubled = logistic_regression(np.tile(outcome, 2), twice)
    np.testing.assert_allclose(doubled.coefficients, fit.coefficients, rtol=1e-11)
    np.testing.assert_allclose(doubled.standard_errors * 2**0.5, fit.standard_errors, rtol=1e-12)


def test_wald_limits_lie_symmetrically_on_the_log_scale_and_widen_with_the_level():
    fit, wider = (logistic_regression(*simulated(6), level=level) for level in (0.95, 0.99))
    np.testing.assert_allclose(fit.odds_ratios_low * fit.odds_ratios_high, fit.odds_ratios**2, rtol=1e-13)
    half_width = np.log(fit.odds_ratios_high / fit.odds_ratios)
    np.testing.assert_allclose(half_width, 1.959963984540054 * fit.standard_errors[1:], rtol=1e-12)
    assert np.all(wider.odds_ratios_high > fit.odds_ratios_high)


TEN = np.arange(10.0)
MIXED = np.array([0, 1, 0, 0, 1, 0, 1, 1, 0, 1])


@pytest.mark.parametrize(
    ("outcome", "predictors", "complaint"),
    [
        ((TEN >= 5).astype(int), {"x": TEN}, "separates events from non-events"),
        ((TEN >= 5).astype(int), {"x": np.array([0, 0, 0, 0, 1, 1, 2, 2, 2, 2.0])}, "separates events"),
        (MIXED, {"x": np.full(10, 3.0)}, "'x' is constant"),
        (MIXED, {"x": TEN, "twice": 2 * TEN + 1}, "'twice' is a linear combination"),
        (MIXED, {"x": Factor(np.zeros(10, dtype=int), ("a", "b"))}, "'x=b' is constant"),
        (np.zeros(10), {"x": TEN}, "must be 0 and 1"),
        (MIXED + 1, {"x": TEN}, "must be 0 and 1"),
        (MIXED[:9], {"x": TEN}, "9 outcomes for 10 patients"),
    ],
)
def test_data_without_a_unique_finite_estimate_are_refused(outcome, predictors, complaint):
    with pytest.raises(ValueError, match=complaint):
        logistic_regression(outcome, predictors)


@pytest.mark.parametrize("level", [0.0, 1.0, 95])
def test_a_level_outside_zero_and_one_is_refused(level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        logistic_regression(MIXED, {"x": TEN}, level)


@pytest.mark.parametrize("copies", [1, 7, 400])
def test_a_null_effect_at_even_odds_has_coefficients_of_zero(copies):
    outcome, exposed = np.tile([1, 0, 1, 0], copies), np.tile([1.0, 1.0, 0.0, 0.0], copies)
    fit = logistic_regression(outcome, {"exposed": exposed})
    assert np.abs(fit.coefficients).max() < 1e-14
    assert fit.standard_errors == pytest.approx([(2 / copies) ** 0.5, (4 / copies) ** 0.5], rel=1e-13)


def near_duplicates(width, n=200):
    """`b` is `a` measured twice, `c` has nothing to do with them."""
    draw = np.random.default_rng(3)
    a, noise, c = draw.normal(50, 10, n), draw.normal(size=n), draw.normal(size=n)
    outcome = (draw.random(n) < 1 / (1 + np.exp(-(a - 50) / 20 - c / 2))).astype(int)
    return outcome, {"a": a, "b": a + 10 * width * noise, "c": c}


def test_near_duplicates_have_the_estimate_of_their_sum_and_difference():
    outcome, predictors = near_duplicates(2.0**-14)
    fit = logistic_regression(outcome, predictors)
    difference = predictors["b"] - predictors["a"]  # exact, of near numbers
    turned = {"a": predictors["a"], "d": difference, "c": predictors["c"]}
    apart = logistic_regression(outcome, turned)
    errors = fit.standard_errors
    assert fit.coefficients[1] == pytest.approx(apart.coefficients[1] - apart.coefficients[2], abs=1e-9 * errors[1])
    assert (np.abs(fit.coefficients[2:] - apart.coefficients[2:]) <= 1e-9 * errors[2:]).all()
    assert fit.standard_errors[2:] == pytest.approx(apart.standard_errors[2:], rel=1e-9)
    assert fit.log_likelihood == pytest.approx(apart.log_likelihood, rel=1e-13)


def test_the_log_likelihood_does_not_suffer_from_coefficients_that_cancel():
    draw = np.random.default_rng(4)
    a, noise, outcome = draw.normal(50, 10, 150), draw.normal(size=150), draw.integers(0, 2, 150)
    apart, together = ({"a": a, "b": b} for b in (noise, a + 1e-5 * noise))
    gained = logistic_regression(outcome, together).log_likelihood
    assert gained == pytest.approx(logistic_regression(outcome, apart).log_likelihood, rel=1e-9)


def test_the_score_is_zero_at_the_estimate_of_a_hundred_thousand_patients():
    outcome, predictors = simulated(8, n=100_000)
    gradient = score(outcome, predictors, logistic_regression(outcome, predictors).coefficients)
    assert np.abs(gradient).max() < 4 * ROUNDING


def test_knots_are_counted_from_1_and_named_by_their_predictor():
    study = find_study("curves")
    cohort = study.development
    found = logistic_regression(cohort.outcome, cohort.columns, formula=study.formula)
    assert len(found.knot_names) == len(found.knots) > 0
    assert found.knot_names[0].endswith(", knot 1")
    assert not any(name.endswith(", knot 0") for name in found.knot_names)


@pytest.mark.parametrize("outcome", [[1, 1, 1, 1], [0, 0, 0, 0], [0, 1, 2, 1], [0, 1, 0.5, 1]])
def test_an_outcome_is_0_and_1_and_both_occur(outcome):
    with pytest.raises(ValueError, match="the outcome must be 0 and 1, and both must occur"):
        logistic_regression(np.array(outcome), {"x": np.array([1.0, 2.0, 4.0, 3.0])})
