"""Confidence limits of corrected indexes: by their definition, resample by resample, and what they do not depend on."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from scipy.stats import norm, somersd

from parity import RRandom
from parity.data.study_file import find_study
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.statistics.validation.optimism import optimism
from parity.statistics.validation.optimism_limits import LIMITED, OptimismLimits, optimism_limits
from parity.verification.predictions import samples

METHODS = [field.name for field in dataclasses.fields(OptimismLimits)]
pytestmark = pytest.mark.filterwarnings("ignore:no validation by")


@pytest.fixture(scope="module")
def asah():
    sample = samples(find_study("asah"))[0]
    return sample.outcome, sample.predictors


def of_two_sides(values):
    away = values - values.mean()
    return [np.sqrt((side**2).sum() / (len(side) - 1)) for side in (away[away <= 0], away[away >= 0])]


def test_the_limits_are_the_corrected_index_and_the_spread_of_its_resamples(asah):
    outcome, predictors = asah
    dxy, brier = [], []
    for rows in RRandom(5).resamples(len(outcome), 30):
        fit = maximum_likelihood(outcome[rows], {name: column[rows] for name, column in predictors.items()})
        columns = np.column_stack([np.ones(len(outcome)), *predictors.values()])
        log_odds = columns @ np.linalg.lstsq(columns[rows], fit.log_odds, rcond=None)[0]
        risk = 1 / (1 + np.exp(-log_odds))
        tried = [(outcome[some], log_odds[some], risk[some]) for some in (rows, slice(None))]
        dxy.append([somersd(*one[:2]).statistic for one in tried])
        brier.append([np.mean((y - p) ** 2) for y, _, p in tried])
    found, z = optimism_limits(outcome, predictors, 30, 5, 0.9).boot, norm.ppf(0.95)
    corrected = dict(zip((own := optimism(outcome, predictors, 30, 5).boot).index, own.corrected))
    for name, each in (("Dxy", dxy), ("B", brier)):
        below, above = of_two_sides(np.array(each) @ [1, -1.25])
        place = LIMITED.index(name)
        assert found.low[place] == pytest.approx(corrected[name] - z * above, abs=1e-9)
        assert found.high[place] == pytest.approx(corrected[name] + z * below, abs=1e-9)


def test_the_limits_are_at_95_percent_where_no_level_is_given(asah):
    plain, said = optimism_limits(*asah, 20, 5).boot, optimism_limits(*asah, 20, 5, 0.95).boot
    np.testing.assert_array_equal(plain.low, said.low)
    np.testing.assert_array_equal(plain.high, said.high)


def test_a_level_scales_the_distance_from_the_corrected_index(asah):
    half, more = (optimism_limits(*asah, 20, 5, level) for level in (0.5, 0.99))
    own, ratio = optimism(*asah, 20, 5), norm.ppf(0.995) / norm.ppf(0.75)
    for method in ("boot", "crossvalidation", "randomization"):
        corrected = np.array([value for name, value in zip(getattr(own, method).index, getattr(own, method).corrected)
                              if name != "Emax"])  # fmt: skip
        one, other = getattr(half, method), getattr(more, method)
        np.testing.assert_allclose(other.low - corrected, ratio * (one.low - corrected), rtol=1e-9)
        np.testing.assert_allclose(other.high - corrected, ratio * (one.high - corrected), rtol=1e-9)


@pytest.mark.filterwarnings("ignore:.*have the same log odds")
def test_emax_has_none_and_an_index_that_a_fold_lacks_has_none(asah):
    outcome, predictors = asah
    found = optimism_limits(*asah, 20, 5)
    assert all(getattr(found, method).index == LIMITED and "Emax" not in LIMITED for method in METHODS)
    few = np.flatnonzero(outcome == 1)[:12].tolist() + np.flatnonzero(outcome == 0)[:30].tolist()
    of_few = {name: column[few] for name, column in list(predictors.items())[:1]}
    folds = optimism_limits(outcome[few], of_few, 5, 5).crossvalidation
    lacks = {name for name, low, high in zip(folds.index, folds.low, folds.high) if np.isnan(low) and np.isnan(high)}
    assert "Dxy" in lacks and "B" not in lacks


def test_what_cannot_be_tried_has_no_limits_and_a_level_is_between_0_and_1(asah):
    outcome, predictors = asah
    with pytest.warns(match="no validation by .632"):
        found = optimism_limits(outcome, predictors, 2, 5)
    assert np.isnan([found.omitted.low, found.omitted.high]).all()
    for level in (0, 1, 95, float("nan")):
        with pytest.raises(ValueError, match="lies between 0 and 1"):
            optimism_limits(outcome, predictors, 20, 5, level)
