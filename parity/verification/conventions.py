"""The tests that a table of characteristics may hold a predictor to, and the rule by which one is picked."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.data.cohort import Column, Factor
from parity.errors import InputError, listed, quoted
from parity.statistics.association.chi_square_test import chi_square_test
from parity.statistics.association.fisher_exact_test import fisher_exact_test
from parity.statistics.association.levene_test import levene_test
from parity.statistics.association.mann_whitney_exact import mann_whitney_exact
from parity.statistics.association.mann_whitney_test import mann_whitney_test
from parity.statistics.association.shapiro_wilk_test import normality
from parity.statistics.association.t_test import t_test
from parity.statistics.association.yates_test import yates_test
from parity.statistics.caution import Caution

NORMAL = 0.05
"""Both groups are taken as normal where the p of Shapiro and Wilk is above this in each."""
EQUAL = 0.05
"""Variances are taken as equal where Levene's p, about the means, is above this."""


BY_RULE = "by rule"


@dataclass(frozen=True, slots=True)
class Test:
    """One convention.

    Attributes
    ----------
    label : str
        As a table names it.
    of_numbers : bool
        Of numbers, or of categories.
    p : callable
        Of the group (1 and 0) and the column; a ValueError says why there is none.
    """

    label: str
    of_numbers: bool
    p: Callable[[np.ndarray, Any], float]


TESTS: Mapping[str, Test] = {
    "welch": Test("Welch t", True, lambda group, column: t_test(group, column).welch.p),
    "pooled": Test("pooled t", True, lambda group, column: t_test(group, column).pooled.p),
    "mann_whitney": Test("Mann–Whitney", True, lambda group, column: mann_whitney_test(group, column).p),
    "mann_whitney_corrected": Test(
        "Mann–Whitney corrected", True, lambda group, column: mann_whitney_test(group, column).p_corrected
    ),
    "mann_whitney_exact": Test("Mann–Whitney exact", True, lambda group, column: mann_whitney_exact(group, column).p),
    "chi_square": Test("Pearson χ²", False, lambda group, column: chi_square_test(group, column).pearson.p),
    "yates": Test("Yates χ²", False, lambda group, column: yates_test(group, column).p),
    "likelihood_ratio": Test(
        "likelihood-ratio χ²", False, lambda group, column: chi_square_test(group, column).likelihood_ratio.p
    ),
    "fisher": Test("Fisher", False, lambda group, column: fisher_exact_test(group, column).p),
}
"""By the names that a study file and ``--test`` know."""


@dataclass(frozen=True, slots=True)
class Picked:
    """The p value of a table, and how it was come by.

    Attributes
    ----------
    name : str
        Of `TESTS`.
    p : float or None
        None where there is none.
    why : str
        Why this test: `BY_RULE`, ``"named"``, ``"said to be normal"``; or why there is no p value.
    others : mapping of str to float
        What the other conventions give, by their names; without those that cannot be.
    normality : tuple of float or None
        The p of Shapiro and Wilk in the first group and in the second; None where it was not, or cannot be, asked.
    few_expected : bool
        Whether an expected count is below 5.
    """

    name: str
    p: float | None
    why: str
    others: Mapping[str, float]
    normality: tuple[float | None, float | None] = (None, None)
    few_expected: bool = False


def pick(group: np.ndarray, column: Column, first: int, named: str | None = None, normal: bool | None = None) -> Picked:
    """The test of a column between two groups.

    Parameters
    ----------
    group : (n,) int array
        1 and 0.
    column : Column
        Without missing values.
    first : int
        The group that is named first.
    named : str or None
        A name of `TESTS`.
    normal : bool or None
        None: by the test of Shapiro and Wilk.

    Notes
    -----
    Of categories chi-square by Pearson. Of numbers that are normal in both groups Student's t, pooled where Levene's
    test about the means does not reject equal variances and Welch's otherwise, as SPSS users read the two rows;
    otherwise Mann and Whitney's, by the approximation without the correction.
    """
    shapiro: tuple[float | None, float | None] = (None, None)
    of_numbers = not isinstance(column, Factor)
    if not isinstance(column, Factor):
        shapiro = _normality(column[group == first]), _normality(column[group != first])
    why = "named"
    if named is None:
        named, why = _by_rule(group, column, normal, shapiro)
    every: dict[str, float] = {}
    few = False
    reason = "cannot be computed"
    for name, test in TESTS.items():
        if test.of_numbers is of_numbers:
            with warnings.catch_warnings(record=True) as said:
                warnings.simplefilter("always", Caution)
                try:
                    every[name] = test.p(group, column)
                except ValueError as error:
                    reason = str(error) if name == named else reason
            few = few or any(getattr(one.message, "code", "") == "few_expected" for one in said)
    p = every.pop(named, None)
    if p is None or np.isnan(p):
        return Picked(named, None, reason, every, shapiro, few)
    return Picked(named, p, why, every, shapiro, few)


def check_named(name: str, column: Column, tests: Mapping[str, str]) -> None:
    """Refuse a test that there is not, or that is not of such a column."""
    named = tests.get(name)
    if named is None:
        return
    of_kind = [test for test, about in TESTS.items() if about.of_numbers is not isinstance(column, Factor)]
    if named not in of_kind:
        kind = "categorical" if isinstance(column, Factor) else "a number"
        rule = f"there is no test {quoted(named)} of it, which is {kind}"
        raise InputError(rule, column=name, step=f"it is one of {listed(of_kind, len(of_kind))}")


def _by_rule(
    group: np.ndarray, column: Column, normal: bool | None, shapiro: tuple[float | None, float | None]
) -> tuple[str, str]:
    if isinstance(column, Factor):
        return "chi_square", BY_RULE
    said = "said to be normal" if normal else "said not to be normal"
    if normal is None:
        normal = all(p is not None and p > NORMAL for p in shapiro)
        said = BY_RULE
    if not normal:
        return "mann_whitney", said
    try:
        equal = levene_test(group, column).about_mean.p > EQUAL
    except ValueError:
        return "welch", said
    return ("pooled" if equal else "welch"), said


def _normality(values: np.ndarray) -> float | None:
    try:
        return normality(values).p
    except ValueError:
        return None
