"""Pseudo R squared: their definitions, published examples, invariances, bad input."""

from __future__ import annotations

import numpy as np
import pytest
from high_school import FEMALE, HONOURS, READ, SCIENCE
from published import LOW_BIRTH_WEIGHT, low_birth_weights

from parity.data.cohort import Factor
from parity.data.study_file import find_study
from parity.statistics.regression.logistic_regression import logistic_regression
from parity.statistics.regression.r_squared import r_squared


def patients(seed: int, n: int = 200) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    draw = np.random.default_rng(seed)
    predictors = {"x": draw.normal(size=n), "z": draw.normal(size=n)}
    risk = 1 / (1 + np.exp(-(predictors["x"] - 0.5)))
    return (draw.random(n) < risk).astype(int), predictors


@pytest.mark.parametrize("seed", range(5))
def test_each_is_what_its_definition_says_of_the_likelihoods(seed):
    outcome, predictors = patients(seed)
    fit, found, n = logistic_regression(outcome, predictors), r_squared(outcome, predictors), len(outcome)
    improved = (np.exp(fit.null_log_likelihood) / np.exp(fit.log_likelihood)) ** (2 / n)
    largest = 1 - np.exp(fit.null_log_likelihood) ** (2 / n)
    assert found.cox_snell == pytest.approx(1 - improved, rel=1e-12)
    assert found.nagelkerke == pytest.approx((1 - improved) / largest, rel=1e-12)
    assert found.mcfadden == pytest.approx(1 - fit.log_likelihood / fit.null_log_likelihood, rel=1e-12)
    less = fit.log_likelihood - len(fit.coefficients)
    assert found.mcfadden_adjusted == pytest.approx(1 - less / fit.null_log_likelihood, rel=1e-12)
    log_odds = fit.coefficients[0] + fit.coefficients[1] * predictors["x"] + fit.coefficients[2] * predictors["z"]
    spread = np.mean((log_odds - log_odds.mean()) ** 2)
    assert found.mckelvey_zavoina == pytest.approx(spread / (spread + np.pi**2 / 3), rel=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_a_saturated_model_of_groups_explains_what_the_groups_do(seed):
    """With one factor the fitted risks are the prevalences of its levels, and the likelihood is known by counting."""
    draw = np.random.default_rng(seed)
    codes = draw.integers(0, 3, 150)
    outcome = (draw.random(150) < np.array([0.2, 0.5, 0.7])[codes]).astype(int)
    shares = [outcome[codes == code].mean() for code in range(3)]
    risk = np.array(shares)[codes]
    fitted = np.log(np.where(outcome == 1, risk, 1 - risk)).sum()
    null = np.log(np.where(outcome == 1, outcome.mean(), 1 - outcome.mean())).sum()
    found = r_squared(outcome, {"group": Factor(codes, ("a", "b", "c"))})
    assert found.mcfadden == pytest.approx(1 - fitted / null, rel=1e-12)
    assert found.cox_snell == pytest.approx(1 - np.exp(2 * (null - fitted) / 150), rel=1e-12)
    assert found.mcfadden_adjusted == pytest.approx(1 - (fitted - 3) / null, rel=1e-12)
    spread = np.var(np.log(risk / (1 - risk)))
    assert found.mckelvey_zavoina == pytest.approx(spread / (spread + np.pi**2 / 3), rel=1e-10)


def test_a_latent_variable_behind_the_outcome_is_explained_so_far():
    """McKelvey and Zavoina's is the share of the linear predictor in the variance of a latent variable, whose error is
    logistic: with many patients that of the variable itself."""
    draw = np.random.default_rng(8)
    x = draw.normal(size=40_000)
    latent = 1.5 * x + draw.logistic(size=40_000)
    found = r_squared((latent > 0).astype(int), {"x": x})
    assert found.mckelvey_zavoina == pytest.approx(np.corrcoef(x, latent)[0, 1] ** 2, abs=0.01)


def test_the_order_between_the_three():
    """Nagelkerke's is not below Cox and Snell's, and what explains nothing is 0 in all three."""
    outcome, predictors = patients(1)
    found = r_squared(outcome, predictors)
    assert 0 < found.cox_snell < found.nagelkerke < 1
    nothing = r_squared(np.tile([0, 1], 50), {"x": np.repeat([0.0, 1.0], 50)})
    assert max(map(abs, (nothing.cox_snell, nothing.nagelkerke, nothing.mcfadden, nothing.mckelvey_zavoina))) < 1e-15
    assert nothing.mcfadden_adjusted == pytest.approx(-2 / (100 * np.log(2)), rel=1e-12), "two coefficients for nothing"


def test_the_unit_of_a_predictor_and_the_order_of_patients_do_not_matter():
    outcome, predictors = patients(2)
    order = np.random.default_rng(0).permutation(len(outcome))
    other = {"x": 1e6 * predictors["x"][order] - 5e5, "z": -predictors["z"][order]}
    one, two = r_squared(outcome, predictors), r_squared(outcome[order], other)
    assert two.nagelkerke == pytest.approx(one.nagelkerke, rel=1e-10)
    assert two.mcfadden == pytest.approx(one.mcfadden, rel=1e-10)
    assert two.mckelvey_zavoina == pytest.approx(one.mckelvey_zavoina, rel=1e-10)


def test_the_low_birth_weight_study():
    """Hosmer and Lemeshow's data: the null deviance is 234.672, published in their table 2.2, which fixes the null."""
    study = find_study("birthwt")
    found = r_squared(study.development.outcome, study.development.columns)
    null = -234.672 / 2
    largest = 1 - np.exp(2 * null / 189)
    assert found.cox_snell / found.nagelkerke == pytest.approx(largest, abs=1e-5)
    assert -189 * np.log(1 - found.cox_snell) / 234.672 == pytest.approx(found.mcfadden, abs=1e-5)


def test_the_low_birth_weights_as_stata_prints_them():
    # Stata Base Reference Manual, [R] logistic: log likelihood -100.724, LR chi2(8) 33.22, Pseudo R2 0.1416
    outcome, columns = low_birth_weights()
    fit = logistic_regression(outcome, columns)
    assert fit.coefficients == pytest.approx(LOW_BIRTH_WEIGHT, abs=5e-7)
    assert (round(fit.log_likelihood, 3), round(fit.likelihood_ratio, 2)) == (-100.724, 33.22)
    assert round(r_squared(outcome, columns).mcfadden, 4) == 0.1416


def test_the_students_in_honours_composition_as_blorr_prints_them():
    """R package blorr, tests/testthat/_snaps/model-fit-stats.md. Of McKelvey and Zavoina's the variance is over n; over
    n - 1, as Stata's fitstat has it, it would be 0.519."""
    predictors = {"female": FEMALE.astype(float), "read": READ, "science": SCIENCE}
    fit, found = logistic_regression(HONOURS, predictors), r_squared(HONOURS, predictors)
    assert (round(fit.null_log_likelihood, 3), round(fit.log_likelihood, 3)) == (-115.644, -80.118)
    assert (round(found.mcfadden, 3), round(found.mcfadden_adjusted, 3)) == (0.307, 0.273)
    assert (round(found.cox_snell, 3), round(found.nagelkerke, 3)) == (0.299, 0.436)
    assert round(found.mckelvey_zavoina, 3) == 0.518


def test_the_low_birth_weights_of_tjur():
    """JASP's tests (jaspRegression, test-regressionlogistic.R) print three of Tjur's example (2009), which are those of
    the R package performance, too."""
    study = find_study("birthwt").development
    found = r_squared(study.outcome, {name: study.columns[name] for name in ("age", "lwt", "race", "smoke")})
    printed = 0.0856291418878957, 0.141844242772774, 0.100864461712579
    assert (found.mcfadden, found.nagelkerke, found.cox_snell) == pytest.approx(printed, rel=1e-11)


@pytest.mark.parametrize(
    ("outcome", "column", "rule"),
    [
        ([0, 0, 0, 0], [1.0, 2.0, 3.0, 4.0], "both must occur"),
        ([0, 0, 1, 1], [1.0, 2.0, 3.0, 4.0], "separates events"),
        ([0, 1, 0, 1], [1.0, 1.0, 1.0, 1.0], "constant"),
        ([0, 1, 0], [1.0, 2.0, 3.0, 4.0], "outcomes for 4 patients"),
    ],
)
def test_without_a_maximum_there_is_none(outcome, column, rule):
    with pytest.raises(ValueError, match=rule):
        r_squared(np.array(outcome), {"x": np.array(column)})
