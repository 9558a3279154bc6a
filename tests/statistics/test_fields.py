"""The fields of a result as arrays with labels."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest

from parity.statistics.fields import Kind, along, field_names, field_of, fields_of, labels
from parity.statistics.interval import ConfidenceInterval


@dataclass(frozen=True, slots=True)
class Fit:
    terms: tuple[str, ...] = labels()
    coefficients: np.ndarray = along("terms")
    interval: ConfidenceInterval = None
    points: np.ndarray = None
    converged: bool = True


FIT = Fit(("Intercept", "a[1]"), np.array([1.5, -2.0]), ConfidenceInterval(0.1, None), np.array([3, 4]), True)


def as_read(fields) -> dict:
    """Every element by the name a reader expects."""
    return {name + field.label(k): field.element(k) for name, field in fields.items() for k in range(len(field))}


def test_scalars_parts_and_elements_carry_the_names_a_reader_expects():
    assert as_read(fields_of(FIT)) == {
        "coefficients[Intercept]": 1.5,
        "coefficients[a[1]]": -2.0,
        "interval.low": 0.1,
        "interval.high": None,
        "points[1]": 3,
        "points[2]": 4,
        "converged": True,
    }
    assert field_names(Fit) == ("coefficients", "interval.low", "interval.high", "points", "converged")
    assert tuple(fields_of(FIT)) == field_names(Fit)


def test_a_field_is_an_array_with_labels_or_positions():
    fields = fields_of(FIT)
    assert fields["coefficients"].labels == ("Intercept", "a[1]") and not fields["coefficients"].scalar
    assert fields["points"].labels is None and fields["points"].values.dtype == np.float64
    assert fields["interval.low"].scalar and len(fields["interval.low"]) == 1


def test_an_array_of_numbers_is_taken_as_it_is():
    values = np.linspace(0, 1, 7)
    assert field_of(values).values is values


def test_elements_become_plain_python():
    kinds = {type(value) for value in as_read(fields_of(FIT)).values()}
    assert kinds == {float, bool, type(None)}
    assert type(field_of(np.array(["a"], dtype=object)).element(0)) is str


def test_one_element_with_a_label_is_no_scalar_and_keeps_it():
    fit = Fit(("age",), np.array([2.0]), ConfidenceInterval(0.0, 1.0), np.array([5.0]))
    assert as_read(fields_of(fit))["coefficients[age]"] == 2.0
    assert as_read(fields_of(fit))["points[1]"] == 5.0


def test_a_missing_value_is_not_nan():
    field = field_of([1.0, None, math.nan])
    assert field.missing.tolist() == [False, True, False]
    assert np.isnan(field.values).tolist() == [False, True, True]
    assert [field.element(0), field.element(1)] == [1.0, None] and math.isnan(field.element(2))
    assert field_of(None).element(0) is None and field_of(None).scalar


@pytest.mark.parametrize(
    ("value", "kind", "elements"),
    [
        (3, Kind.NUMBERS, [3.0]),
        (np.float64(0.5), Kind.NUMBERS, [0.5]),
        (np.array([1, 2], dtype=np.int32), Kind.NUMBERS, [1.0, 2.0]),
        (np.array(7.0), Kind.NUMBERS, [7.0]),
        ((), Kind.NUMBERS, []),
        ([None, None], Kind.NUMBERS, [None, None]),
        ([1, 0.5, np.int64(4)], Kind.NUMBERS, [1.0, 0.5, 4.0]),
        ("text", Kind.TEXT, ["text"]),
        (("a", None, "b"), Kind.TEXT, ["a", None, "b"]),
        (np.array(["x", "y"]), Kind.TEXT, ["x", "y"]),
        (True, Kind.TRUTH, [True]),
        (np.array([True, False]), Kind.TRUTH, [True, False]),
        ([True, None], Kind.TRUTH, [True, None]),
    ],
)
def test_what_elements_are_is_told_by_themselves(value, kind, elements):
    field = field_of(value)
    assert field.kind is kind
    assert [field.element(position) for position in range(len(field))] == elements


@pytest.mark.parametrize("value", [[1.0, "a"], [True, 1.0], [1j], [object()], np.zeros((2, 2))])
def test_what_is_no_field_is_refused(value):
    with pytest.raises(TypeError):
        field_of(value)


def test_labels_that_do_not_tell_elements_apart_are_refused():
    with pytest.raises(ValueError, match="2 values, but 1 distinct labels in terms"):
        fields_of(Fit(("a", "a"), np.array([1.0, 2.0]), ConfidenceInterval(0.0, 1.0), np.array([]), True))
    with pytest.raises(ValueError, match="1 values, but 2 distinct labels in terms"):
        fields_of(Fit(("a", "b"), np.array([1.0]), ConfidenceInterval(0.0, 1.0), np.array([]), True))


def test_an_array_without_dimensions_is_a_scalar():
    assert field_of(np.array(3.0)).scalar and not field_of(np.array([3.0])).scalar
