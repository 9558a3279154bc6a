"""Where a bound takes the maxima of resamples to be: near where others find them, and what a rounding error does."""

from __future__ import annotations

import numpy as np
import pytest
from resampled import resampled

from parity.checks.rms.resampled_fits import lines_from_7, models_from_7
from parity.checks.summation import UNIT
from parity.checks.validation.near_maximum import near_lines, near_models
from parity.models.model_matrix import model_matrix
from parity.statistics.validation.fits import lines_at_maximum, models_at_maximum
from parity.statistics.validation.patterns import model_of, patterns_of
from parity.statistics.validation.plans import Method, parts


def drawn(name, count=40):
    study = resampled(name)
    patients = study.development
    patterns, start = model_of(patients.outcome, patients.columns, study.formula)
    (part,) = parts(Method.BOOT, patterns, count, study.seed)
    return patterns, start, part


@pytest.mark.parametrize("name", ["wards", "rait"])
def test_models_and_lines_are_within_a_few_steps_of_their_maximum(name):
    patterns, start, part = drawn(name)
    near = near_models(patterns, part.patients, part.events)
    fits = models_at_maximum(patterns, part.patients, part.events, start)
    assert near.found.all() and fits.found.all()
    np.testing.assert_allclose(near.coefficients, fits.coefficients, rtol=1e-4, atol=1e-4)
    lines = near_lines(near.log_odds, part.test_patients, part.test_events)
    at_maximum = lines_at_maximum(near.log_odds, part.test_patients, part.test_events)
    np.testing.assert_allclose(lines.coefficients, at_maximum.coefficients, rtol=1e-4, atol=1e-4)


def test_a_separated_resample_is_followed_about_as_far_as_r_goes():
    x = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0])
    outcome = (x > 3.5).astype(int)
    patterns = patterns_of(np.column_stack([np.ones(8), x]), outcome)
    near, followed = (models(patterns, *patterns.every()) for models in (near_models, models_from_7))
    assert near.found.all()
    log_odds = followed.coefficients @ patterns.standardised.T
    assert np.abs(near.log_odds).min() == pytest.approx(np.abs(log_odds).min(), abs=2.5)
    assert near.grows[0] > 1e5
    line = near_lines(patterns.standardised[:, 1][np.newaxis], *patterns.every())
    there = lines_from_7(patterns.standardised[:, 1][np.newaxis], *patterns.every())
    assert line.coefficients[0, 1] == pytest.approx(there.coefficients[0, 1], rel=0.3)


def test_what_has_one_outcome_or_a_column_that_depends_on_others_is_not_found():
    columns = np.array([[1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [1.0, 2.0, 1.0], [1.0, 3.0, 1.0]])
    patterns = patterns_of(columns, np.array([0, 1, 0, 1]))
    patients = np.array([[5.0, 5, 5, 5], [5, 5, 5, 5], [5, 5, 5, 5], [5, 5, 0, 0]])
    events = np.array([[1.0, 2, 2, 4], [0, 0, 0, 0], [5, 5, 5, 5], [1, 2, 0, 0]])
    assert near_models(patterns, patients, events).found.tolist() == [True, False, False, False]


def test_even_odds_of_a_balanced_column_lose_four_roundings_and_one():
    patterns = patterns_of(np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0, 1]))
    near = near_models(patterns, np.array([[8.0, 8.0]]), np.array([[4.0, 4.0]]))
    assert near.coefficients.tolist() == [[0.0, 0.0]] and near.log_odds.tolist() == [[0.0, 0.0]]
    # a variance of 1/4 a patient, and a condition of 1 of the standardised columns and of those as they are
    assert near.grows == pytest.approx([4 + 1])
    # as they are, two columns with a correlation r have (1 + r) / (1 - r)
    shifted = patterns_of(np.array([[1.0, 2.0], [1.0, 4.0]]), np.array([0, 1]))
    r = 6 / np.sqrt(2 * 20)
    there = near_models(shifted, np.array([[8.0, 8.0]]), np.array([[4.0, 4.0]]))
    assert there.grows == pytest.approx([4 + (1 + r) / (1 - r)])


def test_equal_log_odds_have_no_line_and_lose_everything():
    near = near_lines(np.array([[0.5, 0.5, 0.5]]), np.array([[4.0, 4.0, 4.0]]), np.array([[1.0, 2.0, 3.0]]))
    assert not near.found.any() and near.grows.tolist() == [1 / UNIT]


def test_a_column_that_is_constant_in_doubles_loses_everything():
    x = 1e17 + 32 * np.array([0.0, 1.0, 2.0, 3.0])
    patterns = patterns_of(model_matrix(None, {"x": x}).values, np.array([0, 1, 0, 1]))
    assert near_models(patterns, *patterns.every()).grows[0] > 1e12
