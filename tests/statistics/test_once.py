"""A computation that several ask for, with the same inputs, is made once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from parity.data.cohort import Factor
from parity.statistics.once import once


@dataclass(frozen=True, slots=True)
class Sum:
    total: float
    running: np.ndarray


@pytest.fixture
def counted():
    """A remembered function, and the list of the inputs that it was really called with."""
    calls = []

    @once
    def running_sum(x, power=1, columns=None):
        """The sum of powers."""
        calls.append((x, power, columns))
        return Sum(float((x**power).sum()), np.cumsum(x**power))

    return running_sum, calls


def fixed(*values: float) -> np.ndarray:
    array = np.array(values)
    array.setflags(write=False)
    return array


def test_the_same_inputs_are_computed_once_however_they_are_passed(counted):
    running_sum, calls = counted
    x = fixed(1.0, 2.0)
    results = [running_sum(x), running_sum(x, 1), running_sum(x=x, power=1), running_sum(x, columns=None)]
    assert all(result is results[0] for result in results) and len(calls) == 1
    assert running_sum(x, 2).total == 5.0 and len(calls) == 2


def test_an_array_that_was_written_to_is_another_input(counted):
    running_sum, calls = counted
    x = np.array([1.0, 2.0])
    assert running_sum(x).total == 3.0
    x[0] = 10.0
    assert running_sum(x).total == 12.0
    x[0] = 1.0
    assert running_sum(x).total == 3.0 and len(calls) == 2


def test_a_read_only_view_of_an_array_that_is_written_to_is_another_input(counted):
    running_sum, _ = counted
    x = np.array([1.0, 2.0])
    view = x[:]
    view.setflags(write=False)
    assert running_sum(view).total == 3.0
    x[0] = 10.0
    assert running_sum(view).total == 12.0


def test_what_has_parts_is_the_same_where_its_parts_are(counted):
    running_sum, calls = counted
    x, codes = fixed(1.0, 2.0), fixed(0, 1)
    for levels in (("a", "b"), ("a", "b"), ("a", "c")):
        running_sum(x, columns={"sex": Factor(codes, levels), "age": x})
    running_sum(x, columns={"age": x, "sex": Factor(codes, ("a", "c"))})
    assert len(calls) == 3


def test_numbers_of_another_kind_are_another_input(counted):
    running_sum, calls = counted
    x = fixed(1.0, 2.0)
    for power in (1, 1.0, True):
        running_sum(x, power)
    running_sum(np.array([1, 2]))
    running_sum(np.array([1.0, 2.0]))
    running_sum(np.array([[1.0, 2.0]]))
    assert len(calls) == 6


def test_an_array_that_is_gone_is_not_mistaken_for_a_new_one_in_its_place(counted):
    running_sum, _ = counted
    for value in range(50):
        assert running_sum(fixed(float(value), 1.0)).total == value + 1.0


def test_an_input_that_nobody_else_holds_lives_as_long_as_its_result():
    @once
    def total(x):
        return float(x.sum())

    assert [total(fixed(float(value), 1.0)) for value in range(50)] == [value + 1.0 for value in range(50)]


def test_minus_zero_is_another_input_than_zero_and_nan_the_same_as_itself():
    calls = []

    @once
    def inverse(x):
        calls.append(x)
        return np.copysign(np.inf, x)

    assert [inverse(0.0), inverse(-0.0), inverse(0.0)] == [np.inf, -np.inf, np.inf]
    inverse(float("nan")), inverse(float("nan"))
    assert len(calls) == 3


def test_what_is_kept_cannot_be_written_to_and_inputs_still_can(counted):
    running_sum, _ = counted
    x = np.array([1.0, 2.0])
    with pytest.raises(ValueError, match="read-only"):
        running_sum(x).running[0] = 7.0
    x[0] = 3.0

    @once
    def itself(x):
        return Sum(0.0, x)

    itself(x).running[0] = 4.0
    assert x[0] == 4.0


def test_an_error_is_not_kept_and_the_function_keeps_its_name():
    calls = []

    @once
    def stops(x):
        """Always."""
        calls.append(x)
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            stops(1)
    assert len(calls) == 2 and (stops.__name__, stops.__doc__) == ("stops", "Always.")


def test_only_the_last_few_results_are_kept(counted):
    running_sum, calls = counted
    arrays = [fixed(float(value)) for value in range(20)]
    for array in arrays:
        running_sum(array)
    running_sum(arrays[-1])
    assert len(calls) == 20
    running_sum(arrays[0])
    assert len(calls) == 21
