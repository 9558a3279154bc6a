"""What rounding may do to a mean rank over a number of patients."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.discrimination.concordance import rounding_of_ranks
from parity.checks.summation import UNIT


@pytest.mark.parametrize(("outcome", "without"), [([1, 1, 1, 0], 1), ([1, 0, 0, 0], 3), ([1, 1, 1, 1], 1)])
def test_it_is_two_roundings_of_the_number_of_patients_over_that_of_non_events(outcome, without):
    bounds = rounding_of_ranks(np.array(outcome))
    assert bounds == {"c": 2 * UNIT * 4 / without, "dxy": 4 * UNIT * 4 / without}
