"""How the numbers of a result are named."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from parity.fields import along, field_names, flatten, flatten_answer, labels
from parity.interval import ConfidenceInterval


@dataclass(frozen=True, slots=True)
class Fit:
    terms: tuple[str, ...] = labels()
    coefficients: np.ndarray = along("terms")
    interval: ConfidenceInterval = None
    points: np.ndarray = None
    converged: bool = True


FIT = Fit(("Intercept", "a[1]"), np.array([1.5, -2.0]), ConfidenceInterval(0.1, None), np.array([3, 4]), True)


def test_scalars_parts_and_elements_carry_the_names_a_reader_expects():
    assert flatten(FIT) == {
        "coefficients[Intercept]": 1.5,
        "coefficients[a[1]]": -2.0,
        "interval.low": 0.1,
        "interval.high": None,
        "points[1]": 3,
        "points[2]": 4,
        "converged": True,
    }
    assert field_names(Fit) == {"coefficients", "interval.low", "interval.high", "points", "converged"}


def test_numpy_scalars_become_plain_numbers():
    assert all(type(value) in (float, int, bool, type(None)) for value in flatten(FIT).values())


def test_a_named_vector_of_r_is_matched_by_name_and_an_unnamed_one_by_position():
    ours = flatten(FIT)
    answer = {"coefficients": {"a[1]": -2.0, "Intercept": 1.5}, "interval": {"low": 0.1, "high": None}, "points": [3, 4], "converged": True}
    assert flatten_answer(answer, ours) == ours
    assert flatten_answer({"coefficients": [1.5, -2.0]}, ours) == {"coefficients[Intercept]": 1.5, "coefficients[a[1]]": -2.0}


def test_a_vector_of_another_length_is_numbered_so_that_no_number_is_overlooked():
    assert flatten_answer({"coefficients": [1.5]}, flatten(FIT)) == {"coefficients[1]": 1.5}


def test_a_vector_of_length_one_arrives_as_a_scalar_and_is_still_that_element():
    assert flatten_answer({"points": 3}, {"points[1]": 3}) == {"points[1]": 3}


def test_labels_that_do_not_tell_elements_apart_are_refused():
    with pytest.raises(ValueError, match="2 values, but 1 distinct labels in terms"):
        flatten(Fit(("a", "a"), np.array([1.0, 2.0]), ConfidenceInterval(0.0, 1.0), np.array([]), True))
