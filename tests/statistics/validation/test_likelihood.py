"""The likelihood of many weighted resamples: that of each of them, by its definition."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from parity.statistics.validation.likelihood import FARTHEST, deviance_of, place_of, place_of_line, steps
from parity.statistics.validation.patterns import patterns_of


def resamples(k, n=25):
    """Patterns of patients, counts of resamples of them, and coefficients of each."""
    draw = np.random.default_rng(k)
    columns = np.column_stack([np.ones(n), draw.normal(3, 2, n).round(1), draw.integers(0, 2, n)])
    patterns = patterns_of(columns, draw.integers(0, 2, n))
    return patterns, *patterns.counted(draw.integers(0, n, (k, n))), draw.normal(size=(k, 3))


def alone(columns, patients, events, coefficients):
    """Deviance, score and information of one resample."""
    log_odds = columns @ coefficients
    risk = expit(log_odds)
    deviance = 2 * (patients * np.logaddexp(0, log_odds) - events * log_odds).sum()
    return deviance, columns.T @ (events - patients * risk), columns.T @ np.diag(patients * risk * (1 - risk)) @ columns


@pytest.mark.parametrize("k", [1, 7, 150])
def test_deviance_score_and_information_are_those_of_each_resample(k):
    patterns, patients, events, coefficients = resamples(k)
    found = place_of(patterns, patients, events, coefficients)
    lines, log_odds = coefficients[:, :2], coefficients @ patterns.standardised.T
    of_lines = place_of_line(log_odds, patients, events, lines)
    for row in range(k):
        column = np.column_stack([np.ones(patterns.count), log_odds[row]])
        for place, columns, at in ((found, patterns.standardised, coefficients), (of_lines, column, lines)):
            deviance, score, information = alone(columns, patients[row], events[row], at[row])
            assert place.deviance[row] == pytest.approx(deviance, rel=1e-12)
            assert place.score[row] == pytest.approx(score, rel=1e-11, abs=1e-12)
            assert place.information[:, :, row] == pytest.approx(information, rel=1e-11, abs=1e-12)
    assert deviance_of(log_odds, patients, events) == pytest.approx(found.deviance, rel=1e-12)


@pytest.mark.parametrize("side", [-1.0, 1.0])
@pytest.mark.parametrize("held", [3.0, FARTHEST])
def test_log_odds_beyond_those_that_are_held_count_as_these(side, held):
    """Of an event and another on one side, one pair far out."""
    one, log_odds = np.ones(2), side * np.array([2.0, held + 50])
    found = deviance_of(log_odds[np.newaxis].copy(), 2 * one[np.newaxis], one[np.newaxis], held)[0]
    nearer = side * np.array([2.0, held])
    within, beyond = (alone(np.diag(values), 2 * one, one, one)[0] for values in (nearer, log_odds))
    assert found == pytest.approx(within, rel=1e-14) and found < beyond - 90


def test_newtons_step_solves_the_information_and_of_equal_columns_nothing_is_left():
    patterns, patients, events, coefficients = resamples(6)
    place = place_of(patterns, patients, events, coefficients)
    step, share = steps(place)
    for row in range(6):
        information = place.information[:, :, row]
        assert step[row] == pytest.approx(np.linalg.solve(information, place.score[row]), rel=1e-10)
        left = np.diag(np.linalg.cholesky(information)) ** 2 / np.diag(information)
        assert share[row] == pytest.approx(left.min(), rel=1e-10)
    with np.errstate(all="ignore"):
        alike = steps(place_of_line(np.full((1, 4), 0.7), np.full((1, 4), 2.0), np.ones((1, 4)), np.zeros((1, 2))))[1]
    assert abs(alike[0]) < 1e-12
