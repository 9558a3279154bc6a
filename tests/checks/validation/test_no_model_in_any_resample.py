"""Bounds of curves where no resample has a model: that of the whole is left."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.validation.rounding import of_curves, of_limits

ONE_EVENT, X = (np.arange(12) == 7).astype(int), np.arange(12.0) % 5


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("seed", [1, 5])
def test_two_resamples_without_the_single_event_add_nothing(seed):
    given = ONE_EVENT, {"x": X}, 2, seed
    curves, limits = of_curves(*given, None, 3)["boot"], of_limits(*given, 0.95, None, 3)["boot"]
    assert 0 < curves["risk"] < 1e-11
    assert curves["corrected"] == limits["low"] == limits["high"] == curves["risk"]
