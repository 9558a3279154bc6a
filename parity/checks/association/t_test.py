"""t tests: what is asked of t.test and scipy, and how closely."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from parity.checks.association.predictor import both, is_number, values
from parity.checks.association.scipy_tails import incomplete_beta
from parity.checks.summation import UNIT
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    LibraryCall,
    Quantity,
    RCall,
    Scope,
    Tolerance,
    closed_form,
    special_function,
)
from parity.statistics.association.groups import by_outcome
from parity.statistics.association.t_test import TTest, t_test
from parity.statistics.once import once
from parity.statistics.student import beyond, two_sided


@once
def rounding(outcome: np.ndarray, values: np.ndarray, level: float) -> Mapping[str, Any]:
    """Bounds of what hangs on the difference of the means, each of which is rounded to a double on both sides."""
    groups = by_outcome(outcome, values)
    (n, m), (first, second) = map(len, groups), (float(group.mean()) for group in groups)
    one, other = (float(np.var(group, ddof=1)) for group in groups)
    moved, shares = 4 * UNIT * (abs(first) + abs(second)), (one / n, other / m)
    pooled = ((n - 1) * one + (m - 1) * other) / (n + m - 2)
    rows = {
        "welch": (sum(shares), sum(shares) ** 2 / (shares[0] ** 2 / (n - 1) + shares[1] ** 2 / (m - 1))),
        "pooled": (pooled * (1 / n + 1 / m), float(n + m - 2)),
    }
    found: dict[str, Any] = {"difference": moved}
    for name, (variance, df) in rows.items():
        error = math.sqrt(variance)
        statistic, off = abs(first - second) / error, moved / error
        reach = off + 1e-13 * statistic
        found[name] = {
            "statistic": off,
            "p": two_sided(max(statistic - reach, 0.0), df) - two_sided(statistic + reach, df),
            "limit": moved + 1e-13 * beyond(1 - level, df) * error,
        }
    return found


def unless(sample: Any) -> str:
    """Why there is no t test of a predictor."""
    groups = both(sample)
    if min(map(len, groups)) < 2:
        return "a group of one patient has no variance"
    if all(np.ptp(group) == 0 for group in groups):
        return "the values do not vary within the groups"
    return ""


_STATISTIC = (
    "the difference of two means over its standard error; the roundings of the means matter where they are near each "
    "other"
)
_TAIL = "both tails of Student's distribution, which the roundings of the statistic move"
_LIMIT = "the difference of two means, each rounded, and a quantile of Student's distribution times the standard error"


def _row(name: str) -> dict[str, Tolerance]:
    error = f"{name}.standard_error"
    return {
        f"{name}.statistic": closed_form(_STATISTIC, bound=Bound(rounding, f"{name}.statistic", scale=1.0)),
        f"{name}.df": closed_form("a quotient of sums of squares, all positive"),
        f"{name}.p": special_function(_TAIL, bound=Bound(rounding, f"{name}.p")),
        error: closed_form("the root of sums of squares, all positive"),
        f"{name}.interval.low": special_function(_LIMIT, bound=Bound(rounding, f"{name}.limit", scale=error)),
        f"{name}.interval.high": special_function(_LIMIT, bound=Bound(rounding, f"{name}.limit", scale=error)),
    }


CHECK = Check(
    stem="t_test",
    group="association",
    title="t test",
    compute=t_test,
    result=TTest,
    scope=Scope.PREDICTOR,
    inputs={"values": values},
    applies=is_number,
    unless=unless,
    references=(
        RCall("stats", "t.test", note="two vectors, never a formula, whose order of levels decides the sign"),
        LibraryCall(
            "scipy",
            "ttest_ind",
            fields=("welch.statistic", "welch.p", "pooled.statistic", "pooled.p"),
            sends=("outcome", "values"),
            tolerances={f"{name}.p": incomplete_beta(Bound(rounding, f"{name}.p")) for name in ("welch", "pooled")},
            note="its default is the pooled test",
        ),
    ),
    quantities=(
        Quantity("Difference of means", "difference", low="welch.interval.low", high="welch.interval.high"),
        Quantity("Welch t", "welch.statistic", decimals=2),
        Quantity("Welch p", "welch.p", p_value=True),
        Quantity("Pooled t", "pooled.statistic", decimals=2),
        Quantity("Pooled p", "pooled.p", p_value=True),
    ),
    tolerances={
        "difference": closed_form(
            "the difference of two means, each rounded on both sides",
            bound=Bound(rounding, "difference", scale="pooled.standard_error"),
        ),
        **_row("welch"),
        **_row("pooled"),
    },
    citations=(
        Citation("Student. The probable error of a mean. Biometrika 6 (1908) 1-25.", "10.1093/biomet/6.1.1"),
        Citation(
            "Welch. The generalization of 'Student's' problem when several different population variances are "
            "involved. Biometrika 34 (1947) 28-35.",
            "10.1093/biomet/34.1-2.28",
        ),
    ),
)
