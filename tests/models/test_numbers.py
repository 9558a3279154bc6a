"""R's round numbers and how it writes numbers; the expected values are R's."""

from __future__ import annotations

import pytest

from parity.models.numbers import axis_ticks, format_common, format_number, pretty, sequence


@pytest.mark.parametrize(
    ("low", "high", "n", "values"),
    [
        (0, 100, 10, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]),
        (0.03, 0.94, 10, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]),
        (-3.1, 11.7, 5, [-5, 0, 5, 10, 15]),
        (17, 81, 5, [10, 20, 30, 40, 50, 60, 70, 80, 90]),
        (5, 5, 5, [0, 5]),
        (0, 8.4, 3, [0, 5, 10]),
        (0, 1.7, 6, [0, 0.5, 1, 1.5, 2]),
    ],
)
def test_round_values_cover_a_range(low, high, n, values):
    assert list(pretty(low, high, n)) == pytest.approx(values, abs=1e-15)
    assert min(pretty(low, high, n)) <= low and high <= max(pretty(low, high, n))


def test_round_values_are_integers_where_r_stores_integers():
    assert [type(value) for value in pretty(1, 5, 4)] == [int] * 5
    stored = pretty(0, 5, 5)
    assert all(isinstance(value, float) for value in stored), "an exact zero is assigned, which makes doubles of all"
    assert format_number(pretty(100000, 500000, 4)[1]) == "200000"
    assert format_number(200000.0) == "2e+05"


def test_a_range_must_be_finite_and_ordered():
    for low, high in ((2, 1), (0, float("inf")), (float("nan"), 1)):
        with pytest.raises(ValueError, match="finite range"):
            pretty(low, high)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (1e5, "1e+05"),
        (123456, "123456"),
        (0.0001, "1e-04"),
        (0.00012, "0.00012"),
        (1234567.8, "1234568"),
        (-0.5, "-0.5"),
        (1e-300, "1e-300"),
        (9999999.9, "1e+07"),
        (float("nan"), "NaN"),
        (-float("inf"), "-Inf"),
        (0.0, "0"),
    ],
)
def test_a_number_is_written_with_seven_digits(value, text):
    assert format_number(value) == text


def test_numbers_of_a_vector_are_written_alike():
    assert format_common([0.0, 0.25, 1.0]) == ("0.00", "0.25", "1.00")
    assert format_common([1e-10, 1.0]) == ("1e-10", "1e+00")
    assert format_common([1, 20, 300]) == ("1", "20", "300")
    assert format_common([1.5, float("inf")]) == ("1.5", "Inf")


def test_ticks_of_an_axis_lie_inside_and_run_its_way():
    assert axis_ticks(-0.04, 1.04).values == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])
    assert axis_ticks(1.04, -0.04).values == pytest.approx([1, 0.8, 0.6, 0.4, 0.2, 0])
    assert axis_ticks(3.2, 9.7).values == pytest.approx([4, 5, 6, 7, 8, 9])


def test_a_sequence_stops_at_its_end():
    assert sequence(0, 1, 0.3) == pytest.approx((0, 0.3, 0.6, 0.9))
    assert sequence(0, 1, 0.1)[-1] == 1
