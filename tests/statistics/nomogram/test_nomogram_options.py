"""What a user may choose for a nomogram, and what is made of it."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.nomogram.axes import Numeric
from parity.statistics.nomogram.options import NomogramOptions, options_of


def test_one_value_of_a_setting_adjusts_and_several_are_an_axis():
    options = NomogramOptions(settings={"age": 50.0, "dose": (1.0, 2.0)})
    assert (options.axis_values("age"), options.adjusted_to("age")) == (None, 50.0)
    assert (options.axis_values("dose"), options.adjusted_to("dose")) == ((1.0, 2.0), None)
    assert (options.axis_values("sex"), options.adjusted_to("sex")) == (None, None)


@pytest.mark.parametrize("levels", [(0.5, 1.0), (0.0, 0.5), (0.9, 0.5), (0.5, 0.5)])
def test_levels_of_confidence_lie_between_0_and_1_and_ascend(levels):
    with pytest.raises(ValueError, match="levels between 0 and 1, ascending"):
        NomogramOptions(conf_int=levels)


def test_of_several_options_that_there_are_not_the_first_is_guessed():
    with pytest.raises(ValueError, match="no option fun.att, zzz; did you mean fun_at?"):
        options_of({"fun.att": 1, "zzz": 2})


def test_a_range_may_be_one_value_and_has_two_ends():
    assert Numeric(1.0, 1.0).low == 1.0
    for low, high in ((1.0, None), (None, 1.0), (2.0, 1.0), (1.0, np.inf)):
        with pytest.raises(ValueError, match="a range has"):
            Numeric(low, high)
