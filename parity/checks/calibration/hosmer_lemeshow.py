"""Hosmer–Lemeshow: what is asked of hoslem.test and quantile, and how closely."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from parity.checks.calibration.groups import groups_of, limits_of
from parity.checks.rms.val_prob import all_equal
from parity.checks.stats.pchisq import AS_ONE_MINUS, FROM_ONE, tail_rounding
from parity.checks.summation import UNIT, careful
from parity.checks.vocabulary import (
    BothStop,
    Bound,
    Check,
    Citation,
    Quantity,
    RCall,
    Undefined,
    closed_form,
    exact,
    special_function,
)
from parity.statistics.calibration.hosmer_lemeshow import HosmerLemeshow, hosmer_lemeshow
from parity.statistics.once import once


@once
def rounding(outcome: np.ndarray, risk: np.ndarray, groups: int) -> Mapping[str, np.ndarray | float]:
    """Bounds of the expected counts, of the statistic and of its tail.

    Notes
    -----
    Both programs add the very same risks, and the very same 1 - risk; a sum E that is off by :math:`\\epsilon E` moves
    the term of its group by :math:`\\epsilon (2|O - E| + (O - E)^2/E)`, and by :math:`\\epsilon^2 E` where O is E.
    """
    found = groups_of(outcome, risk, groups)
    share = np.array([careful(int(size), 1.0, operations=1) for size in found.sizes])
    statistic, moved = 0.0, 0.0
    for observed, expected in found.sides:
        off, some = np.abs(observed - expected), expected > 0
        squares = np.divide(off**2, expected, out=np.zeros(len(off)), where=some)
        statistic += float(squares.sum())
        moved += float((share * (2 * off + squares + share * expected)).sum()) + 16 * UNIT * float(squares.sum())
    df = found.filled - 2
    return {
        "expected_events": share * found.expected_events,
        "statistic": moved,
        "p": tail_rounding(df, statistic, moved) if df > 0 else 0.0,
    }


def one_group(risk: np.ndarray, groups: int) -> bool:
    """Whether all risks lie between the same two distinct quantiles, the lower one among them only if it is the
    lowest."""
    limits = limits_of(risk, groups)
    return len(np.unique(np.maximum(np.searchsorted(limits, risk, side="left"), 1))) < 2


def no_degrees_of_freedom(risk: np.ndarray, groups: int) -> bool:
    """Whether just two groups have patients in them."""
    return groups_of(np.zeros(len(risk), dtype=int), risk, groups).filled == 2


EMPTY_GROUP = "a group between two quantiles has no patients, or only risks of 0 or 1: its share is 0/0"
NO_DEGREES_OF_FREEDOM = (
    "with two groups the test has no degrees of freedom, and no p value; what programs write is a convention"
)

_FROM_TEST = ("statistic", "df", "p", "sizes", "observed_events", "expected_events")
_COUNT = exact("a count of patients or groups")
_TAIL = "upper tail of chi-square, which the rounding of the statistic moves"
_SUM = "a sum of risks, whose rounding grows with the number of patients in the group"

CHECK = Check(
    stem="hosmer_lemeshow",
    group="calibration",
    title="Hosmer–Lemeshow",
    compute=hosmer_lemeshow,
    result=HosmerLemeshow,
    from_patients=("breaks", "expected_events"),
    inputs={"groups": 10},
    references=(
        RCall(
            "ResourceSelection",
            "hoslem.test",
            fields=_FROM_TEST,
            conditions={r"did not allow for the requested number of bins": "fewer_groups"},
            where_both_stop=(
                BothStop("all risks are equal", "invalid number of intervals", when=all_equal),
                BothStop("fewer than 2 groups", "led to negative df", when=one_group),
            ),
            note="groups between quantiles of type 7, closed on the right; df is groups in use minus 2, and before "
            "version 0.3-6 groups asked for minus 2",
        ),
        RCall(
            "stats",
            "quantile",
            where_both_stop=(
                BothStop("all risks are equal", "all risks are equal", when=all_equal),
                BothStop("fewer than 2 groups", "fewer than 2 groups", when=one_group),
            ),
            tolerances={"p": special_function(_TAIL, bound=Bound(rounding, "p"))},
            note="type 7, the limits that hoslem.test groups by; counts and sums between them, and stats::pchisq",
        ),
    ),
    quantities=(
        Quantity("Hosmer–Lemeshow χ²", "statistic", decimals=2),
        Quantity("Hosmer–Lemeshow df", "df", decimals=0),
        Quantity("Hosmer–Lemeshow p", "p", p_value=True),
    ),
    tolerances={
        "statistic": closed_form(
            "a sum over the groups; the rounding of an expected count, which grows with its number of patients, enters "
            "twice over the root of the statistic, which matters where the statistic is near 0",
            bound=Bound(rounding, "statistic", scale=1.0),
        ),
        "df": _COUNT,
        "p": special_function(
            f"{_TAIL}; {AS_ONE_MINUS}",
            atol=FROM_ONE,
            bound=Bound(rounding, "p"),
        ),
        "breaks": exact("the same two roundings on both sides: the groups hang on the last bit"),
        "sizes": _COUNT,
        "observed_events": _COUNT,
        "expected_events": closed_form(_SUM, bound=Bound(rounding, "expected_events")),
    },
    undefined=(
        Undefined(("statistic", "p"), EMPTY_GROUP),
        Undefined(("p",), NO_DEGREES_OF_FREEDOM, when=no_degrees_of_freedom),
    ),
    citations=(
        Citation(
            "Hosmer, Lemeshow. Goodness of fit tests for the multiple logistic regression model. "
            "Communications in Statistics - Theory and Methods 9 (1980) 1043-1069.",
            "10.1080/03610928008827941",
        ),
        Citation(
            "Hyndman, Fan. Sample quantiles in statistical packages. American Statistician 50 (1996) 361-365.",
            "10.1080/00031305.1996.10473566",
        ),
    ),
)
