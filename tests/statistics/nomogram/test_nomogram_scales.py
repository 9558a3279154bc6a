"""The scale of a function of the linear predictor."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from scipy.special import expit

from parity.statistics.caution import Caution
from parity.statistics.nomogram.scales import Conversion, function_scale

AT = (-2.0, -1.0, 0.0, 1.0, 2.0)
POINTS = Conversion(10.0, -2.0)


def test_where_a_function_is_flat_its_tick_stands_in_the_middle():
    drawn = function_scale("f", lambda x: np.maximum(x, 0.0), AT, POINTS, 5, (0.0, 1.0))
    assert drawn.total_points[0] == pytest.approx(10.0, abs=0.05)
    assert drawn.total_points[1] == pytest.approx(30.0, abs=0.05)


def test_a_function_that_has_no_value_on_a_part_has_its_ticks_on_the_rest():
    with np.errstate(invalid="ignore"), pytest.warns(Caution, match="^the value 2 of fun_at has no tick, as in R: "):
        drawn = function_scale("f", np.sqrt, AT, POINTS, 5, (1.0, 2.0))
    assert drawn.ticks == ("1",)
    assert drawn.total_points[0] == pytest.approx(30.0, abs=0.05)


def test_values_off_the_scale_are_named_and_those_on_it_drawn():
    said = "the values 0.01, 0.99 of fun_at have no tick, as in R: on the scale of the linear predictor, -2 to 2, "
    with pytest.warns(Caution) as told:
        drawn = function_scale("Risk", expit, AT, POINTS, 5, (0.01, 0.5, 0.99))
    (one,) = told
    assert str(one.message).startswith(said) and one.message.code == "off_the_scale"
    assert drawn.ticks == ("0.5",)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        function_scale("Risk", expit, AT, POINTS, 5, (0.2, 0.5))
        function_scale("Risk", expit, AT, POINTS, 5)
        with np.errstate(invalid="ignore"):  # of linear predictors that are asked for, none is off the scale
            function_scale("root", np.sqrt, AT, POINTS, 5, arguments=(-1.0, 1.0))
