"""A number as it stands in print."""

from __future__ import annotations

import math

import pytest

from parity.conventions.printed import printed
from parity.errors import InputError


@pytest.mark.parametrize(
    ("text", "given", "others"),
    [
        ("0.404", [0.4036, 0.4044, 0.4035, 0.4045, 0.404], [0.40349, 0.40451, -0.404, math.nan]),
        (".40", [0.3951, 0.4049], [0.394, 0.406]),
        ("0,404", [0.4041], [0.41]),
        ("40.4%", [0.40412], [0.40351 - 0.0002, 40.4]),
        ("12", [11.6, 12.4], [11.4, 12.6]),
        ("12.", [11.6], [12.6]),
        ("-0.23", [-0.2349], [0.23]),
        ("−0.23", [-0.2349], [0.23]),
        ("1.2e-3", [0.00124], [0.00126]),
        ("<0.001", [0.0009, 0.0], [0.001, 0.2]),
        ("> .99", [0.991], [0.99]),
    ],
)
def test_what_rounds_to_it(text, given, others):
    number = printed(text)
    assert [one for one in given if not number.is_of(one)] == []
    assert [one for one in others if number.is_of(one)] == []


@pytest.mark.parametrize("text", ["", "p", "0.4.1", "1 234", "NaN", "inf", "0.4 to 0.5", "--1"])
def test_what_is_no_number(text):
    with pytest.raises(InputError, match="no number as it is printed"):
        printed(text)
