"""Cases and controls along the distinct scores."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.tally import tally


@pytest.mark.parametrize("decimals", [1, 2, 17])
def test_it_counts_cases_and_controls_at_or_below_each_distinct_score(decimals):
    random = np.random.default_rng(20250101)
    for n in (1, 2, 17, 300):
        outcome, score = random.integers(0, 2, n), np.round(random.normal(size=n), decimals)
        counts = tally(outcome, score)
        assert counts.distinct.tolist() == np.unique(score).tolist()
        at_or_below = score[None, :] <= np.unique(score)[:, None]
        assert counts.cases.tolist() == [0, *(at_or_below & (outcome == 1)).sum(axis=1).tolist()]
        assert counts.controls.tolist() == [0, *(at_or_below & (outcome == 0)).sum(axis=1).tolist()]
        assert (counts.number_of_cases, counts.number_of_controls) == (outcome.sum(), n - outcome.sum())


def test_zeros_of_either_sign_are_one_score():
    counts = tally(np.array([0, 1, 1]), np.array([0.0, -0.0, 0.0]))
    assert (counts.distinct.tolist(), counts.cases.tolist(), counts.controls.tolist()) == ([0.0], [0, 2], [0, 1])


def test_it_counts_nobody_where_there_is_nobody():
    counts = tally(np.array([], dtype=int), np.array([]))
    assert (len(counts.distinct), counts.number_of_cases, counts.number_of_controls) == (0, 0, 0)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_it_knows_whether_every_score_is_finite(bad):
    outcome = np.array([0, 1, 0])
    assert tally(outcome, np.array([0.1, -3.0, 7.0])).finite
    assert tally(outcome[:0], np.array([])).finite
    assert not tally(outcome, np.array([0.1, bad, 7.0])).finite


@pytest.mark.parametrize("outcome", [[0, 2], [-1, 1], [0.5, 1.0], [np.nan, 1.0]])
def test_an_outcome_that_is_neither_0_nor_1_is_an_error(outcome):
    with pytest.raises(ValueError, match="1 of a case and 0 of a control"):
        tally(np.array(outcome), np.array([0.1, 0.2]))


def test_as_many_outcomes_as_scores_are_needed():
    with pytest.raises(ValueError, match="3 outcomes and 2 scores"):
        tally(np.array([0, 1, 0]), np.array([0.1, 0.2]))
