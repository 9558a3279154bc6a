"""Shapiro and Wilk's test: what is asked of shapiro.test, and how closely."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from parity.checks.association.predictor import both, is_number, values
from parity.checks.summation import UNIT
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    Quantity,
    RCall,
    Scope,
    Tolerance,
    closed_form,
    special_function,
)
from parity.statistics.association.groups import by_outcome
from parity.statistics.association.royston import tail, weights
from parity.statistics.association.shapiro_wilk_test import LEAST, MOST, ShapiroWilkTest, shapiro_wilk_test
from parity.statistics.once import once


def unless(sample: Any) -> str:
    """Why it is not asked of a predictor."""
    groups = both(sample)
    if not all(LEAST <= len(group) <= MOST for group in groups):
        return f"it is of {LEAST} to {MOST:,} patients in each group"
    return "the values of a group are all equal" if any(np.ptp(group) == 0 for group in groups) else ""


@once
def rounding(outcome: np.ndarray, values: np.ndarray) -> Mapping[str, Mapping[str, float]]:
    """Bounds of W, whose sums R adds one after the other in doubles, and of p: 1 - W has the same absolute error."""
    found = {}
    for name, group in zip(("event", "none"), by_outcome(outcome, values)):
        n = len(group)
        w = min(float(np.corrcoef(np.sort(group), weights(n))[0, 1]) ** 2, 1.0)
        # the values are first divided by their range, so that what they have in common costs digits
        moved = (n + 32) * UNIT * (1 + 4 * float(np.abs(group).max()) / float(np.ptp(group)) / np.sqrt(n))
        low, high = tail(min(1 - w + moved, 1.0), n), tail(max(1 - w - moved, 0.0), n)
        found[name] = {"w": moved, "p": abs(high - low)}
    return found


def _group(name: str) -> dict[str, Tolerance]:
    return {
        f"{name}.w": closed_form(
            "a squared correlation, from sums over the patients that R adds in doubles",
            bound=Bound(rounding, f"{name}.w", scale=1.0),
        ),
        f"{name}.p": special_function(
            "a normal tail of the logarithm of 1 - W, which is small beside the rounding of W",
            bound=Bound(rounding, f"{name}.p"),
        ),
    }


CHECK = Check(
    stem="shapiro_wilk_test",
    group="association",
    title="Shapiro–Wilk test",
    compute=shapiro_wilk_test,
    result=ShapiroWilkTest,
    scope=Scope.PREDICTOR,
    inputs={"values": values},
    applies=is_number,
    unless=unless,
    references=(
        RCall("stats", "shapiro.test", note="Royston's AS R94 in doubles; scipy's has constants of single precision"),
    ),
    quantities=(
        Quantity("Shapiro–Wilk p with the event", "event.p", p_value=True),
        Quantity("Shapiro–Wilk p without", "none.p", p_value=True),
    ),
    tolerances={**_group("event"), **_group("none")},
    citations=(
        Citation(
            "Shapiro, Wilk. An analysis of variance test for normality. Biometrika 52 (1965) 591-611.",
            "10.1093/biomet/52.3-4.591",
        ),
        Citation(
            "Royston. Remark AS R94: a remark on algorithm AS 181: the W-test for normality. Applied Statistics 44 "
            "(1995) 547-551.",
            "10.2307/2986146",
        ),
    ),
)
