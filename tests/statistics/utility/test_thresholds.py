"""Who is at high risk at each threshold."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.utility.thresholds import at_high_risk, threshold_names

PERCENT = np.arange(101) * 0.01


def counted(outcome, risk, thresholds, high):
    return [int((high(risk, threshold) & (outcome == 1)).sum()) for threshold in thresholds], [
        int((high(risk, threshold) & (outcome == 0)).sum()) for threshold in thresholds
    ]


def as_counted(outcome, risk, thresholds):
    found = at_high_risk(outcome, risk, thresholds)
    assert (found.events, found.others) == ((outcome == 1).sum(), (outcome == 0).sum())
    for rule, high in ((found.above, np.greater), (found.at_or_above, np.greater_equal)):
        assert (rule.events.tolist(), rule.others.tolist()) == counted(outcome, risk, thresholds, high)


@pytest.mark.parametrize("decimals", [1, 2, 3, 17])
@pytest.mark.parametrize("thresholds", [PERCENT, PERCENT[35:36], np.array([0.0, 1.0]), np.linspace(0, 1, 4097)])
def test_patients_are_counted_above_and_at_or_above_each_threshold(decimals, thresholds):
    random = np.random.default_rng(20250101)
    for n in (2, 30, 1000):
        risk = np.round(random.beta(1, 2, n), decimals)
        as_counted(np.arange(n) % 2, risk, thresholds)


def test_a_risk_that_differs_from_a_threshold_in_the_last_bit_is_on_its_side_of_it():
    thresholds = np.concatenate([PERCENT, np.arange(0, 4096, 64) / 4096])
    thresholds = np.unique(thresholds[(thresholds > 0) & (thresholds < 1)])
    risk = np.concatenate([thresholds, np.nextafter(thresholds, 0), np.nextafter(thresholds, 1)])
    as_counted(np.arange(len(risk)) % 2, risk, thresholds)


def test_the_least_and_the_largest_risks_are_counted():
    least = 5e-324
    risk = np.array([0.0, -0.0, least, least, 1e-320, 1.0, 1.0, np.nextafter(1.0, 0)])
    as_counted(np.arange(8) % 2, risk, np.array([0.0, least, 0.5, np.nextafter(1.0, 0), 1.0]))


def test_thresholds_that_are_not_whole_percentages_have_all_their_digits():
    assert threshold_names(PERCENT[[7, 35, 100]]) == ("0.07", "0.35", "1.00")
    assert threshold_names(np.array([0.1, 1 / 3])) == ("0.1", "0.3333333333333333")


def test_a_risk_of_1_is_above_every_other_threshold():
    found = at_high_risk(np.array([0, 1, 1]), np.array([0.2, 1.0, 1.0]), np.array([0.1, 0.5]))
    assert found.above.events.tolist() == found.at_or_above.events.tolist() == [2, 2]


@pytest.mark.parametrize("risk", [[-0.1, 0.5], [0.5, 1.1], [-0.1, 1.1], [0.5, np.nan]])
def test_a_risk_on_either_side_of_0_and_1_is_an_error(risk):
    with pytest.raises(ValueError, match="risks between 0 and 1"):
        at_high_risk(np.array([0, 1]), np.array(risk), np.array([0.5]))


def test_no_threshold_at_all_is_an_error():
    with pytest.raises(ValueError, match="threshold probabilities must lie"):
        at_high_risk(np.array([0, 1]), np.array([0.2, 0.3]), np.array([]))
