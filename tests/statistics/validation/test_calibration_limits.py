"""Confidence limits of the corrected calibration curve: by their definition, and what they do not depend on."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from parity.data.study_file import find_study
from parity.statistics.validation.calibration_limits import Spread, calibration_limits, two_sided_spread
from parity.statistics.validation.corrected_calibration import calibrated, corrected_calibration
from parity.statistics.validation.patterns import model_of
from parity.statistics.validation.plans import Method
from parity.verification.predictions import samples

pytestmark = pytest.mark.filterwarnings("ignore:no validation by")


@pytest.fixture(scope="module")
def asah():
    sample = samples(find_study("asah"))[0]
    return sample.outcome, sample.predictors


def test_the_spread_is_a_standard_deviation_on_each_side_of_the_mean():
    values = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 55])
    below, above = two_sided_spread(values[:, np.newaxis])
    assert below[0] == pytest.approx(np.sqrt(sum((10 - x) ** 2 for x in range(1, 10)) / 8), rel=1e-14)
    assert above[0] == np.inf


def test_what_lies_at_the_mean_is_on_either_side():
    values = np.array([-4.0, -3, -2, -1, 0, 0, 1, 2, 3, 4])
    assert np.concatenate(two_sided_spread(values[:, np.newaxis])) == pytest.approx(np.sqrt(30 / 5), rel=1e-14)


def test_of_what_is_symmetric_both_are_alike_and_mirrored_they_change_places():
    draw = np.random.default_rng(1).normal(size=(200, 3))
    below, above = two_sided_spread(np.concatenate([draw, -draw]))
    np.testing.assert_allclose(below, above, rtol=1e-12)
    one, mirrored = two_sided_spread(draw**2), two_sided_spread(-(draw**2))
    np.testing.assert_allclose(one, mirrored[::-1], rtol=1e-13)


def test_of_fewer_than_ten_both_are_the_standard_deviation_of_all():
    values = np.random.default_rng(2).random((9, 4))
    for some in (values, values[:2]):
        for side in two_sided_spread(some):
            np.testing.assert_allclose(side, some.std(axis=0, ddof=1), rtol=1e-14)
    assert np.isnan(two_sided_spread(values[:1])).all() and np.isnan(two_sided_spread(values[:0])).all()


def test_a_curve_that_does_not_reach_a_risk_leaves_it_without_limits():
    values = np.random.default_rng(3).random((20, 2))
    values[4, 1] = np.nan
    below, above = two_sided_spread(values)
    assert np.isnan([below[1], above[1]]).all() and np.isfinite([below[0], above[0]]).all()


def test_the_limits_are_the_corrected_curve_and_the_spread_of_its_resamples(asah):
    shown = []
    patterns, start = model_of(*asah, None)
    curve = calibrated(patterns, start, Method.BOOT, 30, 5, observe=lambda *errors: shown.append(errors))
    training, test = (np.concatenate(part) for part in zip(*shown))
    d = training - 1.25 * test
    away = d - d.mean(axis=0)
    found, z = calibration_limits(*asah, 30, 5, 0.9).boot, norm.ppf(0.95)
    known = ~np.isnan(away).any(axis=0)
    assert 10 < known.sum() < 50 and found.place == tuple(str(number) for number in 1 + np.flatnonzero(known))
    for number, place in enumerate(np.flatnonzero(known)):
        column = away[:, place]
        above, below = (
            np.sqrt((side**2).sum() / (len(side) - 1)) for side in (column[column >= 0], column[column <= 0])
        )
        assert found.low[number] == pytest.approx(curve.corrected[place] - z * above, abs=1e-13)
        assert found.high[number] == pytest.approx(curve.corrected[place] + z * below, abs=1e-13)


def test_a_level_scales_the_distance_from_the_curve(asah):
    curve = corrected_calibration(*asah, 20, 5)
    half, more = (calibration_limits(*asah, 20, 5, level) for level in (0.5, 0.99))
    ratio = norm.ppf(0.995) / norm.ppf(0.75)
    for method in ("boot", "crossvalidation", "randomization"):
        one, other = getattr(half, method), getattr(more, method)
        assert one.place == other.place
        corrected = getattr(curve, method).corrected[[int(place) - 1 for place in one.place]]
        np.testing.assert_allclose(other.low - corrected, ratio * (one.low - corrected), rtol=1e-9)
        np.testing.assert_allclose(other.high - corrected, ratio * (one.high - corrected), rtol=1e-9)


def test_a_spread_does_not_depend_on_how_resamples_are_shown(asah):
    patterns, start = model_of(*asah, None)
    draw = np.random.default_rng(4).random((2, 40, 50))
    at_once, one_by_one = Spread(), Spread()
    curve = calibrated(patterns, start, Method.BOOT, 2, 5)
    at_once(*draw)
    for row in range(40):
        one_by_one(*draw[:, row : row + 1])
    np.testing.assert_array_equal(at_once.limits(curve.corrected, 0.9), one_by_one.limits(curve.corrected, 0.9))


@pytest.mark.parametrize("level", [0, 1, 95, float("nan")])
def test_a_level_is_between_0_and_1(asah, level):
    with pytest.raises(ValueError, match="lies between 0 and 1"):
        calibration_limits(*asah, 20, 5, level)


def test_ten_patients_are_too_few(asah):
    outcome, predictors = asah
    with pytest.raises(ValueError, match="10 patients; a corrected calibration curve needs 11"):
        calibration_limits(outcome[:10], {"x": np.arange(10.0) % 4}, 20, 5)
