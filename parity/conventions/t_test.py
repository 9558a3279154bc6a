"""The t test: whose variances, whose degrees of freedom, and how many tails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scipy.special import ndtr

from parity.conventions.convention import Convention, Options
from parity.statistics.association.groups import by_outcome, moments
from parity.statistics.association.t_test import t_test
from parity.statistics.student import beyond, two_sided

Numbers = Callable[[Any, Options], Mapping[str, float]]


def _two_sided(row: str) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        test = t_test(subject.group, subject.column, subject.level)
        of = getattr(test, row)
        low, high = of.interval.low, of.interval.high
        return {"difference": test.difference, "t": of.statistic, "df": of.df, "p": of.p, "low": low, "high": high}

    return numbers


def _one_sided(row: str, sign: int) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        of = getattr(t_test(subject.group, subject.column, subject.level), row)
        half = of.p / 2
        return {"t": of.statistic, "df": of.df, "p": half if sign * of.statistic > 0 else 1 - half}

    return numbers


def _analysis_of_variance(subject: Any, options: Options) -> Mapping[str, float]:
    of = t_test(subject.group, subject.column, subject.level).pooled
    return {"F": of.statistic**2, "df": of.df, "p": of.p}


def _welch_1947(subject: Any, options: Options) -> Mapping[str, float]:
    test = t_test(subject.group, subject.column, subject.level)
    df = degrees_of_freedom_of_1947(*map(moments, by_outcome(subject.group, subject.column)))
    error = test.welch.standard_error
    reach = beyond(1 - subject.level, df) * error
    low, high = test.difference - reach, test.difference + reach
    t = test.welch.statistic
    return {"difference": test.difference, "t": t, "df": df, "p": two_sided(t, df), "low": low, "high": high}


def degrees_of_freedom_of_1947(one: Any, other: Any) -> float:
    """Stata's with its option welch: with n + 1 in the place of n - 1, less 2."""
    first, second = one.variance / one.n, other.variance / other.n
    return float((first + second) ** 2 / (first**2 / (one.n + 1) + second**2 / (other.n + 1)) - 2)


def _normal(subject: Any, options: Options) -> Mapping[str, float]:
    of = t_test(subject.group, subject.column, subject.level).welch
    return {"z": of.statistic, "p": 2 * float(ndtr(-abs(of.statistic)))}


_WELCH, _POOLED = "t = Δ/√(s₁²/n₁ + s₀²/n₀), Satterthwaite's df", "t = Δ/(sₚ√(1/n₁ + 1/n₀)), df = n − 2"
_OF_WELCH = "Welch 1947, doi:10.1093/biomet/34.1-2.28; Satterthwaite 1946, doi:10.2307/3002019"
_OF_STUDENT = "Student 1908, doi:10.1093/biomet/6.1.1"

CONVENTIONS = (
    Convention(
        "Welch, two-sided",
        "R: t.test; SPSS's second row; SAS's Satterthwaite; Stata: unequal",
        _two_sided("welch"),
        formula=_WELCH,
        source=_OF_WELCH,
    ),
    Convention(
        "pooled, two-sided",
        "SPSS's first row; SAS's Pooled; Stata: ttest; Python: scipy's ttest_ind; R: t.test(var.equal = TRUE)",
        _two_sided("pooled"),
        formula=_POOLED,
        source=_OF_STUDENT,
    ),
    Convention(
        "Welch, one-sided: the first larger",
        'R: t.test(alternative = "greater")',
        _one_sided("welch", 1),
        formula=f"{_WELCH}; P(T ≥ t)",
        source=_OF_WELCH,
    ),
    Convention(
        "Welch, one-sided: the first smaller",
        'R: t.test(alternative = "less")',
        _one_sided("welch", -1),
        formula=f"{_WELCH}; P(T ≤ t)",
        source=_OF_WELCH,
    ),
    Convention(
        "pooled, one-sided: the first larger",
        'R: t.test(var.equal = TRUE, alternative = "greater"); SPSS from version 27 on, One-Sided p',
        _one_sided("pooled", 1),
        "of SPSS: its manual was not looked up",
        formula=f"{_POOLED}; P(T ≥ t)",
        source=_OF_STUDENT,
    ),
    Convention(
        "pooled, one-sided: the first smaller",
        'R: t.test(var.equal = TRUE, alternative = "less")',
        _one_sided("pooled", -1),
        formula=f"{_POOLED}; P(T ≤ t)",
        source=_OF_STUDENT,
    ),
    Convention(
        "analysis of variance, F = t²",
        "R: aov; SPSS ONEWAY",
        _analysis_of_variance,
        formula="F(1, n − 2) = t² of the pooled test",
        source=_OF_STUDENT,
    ),
    Convention(
        "Welch's df with n + 1",
        "Stata: ttest, unequal welch",
        _welch_1947,
        formula="df = −2 + (v₁ + v₀)²/(v₁²/(n₁ + 1) + v₀²/(n₀ + 1)), v = s²/n",
        source="Stata Base Reference Manual, ttest, Methods and formulas; Welch 1947, doi:10.1093/biomet/34.1-2.28",
    ),
    Convention(
        "normal distribution, variances apart",
        "z test of two means, by hand",
        _normal,
        formula="z = Δ/√(s₁²/n₁ + s₀²/n₀), 2Φ(−|z|)",
    ),
)
TURNED = {name: (lambda number: -number) for name in ("difference", "t", "z", "low", "high")}
