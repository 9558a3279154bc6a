"""The maximum in each resample by another route: where there is one, and that it is ours."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.validation.maximum import ANOTHER_ROUTE, is_separated
from parity.statistics.validation.fits import lines_at_maximum, models_at_maximum
from parity.statistics.validation.patterns import patterns_of


def resamples(seed, n=30, k=80):
    """A cohort of few patients, and how often each pattern is in resamples of it, of which some are separated."""
    random = np.random.default_rng(seed)
    columns = np.column_stack([np.ones(n), np.round(random.normal(size=n), 1), random.integers(0, 2, size=n)])
    outcome = (random.normal(size=n) < 1.5 * columns[:, 1] - 1).astype(int)
    patterns = patterns_of(columns, outcome)
    return patterns, *patterns.counted(random.integers(0, n, size=(k, n)))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_models_and_lines_are_ours_where_the_outcomes_overlap(seed):
    patterns, patients, events = resamples(seed)
    start = np.zeros(3)
    ours, theirs = (models(patterns, patients, events, start) for models in (models_at_maximum, ANOTHER_ROUTE.models))
    separated = [is_separated(patterns.standardised, *of) for of in zip(patients, events)]
    assert 0 < sum(separated) < len(separated)
    assert theirs.found.tolist() == [not one for one in separated]
    there = theirs.found & ours.found
    assert theirs.coefficients[there] == pytest.approx(ours.coefficients[there], rel=1e-9, abs=1e-9)
    assert theirs.deviance[there] == pytest.approx(ours.deviance[there], rel=1e-11)
    log_odds = ours.coefficients[there] @ patterns.standardised.T
    for sign in (1, -1):
        cells = sign * log_odds, patients[there], events[there]
        ours_of_line, theirs_of_line = lines_at_maximum(*cells), ANOTHER_ROUTE.lines(*cells)
        both = ours_of_line.found & theirs_of_line.found
        assert both.sum() > len(both) / 2
        assert theirs_of_line.coefficients[both] == pytest.approx(np.tile([0.0, sign], (both.sum(), 1)), abs=1e-7)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_where_a_first_step_that_overshoots_leaves_no_model_there_is_none_though_nothing_separates_the_outcomes():
    """Of a hundred thousand one has the event, of the four others three."""
    patterns = patterns_of(np.column_stack([np.ones(4), np.arange(4.0)]), np.array([0, 1, 0, 1]))
    counts = np.array([[1e5, 2.0, 0.0, 2.0]]), np.array([[1.0, 1.0, 0.0, 1.0]])
    assert not is_separated(patterns.standardised, counts[0][0], counts[1][0])
    assert not ANOTHER_ROUTE.models(patterns, *counts, np.zeros(2)).found[0]


ONES = np.ones(4)


@pytest.mark.parametrize(
    ("x", "events", "separated"),
    [
        ([1.0, 2, 3, 4], [0, 0, 1, 1], True),
        ([1.0, 2, 3, 4], [1, 1, 0, 0], True),
        ([1.0, 2, 2, 4], [0, 0, 1, 1], True),
        ([1.0, 2, 3, 4], [0, 1, 0, 1], False),
        ([2.0, 2, 2, 2], [0, 1, 0, 1], False),
    ],
)
def test_a_column_separates_outcomes_that_meet_in_one_value_at_most(x, events, separated):
    columns = np.column_stack([ONES, x])
    assert is_separated(columns, ONES, np.array(events)) is separated
    assert is_separated(columns, 2 * ONES, 2 * np.array(events)) is separated, "of two patients each"


def test_patients_who_are_in_no_resample_and_patterns_of_both_outcomes_count_as_they_are():
    x = np.column_stack([ONES, [1.0, 2, 3, 4]])
    assert is_separated(x, np.array([1, 1, 0, 1]), np.array([0, 0, 0, 1]))
    assert is_separated(x, np.array([1, 2, 1, 1]), np.array([0, 1, 1, 1])), "one that meets in a value"
    assert not is_separated(x, np.array([1, 2, 2, 1]), np.array([0, 1, 1, 1]))


@pytest.mark.parametrize(
    ("log_odds", "patients", "events", "found"),
    [
        ([0.0, 1, 2, 3], [1, 1, 1, 1], [0, 1, 0, 1], True),
        ([0.0, 1, 2, 3], [1, 1, 1, 1], [0, 0, 1, 1], False),
        ([0.0, 1, 2, 3], [1, 1, 1, 1], [1, 1, 0, 0], False),
        ([0.0, 1, 2, 3], [1, 2, 1, 1], [0, 1, 1, 1], False),
        ([0.0, 1, 2, 3], [1, 2, 2, 1], [0, 1, 1, 1], True),
        ([9.0, 1, 2, -9], [0, 1, 1, 0], [0, 0, 1, 0], False),
    ],
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_line_has_a_maximum_where_events_and_others_overlap(log_odds, patients, events, found):
    rows = (np.array([row], dtype=float) for row in (log_odds, patients, events))
    assert ANOTHER_ROUTE.lines(*rows).found.tolist() == [found]
