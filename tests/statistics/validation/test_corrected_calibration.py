"""Calibration corrected for optimism: by its definition, resample by resample."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from scipy.special import expit

from parity import RRandom
from parity.statistics.calibration.lowess import lowess
from parity.statistics.caution import Caution
from parity.statistics.regression.logistic_regression import logistic_regression
from parity.statistics.validation.corrected_calibration import calibrated, corrected_calibration
from parity.statistics.validation.patterns import model_of
from parity.statistics.validation.plans import Method

pytestmark = pytest.mark.filterwarnings("ignore:no validation by .632:parity.statistics.caution.Caution")


def cohort(n, seed):
    draw = np.random.default_rng(seed)
    a = draw.normal(size=n)
    return (draw.random(n) < expit(a)).astype(int), {"a": a}


def risks(outcome, a, rows):
    fit = logistic_regression(outcome[rows], {"a": a[rows]})
    return expit(fit.coefficients[0] + fit.coefficients[1] * a)


def curve(risk, outcome, at):
    order = np.argsort(risk, kind="stable")
    x = risk[order]
    return np.interp(at, x, lowess(x, outcome[order].astype(float)), left=np.nan, right=np.nan)


def test_the_curve_of_each_resample_is_read_at_the_same_risks():
    outcome, predictors = cohort(90, 1)
    a, found = predictors["a"], corrected_calibration(outcome, predictors, 20, 4).boot
    whole = np.sort(risks(outcome, a, np.arange(90)))
    np.testing.assert_allclose(found.risk, np.linspace(whole[4], whole[-5], 50), rtol=1e-12)
    pairs = []
    for rows in RRandom(4).resamples(90, 20):
        risk = risks(outcome, a, rows)
        pairs.append((curve(risk[rows], outcome[rows], found.risk), curve(risk, outcome, found.risk)))
    both = ~np.isnan(np.sum(pairs, axis=1))
    training, test = (
        np.where(both, np.array(part) - found.risk, 0).sum(axis=0) / both.sum(axis=0) for part in zip(*pairs)
    )
    np.testing.assert_allclose(found.training, training, rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.test, test, rtol=0, atol=1e-12)
    np.testing.assert_array_equal(found.used, both.sum(axis=0))
    np.testing.assert_allclose(found.corrected, found.apparent - (training - test), rtol=0, atol=1e-12)


def test_errors_are_distances_of_the_patients_risks_from_the_corrected_curve():
    outcome, predictors = cohort(60, 2)
    found = corrected_calibration(outcome, predictors, 30, 4).boot
    risk = risks(outcome, predictors["a"], np.arange(60))
    within = risk[(risk >= found.risk[0] - 1e-12) & (risk <= found.risk[-1] + 1e-12)]
    assert len(within) == 52
    distance = np.abs(within - np.interp(within, found.risk, found.corrected))
    assert found.mean_absolute_error == pytest.approx(distance.mean(), rel=1e-9)
    assert found.error_90 == pytest.approx(np.quantile(distance, 0.9), rel=1e-9)
    assert found.mean_squared_error == pytest.approx((distance**2).mean(), rel=1e-9)


def test_an_observer_is_shown_what_the_means_are_of():
    outcome, predictors = cohort(90, 1)
    shown = []
    found = calibrated(
        *model_of(outcome, predictors, None), Method.BOOT, 20, 4, observe=lambda *errors: shown.append(errors)
    )
    training, test = (np.concatenate(part) for part in zip(*shown))
    both = np.where(np.isnan(training + test), np.nan, 1.0)
    assert training.shape == test.shape == (20, 50)
    np.testing.assert_allclose(np.nanmean(training * both, axis=0), found.training, rtol=0, atol=1e-14)
    np.testing.assert_allclose(np.nanmean(test * both, axis=0), found.test, rtol=0, atol=1e-14)


@pytest.mark.filterwarnings("ignore::parity.statistics.caution.Caution")
def test_what_cannot_be_resampled_has_an_apparent_curve_and_no_error():
    """Ten folds of 19 patients: a fold needs two."""
    found = corrected_calibration(*cohort(19, 21), 5, 2).crossvalidation
    assert np.isfinite(found.apparent).any() and np.isnan(found.corrected).all() and (found.used == 0).all()
    assert np.isnan([found.mean_absolute_error, found.mean_squared_error, found.error_90]).all()


@pytest.mark.filterwarnings("ignore::parity.statistics.caution.Caution")
def test_ten_patients_are_too_few_and_eleven_are_not():
    outcome = np.array([0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 1])
    found = corrected_calibration(outcome, {"a": np.arange(11.0)}, 0, 1).boot
    assert found.risk[0] < found.risk[-1] and np.isfinite(found.apparent).all()
    with pytest.raises(ValueError, match="10 patients; a corrected calibration curve needs 11"):
        corrected_calibration(*cohort(10, 3), 5, 1)


def test_where_two_thirds_of_the_patients_of_a_resample_have_one_risk_a_caution_says_in_how_many():
    outcome, group = np.arange(60) % 5 % 2, np.where(np.arange(60) < 37, 1.1, 2.3)
    drawn = group[RRandom(4).resamples(60, 25)]
    equal = int(((drawn == 1.1).sum(axis=1) >= 40).sum())
    with pytest.warns(Caution) as said:
        corrected_calibration(outcome, {"group": group}, 25, 4)
    texts = [str(one.message) for one in said if getattr(one.message, "code", "") == "equal_risks"]
    assert 0 < equal < 25
    assert any(text.startswith("resamples (boot)") and f": {equal} of 25;" in text for text in texts)
    # of all 60 patients, on whom each model is tried, 45 are equal
    with pytest.warns(Caution, match=r"^resamples \(boot\).*: 25 of 25;"):
        corrected_calibration(outcome, {"group": np.where(np.arange(60) < 45, 1.1, 2.3)}, 25, 4)


def test_patients_of_many_risks_need_no_caution():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", "no validation by .632")
        corrected_calibration(*cohort(90, 1), 20, 4)
