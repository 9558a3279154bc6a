from __future__ import annotations

import math

import numpy as np
import pytest

from parity.statistics.association.hypergeometric import Margins, counts_around, log_weights, probabilities

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


@pytest.mark.parametrize("margins", [Margins(60_000, 90_000, 70_000), Margins(9_000, 2_000_000, 30_000)], ids=str)
def test_counts_that_are_left_out_have_no_weight_in_a_double_at_the_odds_ratio_that_makes_the_centre_likely(margins):
    for centre in (margins.least + 40, margins.likely, margins.most - 3_000):
        counts = counts_around(margins, centre)
        logs = log_weights(margins, counts, centre)
        place = centre - int(counts[0])
        tilted = logs - (logs[place + 1] - logs[place - 1]) / 2 * (counts - centre)
        assert counts[0] == margins.least or math.exp(tilted[0]) == 0
        assert counts[-1] == margins.most or math.exp(tilted[-1]) == 0
        assert len(counts) < margins.most - margins.least


def test_probabilities_are_shares_of_the_weights_however_far_apart():
    found = probabilities(np.array([0.0, -math.inf, math.log(3), -20_000.0]))
    np.testing.assert_allclose(found, [0.25, 0, 0.75, 0], rtol=1e-15)
    np.testing.assert_allclose(probabilities(np.log([2.0, 6.0]) + 20_000), [0.25, 0.75], rtol=1e-11)
