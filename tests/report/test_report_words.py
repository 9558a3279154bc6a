"""How numbers, tolerances and formulas are written."""

from __future__ import annotations

import math

import pytest
from report_cases import RESULT, Area, area

from parity.check import closed_form, exact, iterative, printed
from parity.compare import Agreement, Verdict
from parity.report import words
from parity.report.docstring import meanings, plain_formula, sections


def agreement(value, reference, tolerance, digits=None) -> Agreement:
    return Agreement("x", value, reference, None, digits, tolerance, Verdict.AGREES)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "NA"), (math.nan, "NaN"), (-math.inf, "-Inf"), (True, "TRUE"), (27, "27"), (27.0, "27"), ("newton", "newton"),
        (0.1, "0.1"), (RESULT.area, "0.814123456789"), (-1.23456789012345e-10, "-1.23456789012e-10"),
    ],
)  # fmt: skip
def test_a_value_is_written_as_a_statistician_reads_it(value, written):
    assert words.number(value) == written


def test_digits_are_never_rounded_up():
    assert words.digits(agreement(1.0, 1.0, exact("a count"), 12.99)) == "12.9"


@pytest.mark.parametrize(
    ("tolerance", "reference", "written"),
    [
        (closed_form("sums"), 0.5, "13"),
        (iterative(3e-8, "stops"), 0.5, "7.5"),
        (exact("a count"), 0.5, "all"),
        (printed(4, "rounded"), 0.5, "±5e-05"),
        (closed_form("sums", atol=1e-12), 1e-9, "±1e-12"),
        (closed_form("sums", atol=1e-30), 1e-9, "13"),
    ],
)
def test_what_is_needed_is_the_part_of_the_tolerance_that_decides(tolerance, reference, written):
    assert words.needed(agreement(reference, reference, tolerance, 17.0)) == written


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


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"\frac1n \sum_j \psi(X_i, Y_j)", "(1/n) Σⱼ ψ(Xᵢ, Yⱼ)"),
        (r"\theta \pm z\,\mathrm{se}", "θ ± z se"),
        (r"\frac{a + b}{n - 1}", "((a + b)/(n - 1))"),
        (r"\log_{10}(x^2)", "log₁₀(x²)"),
        (r"x_i^\top \hat\beta", "xᵢᵀ β̂"),
        (r"0, 1, \dots, g", "0, 1, …, g"),
        (r"e^{-x_{\mathrm{max}}}", "e^(-xₘₐₓ)"),
        (r"\unheardof{x}", "unheardofx"),
    ],
)
def test_formulas_are_plain_characters(latex, plain):
    assert plain_formula(latex) == plain


def test_a_docstring_is_taken_apart_by_its_headings():
    parts = sections(area)
    assert list(parts) == ["Summary", "Parameters", "Notes", "References"]
    assert parts["Summary"][0].text == "Area under the curve, of a case at hand."
    assert [paragraph.term for paragraph in parts["Parameters"]] == ["outcome : (n,) int array", "risk : (n,) float array"]
    assert {span.kind for span in parts["Notes"][0].spans} == {"text", "formula", "code"}


def test_the_attributes_of_a_result_have_their_meaning():
    assert meanings(Area)["pairs"] == "Pairs of a case and a control."
