from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from parity.statistics.as_typed.nomogram_as_typed import nomogram_as_typed
from parity.statistics.nomogram.numbers import nomogram_numbers

DRAW = np.random.default_rng(20261126)
AGE, OUTCOME = DRAW.normal(60, 10, 40), np.arange(40) % 2
COEFFICIENTS = np.array([-6.0, 0.1])


def test_it_is_the_nomogram_that_is_drawn_and_no_other():
    given = OUTCOME, {"age": AGE}, COEFFICIENTS, COEFFICIENTS[0] + COEFFICIENTS[1] * AGE
    drawn = nomogram_numbers(*given)
    found = nomogram_as_typed(*given, drawn=lambda: drawn, code="", folder=Path("."))
    assert found is drawn
    assert found.points.max() == pytest.approx(100)
