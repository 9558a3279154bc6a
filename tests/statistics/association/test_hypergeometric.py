from __future__ import annotations

import math

import numpy as np
import pytest

from parity.statistics.association.hypergeometric import Margins, counts_around, log_weights

MARGINS = [Margins(*margins) for margins in ((5, 7, 4), (12, 3, 9), (1, 1, 1), (40, 25, 31), (30, 30, 5), (3, 200, 90))]


def ways(margins: Margins, count: int) -> int:
    return math.comb(margins.row, count) * math.comb(margins.other_row, margins.column - count)


@pytest.mark.parametrize("margins", MARGINS, ids=str)
def test_the_likely_count_is_that_of_most_tables(margins):
    every = range(margins.least, margins.most + 1)
    assert ways(margins, margins.likely) == max(ways(margins, count) for count in every)


@pytest.mark.parametrize("margins", MARGINS, ids=str)
def test_weights_are_numbers_of_tables_over_that_of_the_centre(margins):
    for centre in (margins.least, margins.likely, margins.most):
        counts = counts_around(margins, centre)
        expected = [ways(margins, int(count)) / ways(margins, centre) for count in counts]
        found = log_weights(margins, counts, centre)
        assert found[centre - int(counts[0])] == 0
        np.testing.assert_allclose(np.exp(found.astype(float)), expected, rtol=1e-13)
