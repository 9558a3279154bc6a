"""Of which models rms::nomogram is known to give no numbers."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.rms.nomogram import hardly_any_effects, without_effects


@pytest.mark.parametrize(
    ("coefficients", "none"),
    [([0.3, 0.0, 0.0], True), ([0.0, 0.0, 1e-300], False), ([0.0, 1.0, 0.0], False), ([0.3, 1.0, 2.0], False)],
)
def test_a_model_is_without_effects_where_every_coefficient_but_the_intercept_is_exactly_0(coefficients, none):
    assert bool(without_effects(np.array(coefficients))) is none


@pytest.mark.parametrize("size", [0.01, 1.0, 50.0])
def test_effects_are_hardly_any_below_a_ten_thousand_millionth_of_the_linear_predictor_or_of_1(size):
    of = 1e-10 * max(size, 1.0)
    for share, none in ((0.0, True), (0.95, True), (1.05, False)):
        assert hardly_any_effects(np.array([-size, share * of - size, -size])) is none
    assert not hardly_any_effects(np.array([-size, 0.0, size]))
