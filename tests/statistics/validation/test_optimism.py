"""Indexes corrected for optimism: by their definitions, resample by resample."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from scipy.special import expit

from parity import RRandom
from parity.data.cohort import Factor
from parity.statistics.caution import Caution
from parity.statistics.calibration.calibration_line import calibration_line
from parity.statistics.discrimination.concordance import concordance_of_scores
from parity.statistics.regression.logistic_regression import logistic_regression, null_log_likelihood
from parity.statistics.regression.r_squared import r_squared
from parity.statistics.validation.optimism import optimism

PLACE = {name: place for place, name in enumerate(("Dxy", "R2", "Intercept", "Slope", "Emax", "D", "U", "Q", "B", "g"))}


def cohort(n, seed, effect=1.0):
    draw = np.random.default_rng(seed)
    a, b = draw.normal(size=n), draw.normal(size=n)
    outcome = (draw.random(n) < expit(effect * a - 0.5)).astype(int)
    return outcome, {"a": a, "b": b}


def log_odds_of(outcome, predictors, rows, everyone):
    fit = logistic_regression(outcome[rows], {name: column[rows] for name, column in predictors.items()})
    return fit.coefficients[0] + sum(value * everyone[name] for value, name in zip(fit.coefficients[1:], predictors))


def tried(outcome, log_odds):
    """Dxy, intercept, slope and B of predictions."""
    line = calibration_line(outcome, expit(log_odds))
    dxy = concordance_of_scores(outcome, log_odds).dxy
    return np.array([dxy, line.intercept, line.slope, ((outcome - expit(log_odds)) ** 2).mean()])


pytestmark = pytest.mark.filterwarnings("ignore:no validation by .632:parity.statistics.caution.Caution")

SHOWN = [PLACE[name] for name in ("Dxy", "Intercept", "Slope", "B")]


def test_the_bootstrap_tries_the_model_of_each_resample_on_all():
    outcome, predictors = cohort(80, 1)
    found = optimism(outcome, predictors, 25, 7).boot
    rows = RRandom(7).resamples(80, 25)
    tests = [tried(outcome, log_odds_of(outcome, predictors, one, predictors)) for one in rows]
    np.testing.assert_allclose(found.test[SHOWN], np.mean(tests, axis=0), rtol=1e-11, atol=1e-13)
    trained = [
        concordance_of_scores(outcome[one], log_odds_of(outcome, predictors, one, predictors)[one]).dxy for one in rows
    ]
    assert found.training[0] == pytest.approx(np.mean(trained), rel=1e-12)
    assert found.used.tolist() == [25] * 11
    np.testing.assert_allclose(found.corrected, found.apparent - found.optimism)
    of = dict(zip(found.index, found.corrected))
    assert (found.auc, found.auc_corrected) == ((found.apparent[0] + 1) / 2, (of["Dxy"] + 1) / 2)
    assert (found.slope_corrected, found.brier_corrected, found.r2_corrected) == (of["Slope"], of["B"], of["R2"])


def test_a_fold_is_tried_by_the_model_of_the_others():
    outcome, predictors = cohort(100, 2)
    found = optimism(outcome, predictors, 20, 3).crossvalidation
    order = RRandom(3).sample_int(100) - 1
    tests = []
    for fold in np.split(order, 10):
        rest = np.setdiff1d(order, fold)
        risks = log_odds_of(outcome, predictors, rest, {name: column[fold] for name, column in predictors.items()})
        tests.append(concordance_of_scores(outcome[fold], risks).dxy)
    assert found.test[0] == pytest.approx(np.mean(tests), rel=1e-12)


def test_the_patients_outside_a_resample_count_by_the_resamples_that_they_are_outside_of():
    outcome, predictors = cohort(60, 3)
    found = optimism(outcome, predictors, 40, 5).omitted
    rows = RRandom(5).resamples(60, 40)
    outside = np.array([~np.isin(np.arange(60), one) for one in rows])
    shares = (outside / outside.sum(axis=0)).sum(axis=1) / 60
    briers = [
        ((outcome[out] - expit(log_odds_of(outcome, predictors, one, predictors)[out])) ** 2).mean()
        for one, out in zip(rows, outside)
    ]
    assert found.test[PLACE["B"]] == pytest.approx((shares * briers).sum(), rel=1e-12)
    np.testing.assert_allclose(found.optimism[SHOWN], 0.632 * (found.apparent - found.test)[SHOWN], rtol=1e-13)


def test_a_randomization_fits_outcomes_in_another_order():
    outcome, predictors = cohort(60, 4)
    found = optimism(outcome, predictors, 8, 6).randomization
    dice, everyone = RRandom(6), np.arange(60)
    tests = [
        tried(outcome, log_odds_of(outcome[dice.sample_int(60) - 1], predictors, everyone, predictors))
        for _ in range(8)
    ]
    np.testing.assert_allclose(found.test[SHOWN], np.mean(tests, axis=0), rtol=1e-9, atol=1e-10)


def test_apparent_indexes_are_those_of_the_model():
    outcome, predictors = cohort(90, 5)
    found, fit = optimism(outcome, predictors, 2, 1).boot, logistic_regression(*cohort(90, 5))
    log_odds = log_odds_of(outcome, predictors, np.arange(90), predictors)
    of = dict(zip(found.index, found.apparent))
    assert of["R2"] == pytest.approx(r_squared(outcome, predictors).nagelkerke, rel=1e-12)
    assert of["D"] == pytest.approx((2 * (fit.log_likelihood - null_log_likelihood(outcome)) - 1) / 90, rel=1e-12)
    for name, values in (("g", log_odds), ("gp", expit(log_odds))):
        distances = np.abs(values[:, np.newaxis] - values)
        assert of[name] == pytest.approx(distances.sum() / (90 * 89), rel=1e-12)
    assert (of["Intercept"], of["Slope"], of["Emax"], of["U"]) == (0, 1, 0, pytest.approx(-2 / 90))


def test_models_of_noise_have_no_dxy_on_average():
    """`rms::validate` from 7 on gives them 0.3 and more, without its sign."""
    found = [optimism(*cohort(100, seed, effect=0.0), 3, 11).crossvalidation.test[0] for seed in range(20)]
    assert abs(np.mean(found)) < 0.15 and min(found) < 0


def test_units_and_the_order_of_predictors_change_nothing():
    outcome, predictors = cohort(70, 6)
    other = {"b": predictors["b"] * 1e6 + 2e7, "a": predictors["a"] / 1000}
    one, two = (optimism(outcome, columns, 30, 2) for columns in (predictors, other))
    for method in ("boot", "crossvalidation", "omitted", "randomization"):
        np.testing.assert_allclose(getattr(one, method).corrected, getattr(two, method).corrected, rtol=1e-7, atol=1e-8)


@pytest.mark.filterwarnings("ignore:.*have the same log odds")
def test_what_the_values_of_a_predictor_have_in_common_changes_nothing():
    outcome, predictors = cohort(70, 6)
    whole = np.round(predictors["a"] * 10)
    one, two = (optimism(outcome, {"a": whole + common}, 20, 2).boot for common in (0.0, 2.0**22))
    np.testing.assert_allclose(one.corrected, two.corrected, rtol=1e-9, atol=1e-10)


@pytest.mark.filterwarnings("ignore::parity.statistics.caution.Caution")
def test_emax_is_of_the_folds_that_have_a_rank_correlation():
    """Of a line in fewer: in a fold that the model ranks without a fault the line has no end."""
    found = optimism(*cohort(60, 3, effect=3.0), 5, 2).crossvalidation
    used = dict(zip(found.index, found.used.tolist()))
    assert used["R2"] < used["Dxy"] == used["Emax"]


def test_another_seed_is_another_bootstrap():
    outcome, predictors = cohort(70, 6)
    one, two = (optimism(outcome, predictors, 30, seed).boot.corrected[0] for seed in (2, 3))
    assert one != two


def test_a_resample_without_a_level_has_no_model_and_is_left_out():
    outcome, predictors = cohort(60, 8)
    rare = Factor(np.isin(np.arange(60), [3, 10, 20]).astype(int), ("usual", "rare"))
    with pytest.warns(Caution) as said:
        found = optimism(outcome, {**predictors, "rare": rare}, 50, 2).boot
    assert 0 < found.used[0] < 50
    text = f"{50 - found.used[0]} resamples (boot) have no model with a unique finite maximum; left out"
    assert text in [str(one.message) for one in said]
    with pytest.warns(Caution, match=r"^1 resample \(boot\) has no model with a unique finite maximum; left out"):
        assert optimism(outcome, {**predictors, "rare": rare}, 3, 2).boot.used[0] == 2


def test_what_cannot_be_resampled_so_is_not_validated_and_says_why():
    outcome, predictors = cohort(19, 21)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        found = optimism(outcome, {"a": predictors["a"]}, 1, 2)
    texts = " ".join(str(one.message) for one in said)
    assert "no validation by crossvalidation: 10 folds of 19 patients: a fold needs two" in texts
    assert "no validation by .632: a patient is in every resample" in texts
    assert np.isnan(found.crossvalidation.corrected).all() and np.isnan(found.omitted.corrected[0])


def test_separated_patients_have_no_model_to_validate():
    with pytest.raises(ValueError, match="the likelihood has no maximum"):
        optimism(np.repeat([0, 1], 20), {"a": np.arange(40.0)}, 10, 1)


def test_pairs_of_equal_log_odds_are_told():
    """Of 20 and 30 patients 8 and 21 have the event: 8 · 12 and 21 · 9 of 29 · 21 pairs are equal."""
    outcome, group = np.repeat([1, 0, 1, 0], [8, 12, 21, 9]), np.repeat([0.0, 1.0], [20, 30])
    with pytest.warns(Caution, match=r"^47% of the pairs of an event and another have the same log odds") as told:
        optimism(outcome, {"group": group}, 20, 5)
    assert "tied_log_odds" in {getattr(one.message, "code", "") for one in told}
    assert (8 * 12 + 21 * 9) / (29 * 21) == pytest.approx(0.468, abs=1e-3)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        optimism(outcome, {"group": group + np.arange(50) / 1000}, 20, 5)
    assert "tied_log_odds" not in {getattr(one.message, "code", "") for one in said}
