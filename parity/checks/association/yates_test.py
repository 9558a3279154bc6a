"""Yates's chi-square: what is asked of R and scipy, and how closely."""

from __future__ import annotations

from typing import Any

from parity.checks.association.predictor import categories, is_categorical
from parity.checks.association.tables import FEW, yates_rounding
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    LibraryCall,
    Quantity,
    RCall,
    Scope,
    closed_form,
    special_function,
)
from parity.statistics.association.counts import occurring
from parity.statistics.association.yates_test import YatesTest, yates_test


def not_fourfold(sample: Any) -> str:
    """That a predictor is no pair of categories; empty where it is."""
    return "" if len(occurring(sample.outcome, categories(sample))) == 2 else "there are more than two categories"


CHECK = Check(
    stem="yates_test",
    group="association",
    title="Chi-square test, Yates",
    compute=yates_test,
    result=YatesTest,
    scope=Scope.PREDICTOR,
    inputs={"categories": categories},
    applies=is_categorical,
    unless=not_fourfold,
    references=(
        RCall("stats", "chisq.test", conditions=FEW, note="correct = TRUE, its default"),
        LibraryCall("scipy", "chi2_contingency", note="correction = True, its default"),
    ),
    quantities=(Quantity("χ² p (Yates)", "p", p_value=True),),
    tolerances={
        "statistic": closed_form(
            "a sum over four cells; observed less expected loses the digits that they have in common",
            bound=Bound(yates_rounding, "statistic", scale=1.0),
        ),
        "p": special_function(
            "upper tail of chi-square, which the rounding of the statistic moves", bound=Bound(yates_rounding, "p")
        ),
    },
    citations=(
        Citation(
            "Yates. Contingency tables involving small numbers and the chi-square test. Supplement to the Journal of "
            "the Royal Statistical Society 1 (1934) 217-235.",
            "10.2307/2983604",
        ),
    ),
)
