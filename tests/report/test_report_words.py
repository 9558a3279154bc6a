"""How numbers and tolerances are written."""

from __future__ import annotations

import math

import pytest
from report_cases import RESULT, rounding_of_risks

from parity.checks.vocabulary import Bound, Tolerance, closed_form, exact, iterative, linear_solve, printed
from parity.report import words
from parity.verification.elements import Element
from parity.checks.vocabulary.verdict import Verdict

BOUND = Bound(rounding_of_risks, "risk")


def element(value, reference, tolerance: Tolerance, digits=None, allowed: float | None = None) -> Element:
    size = abs(reference) if isinstance(reference, float) and math.isfinite(reference) else 0.0
    declared = tolerance.atol + tolerance.rtol * size
    used = declared if allowed is None else allowed
    return Element("x", value, reference, None, digits, used, tolerance, Verdict.AGREES)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "NA"), (math.nan, "NaN"), (-math.inf, "-Inf"), (True, "TRUE"), (27.0, "27"), (1e22, "1e+22"),
        ("newton", "newton"), (0.1, "0.1"), (RESULT.area, "0.814123456789"),
        (-1.23456789012345e-10, "-1.23456789012e-10"),
    ],
)  # fmt: skip
def test_a_value_is_written_as_a_statistician_reads_it(value, written):
    assert words.number(value) == written


def test_digits_are_never_rounded_up():
    assert words.digits(element(1.0, 1.0, exact("a count"), 12.99)) == "12.9"


@pytest.mark.parametrize(
    ("tolerance", "reference", "written"),
    [
        (closed_form("sums"), 0.5, "13"),
        (iterative(3e-8, "stops"), 0.5, "7.5"),
        (exact("a count"), 0.5, "all"),
        (printed(4, "rounded"), 0.5, "±5e-05"),
        (closed_form("sums", atol=1e-12), 1e-9, "±1e-12"),
        (closed_form("sums", atol=1e-30), 1e-9, "13"),
        (closed_form("sums", atol=1e-30), math.nan, "13"),
        (closed_form("sums", atol=1e-30), 0.0, "±1e-30"),
        (exact("a name"), "newton", "all"),
    ],
)
def test_what_is_needed_is_the_part_of_the_tolerance_that_decides(tolerance, reference, written):
    assert words.needed(element(reference, reference, tolerance, 17.0)) == written


def test_what_is_needed_is_absolute_where_a_computed_bound_decides():
    tolerance = linear_solve("cancels", bound=BOUND)
    assert words.needed(element(0.5, 0.5, tolerance, 9.0, allowed=3e-9)) == "±3e-09"
    assert words.needed(element(0.5, 0.5, tolerance, 9.0, allowed=0.6e-11)) == "11"


@pytest.mark.parametrize(
    ("tolerance", "written"),
    [
        (exact("a count"), "identical"),
        (printed(4, "rounded"), "|parity − R| ≤ 5e-05"),
        (closed_form("sums", atol=1e-12), "|parity − R| ≤ 1e-12 + 1e-13·|R|"),
        (linear_solve("cancels", bound=BOUND), "|parity − R| ≤ 1e-11·|R| + rounding_of_risks"),
    ],
)
def test_what_is_allowed_names_each_part(tolerance, written):
    assert words.allowance(tolerance) == written


def test_a_function_is_told_in_its_own_first_sentence():
    assert words.sentence(rounding_of_risks) == "How far rounding may move each risk."


@pytest.mark.parametrize(
    ("one", "other", "parts"),
    [
        ("0.1234", "0.1239", ("0.123", "4")),
        ("1.5e-10", "1.5e-11", ("", "1.5e-10")),
        ("NaN", "0.5", ("NaN", "")),
        ("12", "12", ("12", "")),
        ("31", "30.999999999999986", ("31", "")),
        ("30.999999999999986", "31", ("30.9999999999999", "86")),
        ("0.9999999999871562", "1", ("0.9999999999", "871562")),
        ("1.0000000001e-20", "9.9999999999e-21", ("1.00000000", "01e-20")),
        ("0", "1e-17", ("", "0")),
        ("-1.5", "1.5", ("", "-1.5")),
    ],
)
def test_the_digits_in_common_are_told_from_the_rest(one, other, parts):
    assert words.split_common(one, other) == parts
