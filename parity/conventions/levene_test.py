"""Tests of equal variances: about which centre, of distances or of their squares."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from scipy.special import fdtr, fdtrc

from parity.conventions.convention import Convention, Options
from parity.statistics.association.groups import by_outcome, moments
from parity.statistics.association.levene_test import of_distances
from parity.statistics.upper_tail import upper_tail

Distances = Callable[[np.ndarray], np.ndarray]
Numbers = Callable[[Any, Options], Mapping[str, float]]


def trimmed(values: np.ndarray, share: float) -> np.ndarray:
    """The values without the whole number of them in `share` of either end."""
    cut = int(share * len(values))
    return np.sort(values)[cut : len(values) - cut]


def _about(distances: Distances) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        groups = [distances(group) for group in by_outcome(subject.group, subject.column)]
        df = sum(map(len, groups)) - 2
        if df < 1:
            raise ValueError("Levene's test needs at least three patients")
        test = of_distances(groups, df)
        return {"F": test.statistic, "df": df, "p": test.p}

    return numbers


def _two_variances(subject: Any) -> tuple[Any, Any]:
    one, other = map(moments, by_outcome(subject.group, subject.column))
    if min(one.n, other.n) < 2 or min(one.squares, other.squares) == 0:
        raise ValueError("a ratio of variances needs values that vary in both groups")
    return one, other


def variance_ratio(subject: Any, options: Options) -> Mapping[str, float]:
    """The F test of two variances."""
    one, other = _two_variances(subject)
    ratio, above, below = one.variance / other.variance, one.n - 1, other.n - 1
    p = 2 * min(float(fdtr(above, below, ratio)), float(fdtrc(above, below, ratio)))
    return {"F": ratio, "df": below, "p": min(p, 1.0)}


def _folded(subject: Any, options: Options) -> Mapping[str, float]:
    one, other = _two_variances(subject)
    larger, smaller = sorted((one, other), key=lambda of: of.variance, reverse=True)
    found = larger.variance / smaller.variance
    return {"F": found, "df": smaller.n - 1, "p": variance_ratio(subject, options)["p"]}


def bartlett(subject: Any, options: Options) -> Mapping[str, float]:
    """Bartlett's test."""
    one, other = _two_variances(subject)
    parts = [(of.n - 1, of.variance) for of in (one, other)]
    df = sum(freedom for freedom, _ in parts)
    pooled = sum(freedom * variance for freedom, variance in parts) / df
    lacking = sum(freedom * math.log(pooled / variance) for freedom, variance in parts)
    statistic = lacking / (1 + (sum(1 / freedom for freedom, _ in parts) - 1 / df) / 3)
    return {"χ²": statistic, "df": 1, "p": upper_tail(1, statistic)}


def _mean(values: np.ndarray) -> np.ndarray:
    return np.abs(values - moments(values).mean)


def _median(values: np.ndarray) -> np.ndarray:
    return np.abs(values - float(np.median(values)))


def _trimmed_mean(share: float) -> Distances:
    return lambda values: np.abs(values - trimmed(values, share).mean())


def _trimmed_values(values: np.ndarray) -> np.ndarray:
    return _mean(trimmed(values, 0.05))


def _squares(values: np.ndarray) -> np.ndarray:
    return (values - moments(values).mean) ** 2


_LEVENE = "Levene 1960, in Olkin et al., Contributions to Probability and Statistics, 278-292"
_BROWN = "Brown, Forsythe 1974, doi:10.1080/01621459.1974.10482955"
_ANOVA = "analysis of variance of"

CONVENTIONS = (
    Convention(
        "about the mean",
        "SPSS's t test; R: car::leveneTest(center = mean); SAS: HOVTEST=LEVENE(TYPE=ABS); " "Stata: robvar, W0",
        _about(_mean),
        formula=f"{_ANOVA} |x − mean|",
        source=_LEVENE,
    ),
    Convention(
        "about the median",
        "R: car::leveneTest; Python: scipy's levene; SAS: HOVTEST=BF; Stata: robvar, W50",
        _about(_median),
        formula=f"{_ANOVA} |x − median|",
        source=_BROWN,
    ),
    Convention(
        "about the mean without 10% at either end",
        "R: car::leveneTest(center = mean, trim = 0.1); Stata: robvar, W10",
        _about(_trimmed_mean(0.1)),
        "Stata's manual says 10% trimmed mean, and not how it rounds",
        formula=f"{_ANOVA} |x − trimmed mean|",
        source=_BROWN,
    ),
    Convention(
        "about the mean without 5% at either end",
        'Python: scipy 1.17, levene(center="trimmed")',
        _about(_trimmed_mean(0.05)),
        formula=f"{_ANOVA} |x − trimmed mean|",
        source="scipy's manual, stats.levene: proportiontocut is 0.05",
    ),
    Convention(
        "of the values without 5% at either end",
        'Python: scipy 1.10 and 1.15, levene(center="trimmed")',
        _about(_trimmed_values),
        formula=f"{_ANOVA} |x − mean| of the values that are left",
        source="scipy's manual, stats.levene: proportiontocut is 0.05",
    ),
    Convention(
        "squares about the mean",
        "SAS: HOVTEST=LEVENE, whose default is TYPE=SQUARE",
        _about(_squares),
        formula=f"{_ANOVA} (x − mean)²",
        source="SAS/STAT User's Guide, PROC GLM, MEANS statement, HOVTEST=",
    ),
    Convention(
        "ratio of the variances",
        "R: var.test; Stata: sdtest",
        variance_ratio,
        formula="F = s₁²/s₀², twice the smaller tail",
        source="R's manual, stats::var.test",
    ),
    Convention(
        "ratio of the larger variance to the smaller",
        "SAS PROC TTEST, Folded F",
        _folded,
        formula="F = max s²/min s², twice the upper tail",
        source="SAS/STAT User's Guide, PROC TTEST, Folded F",
    ),
    Convention(
        "Bartlett",
        "R: bartlett.test; SAS: HOVTEST=BARTLETT; Stata: oneway",
        bartlett,
        formula="Σ (nⱼ − 1) log(sₚ²/sⱼ²) over Bartlett's factor",
        source="Bartlett 1937, doi:10.1098/rspa.1937.0109",
    ),
)
