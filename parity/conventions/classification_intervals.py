"""Intervals of a proportion: sensitivity, specificity, predictive values and accuracy at a cut-off."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from scipy.optimize import brentq
from scipy.special import bdtr, bdtrc, betaincinv, ndtri

from parity.conventions.convention import Convention, Options
from parity.statistics.discrimination.classification_intervals import clopper_pearson_limits, wilson_limits

Limits = Callable[[int, int, float, float], tuple[float, float]]
"""Of x among n at a level, whose normal quantile is given too."""


def _numbers(limits: Limits) -> Callable[[Any, Options], Mapping[str, float]]:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        if not subject.of:
            raise ValueError("it is of nobody")
        low, high = limits(subject.count, subject.of, subject.level, float(ndtri(0.5 + subject.level / 2)))
        return {"proportion": subject.count / subject.of, "low": low, "high": high}

    return numbers


def wald(x: int, n: int, level: float, z: float) -> tuple[float, float]:
    half = z * math.sqrt(x * (n - x) / n**3)
    return x / n - half, x / n + half


def _wald_cut(x: int, n: int, level: float, z: float) -> tuple[float, float]:
    low, high = wald(x, n, level, z)
    return max(low, 0.0), min(high, 1.0)


def _wald_corrected(x: int, n: int, level: float, z: float) -> tuple[float, float]:
    low, high = wald(x, n, level, z)
    return max(low - 1 / (2 * n), 0.0), min(high + 1 / (2 * n), 1.0)


def _wilson(x: int, n: int, level: float, z: float) -> tuple[float, float]:
    low, high = wilson_limits(np.array([float(x)]), np.array([float(n)]), level)
    return float(low[0]), float(high[0])


def wilson_corrected(x: int, n: int, level: float, z: float) -> tuple[float, float]:
    """Where \\|p̂ − p\\| − 1/2n is z standard errors."""

    def limit(x: int) -> float:
        p = x / n
        root = math.sqrt(z * z - 2 - 1 / n + 4 * p * (n * (1 - p) + 1))
        return (2 * n * p + z * z - 1 - z * root) / (2 * (n + z * z))

    return max(limit(x), 0.0) if x else 0.0, 1 - (max(limit(n - x), 0.0) if x < n else 0.0)


def _clopper_pearson(x: int, n: int, level: float, z: float) -> tuple[float, float]:
    low, high = clopper_pearson_limits(np.array([float(x)]), np.array([float(n)]), level)
    return float(low[0]), float(high[0])


def agresti_coull(x: int, n: int, level: float, z: float) -> tuple[float, float]:
    """Wald's with z²/2 successes and as many failures more."""
    of = n + z * z
    share = (x + z * z / 2) / of
    half = z * math.sqrt(share * (1 - share) / of)
    return share - half, share + half


def _plus_four(x: int, n: int, level: float, z: float) -> tuple[float, float]:
    return _wald_cut(x + 2, n + 4, level, z)


def jeffreys(x: int, n: int, level: float, z: float) -> tuple[float, float]:
    """Of the beta distribution that Jeffreys's prior leads to; 0 and 1 at the ends."""
    tail, a, b = (1 - level) / 2, x + 0.5, n - x + 0.5
    low, high = float(betaincinv(a, b, tail)), float(betaincinv(a, b, 1 - tail))
    return low if x else 0.0, high if x < n else 1.0


def mid_p(x: int, n: int, level: float, z: float) -> tuple[float, float]:
    """Where the tail, x itself counting half, is half of one minus the level."""
    tail = (1 - level) / 2

    def at_least(p: float) -> float:
        return float((bdtrc(x - 1, n, p) if x else 1.0) + bdtrc(x, n, p)) / 2 - tail

    def at_most(p: float) -> float:
        return float((bdtr(x - 1, n, p) if x else 0.0) + bdtr(x, n, p)) / 2 - tail

    low = float(brentq(at_least, 0.0, 1.0, xtol=1e-15)) if x else 0.0
    return low, float(brentq(at_most, 0.0, 1.0, xtol=1e-15)) if x < n else 1.0


def _log_odds(x: int, n: int, level: float, z: float) -> tuple[float, float]:
    if not 0 < x < n:
        raise ValueError("none or all have no log odds")
    middle, half = math.log(x / (n - x)), z * math.sqrt(n / (x * (n - x)))
    return 1 / (1 + math.exp(half - middle)), 1 / (1 + math.exp(-half - middle))


_NEWCOMBE = "Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E"
_BROWN = "Brown, Cai, DasGupta 2001, doi:10.1214/ss/1009213286"
_AGRESTI = "Agresti, Coull 1998, doi:10.2307/2685469"

CONVENTIONS = (
    Convention(
        "Wald",
        "SAS PROC FREQ, BINOMIAL(WALD); by hand; goes beyond 0 and 1",
        _numbers(wald),
        formula="p̂ ± z √(p̂(1 − p̂)/n)",
        source=_NEWCOMBE,
    ),
    Convention(
        "Wald, cut at 0 and 1",
        'Python: statsmodels\' proportion_confint(method="normal")',
        _numbers(_wald_cut),
        formula="the same, between 0 and 1",
        source="statsmodels' manual, stats.proportion.proportion_confint",
    ),
    Convention(
        "Wald, corrected for continuity",
        "SAS PROC FREQ, BINOMIAL(WALD(CORRECT))",
        _numbers(_wald_corrected),
        formula="p̂ ± (z √(p̂(1 − p̂)/n) + 1/2n)",
        source=_NEWCOMBE,
    ),
    Convention(
        "Wilson",
        "R: prop.test(correct = FALSE), epiR, yardstick; SPSS from version 28 on; Stata: ci proportions, wilson",
        _numbers(_wilson),
        "of SPSS: its manual was not looked up",
        formula="the p with |p̂ − p| = z √(p(1 − p)/n)",
        source="Wilson 1927, doi:10.1080/01621459.1927.10502953",
    ),
    Convention(
        "Wilson, corrected for continuity",
        "R: prop.test at its default; VassarStats",
        _numbers(wilson_corrected),
        formula="the p with |p̂ − p| − 1/2n = z √(p(1 − p)/n)",
        source=_NEWCOMBE,
    ),
    Convention(
        "Clopper and Pearson, exact",
        "R: binom.test, epiR's default, caret; MedCalc; SAS's exact limits; Stata: ci proportions",
        _numbers(_clopper_pearson),
        formula="p with P(X ≥ x) = α/2, and with P(X ≤ x) = α/2",
        source="Clopper, Pearson 1934, doi:10.1093/biomet/26.4.404",
    ),
    Convention(
        "mid-p",
        "SAS PROC FREQ, BINOMIAL(MIDP); OpenEpi",
        _numbers(mid_p),
        formula="the same, P(X = x) counting half",
        source=_NEWCOMBE,
    ),
    Convention(
        "Agresti and Coull",
        'Stata: ci proportions, agresti; Python: statsmodels, "agresti_coull"; SAS: BINOMIAL(AC)',
        _numbers(agresti_coull),
        formula="Wald's of (x + z²/2)/(n + z²)",
        source=_AGRESTI,
    ),
    Convention(
        "plus four",
        "Agresti and Coull's rule of two more successes and two more failures",
        _numbers(_plus_four),
        formula="Wald's of (x + 2)/(n + 4)",
        source=_AGRESTI,
    ),
    Convention(
        "Jeffreys",
        'Stata: ci proportions, jeffreys; Python: statsmodels, "jeffreys"; SAS: BINOMIAL(JEFFREYS)',
        _numbers(jeffreys),
        formula="quantiles of Beta(x + ½, n − x + ½)",
        source=_BROWN,
    ),
    Convention(
        "Wald, on the log odds",
        "SAS PROC FREQ, BINOMIAL(LOGIT); Stata: proportion",
        _numbers(_log_odds),
        formula="logit p̂ ± z √(n/(x(n − x)))",
        source=_BROWN,
    ),
)
