"""Mann and Whitney's exact test: what is asked of wilcox.test, and how closely."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from parity.checks.association.predictor import both, is_number, values
from parity.checks.stats.pchisq import FROM_ONE
from parity.checks.vocabulary import Bound, Check, Citation, Deviation, Quantity, RCall, Scope, closed_form, exact
from parity.statistics.association.mann_whitney_exact import BELOW, MannWhitneyExact, mann_whitney_exact
from parity.statistics.association.mann_whitney_test import mann_whitney_test


def unless(sample: Any) -> str:
    """Why it is not asked of a predictor."""
    few = max(map(len, both(sample))) < BELOW
    return "" if few else f"a group has {BELOW} patients or more, and R itself would take minutes"


def tied(outcome: np.ndarray, values: np.ndarray) -> bool:
    """Whether two patients have the same value."""
    return len(np.unique(values)) < len(values)


def approximation(outcome: np.ndarray, values: np.ndarray) -> Mapping[str, float]:
    """What R gives in its place: the normal approximation with the correction for continuity."""
    return {"p": mann_whitney_test(outcome, values).p_corrected}


def of_tail(outcome: np.ndarray, values: np.ndarray) -> Mapping[str, float]:
    """What is left of a tail that R forms from 1: of tied patients alone."""
    return {"p": FROM_ONE if tied(outcome, values) else 0.0}


CHECK = Check(
    stem="mann_whitney_exact",
    group="association",
    title="Mann–Whitney test, exact",
    compute=mann_whitney_exact,
    result=MannWhitneyExact,
    scope=Scope.PREDICTOR,
    inputs={"values": values},
    applies=is_number,
    unless=unless,
    references=(
        RCall(
            "stats",
            "wilcox.test",
            conditions={"cannot compute exact p-value with ties": "-"},
            deviations=(
                Deviation(
                    ("p",),
                    "stats < 4.6",
                    "with ties wilcox.test does not count the choices though exact = TRUE: it gives the normal "
                    "approximation, corrected for continuity, with a warning",
                    follows=approximation,
                    when=tied,
                ),
            ),
            note="exact = TRUE",
        ),
    ),
    quantities=(Quantity("Mann–Whitney p, exact", "p", p_value=True),),
    tolerances={
        "w": exact("a count of pairs, and halves"),
        "p": closed_form(
            "a fraction of whole numbers, rounded once; R adds counts as doubles, all positive, but of tied patients "
            "forms the tail above as 1 less the sum of all below, in steps of 1.1e-16, and doubles it",
            bound=Bound(of_tail, "p"),
        ),
    },
    citations=(
        Citation(
            "Mann, Whitney. On a test of whether one of two random variables is stochastically larger than the other. "
            "Annals of Mathematical Statistics 18 (1947) 50-60.",
            "10.1214/aoms/1177730491",
        ),
        Citation(
            "Streitberg, Röhmel. Exact distributions for permutation and rank tests. Statistical Software "
            "Newsletter 12 (1986) 10-17."
        ),
    ),
)
