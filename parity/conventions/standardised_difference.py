"""The standardised mean difference: over which standard deviation, and of categories by which distance."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from scipy.special import gammaln

from parity.conventions.convention import Convention, Options
from parity.data.cohort import Factor
from parity.statistics.association.counts import occurring
from parity.statistics.association.groups import Moments, by_outcome, moments
from parity.statistics.association.standardised_difference import standardised_difference

Numbers = Callable[[Any, Options], Mapping[str, float]]
Spread = Callable[[Moments, Moments], float]


def _two(subject: Any) -> tuple[Moments, Moments]:
    one, other = map(moments, by_outcome(subject.group, subject.column))
    if min(one.n, other.n) < 2 or one.squares + other.squares == 0:
        raise ValueError("it needs values that vary, and two patients in each group")
    return one, other


def _over(spread: Spread) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        if isinstance(subject.column, Factor):
            return {}
        one, other = _two(subject)
        below = spread(one, other)
        return {"SMD": (one.mean - other.mean) / below if below else math.nan}

    return numbers


def pooled(one: Moments, other: Moments) -> float:
    """The standard deviation within the groups."""
    return math.sqrt((one.squares + other.squares) / (one.n + other.n - 2))


def _of_all(one: Moments, other: Moments) -> float:
    n, off = one.n + other.n, one.mean - other.mean
    return math.sqrt((one.squares + other.squares + one.n * other.n / n * off**2) / (n - 1))


def correction(df: int) -> float:
    """Hedges's factor, exact: the mean of Cohen's d is the true one over it."""
    return math.exp(float(gammaln(df / 2) - gammaln((df - 1) / 2))) / math.sqrt(df / 2)


def _hedges(factor: Callable[[int], float]) -> Numbers:
    return _over(lambda one, other: pooled(one, other) / factor(one.n + other.n - 2))


def _mean_variance(subject: Any, options: Options) -> Mapping[str, float]:
    if isinstance(subject.column, Factor):
        return {}
    _two(subject)
    return {"SMD": standardised_difference(subject.group, subject.column).difference}


def _distance(subject: Any, options: Options) -> Mapping[str, float]:
    if not isinstance(subject.column, Factor):
        return {}
    return {"SMD": standardised_difference(subject.group, subject.column).difference}


def _of_shares(formula: Callable[[float, float, float], float]) -> Numbers:
    """Of the shares of the second category in the first group, in the second, and in both together."""

    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        if not isinstance(subject.column, Factor):
            return {}
        table = occurring(subject.group, subject.column)
        if len(table) != 2:
            return {}
        first, second = (table[1] / table.sum(axis=0)).tolist()
        return {"SMD": formula(first, second, float(table[1].sum() / table.sum()))}

    return numbers


def _with_sign(one: float, other: float, both: float) -> float:
    spread = math.sqrt((one * (1 - one) + other * (1 - other)) / 2)
    return (one - other) / spread if spread else math.nan


def _arcsine(one: float, other: float, both: float) -> float:
    return 2 * math.asin(math.sqrt(one)) - 2 * math.asin(math.sqrt(other))


_AUSTIN = "Austin 2009, doi:10.1002/sim.3697"
_COHEN = "Cohen 1988, Statistical Power Analysis for the Behavioral Sciences, doi:10.4324/9780203771587"
_HEDGES = "Hedges 1981, doi:10.3102/10769986006002107"

CONVENTIONS = (
    Convention(
        "numbers: root of the mean of both variances",
        "R: tableone; Python: tableone; most papers on propensity scores",
        _mean_variance,
        formula="Δ/√((s₁² + s₀²)/2)",
        source=_AUSTIN,
    ),
    Convention(
        "numbers: Cohen's d, the pooled SD",
        "R: effectsize::cohens_d; SPSS from version 27 on; Stata: esize",
        _over(pooled),
        "SPSS's and Stata's manuals were not looked up",
        formula="Δ/sₚ",
        source=_COHEN,
    ),
    Convention(
        "numbers: Hedges's g, exact factor",
        "R: effectsize::hedges_g from 0.4.5 on; Stata: esize; SPSS from version 27 on",
        _hedges(correction),
        "SPSS's manual was not looked up, of Stata's that formula is told on Statalist",
        formula="Δ/sₚ · Γ(ν/2)/(√(ν/2) Γ((ν − 1)/2)), ν = n − 2",
        source=_HEDGES,
    ),
    Convention(
        "numbers: Hedges's g, approximate factor",
        "meta-analyses by hand; RevMan; R: epiR::epi.smd, effectsize::hedges_g before 0.4.5",
        _hedges(lambda df: 1 - 3 / (4 * df - 1)),
        "RevMan's manual was not looked up",
        formula="Δ/sₚ · (1 − 3/(4ν − 1)), ν = n − 2",
        source=_HEDGES,
    ),
    Convention(
        "numbers: SD of the first group",
        "MatchIt and cobalt of a treated group; Glass's Δ the other way round",
        _over(lambda one, other: math.sqrt(one.variance)),
        formula="Δ/s₁",
        source="MatchIt's manual, summary.matchit",
    ),
    Convention(
        "numbers: Glass's Δ, SD of the second group",
        "R: effectsize::glass_delta; SPSS from version 27 on",
        _over(lambda one, other: math.sqrt(other.variance)),
        formula="Δ/s₀",
        source="Glass 1976, doi:10.3102/0013189X005010003",
    ),
    Convention(
        "numbers: SD of all patients",
        "the standardised coefficient of a group",
        _over(_of_all),
        formula="Δ/s of both groups together",
    ),
    Convention(
        "categories: Mahalanobis distance",
        "R: tableone; Python: tableone; SAS's macro of Yang and Dalton",
        _distance,
        formula="√(dᵀS⁻¹d), d the differences of the shares",
        source="Yang, Dalton 2012, SAS Global Forum, paper 335",
    ),
    Convention(
        "two categories: with the sign",
        "Austin's formula for a binary variable",
        _of_shares(_with_sign),
        formula="(p₁ − p₀)/√((p₁q₁ + p₀q₀)/2)",
        source=_AUSTIN,
    ),
    Convention(
        "two categories: spread of all patients",
        "code of one's own",
        _of_shares(lambda one, other, both: (one - other) / math.sqrt(both * (1 - both))),
        formula="(p₁ − p₀)/√(pq), p of both groups together",
    ),
    Convention(
        "two categories: Cohen's h",
        "R: pwr::ES.h",
        _of_shares(_arcsine),
        formula="2 asin √p₁ − 2 asin √p₀",
        source=_COHEN,
    ),
    Convention(
        "two categories: the bare difference",
        "R: cobalt::bal.tab of a binary variable",
        _of_shares(lambda one, other, both: one - other),
        formula="p₁ − p₀",
        source="cobalt's manual, bal.tab: binary",
    ),
)
TURNED = {"SMD": lambda number: -number}
