"""Hosmer–Lemeshow under each rule of grouping: what base R and cut2 are asked, and how closely."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from parity.checks.calibration.hosmer_lemeshow import CHECK as BY_QUANTILES
from parity.checks.rms.val_prob import all_equal
from parity.checks.stats.pchisq import tail_rounding
from parity.checks.summation import UNIT, plain
from parity.checks.vocabulary import (
    BothStop,
    Bound,
    Check,
    Citation,
    Deviation,
    RCall,
    Tolerance,
    Undefined,
    closed_form,
    exact,
    special_function,
)
from parity.statistics.calibration.hosmer_lemeshow_groupings import (
    HosmerLemeshowGroupings,
    hosmer_lemeshow_groupings,
)
from parity.statistics.calibration.risk_groups import RULES
from parity.statistics.once import once
from parity.statistics.upper_tail import upper_tail


@once
def rounding(outcome: np.ndarray, risk: np.ndarray, groups: int) -> Mapping[str, Mapping[str, np.ndarray | float]]:
    """Bounds by rule, of the expected counts, of the statistic and of its tails.

    Notes
    -----
    The groups are those of the rules, which R's counts of patients bear out exactly. A sum E that is off by
    :math:`\\epsilon E` moves the term of its group by :math:`\\epsilon (2|O - E| + (O - E)^2/E)`, and by
    :math:`\\epsilon^2 E` where O is E.
    """
    return {name: _of_groups(outcome, risk, rule(risk, groups)) for name, rule in RULES.items()}


def _of_groups(outcome: np.ndarray, risk: np.ndarray, group: np.ndarray) -> Mapping[str, np.ndarray | float]:
    _, place = np.unique(group, return_inverse=True)
    sizes = np.bincount(place.ravel())
    share = np.array([plain(int(size), 1.0, operations=1) for size in sizes])
    statistic, moved = 0.0, 0.0
    for counted, weights in ((outcome, risk), (1 - outcome, 1 - risk)):
        observed, expected = (np.bincount(place.ravel(), weights=of) for of in (counted, weights))
        off, some = np.abs(observed - expected), expected > 0
        squares = np.divide(off**2, expected, out=np.zeros(len(off)), where=some)
        statistic += float(squares.sum())
        moved += float((share * (2 * off + squares + share * expected)).sum()) + 16 * UNIT * float(squares.sum())
    return {
        "expected_events": share * np.bincount(place.ravel(), weights=risk),
        "statistic": moved,
        "p": tail_rounding(len(sizes) - 2, statistic, moved) if len(sizes) > 2 else 0.0,
        "p_validation": tail_rounding(len(sizes), statistic, moved),
    }


def cut2_of_15_digits(outcome: np.ndarray, risk: np.ndarray, groups: int) -> Mapping[str, Mapping[str, Any]]:
    """What cut2 gives where it takes distinct risks for one, since it tells them apart by 15 digits.

    Or where two risks are so close that those digits move a limit past one: half of their difference is its leeway.
    """
    distinct = np.unique(risk)
    nearest = float(np.diff(distinct).min()) / 2
    names, counts = np.unique([float(f"{one:.15g}") for one in risk], return_counts=True)
    if len(names) == len(distinct) and (np.abs(names - distinct) < nearest).all():
        return {}
    ends = names[np.searchsorted(np.cumsum(counts), np.arange(1, groups + 1) * len(risk) / groups)]
    lowest, end, place = names[0], math.inf, np.zeros(len(risk), dtype=int)
    for number in range(groups):
        if ends[number] != end:
            end = ends[number]
            place[risk >= lowest - nearest] = number
            beyond = names[names > end]
            lowest = beyond[0] if len(beyond) else math.inf
    return {"cut2": _as_grouped(outcome, risk, [np.flatnonzero(place == number) for number in np.unique(place)])}


def cut2_by_definition(outcome: np.ndarray, risk: np.ndarray, groups: int) -> Mapping[str, Mapping[str, Any]]:
    """A patient at a time, risks ascending: a new group begins with a higher risk after j n / g patients."""
    members: list[list[int]] = [[]]
    reached = 0
    for done, row in enumerate(np.argsort(risk, kind="stable").tolist()):
        if done and risk[row] > risk[members[-1][-1]] and done * groups // len(risk) > reached:
            reached = done * groups // len(risk)
            members.append([])
        members[-1].append(row)
    return {"cut2": _as_grouped(outcome, risk, [np.array(rows) for rows in members])}


def _as_grouped(outcome: np.ndarray, risk: np.ndarray, members: list[np.ndarray]) -> Mapping[str, Any]:
    sizes, observed = (np.array([of[rows].sum() for rows in members]) for of in (np.ones(len(risk), int), outcome))
    expected, without = (np.array([math.fsum(of[rows]) for rows in members]) for of in (risk, 1 - risk))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = (observed - expected) ** 2 / expected + (sizes - observed - without) ** 2 / without
    statistic, k = float(terms.sum()), len(members)
    return {
        "statistic": statistic,
        "groups": k,
        "p": upper_tail(k - 2, statistic) if k > 2 else math.nan,
        "p_validation": upper_tail(k, statistic),
        "sizes": sizes,
        "observed_events": observed,
        "expected_events": expected,
    }


TWO_GROUPS = "two groups leave no degrees of freedom"
ZERO_EXPECTED = "a group has only risks of 0 or of 1: its share is 0/0"
_SUM = "a sum of risks, whose rounding grows with the number of patients in the group"
_COUNT = exact("a count of patients or groups: the groups must be the same")


def _tolerances(name: str) -> Mapping[str, Tolerance]:
    return {
        f"{name}.statistic": closed_form(
            "a sum over the groups; the rounding of an expected count enters twice over the root of the statistic",
            bound=Bound(rounding, f"{name}.statistic", scale=1.0),
        ),
        f"{name}.groups": _COUNT,
        f"{name}.p": special_function(
            "upper tail of chi-square, which the rounding of the statistic moves", bound=Bound(rounding, f"{name}.p")
        ),
        f"{name}.p_validation": special_function(
            "upper tail of chi-square, which the rounding of the statistic moves",
            bound=Bound(rounding, f"{name}.p_validation"),
        ),
        f"{name}.sizes": _COUNT,
        f"{name}.observed_events": _COUNT,
        f"{name}.expected_events": closed_form(_SUM, bound=Bound(rounding, f"{name}.expected_events")),
    }


_TOLERANCES = {field: one for name in RULES for field, one in _tolerances(name).items()}
_BLOCKS = ("sas_logistic", "sas_hplogistic", "spss")


def _of(*names: str) -> tuple[str, ...]:
    return tuple(field for field in _TOLERANCES if field.partition(".")[0] in names)


_OF_CUT2 = _of("cut2")
_EQUAL = BothStop("all risks are equal", "all risks are equal", when=all_equal)


def _too_few_patients(risk: np.ndarray, groups: int) -> bool:
    return len(risk) < groups


def _widths_of_nothing(risk: np.ndarray, groups: int) -> bool:
    limits = risk.min() + np.arange(1, groups) * ((risk.max() - risk.min()) / groups)
    return len(np.unique(limits)) < groups - 1


_FEW = BothStop("one a patient", "more groups than patients", when=_too_few_patients)

CHECK = Check(
    stem="hosmer_lemeshow_groupings",
    group="calibration",
    title="Hosmer–Lemeshow by other rules",
    compute=hosmer_lemeshow_groupings,
    result=HosmerLemeshowGroupings,
    inputs={"groups": 10},
    from_patients=tuple(f"{name}.expected_events" for name in RULES),
    references=(
        RCall(
            "stats",
            "cut",
            fields=_of(*(name for name in RULES if name not in (*_BLOCKS, "cut2"))),
            deviations=(
                Deviation(
                    (),
                    "stats",
                    "it stops where risks differ by rounding alone: then limits of equal width are the same",
                    where_it_stops="'breaks' are not unique",
                    when=_widths_of_nothing,
                ),
            ),
            where_both_stop=(_EQUAL, _FEW),
            note="each rule written out in base R: sort, cut, rank, rowsum",
        ),
        RCall(
            "stats",
            "tabulate",
            name="hosmer_lemeshow_blocks",
            fields=_of(*_BLOCKS),
            where_both_stop=(_EQUAL, _FEW),
            note="SAS's rules by its manual, written out in base R, and what SPSS may do",
        ),
        RCall(
            "Hmisc",
            "cut2",
            fields=_OF_CUT2,
            conditions={"no non-missing arguments to (min|max)": "-"},
            deviations=(
                Deviation(
                    _OF_CUT2,
                    "Hmisc",
                    "cut2 tells risks apart by 15 digits, and groups otherwise where some are closer, or hardly "
                    "farther apart",
                    follows=cut2_of_15_digits,
                    definition=cut2_by_definition,
                ),
            ),
            where_both_stop=(_EQUAL, _FEW),
            note="groups of equal size that keep ties together; PredictABEL's rule",
        ),
    ),
    tolerances=_TOLERANCES,
    undefined=(
        Undefined(tuple(f"{name}.{of}" for name in RULES for of in ("statistic", "p", "p_validation")), ZERO_EXPECTED),
        Undefined(tuple(f"{name}.p" for name in RULES), TWO_GROUPS),
    ),
    citations=(
        *BY_QUANTILES.citations,
        Citation(
            "Hosmer, Hosmer, le Cessie, Lemeshow. Statistics in Medicine 16 (1997) 965-980.",
            "10.1002/(SICI)1097-0258(19970515)16:9<965::AID-SIM509>3.0.CO;2-O",
        ),
        Citation("SAS/STAT User's Guide: The LOGISTIC Procedure; The HPLOGISTIC Procedure. SAS Institute."),
    ),
)
