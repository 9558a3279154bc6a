"""What hoslem.test does at the edges, and what rounding may do to it."""

from __future__ import annotations

import numpy as np

from parity.checks.calibration.hosmer_lemeshow import one_group


def test_one_group_is_one_of_as_many_as_are_asked_for():
    """Of a hundred patients with two risks the ninetieth is of the lower one: a limit of ten groups lies between."""
    assert not one_group(np.repeat([0.2, 0.5], [90, 10]), 10)
    assert one_group(np.repeat([0.2, 0.5], [91, 9]), 10) is one_group(np.repeat([0.2, 0.5], [95, 5]), 10) is True
    assert one_group(np.full(20, 0.3), 10)
