"""Default knots of restricted cubic splines."""

from __future__ import annotations

import numpy as np
import pytest

from parity.models.knots import default_knots


def test_knots_are_at_the_quantiles_of_harrells_table():
    """Regression Modeling Strategies, table 2.3: of 0 to 1000 the quantile q is 1000 q."""
    values = np.arange(1001.0)
    table = {
        3: (0.10, 0.50, 0.90),
        4: (0.05, 0.35, 0.65, 0.95),
        5: (0.05, 0.275, 0.5, 0.725, 0.95),
        6: (0.05, 0.23, 0.41, 0.59, 0.77, 0.95),
        7: (0.025, 0.1833, 0.3417, 0.5, 0.6583, 0.8167, 0.975),
    }
    for count, quantiles in table.items():
        np.testing.assert_allclose(default_knots(values, count), np.array(quantiles) * 1000, atol=0.05)


def test_below_a_hundred_values_the_outer_knots_are_the_fifth_from_each_end():
    values = np.random.default_rng(1).permutation(np.arange(99.0))
    assert default_knots(values, 3)[::2] == (4.0, 94.0)
    assert default_knots(np.append(values, 99.0), 3)[0] == pytest.approx(9.9)


def test_a_smallest_value_that_many_share_is_left_to_itself():
    """Three in ten are 0: the lowest knot is the next value, the others are quantiles of what is above it."""
    above = np.arange(1.0, 702.0)
    knots = default_knots(np.concatenate([np.zeros(300), above]), 4)
    np.testing.assert_allclose(knots, [1.0, *np.quantile(above[1:], [0.05, 0.5, 0.95])])


def test_a_largest_value_that_many_share_is_left_to_itself():
    below = np.arange(0.0, 700.0)
    knots = default_knots(np.concatenate([below, np.full(300, 900.0)]), 4)
    np.testing.assert_allclose(knots, [*np.quantile(below[:-1], [0.05, 0.5, 0.95]), 699.0])


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (np.arange(60.0) % 6, "needs 7 different values at least, and there are 6"),
        (np.concatenate([np.zeros(50), np.ones(40), np.arange(2.0, 12.0)]), "not all different"),
    ],
)
def test_what_r_would_answer_with_other_knots_is_refused(values, said):
    with pytest.raises(ValueError, match=said):
        default_knots(values, 4)
