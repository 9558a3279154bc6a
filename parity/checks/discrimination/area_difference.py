"""What the two bootstrap tests of areas have in common."""

from __future__ import annotations

from collections.abc import Callable

from parity.checks.vocabulary import Bound, Quantity, Tolerance, Undefined, closed_form, special_function
from parity.checks.vocabulary.tolerance import Function

AREAS = ("first", "second", "difference")
TESTS = ("stratified.statistic", "stratified.p_value", "plain.statistic", "plain.p_value")
LOST = {r"NA value\(s\) produced during bootstrap": "one_class_resamples"}
NO_DIFFERENCE = "the areas are the same in every resample: 0/0, which pROC takes for 0"


def tolerances(rounding: Function) -> dict[str, Tolerance]:
    """Of all fields; `rounding` gives the bounds of the tests."""
    area = closed_form(
        "a count of pairs over m·n, rounded once; R adds trapezoids, each off by roundings of terms of at most 1",
        atol=1e-15,
    )
    found = dict.fromkeys(AREAS, area)
    for name in TESTS:
        make = special_function if name.endswith("p_value") else closed_form
        found[name] = make(
            "a difference of two areas over the standard deviation of such differences in resamples, drawn by R's "
            "own generator from the same seed: counts of pairs where R adds trapezoids, whose roundings weigh as "
            "much more as the deviation is smaller than 1",
            bound=Bound(rounding, name.replace(".", "_"), scale=1.0),
        )
    return found


def undefined(without_spread: Callable[[str], Function]) -> tuple[Undefined, ...]:
    """The tests of areas that do not differ in any resample; whether they do is told of each way to draw."""
    return tuple(
        Undefined(tuple(name for name in TESTS if name.startswith(way)), NO_DIFFERENCE, when=without_spread(way))
        for way in ("stratified", "plain")
    )


def quantities(of: str) -> tuple[Quantity, ...]:
    """The difference, and the p value of its stratified test."""
    return (
        Quantity(f"AUC, {of}", "difference"),
        Quantity(f"AUC, {of}, p, stratified bootstrap", "stratified.p_value", p_value=True),
    )
