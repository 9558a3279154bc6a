"""Hodges and Lehmann's shift: what is asked of R, and how closely."""

from __future__ import annotations

from typing import Any

import numpy as np

from parity.checks.association.predictor import both, is_number, values
from parity.checks.association.characteristics import spread
from parity.checks.summation import UNIT
from parity.checks.vocabulary import Bound, Check, Citation, Quantity, RCall, Scope, closed_form, iterative
from parity.statistics.association.hodges_lehmann import HodgesLehmann, hodges_lehmann

PAIRS = 1_000_000
"""From here on R takes long."""


def unless(sample: Any) -> str:
    """Why it is not asked of a predictor."""
    groups = both(sample)
    if len(groups[0]) * len(groups[1]) > PAIRS:
        return f"there are more than {PAIRS:,} pairs of patients: R takes long"
    return "all values are tied" if np.ptp(values(sample)) == 0 else ""


def rounding(outcome: np.ndarray, values: np.ndarray) -> dict[str, float]:
    """Bounds of a difference of values, and of the root that R finds to 1e-14 of the range."""
    size = 4 * UNIT * float(np.abs(values).max())
    return {"shift": size, "limit": 2 * size + 2e-14 * float(np.ptp(values))}


_LIMIT = iterative(
    1e-13,
    "one of the differences; R finds the step of its test by uniroot to 1e-14 of the range, or has it from the ordered "
    "differences",
    bound=Bound(rounding, "limit", scale=spread),
)

CHECK = Check(
    stem="hodges_lehmann",
    group="association",
    title="Hodges–Lehmann shift",
    compute=hodges_lehmann,
    result=HodgesLehmann,
    scope=Scope.PREDICTOR,
    inputs={"values": values},
    applies=is_number,
    unless=unless,
    references=(
        RCall(
            "stats",
            "wilcox.test",
            conditions={"requested conf.level not achievable": "level_not_reached"},
            note="its interval; the shift is stats::median of all differences, for its own root by the approximation "
            "lies anywhere between the two in the middle. tol.root = 1e-14 of the range, by default 1e-4",
        ),
    ),
    quantities=(Quantity("Hodges–Lehmann shift", "shift", low="interval.low", high="interval.high"),),
    tolerances={
        "shift": closed_form("the mean of two differences of values", bound=Bound(rounding, "shift", scale=spread)),
        "interval.low": _LIMIT,
        "interval.high": _LIMIT,
    },
    citations=(
        Citation(
            "Hodges, Lehmann. Estimates of location based on rank tests. Annals of Mathematical Statistics 34 (1963) "
            "598-611.",
            "10.1214/aoms/1177704172",
        ),
        Citation(
            "Hollander, Wolfe, Chicken. Nonparametric Statistical Methods, 3rd ed. Wiley (2014), chapter 4.",
            "10.1002/9781119196037",
        ),
    ),
)
