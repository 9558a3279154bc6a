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
