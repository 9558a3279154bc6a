"""The standard error of calibration-in-the-large that statsmodels gives of risks next to 0 and 1."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import expit

from parity.checks.calibration.calibration_line import standard_error_clipped

NAME = "intercept_in_the_large_standard_error"
EPSILON, MANY = np.finfo(float).eps, 50_000


def test_risks_that_are_not_next_to_0_or_1_are_left_as_they_are():
    random = np.random.default_rng(3)
    risk = random.uniform(0.01, 0.99, 200)
    assert standard_error_clipped((random.random(200) < risk).astype(int), risk) == {}


@pytest.mark.parametrize("higher", [1, 9])
def test_risks_next_to_0_and_1_have_the_variance_of_the_nearest_ones_that_are_let_be(higher):
    """Many patients on each side are next to 0 and 1, and some are not; each has the outcome that was all but certain.
    With more of those on the upper side all are shifted upwards."""
    log_odds = np.repeat([-36.7, -21.0, 21.0, 36.7], [MANY, 1, higher, MANY])
    found = standard_error_clipped((log_odds > 0).astype(int), expit(log_odds))[NAME]
    shift = brentq(lambda by: np.exp(-log_odds[MANY + 1 :] - by).sum() - np.exp(log_odds[: MANY + 1] + by).sum(), -3, 3)
    least = np.exp(-np.abs(log_odds + shift))
    assert found == pytest.approx(np.maximum(least, EPSILON).sum() ** -0.5, rel=3e-4)
    assert found < 0.9995 * least.sum() ** -0.5


def test_where_doubles_cannot_tell_the_place_nothing_is_said():
    assert standard_error_clipped(np.repeat([0, 1], 6), np.repeat([1e-20, 1 - EPSILON / 2], 6)) == {}
