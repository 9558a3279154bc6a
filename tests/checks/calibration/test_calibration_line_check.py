"""What statsmodels gives in the place of a standard error near risks of 0 and 1."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.calibration.calibration_line import standard_error_clipped

NAME = "intercept_in_the_large_standard_error"
HALF = np.array([2e-9, 1 - 2e-9])
"""One patient without the event and one with it, predicted so that the shift is 0."""


def test_risks_farther_from_0_and_1_than_two_parts_in_1e16_are_as_they_are():
    assert standard_error_clipped(np.array([0, 1]), HALF) == {}
    risk = np.concatenate([HALF, np.full(1000, 1e-14)])
    assert standard_error_clipped(np.array([0, 1] + [0] * 1000), risk) == {}


def test_nearer_ones_carry_as_much_information_as_those_at_the_limit():
    outcome, risk = np.array([0, 1] + [0] * 1000), np.concatenate([HALF, np.full(1000, 1e-20)])
    exact = (2 * 2e-9 * (1 - 2e-9)) ** -0.5
    clipped = (exact**-2 + 1000 * 2.0**-52) ** -0.5
    assert abs(clipped / exact - 1) > 1e-5
    assert standard_error_clipped(outcome, risk)[NAME] == pytest.approx(clipped, rel=1e-7)
