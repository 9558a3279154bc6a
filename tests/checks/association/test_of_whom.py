"""Of which predictors a test is not run, and why, to the last patient of it."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from parity.checks.association import (
    fisher_exact_test,
    fisher_simulated,
    hodges_lehmann,
    mann_whitney_exact,
    shapiro_wilk_test,
    standardised_difference,
    t_test,
    yates_test,
)
from parity.checks.association.predictor import both, is_categorical, is_number
from parity.data.cohort import Factor

EACH_OWN = SimpleNamespace(predictor="x")


def of(events, others):
    """A sample whose predictor has these values in patients with the event, and these in those without."""
    outcome = np.repeat([1, 0], [len(events), len(others)])
    return SimpleNamespace(outcome=outcome, setting=EACH_OWN, predictors={"x": np.array([*events, *others], float)})


def of_levels(codes, count):
    outcome = np.arange(len(codes)) % 2
    column = Factor(np.array(codes), tuple("abcdef"[:count]))
    return SimpleNamespace(outcome=outcome, setting=EACH_OWN, predictors={"x": column})


def growing(events, others):
    return of(range(events), range(others))


def test_the_values_of_those_with_the_event_come_first():
    sample = of([3.0, 5.0], [1.0, 2.0, 4.0])
    assert [group.tolist() for group in both(sample)] == [[3.0, 5.0], [1.0, 2.0, 4.0]]
    assert is_number(sample) and not is_categorical(sample)
    assert is_categorical(of([0.0, 1.0], [0.0, 0.0])) and is_categorical(of_levels([0, 1, 2], 3))


@pytest.mark.parametrize(
    ("check", "sample", "why"),
    [
        (t_test, of([1.0], [1.0, 2.0]), "one patient"),
        (t_test, of([1.0, 1.0], [1.0, 2.0]), ""),
        (t_test, of([0.0, 1.0], [0.0, 1.0]), ""),
        (t_test, of([1.0, 1.0], [2.0, 2.0]), "do not vary"),
        (standardised_difference, of([3.0], [1.0, 2.0, 4.0]), "one patient"),
        (standardised_difference, of([1.0, 1.0], [2.0, 2.0, 3.0]), ""),
        (standardised_difference, of([1.0, 3.0, 3.0], [3.0, 3.0, 3.0, 1.0, 2.0]), ""),
        (standardised_difference, of([1.0, 2.0, 2.0], [2.0, 3.0]), ""),
        (standardised_difference, of_levels([0, 1, 0, 1, 0, 1], 3), "share no category"),
        (standardised_difference, of_levels([0, 1, 0, 1, 1, 1], 3), ""),
        (shapiro_wilk_test, growing(3, 5000), ""),
        (shapiro_wilk_test, growing(2, 3), "3 to 5,000"),
        (shapiro_wilk_test, growing(3, 5001), "3 to 5,000"),
        (shapiro_wilk_test, of([1.0, 1.0, 1.0], [1.0, 2.0, 3.0]), "all equal"),
        (mann_whitney_exact, growing(49, 49), ""),
        (mann_whitney_exact, growing(50, 3), "50 patients or more"),
        (hodges_lehmann, growing(1000, 1000), ""),
        (hodges_lehmann, growing(101, 9901), "1,000,000 pairs"),
        (hodges_lehmann, growing(9901, 101), "1,000,000 pairs"),
        (hodges_lehmann, of([2.0, 2.0], [2.0]), "tied"),
        (yates_test, of_levels([0, 1, 0, 0, 1], 3), ""),
        (yates_test, of_levels([0, 1, 2, 0, 1], 3), "more than two"),
        (fisher_exact_test, of_levels([0, 1, 2, 0, 1], 3), ""),
        (fisher_exact_test, of_levels([*range(6)] * 400, 6), "have the margins"),
        (fisher_exact_test, of_levels([0, 1, 2] * 1200, 3), "have the margins"),
    ],
)
def test_a_predictor_that_has_no_test_has_a_reason(check, sample, why):
    said = check.CHECK.unless(sample)
    assert (why in said) and bool(said) is bool(why)


def test_a_p_value_is_simulated_where_three_categories_occur():
    asked = fisher_simulated.CHECK.applies
    assert asked(of_levels([0, 1, 2, 0, 1], 3))
    assert not asked(of_levels([0, 1, 0, 0, 1], 3)), "one level does not occur"
    assert not asked(growing(3, 5))


def test_two_equal_values_are_a_tie():
    assert mann_whitney_exact.tied(np.array([1, 0, 0]), np.array([1.0, 2.0, 1.0]))
    assert not mann_whitney_exact.tied(np.array([1, 0, 0]), np.array([1.0, 2.0, 3.0]))


@pytest.mark.parametrize(("values", "left"), [([1.0, 2.0, 3.0, 4.0], 0.0), ([1.0, 2.0, 2.0, 4.0], 1e-15)])
def test_only_of_tied_patients_a_tail_is_what_is_left_of_one(values, left):
    assert mann_whitney_exact.of_tail(np.array([0, 1, 0, 1]), np.array(values))["p"] == left
