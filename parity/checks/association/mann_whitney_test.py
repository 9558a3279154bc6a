"""Mann and Whitney's test: what is asked of wilcox.test and scipy, and how closely."""

from __future__ import annotations

from parity.checks.association.predictor import is_number, values
from parity.checks.stats.pchisq import FROM_ONE
from parity.checks.vocabulary import (
    Check,
    Citation,
    LibraryCall,
    Quantity,
    RCall,
    Scope,
    Undefined,
    closed_form,
    exact,
    special_function,
)
from parity.statistics.association.mann_whitney_test import MannWhitneyTest, mann_whitney_test

_TAIL = "twice a normal tail of whole numbers over a root, in which a rounding of z counts z squared times"
_TAILS = special_function(_TAIL)
_OF_R = special_function(
    f"{_TAIL}; from R 4.6 on one minus a distribution function, in steps of 1.1e-16", atol=FROM_ONE
)

CHECK = Check(
    stem="mann_whitney_test",
    group="association",
    title="Mann–Whitney test",
    compute=mann_whitney_test,
    result=MannWhitneyTest,
    scope=Scope.PREDICTOR,
    inputs={"values": values},
    applies=is_number,
    references=(
        RCall(
            "stats",
            "wilcox.test",
            tolerances={"p": _OF_R, "p_corrected": _OF_R},
            note="exact = FALSE is passed, for its default is another from R 4.6 on; z is formed from W and the ties",
        ),
        LibraryCall("scipy", "mannwhitneyu", fields=("w", "p", "p_corrected"), note='method = "asymptotic"'),
    ),
    quantities=(
        Quantity("Mann–Whitney z", "z", decimals=2),
        Quantity("Mann–Whitney p", "p", p_value=True),
        Quantity("Mann–Whitney p, corrected", "p_corrected", p_value=True),
    ),
    tolerances={
        "w": exact("a count of pairs, and halves"),
        "z": closed_form("whole numbers, a quotient and a root"),
        "p": _TAILS,
        "p_corrected": _TAILS,
    },
    undefined=(Undefined(("z", "p", "p_corrected"), "all values are tied: there is no order to test"),),
    citations=(
        Citation(
            "Mann, Whitney. On a test of whether one of two random variables is stochastically larger than the other. "
            "Annals of Mathematical Statistics 18 (1947) 50-60.",
            "10.1214/aoms/1177730491",
        ),
        Citation("Wilcoxon. Individual comparisons by ranking methods. Biometrics 1 (1945) 80-83.", "10.2307/3001968"),
    ),
)
