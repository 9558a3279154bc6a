"""The standard error of calibration-in-the-large that statsmodels gives of risks next to 0 and 1."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from parity.checks.calibration.calibration_line import standard_error_clipped

NAME = "intercept_in_the_large_standard_error"
EPSILON, MANY = np.finfo(float).eps, 50_000


def test_risks_that_are_not_next_to_0_or_1_are_left_as_they_are():
    random = np.random.default_rng(3)
    risk = random.uniform(0.01, 0.99, 200)
    assert standard_error_clipped((random.random(200) < risk).astype(int), risk) == {}


def test_risks_next_to_0_and_1_have_the_variance_of_the_nearest_ones_that_are_let_be():
    """Many patients on each side are next to 0 and 1, one on each side is not; each has the outcome that was all but
    certain, so that nothing is shifted."""
    log_odds = np.repeat([-36.7, -21.0, 21.0, 36.7], [MANY, 1, 1, MANY])
    outcome = (log_odds > 0).astype(int)
    found = standard_error_clipped(outcome, expit(log_odds))[NAME]
    risks = np.repeat([EPSILON, expit(-21.0)], [2 * MANY, 2])
    assert found == pytest.approx((risks * (1 - risks)).sum() ** -0.5, rel=1e-4)
    assert found < 0.998 * (2 * expit(-21.0) + 2 * MANY * expit(-36.7)) ** -0.5
