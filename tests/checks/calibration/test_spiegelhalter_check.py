"""What rounding may do to Spiegelhalter's test."""

from __future__ import annotations

import numpy as np

from parity.checks.calibration.spiegelhalter_test import rounding


def test_without_a_variance_there_is_nothing_to_round():
    """Every risk is a half: the test gives no weight to any patient."""
    assert rounding(np.array([0, 1, 1]), np.full(3, 0.5)) == {"z": 0.0, "p": 0.0}


def test_with_one_it_is_a_few_rounding_errors():
    outcome, risk = np.array([0, 1, 1, 0]), np.array([0.2, 0.7, 0.4, 0.5])
    assert 1e-16 < rounding(outcome, risk)["z"] < 1e-13
