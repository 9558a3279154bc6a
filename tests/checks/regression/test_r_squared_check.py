"""The bound on what rounding does to R squared."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.regression.r_squared import rounding
from parity.statistics.regression.r_squared import r_squared


def simulated(offset):
    draw = np.random.default_rng(4)
    marker = draw.normal(size=300)
    outcome = (draw.random(300) < 1 / (1 + np.exp(0.5 - marker))).astype(int)
    return outcome, marker + offset


@pytest.mark.parametrize("offset", [0.0, 50.0, 1000.0])
def test_the_bound_holds_what_moves_and_is_of_use(offset):
    """A column that is measured from another origin has the same R squared; far from 0 its cells are rounded."""
    near, far = simulated(0.0), simulated(offset)
    bounds = rounding(far[0], {"marker": far[1]})
    first, other = (r_squared(outcome, {"marker": marker}) for outcome, marker in (near, far))
    for name, bound in bounds.items():
        assert abs(getattr(first, name) - getattr(other, name)) <= bound < 1e-9
