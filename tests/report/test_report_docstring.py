"""What a card shows of a docstring, and formulas in plain characters."""

from __future__ import annotations

import subprocess
import sys
import warnings

import pytest
from report_cases import Area, area, rounding_of_risks

from parity.report.docstring import documented, meanings
from parity.report.formula import plain_formula


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


def test_a_docstring_is_taken_apart_by_its_sections():
    found = documented(area)
    assert [paragraph.text for paragraph in found.summary] == ["Area under the curve, of a case at hand."]
    assert [paragraph.term for paragraph in found.parameters] == ["outcome : (n,) int array", "risk : (n,) float array"]
    assert [paragraph.text for paragraph in found.parameters] == ["1 case, 0 control.", "Finite."]
    assert {span.kind for span in found.notes[0].spans} == {"text", "formula", "code"}
    assert found.notes[0].text == "The mean of (1/n) Σⱼ ψ(Xᵢ, Yⱼ), as pROC::auc has it."


def test_paragraphs_after_the_first_belong_to_the_summary():
    assert [paragraph.text for paragraph in documented(rounding_of_risks).summary] == [
        "How far rounding may move each risk.",
        "The longer story.",
    ]


def listed():
    """A rule.

    Notes
    -----
    There are two cases:

    - the first,
      which goes on;
    - the second.

    .. math:: x_1

    .. math::

        x_2
    """


def test_lists_and_formulas_that_stand_alone_are_paragraphs():
    assert [paragraph.text for paragraph in documented(listed).notes] == [
        "There are two cases:",
        "- the first, which goes on;",
        "- the second.",
        "x₁",
        "x₂",
    ]


def test_without_a_docstring_there_is_nothing_to_show():
    found = documented(lambda: None)
    assert (found.summary, found.notes, found.parameters, found.attributes) == ((), (), (), ())


def twice():
    """A rule that is documented oddly.

    Caveats
    -------
    Some.

    Notes
    -----
    One.

    Notes
    -----
    Two.
    """


def test_what_is_not_as_numpydoc_has_it_still_has_its_first_paragraph():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = documented(twice)
    assert [paragraph.text for paragraph in found.summary] == ["A rule that is documented oddly."]


def test_the_attributes_of_a_result_have_their_meaning():
    assert meanings(Area)["pairs"] == "Pairs of a case and a control."


def two():
    """Two things.

    Attributes
    ----------
    low, high : float
        The limits.
    """


def test_attributes_that_share_a_line_share_their_meaning():
    assert meanings(two) == {"low": "The limits.", "high": "The limits."}


def test_numpydoc_is_loaded_only_where_a_card_is_made_and_brings_no_sphinx():
    code = """
import sys
import parity.report.terminal, parity.report.results, parity.report.docstring
assert "numpydoc" not in sys.modules
parity.report.docstring.documented(print)
assert "numpydoc" in sys.modules and "sphinx" not in sys.modules and "docutils" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
