"""What the logarithms of factorials in R's network algorithm may do to Fisher's p."""

from __future__ import annotations

import math

import numpy as np
import pytest

from parity.checks.association.fisher_exact_test import rounding
from parity.data.cohort import Factor
from parity.statistics.association.fisher_exact_test import fisher_exact_test


def of_three_levels(*counts):
    """Patients with the event and without of each level, in turn."""
    codes = np.repeat([0, 0, 1, 1, 2, 2], counts)
    return np.repeat([1, 0] * 3, counts), Factor(codes, ("a", "b", "c"))


@pytest.mark.parametrize(
    "counts", [(3, 5, 6, 2, 4, 4), (1, 9, 5, 5, 8, 1), (2, 2, 2, 2, 2, 2), (280, 270, 270, 280, 1, 1)]
)
def test_it_is_a_share_of_p_that_grows_as_the_logarithm_of_the_largest_factorial(counts):
    n, p = sum(counts), fisher_exact_test(*of_three_levels(*counts)).p
    share = 2 * n * 2.0**-53 * math.lgamma(n + 1)
    assert rounding(*of_three_levels(*counts))["p"] == pytest.approx(share * p, rel=1e-9, abs=0)


def test_of_four_cells_r_has_no_such_table():
    outcome, column = np.array([1, 0, 1, 0]), Factor(np.array([0, 0, 1, 1]), ("a", "b"))
    assert rounding(outcome, column)["p"] == 0.0
