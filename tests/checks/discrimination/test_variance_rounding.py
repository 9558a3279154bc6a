"""What rounding may do to DeLong's variance where placements are doubles."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.discrimination.auc_delong import CHECK
from parity.checks.pROC.var import variance_rounding
from parity.checks.vocabulary import LARGEST_SHARE
from parity.statistics.discrimination.auc_delong import auc_delong


pytestmark = pytest.mark.filterwarnings("ignore:the interval of an area of exactly 1")


def variance_of_doubles(outcome, risk):
    """As pROC has it: the sample variances of placements that are doubles, added up in extended precision."""
    cases, controls = risk[outcome == 1], risk[outcome == 0]
    m, n = len(cases), len(controls)
    below = np.searchsorted(np.sort(controls), cases, "left") + np.searchsorted(np.sort(controls), cases, "right")
    above = np.searchsorted(np.sort(cases), controls, "left") + np.searchsorted(np.sort(cases), controls, "right")
    return sum(_of_mean(placements) for placements in (below / 2 / n, 1 - above / 2 / m))


def _of_mean(placements):
    mean = float(placements.astype(np.longdouble).mean())
    squares = ((placements - mean) ** 2).astype(np.longdouble)
    return float(squares.sum()) / (len(placements) - 1) / len(placements)


def cohorts():
    random = np.random.default_rng(20250101)
    for n in (10, 100, 1000, 30_000):
        for separation in (0.0, 1.0, 3.0, 6.0, 9.0):
            outcome = np.arange(n) % 3 // 2
            yield outcome, random.normal(size=n) + separation * outcome
            yield outcome, np.round(random.normal(size=n) + separation * outcome, 1)
            yield 1 - outcome, random.normal(size=n) + separation * outcome


def test_it_covers_the_variance_of_placements_that_are_doubles():
    for outcome, risk in cohorts():
        difference = abs(variance_of_doubles(outcome, risk) - auc_delong(outcome, risk).variance)
        assert difference <= variance_rounding(outcome, risk).variance + CHECK.tolerances["variance"].atol


def test_it_is_a_small_part_of_the_variance_wherever_there_is_one():
    for outcome, risk in cohorts():
        area = auc_delong(outcome, risk)
        if 0 < area.auc < 1:
            assert variance_rounding(outcome, risk).variance < LARGEST_SHARE / 1000 * area.variance


def test_there_is_nothing_to_round_without_a_variance():
    assert variance_rounding(np.array([0, 1]), np.array([0.1, 0.2])).variance == 0.0


def test_two_cases_have_a_variance_to_round():
    assert variance_rounding(np.array([1, 0, 1]), np.array([0.1, 0.2, 0.3])).variance > 0


@pytest.mark.parametrize("half", [20, 20_000])
def test_the_squares_of_a_variance_have_four_roundings_each_and_one_in_extended_precision_for_each_term(half):
    """Half of the cases lie below the only control, and half above: placements of 0 and 1."""
    outcome, risk = np.append(np.ones(2 * half, dtype=int), 0), np.append(np.repeat([0.2, 0.8], half), 0.5)
    variance = 2 * half / (2 * half - 1) / 4
    squares = (4 * 2.0**-53 + 2 * half * 2.0**-64) * variance
    bound = (4 * 2.0**-53 * variance**0.5 + squares) / (2 * half)
    assert variance_rounding(outcome, risk).variance == pytest.approx(bound, rel=1e-12, abs=0)
