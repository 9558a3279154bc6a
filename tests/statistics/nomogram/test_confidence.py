"""Standard errors on a nomogram, and the tenths that stand for them."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.nomogram.confidence import of_all, of_tenths, standard_errors


def test_a_standard_error_is_the_root_of_the_quadratic_form():
    columns, covariance = np.array([[1.0, 2.0], [1.0, 0.0]]), np.array([[1.0, 0.5], [0.5, 2.0]])
    np.testing.assert_allclose(standard_errors(columns, covariance), [np.sqrt(11), 1], rtol=1e-15)


def test_twenty_values_make_ten_groups_of_two():
    found = of_tenths(np.arange(20.0)[::-1], np.arange(20.0)[::-1] ** 2)
    np.testing.assert_array_equal(found.linear_predictor, np.arange(10) * 2 + 0.5)
    np.testing.assert_array_equal(found.standard_error, [(4 * k * k + (2 * k + 1) ** 2) / 2 for k in range(10)])


def test_equal_values_stay_together_even_if_rounding_parts_them():
    found = of_tenths(np.array([0.1 + 0.2, 0.3, 1.0, 2.0] * 5), np.ones(20))
    np.testing.assert_allclose(found.linear_predictor, [0.3, 1.0, 2.0], rtol=1e-15)


def test_fewer_values_than_groups_are_a_group_each():
    found = of_tenths(np.array([3.0, 1.0, 2.0]), np.array([30.0, 10.0, 20.0]))
    assert found.linear_predictor.tolist() == [1.0, 2.0, 3.0] and found.standard_error.tolist() == [10.0, 20.0, 30.0]


@pytest.mark.parametrize(("count", "many"), [(15, False), (16, True)])
def test_all_values_come_in_ascending_order(count, many):
    found, are_many = of_all(np.arange(count)[::-1].astype(float), np.arange(count).astype(float))
    assert (
        found.linear_predictor.tolist() == list(range(count))
        and found.standard_error.tolist() == list(range(count))[::-1]
    )
    assert are_many is many


def test_a_variance_is_finite_and_not_negative_and_may_be_0():
    columns = np.array([[1.0, 0.0], [1.0, 2.0]])
    assert standard_errors(columns, np.zeros((2, 2))).tolist() == [0.0, 0.0]
    for wrong in (-1e-3, np.nan, np.inf):
        with pytest.raises(ValueError, match="negative or not finite"):
            standard_errors(columns, np.diag([1e-4, wrong]))


def test_tenths_end_at_the_smallest_value_that_so_many_do_not_exceed():
    """Of 25 values the first tenth are 3, the second 2, and so on."""
    found = of_tenths(np.arange(1.0, 26.0), np.ones(25))
    assert found.linear_predictor.tolist() == [2.0, 4.5, 7.0, 9.5, 12.0, 14.5, 17.0, 19.5, 22.0, 24.5]


def test_values_that_differ_in_the_fifteenth_digit_are_two():
    found = of_tenths(np.array([1.0, 1.00000000000001, 2.0]), np.array([1.0, 2.0, 3.0]))
    assert found.standard_error.tolist() == [1.0, 2.0, 3.0]
