"""A check cannot be written down incompletely."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pytest

from parity import check as vocabulary
from parity.check import Check, Deviation, RCall, Tolerance, closed_form, exact, printed


@dataclass(frozen=True, slots=True)
class Pair:
    one: float
    other: float


def make(**changes) -> Check:
    tolerance = closed_form("a sum")
    settings = {
        "stem": "pair",
        "title": "Pair",
        "compute": lambda: Pair(1.0, 2.0),
        "result": Pair,
        "inputs": lambda sample: {},
        "references": (RCall("stats", "pair"),),
        "tolerances": {"one": tolerance, "other": tolerance},
        "citations": (),
    }
    return Check(**{**settings, **changes})


def test_a_field_without_a_tolerance_is_refused():
    with pytest.raises(ValueError, match="has no tolerance for other"):
        make(tolerances={"one": closed_form("a sum")})


def test_a_tolerance_for_a_field_that_is_not_computed_is_refused():
    with pytest.raises(ValueError, match="what it does not compute: third"):
        make(tolerances={name: closed_form("a sum") for name in ("one", "other", "third")})


def test_a_field_that_no_reference_gives_is_refused():
    with pytest.raises(ValueError, match="has no reference for other"):
        make(references=(RCall("stats", "pair", fields=("one",)),))


def test_a_reference_to_an_unknown_field_is_refused():
    with pytest.raises(ValueError, match="stats gives unknown fields: third"):
        make(references=(RCall("stats", "pair"), RCall("stats", "pair", fields=("third",))))


def test_a_check_without_a_reference_is_refused():
    with pytest.raises(ValueError, match="no reference"):
        make(references=())


def test_a_tolerance_without_a_reason_is_refused():
    with pytest.raises(ValueError, match="written reason"):
        closed_form("  ")


def test_a_deviation_in_an_unknown_field_is_refused():
    with pytest.raises(ValueError, match="unknown fields: third"):
        make(references=(RCall("stats", "pair", deviations=(Deviation(("third",), "stats", "a cause"),)),))


def test_a_reference_may_state_its_own_tolerance():
    rounded = printed(3, "R prints three decimals")
    check = make(references=(RCall("stats", "pair", tolerances={"one": rounded}),))
    assert check.tolerance("one", check.references[0]) is rounded
    assert check.tolerance("other", check.references[0]).basis is vocabulary.Basis.CLOSED_FORM


@pytest.mark.parametrize(
    ("value", "reference", "allowed"),
    [
        (1.0, 1.0 + 5e-14, True),
        (1.0, 1.0 + 5e-13, False),
        (math.nan, math.nan, True),
        (math.nan, 1.0, False),
        (None, None, True),
        (None, math.nan, False),
        (math.inf, math.inf, True),
        (math.inf, -math.inf, False),
        (math.inf, 1e308, False),
        ("0.2", "0.2", True),
        ("0.2", "0.20", False),
        (True, 1, False),
        (3, 3.0, True),
    ],
)
def test_nan_equals_only_nan_and_missing_only_missing(value, reference, allowed):
    assert closed_form("a sum").allows(value, reference) is allowed


def test_an_exact_field_allows_no_difference():
    assert exact("a count").allows(41, 41)
    assert not exact("a count").allows(41, 42)
    assert not exact("a count").allows(41.0, math.nextafter(41.0, 42.0))


@pytest.mark.parametrize(
    ("rule", "have", "holds"),
    [
        ("rms < 6.9-0", "6.5-0", True),
        ("rms < 6.9-0", "6.9-0", False),
        ("rms < 6.9-0", "6.10-1", False),
        ("rms >= 7", "8.0-0", True),
        ("rms == 6.5-0", "6.5-0", True),
        ("rms >= 6.9-0, < 7", "6.9-1", True),
        ("rms >= 6.9-0, < 7", "6.5-0", False),
        ("rms >= 6.9-0, < 7", "7.0-0", False),
        ("rms", "8.2-0", True),
        ("pROC", "1.18.0", False),
    ],
)
def test_a_deviation_holds_for_the_versions_it_names(rule, have, holds):
    assert Deviation((), rule, "a cause").holds_for({"rms": have}) is holds


def test_a_tolerance_that_allows_everything_cannot_be_written():
    for rtol, atol in ((1.0, 0.0), (0.0, math.inf), (-1e-3, 0.0), (math.nan, 0.0)):
        with pytest.raises(ValueError, match="not a tolerance"):
            Tolerance(vocabulary.Basis.CLOSED_FORM, rtol, atol, "a reason")


def test_a_tolerance_in_a_unit_is_in_proportion_to_another_number_of_the_same_element():
    tolerance = vocabulary.iterative(0.0, "in standard errors", atol=1e-3, unit=("conditioning", "errors"))
    ours = {"slopes[age]": 0.0, "errors[age]": 2.0, "errors[sex]": -5.0, "conditioning": 10.0}
    assert tolerance.of("slopes[age]", ours).atol == pytest.approx(0.02)
    assert tolerance.of("slopes[sex]", ours).atol == pytest.approx(0.05)
    assert tolerance.of("slopes[age]", ours).allows(0.0, 0.019) and not tolerance.of("slopes[age]", ours).allows(0.0, 0.021)


@pytest.mark.parametrize("size", [math.inf, math.nan, None])
def test_a_unit_that_is_no_number_allows_nothing(size):
    tolerance = vocabulary.iterative(0.0, "in standard errors", atol=1e-3, unit=("error",))
    assert tolerance.of("slope", {"error": size}).atol == 0.0


def test_a_unit_that_is_not_computed_is_refused():
    measured = vocabulary.iterative(0.0, "in standard errors", atol=1e-3, unit=("third",))
    with pytest.raises(ValueError, match="measures a tolerance by unknown fields: third"):
        make(tolerances={"one": measured, "other": closed_form("a sum")})


def test_a_deviation_is_in_fields_or_where_a_side_stops():
    with pytest.raises(ValueError, match="either in fields, or where one side stops"):
        Deviation(("one",), "stats", "a cause", where_we_stop="no maximum")
