"""Levene's test: what is asked of R and scipy, and how closely."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from parity.checks.association.predictor import is_number, values
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
    exact,
    special_function,
)
from parity.statistics.association.groups import by_outcome
from parity.statistics.association.levene_test import LeveneTest, levene_test
from parity.statistics.once import once
from parity.statistics.student import two_sided


@once
def rounding(outcome: np.ndarray, values: np.ndarray) -> Mapping[str, Mapping[str, float]]:
    """Bounds of F and of its tail: the centres are rounded beside the size of the values, and each distance with
    them."""
    groups = by_outcome(outcome, values)
    off = 8 * UNIT * float(np.abs(values).max())
    found, df = {}, sum(map(len, groups)) - 2
    centres = {"about_mean": [float(group.mean()) for group in groups]}
    centres["about_median"] = [float(np.median(group)) for group in groups]
    for name in centres:
        distances = [np.abs(group - centre) for group, centre in zip(groups, centres[name])]
        squares = sum(float(((z - z.mean()) ** 2).sum()) for z in distances)
        error = math.sqrt(squares / df * sum(1 / len(group) for group in groups))
        t = abs(float(distances[0].mean() - distances[1].mean())) / error
        moved = off / error + 1e-13 * t
        tail = two_sided(max(t - moved, 0.0), df) - two_sided(t + moved, df)
        found[name] = {"statistic": 2 * t * moved + moved**2, "p": tail}
    return found


def unless(sample: Any) -> str:
    """Why there is no such test of a predictor."""
    try:
        levene_test(sample.outcome, values(sample))
    except ValueError as error:
        return str(error)
    return ""


def _test(name: str) -> dict[str, Tolerance]:
    return {
        f"{name}.statistic": closed_form(
            "mean squares of distances from a centre, which are rounded beside the size of the values",
            bound=Bound(rounding, f"{name}.statistic", scale=1.0),
        ),
        f"{name}.p": special_function(
            "the upper tail of F, which the roundings of the statistic move", bound=Bound(rounding, f"{name}.p")
        ),
    }


CHECK = Check(
    stem="levene_test",
    group="association",
    title="Levene's test",
    compute=levene_test,
    result=LeveneTest,
    scope=Scope.PREDICTOR,
    inputs={"values": values},
    applies=is_number,
    unless=unless,
    references=(
        RCall("stats", "anova", note="of lm of the distances from the mean, and from the median, of each group"),
        LibraryCall(
            "scipy",
            "levene",
            fields=("about_mean.statistic", "about_mean.p", "about_median.statistic", "about_median.p"),
            tolerances={
                f"{name}.p": incomplete_beta(Bound(rounding, f"{name}.p")) for name in ("about_mean", "about_median")
            },
            note="its default is the median",
        ),
    ),
    quantities=(
        Quantity("Levene F (mean)", "about_mean.statistic", decimals=2),
        Quantity("Levene p (mean)", "about_mean.p", p_value=True),
        Quantity("Levene p (median)", "about_median.p", p_value=True),
    ),
    tolerances={
        "df": exact("a count of patients less 2"),
        **_test("about_mean"),
        **_test("about_median"),
    },
    citations=(
        Citation(
            "Levene. Robust tests for equality of variances. In: Olkin et al., Contributions to Probability and "
            "Statistics. Stanford University Press (1960) 278-292."
        ),
        Citation(
            "Brown, Forsythe. Robust tests for the equality of variances. Journal of the American Statistical "
            "Association 69 (1974) 364-367.",
            "10.1080/01621459.1974.10482955",
        ),
    ),
)
