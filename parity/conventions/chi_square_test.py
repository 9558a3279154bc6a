"""Tests of a table of counts: chi-square and its corrections, the likelihood ratio, Fisher's and its tails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from scipy.special import xlogy

from parity.conventions.convention import Convention, Options
from parity.statistics.association.chi_square_test import chi_square_test
from parity.statistics.association.counts import occurring
from parity.statistics.association.fisher_exact_test import fisher_exact_test
from parity.statistics.association.hypergeometric import Margins, counts_around, log_weights, probabilities
from parity.statistics.association.yates_test import yates_test
from parity.statistics.upper_tail import upper_tail

Numbers = Callable[[Any, Options], Mapping[str, float]]


def _table(subject: Any) -> np.ndarray:
    return occurring(subject.group, subject.column)


def _found(statistic: float, df: int) -> Mapping[str, float]:
    return {"χ²": statistic, "df": df, "p": upper_tail(df, statistic)}


def _pearson(subject: Any, options: Options) -> Mapping[str, float]:
    test = chi_square_test(subject.group, subject.column)
    return _found(test.pearson.statistic, test.df)


def _likelihood_ratio(subject: Any, options: Options) -> Mapping[str, float]:
    test = chi_square_test(subject.group, subject.column)
    return _found(test.likelihood_ratio.statistic, test.df)


def _yates(subject: Any, options: Options) -> Mapping[str, float]:
    return _found(yates_test(subject.group, subject.column).statistic, 1) if len(_table(subject)) == 2 else {}


def _n_less_1(subject: Any, options: Options) -> Mapping[str, float]:
    test, n = chi_square_test(subject.group, subject.column), len(subject.group)
    return _found(test.pearson.statistic * (n - 1) / n, test.df)


def _corrected_ratio(subject: Any, options: Options) -> Mapping[str, float]:
    table = _table(subject)
    return _found(corrected_ratio(table), 1) if len(table) == 2 else {}


def corrected_ratio(table: np.ndarray) -> float:
    """The likelihood ratio of a fourfold table whose counts are half a patient nearer to the expected ones."""
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    off = table - expected
    nearer = table - np.sign(off) * np.minimum(0.5, np.abs(off))
    return 2 * float(xlogy(nearer, nearer / expected).sum())


def _linear(subject: Any, options: Options) -> Mapping[str, float]:
    return _found(linear_by_linear(_table(subject)), 1)


def linear_by_linear(table: np.ndarray) -> float:
    """(n - 1) r² of the numbers of the categories and the two groups."""
    n, scores = int(table.sum()), np.arange(len(table))
    sizes, first = table.sum(axis=1), int(table[:, 0].sum())
    off = n * int(scores @ table[:, 0]) - first * int(scores @ sizes)
    spread = n * int(scores**2 @ sizes) - int(scores @ sizes) ** 2
    return (n - 1) * off**2 / (spread * first * (n - first))


def tails(table: np.ndarray) -> tuple[float, float, float]:
    """Of a fourfold table with its margins: the probability of fewer in the second category of the first group, of as
    many, and of more."""
    (c, d), (a, b) = table.tolist()
    margins = Margins(a + b, c + d, a + c)
    counts = counts_around(margins, margins.likely)
    shares = probabilities(log_weights(margins, counts, margins.likely))
    parts = (counts < a, counts == a, counts > a)
    fewer, same, more = (float(shares[part].sum()) for part in parts)
    return fewer, same, more


def _fisher(subject: Any, options: Options) -> Mapping[str, float]:
    return {"p": fisher_exact_test(subject.group, subject.column).p}


def _by_tails(p: Callable[[float, float, float], float]) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        table = _table(subject)
        return {"p": min(p(*tails(table)), 1.0)} if len(table) == 2 else {}

    return numbers


def _fisher_mid(subject: Any, options: Options) -> Mapping[str, float]:
    table = _table(subject)
    return {"p": fisher_exact_test(subject.group, subject.column).p - tails(table)[1] / 2} if len(table) == 2 else {}


_FISHER = "Fisher 1935, doi:10.2307/2342435"
_LANCASTER = "Lancaster 1961, doi:10.1080/01621459.1961.10482105"

CONVENTIONS = (
    Convention(
        "Pearson",
        "SPSS's first row; SAS; Stata: tabulate, chi2; R: chisq.test(correct = FALSE), and of more than two categories",
        _pearson,
        formula="Σ (O − E)²/E",
        source="Pearson 1900, doi:10.1080/14786440009463897",
    ),
    Convention(
        "Yates",
        "R: chisq.test of a fourfold table; Python: scipy's chi2_contingency; SPSS's Continuity Correction",
        _yates,
        formula="Σ (|O − E| − ½)²/E, never beyond 0",
        source="Yates 1934, doi:10.2307/2983604",
    ),
    Convention(
        "likelihood ratio G²",
        "SPSS's and SAS's Likelihood Ratio; R: DescTools::GTest",
        _likelihood_ratio,
        formula="2 Σ O log(O/E)",
        source="Wilks 1938, doi:10.1214/aoms/1177732360",
    ),
    Convention(
        "likelihood ratio G², after Yates's half",
        'Python: scipy\'s chi2_contingency(lambda_="log-likelihood")',
        _corrected_ratio,
        formula="2 Σ O′ log(O′/E), O′ half a patient nearer to E",
        source="scipy's manual, stats.chi2_contingency: correction=True",
    ),
    Convention(
        "N − 1",
        "Campbell's advice; MedCalc",
        _n_less_1,
        formula="(N − 1)/N · Σ (O − E)²/E",
        source="Campbell 2007, doi:10.1002/sim.2832; MedCalc, medcalc.org/manual/comparison-of-proportions.php",
    ),
    Convention(
        "linear by linear",
        "SPSS's Linear-by-Linear Association; SAS's Mantel-Haenszel Chi-Square",
        _linear,
        formula="(N − 1) r², categories numbered in their order",
        source="Mantel 1963, doi:10.1080/01621459.1963.10500879",
    ),
    Convention(
        "Fisher, two-sided: tables no more likely",
        "R: fisher.test; SPSS; SAS; Stata; Python: scipy's fisher_exact",
        _fisher,
        formula="Σ P(table) over those with P ≤ P(observed)",
        source=f"{_FISHER}; Freeman, Halton 1951, doi:10.1093/biomet/38.1-2.141",
    ),
    Convention(
        "Fisher, twice the smaller tail",
        'what goes with fisher.test\'s interval; R: exact2x2 (tsmethod = "central")',
        _by_tails(lambda fewer, same, more: 2 * (same + min(fewer, more))),
        formula="2 min(P(A ≤ a), P(A ≥ a))",
        source=_FISHER,
    ),
    Convention(
        "Fisher, one-sided: greater",
        'R: fisher.test(alternative = "greater"); SPSS\'s Exact Sig. (1-sided) is one of the two',
        _by_tails(lambda fewer, same, more: same + more),
        formula="P(A ≥ a), a those of the first group in the second category",
        source=_FISHER,
    ),
    Convention(
        "Fisher, one-sided: less",
        'R: fisher.test(alternative = "less")',
        _by_tails(lambda fewer, same, more: fewer + same),
        formula="P(A ≤ a)",
        source=_FISHER,
    ),
    Convention(
        "Fisher, mid-p",
        "SAS PROC FREQ: EXACT FISHER / MIDP",
        _fisher_mid,
        "the page of SAS's manual with its formula was not at hand",
        formula="the two-sided p less half of P(observed)",
        source=f"{_LANCASTER}; SAS/STAT User's Guide, PROC FREQ",
    ),
    Convention(
        "Fisher, twice the smaller mid-p tail",
        "OpenEpi; R: epitools::ormidp.test",
        _by_tails(lambda fewer, same, more: 2 * (same / 2 + min(fewer, more))),
        formula="2 min(P(A < a) + ½P(a), P(A > a) + ½P(a))",
        source=_LANCASTER,
    ),
)
