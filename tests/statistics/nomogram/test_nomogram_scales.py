"""The scale of a function of the linear predictor."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.nomogram.scales import Conversion, function_scale

AT = (-2.0, -1.0, 0.0, 1.0, 2.0)
POINTS = Conversion(10.0, -2.0)


def test_where_a_function_is_flat_its_tick_stands_in_the_middle():
    drawn = function_scale("f", lambda x: np.maximum(x, 0.0), AT, POINTS, 5, (0.0, 1.0))
    assert drawn.total_points[0] == pytest.approx(10.0, abs=0.05)
    assert drawn.total_points[1] == pytest.approx(30.0, abs=0.05)


def test_a_function_that_has_no_value_on_a_part_has_its_ticks_on_the_rest():
    with np.errstate(invalid="ignore"):
        drawn = function_scale("f", np.sqrt, AT, POINTS, 5, (1.0, 2.0))
    assert drawn.ticks == ("1",)
    assert drawn.total_points[0] == pytest.approx(30.0, abs=0.05)
