"""Chi-square tests of a table: what is asked of R and scipy, and how closely."""

from __future__ import annotations

from parity.checks.association.predictor import categories, is_categorical
from parity.checks.association.tables import FEW, rounding
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
from parity.statistics.association.chi_square_test import ChiSquareTest, chi_square_test


def _test(name: str, reason: str) -> dict[str, Tolerance]:
    return {
        f"{name}.statistic": closed_form(reason, bound=Bound(rounding, f"{name}.statistic", scale=1.0)),
        f"{name}.p": special_function(
            "upper tail of chi-square, which the rounding of the statistic moves", bound=Bound(rounding, f"{name}.p")
        ),
    }


CHECK = Check(
    stem="chi_square_test",
    group="association",
    title="Chi-square test",
    compute=chi_square_test,
    result=ChiSquareTest,
    scope=Scope.PREDICTOR,
    inputs={"categories": categories},
    applies=is_categorical,
    references=(
        RCall("stats", "chisq.test", conditions=FEW, note="correct = FALSE; the likelihood ratio is stats::loglin's"),
        LibraryCall(
            "scipy",
            "chi2_contingency",
            note="correction = False, which of a fourfold table it would otherwise apply to the likelihood ratio too",
        ),
    ),
    quantities=(
        Quantity("χ² (Pearson)", "pearson.statistic", decimals=2),
        Quantity("χ² df", "df", decimals=0),
        Quantity("χ² p (Pearson)", "pearson.p", p_value=True),
        Quantity("χ² p (likelihood ratio)", "likelihood_ratio.p", p_value=True),
    ),
    tolerances={
        "df": exact("a count of categories less 1"),
        "least_expected": closed_form("a product of counts over a count"),
        **_test("pearson", "a sum over the cells; observed less expected loses the digits that they have in common"),
        **_test("likelihood_ratio", "a sum of terms of either sign, as large as the counts, where R adds them so"),
    },
    citations=(
        Citation(
            "Pearson. On the criterion that a given system of deviations from the probable in the case of a correlated "
            "system of variables is such that it can be reasonably supposed to have arisen from random sampling. "
            "Philosophical Magazine 50 (1900) 157-175.",
            "10.1080/14786440009463897",
        ),
        Citation(
            "Wilks. The large-sample distribution of the likelihood ratio for testing composite hypotheses. Annals of "
            "Mathematical Statistics 9 (1938) 60-62.",
            "10.1214/aoms/1177732360",
        ),
    ),
)
