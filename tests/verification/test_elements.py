"""Two fields held together: aligned by label, subtracted, judged, and their digits counted."""

from __future__ import annotations

import math

import numpy as np
import pytest

from parity.checks.vocabulary import closed_form, exact
from parity.statistics.fields import field_of
from parity.verification.elements import ALL_DIGITS, Element, agree, aligned, declared, differences, log_relative_errors
from parity.checks.vocabulary.verdict import Verdict, worst


def pair(ours, theirs, *, labels=None, their_labels=None):
    return aligned(field_of(ours, labels), field_of(theirs, their_labels))


def names(found) -> list[str]:
    return [found.ours.label(position) for position in range(len(found.ours))]


def elements(field) -> list:
    return [field.element(position) for position in range(len(field))]


def test_an_answer_without_labels_takes_ours_by_position():
    found = pair([1.5, -2.0], [1.5, -2.0], labels=("Intercept", "a[1]"))
    assert names(found) == ["[Intercept]", "[a[1]]"] and found.theirs.labels == found.ours.labels


def test_a_named_answer_is_matched_by_name_in_whatever_order():
    found = pair([1.5, -2.0], [-2.0, 1.5], labels=("Intercept", "age"), their_labels=("age", "Intercept"))
    assert names(found) == ["[Intercept]", "[age]"]
    assert elements(found.theirs) == [1.5, -2.0] and agree(found, np.zeros(2)).all()


def test_a_renamed_element_is_missing_on_one_side_and_surplus_on_the_other():
    found = pair([1.5, -2.0], [1.5, -2.0], labels=("Intercept", "age"), their_labels=("Intercept", "Age"))
    assert names(found) == ["[Intercept]", "[age]", "[Age]"]
    assert found.have_we.tolist() == [True, True, False] and found.have_they.tolist() == [True, False, True]
    assert agree(found, np.ones(3)).tolist() == [True, False, False]


def test_an_answer_of_another_length_is_numbered_so_that_no_element_is_overlooked():
    shorter = pair([1.5, -2.0], [1.5], labels=("Intercept", "age"))
    assert names(shorter) == ["[Intercept]", "[age]", "[#1]"] and not agree(shorter, np.ones(3)).any()
    longer = pair([1.0, 2.0], [1.0, 2.0, 3.0])
    assert names(longer) == ["[1]", "[2]", "[3]"] and agree(longer, np.ones(3)).tolist() == [True, True, False]
    nothing = pair([1.0, 2.0], [])
    assert nothing.have_they.tolist() == [False, False] and not agree(nothing, np.ones(2)).any()


def test_the_number_of_an_element_is_not_taken_for_a_label_of_ours_that_is_a_number():
    """The ticks of a scale are labels: 5 is not the fifth."""
    found = pair([0.0, 1.0, 2.0], [0.0, 1.0], labels=("0", "1", "2"))
    assert names(found) == ["[0]", "[1]", "[2]", "[#1]", "[#2]"]
    assert elements(found.theirs)[3:] == [0.0, 1.0] and not (found.have_we & found.have_they).any()


def test_a_vector_of_length_one_arrives_as_a_scalar_and_is_still_that_element():
    found = pair([3.0], 3, labels=("age",))
    assert names(found) == ["[age]"] and agree(found, np.zeros(1)).all()
    assert names(pair(3.0, [3.0])) == [""]


def test_where_one_side_has_nothing_nothing_agrees():
    for found in (
        aligned(field_of([1.0, 2.0]), None),
        aligned(None, field_of([1.0, 2.0])),
        aligned(None, field_of(None)),
    ):
        assert not agree(found, np.full(len(found.ours), math.inf)).any()
        assert not found.comparable.any()
    assert aligned(field_of([]), None).ours.values.size == 0


@pytest.mark.parametrize(
    ("value", "reference", "allowed"),
    [
        (1.0, 1.0 + 5e-14, True),
        (1.0, 1.0 + 5e-13, False),
        (math.nan, math.nan, True),
        (math.nan, 1.0, False),
        (1.0, math.nan, False),
        (None, None, True),
        (None, math.nan, False),
        (math.nan, None, False),
        (None, 1.0, False),
        (math.inf, math.inf, True),
        (math.inf, -math.inf, False),
        (math.inf, 1e308, False),
        (1e308, math.inf, False),
        ("0.2", "0.2", True),
        ("0.2", "0.20", False),
        ("0.2", 0.2, False),
        ("", None, False),
        (True, True, True),
        (True, False, False),
        (True, 1, False),
        (3, 3.0, True),
        (0.0, -0.0, True),
    ],
)
def test_nan_equals_only_nan_and_missing_only_missing(value, reference, allowed):
    found = pair(value, reference)
    assert agree(found, declared(closed_form("a sum"), found)).tolist() == [allowed]


def test_no_width_lets_infinite_missing_or_no_numbers_agree_with_numbers():
    values = [math.inf, -math.inf, math.nan, None, 1.0]
    for one in values:
        for other in values:
            found = pair([one, 0.0], [other, 0.0])
            same = one is other or one == other
            assert agree(found, np.full(2, math.inf)).tolist() == [same, True]


def test_an_exact_field_allows_no_difference():
    def allows(value, reference):
        found = pair(value, reference)
        return bool(agree(found, declared(exact("a count"), found)).all())

    assert allows(41, 41)
    assert not allows(41, 42)
    assert not allows(41.0, math.nextafter(41.0, 42.0))


def test_missing_elements_among_text_and_truth_are_compared_too():
    assert agree(pair(["a", None, "c"], ["a", None, None]), np.zeros(3)).tolist() == [True, True, False]
    assert agree(pair([True, None, False], [True, None, True]), np.zeros(3)).tolist() == [True, True, False]
    assert agree(pair(["a", None], [None, None]), np.zeros(2)).tolist() == [False, True]


def test_what_is_allowed_is_in_proportion_to_the_reference():
    found = pair([0.0, 0.0, 0.0, 0.0], [200.0, -5.0, math.inf, None])
    tolerance = closed_form("a sum", atol=1e-3)
    assert declared(tolerance, found).tolist() == pytest.approx([1e-3 + 2e-11, 1e-3 + 5e-13, 1e-3, 1e-3], rel=1e-12)


def test_a_difference_is_ours_minus_theirs_and_has_no_meaning_for_what_is_no_number():
    found = differences(pair([3.0, 1.0, math.nan, math.inf, None, 1.0], [1.0, 1.0, math.nan, math.inf, 1.0, math.nan]))
    assert found[:4].tolist() == [2.0, 0.0, 0.0, 0.0] and np.isnan(found[4:]).all()
    assert np.isnan(differences(pair(["a"], ["a"]))).all()


@pytest.mark.parametrize(
    ("value", "reference", "digits"),
    [
        (1.001, 1.0, 3.0),
        (0.001, 0.0, 3.0),
        (1.0, 1.0, ALL_DIGITS),
        (math.nan, math.nan, ALL_DIGITS),
        (math.inf, math.inf, ALL_DIGITS),
        (math.inf, 1.0, 0.0),
        (math.nan, 1.0, 0.0),
        (5.0, 1.0, 0.0),
        (-1e-20, -1.001e-20, 3.0),
    ],
)
def test_digits_are_mccullough_s_log_relative_error(value, reference, digits):
    assert log_relative_errors(pair(value, reference))[0] == pytest.approx(digits, abs=1e-3)


def test_only_identical_values_have_all_digits():
    assert log_relative_errors(pair(1e-30, 2e-30), 1e-15)[0] < ALL_DIGITS
    assert log_relative_errors(pair(5e-324, 1e-323), 1e-15)[0] < ALL_DIGITS
    assert log_relative_errors(pair([1.0, 1e-30], [1.0, 0.0]), np.array([0.0, 1e-15])).tolist() == [
        ALL_DIGITS,
        pytest.approx(16.9),
    ]


def test_digits_have_no_meaning_where_there_are_no_two_numbers():
    assert np.isnan(log_relative_errors(pair(["a", "b"], ["a", "c"]))).all()
    assert np.isnan(log_relative_errors(pair([None, 1.0], [1.0, None]))).all()
    assert np.isnan(log_relative_errors(pair(True, 1))).all()


def test_what_was_not_verified_decides_only_where_nothing_was_compared():
    assert worst([Verdict.AGREES, Verdict.NOT_VERIFIED]) is Verdict.AGREES
    assert worst([Verdict.NOT_VERIFIED, Verdict.NOT_VERIFIED]) is Verdict.NOT_VERIFIED
    assert worst([]) is Verdict.NOT_VERIFIED
    assert worst([Verdict.UNDEFINED, Verdict.DEVIATES_AS_DOCUMENTED, Verdict.NOT_VERIFIED]) is Verdict.UNDEFINED
    assert worst([Verdict.AGREES, Verdict.NOT_RUN]) is Verdict.NOT_RUN
    assert worst([Verdict.DEVIATES_AS_DOCUMENTED, Verdict.DISAGREES, Verdict.NOT_RUN]) is Verdict.DISAGREES


def test_only_what_agrees_or_deviates_as_documented_passes():
    assert {verdict for verdict in Verdict if verdict.passes} == {Verdict.AGREES, Verdict.DEVIATES_AS_DOCUMENTED}
    assert max(Verdict, key=lambda verdict: verdict.severity) is Verdict.DISAGREES


def element(verdict, difference, allowed) -> Element:
    return Element("x", 1.0, 1.0, difference, None, allowed, exact("a count"), verdict)


def test_an_element_says_how_much_of_its_tolerance_it_uses():
    assert element(Verdict.AGREES, 0.0, 0.0).used == 0.0
    assert element(Verdict.AGREES, None, 0.0).used == 0.0
    assert element(Verdict.AGREES, -0.25, 0.5).used == 0.5
    assert element(Verdict.DISAGREES, 1.0, 0.5).used == 2.0
    assert element(Verdict.DISAGREES, 1.0, 0.0).used == math.inf
    assert element(Verdict.DISAGREES, None, 0.5).used == math.inf
