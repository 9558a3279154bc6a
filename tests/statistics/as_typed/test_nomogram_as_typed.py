from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.as_typed.nomogram_as_typed import nomogram_as_typed
from parity.statistics.nomogram.numbers import nomogram_numbers

DRAW = np.random.default_rng(20261126)
AGE = DRAW.normal(60, 10, 40)
COEFFICIENTS = np.array([-6.0, 0.1])


def test_it_is_the_nomogram_that_is_drawn_and_no_other():
    drawn = nomogram_numbers({"age": AGE}, COEFFICIENTS, COEFFICIENTS[0] + COEFFICIENTS[1] * AGE)
    found = nomogram_as_typed(lambda: drawn)
    assert found is drawn
    assert found.points.max() == pytest.approx(100)
