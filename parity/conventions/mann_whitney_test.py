"""Mann and Whitney's test: exact or by an approximation, with which corrections, and which U."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from scipy.special import ndtr

from parity.conventions.convention import Convention, Options
from parity.statistics.association.mann_whitney_exact import BELOW, choices, mann_whitney_exact
from parity.statistics.association.mann_whitney_test import mann_whitney_test
from parity.statistics.student import two_sided
from parity.statistics.upper_tail import upper_tail

Numbers = Callable[[Any, Options], Mapping[str, float]]


def _won(subject: Any) -> tuple[float, int, int]:
    """Pairs that the first group wins, and the sizes of the groups."""
    first = int(subject.group.sum())
    return mann_whitney_test(subject.group, subject.column).w, first, len(subject.group) - first


def deviation(values: np.ndarray, m: int, n: int, ties: bool) -> float:
    """Of W under the hypothesis; without `ties` as if no values were tied."""
    total = m + n
    sizes = np.unique(values, return_counts=True)[1].astype(float) if ties else np.ones(0)
    return math.sqrt(m * n / 12 * (total + 1 - float((sizes**3 - sizes).sum()) / (total * (total - 1))))


def _z(subject: Any, ties: bool, nearer: Callable[[float], float]) -> float:
    """How far W is from half of the pairs, after what `nearer` does to that, in standard deviations."""
    w, m, n = _won(subject)
    spread = deviation(subject.column, m, n, ties)
    if spread == 0:
        raise ValueError("all values are tied")
    return nearer(w - m * n / 2) / spread


def _as_it_is(off: float) -> float:
    return off


def _half_nearer(off: float) -> float:
    return math.copysign(max(abs(off) - 0.5, 0.0), off)


def _statistics(subject: Any, options: Options) -> Mapping[str, float]:
    w, m, n = _won(subject)
    return {"U first": w, "U second": m * n - w}


def _rank_sums(subject: Any, options: Options) -> Mapping[str, float]:
    w, m, n = _won(subject)
    return {"ranks first": w + m * (m + 1) / 2, "ranks second": m * n - w + n * (n + 1) / 2}


def _exact(subject: Any, options: Options) -> Mapping[str, float]:
    return {"p": mann_whitney_exact(subject.group, subject.column).p}


def _exact_without_ties(subject: Any, options: Options) -> Mapping[str, float]:
    w, m, n = _won(subject)
    if max(m, n) >= BELOW:
        raise ValueError(f"all choices are counted only with fewer than {BELOW} patients in each group")
    return {"p": exact_without_ties(w, m, n)}


def exact_without_ties(w: float, m: int, n: int) -> float:
    """Twice the tail from the nearer end to W, as if no values were tied."""
    ways = choices(m, n)
    return min(2 * sum(ways[: math.floor(min(w, m * n - w)) + 1]) / sum(ways), 1.0)


def _normal(ties: bool, nearer: Callable[[float], float]) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        z = _z(subject, ties, nearer)
        return {"z": z, "p": min(2 * float(ndtr(-abs(z))), 1.0)}

    return numbers


def _one_sided(sign: int) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        z = _z(subject, True, lambda off: off - sign * 0.5)
        return {"z": z, "p": float(ndtr(-sign * z))}

    return numbers


def _student(subject: Any, options: Options) -> Mapping[str, float]:
    t = _z(subject, True, _half_nearer)
    return {"t": t, "p": two_sided(t, len(subject.group) - 1)}


def _kruskal_wallis(subject: Any, options: Options) -> Mapping[str, float]:
    square = _z(subject, True, _as_it_is) ** 2
    return {"χ²": square, "p": upper_tail(1, square)}


_MANN = "Mann, Whitney 1947, doi:10.1214/aoms/1177730491"
_TIED = "z = (W − mn/2)/σ, σ² = mn/12 · (N + 1 − Σ(t³ − t)/(N(N − 1)))"
_UNTIED = "z = (W − mn/2)/σ, σ² = mn(N + 1)/12"
_NEARER = "W half a pair nearer to mn/2"

CONVENTIONS = (
    Convention(
        "exact, given the ties",
        "R from 4.6 on, and before without ties: wilcox.test(exact = TRUE), its default below 50 a group; R: coin",
        _exact,
        formula="twice the smaller tail over all choices of m from N mid-ranks",
        source="Streitberg, Röhmel 1986, Statistical Software Newsletter 12, 10-17",
    ),
    Convention(
        "exact, as if nothing were tied",
        "SPSS's Exact Sig., not corrected for ties; Python: scipy's mannwhitneyu(method=\"exact\")",
        _exact_without_ties,
        "IBM's page says exact up to 40 cases, and not how ties enter",
        formula="2 P(U ≤ the smaller U)",
        source=_MANN,
    ),
    Convention(
        "normal, ties counted",
        "SPSS's Asymp. Sig.; R: wilcox.test(exact = FALSE, correct = FALSE); Stata: ranksum",
        _normal(True, _as_it_is),
        formula=_TIED,
        source=_MANN,
    ),
    Convention(
        "normal, ties counted, corrected for continuity",
        'R: wilcox.test(exact = FALSE); Python: scipy\'s mannwhitneyu(method="asymptotic"); SAS NPAR1WAY, Normal',
        _normal(True, _half_nearer),
        formula=f"{_TIED}, {_NEARER}",
        source="R's manual, stats::wilcox.test",
    ),
    Convention(
        "normal, ties not counted",
        "Python: scipy's ranksums",
        _normal(False, _as_it_is),
        formula=_UNTIED,
        source="scipy's manual, stats.ranksums",
    ),
    Convention(
        "normal, ties not counted, corrected for continuity",
        "by hand, from a textbook's formula",
        _normal(False, _half_nearer),
        formula=f"{_UNTIED}, {_NEARER}",
        source=_MANN,
    ),
    Convention(
        "normal, corrected, one-sided: the first larger",
        'R: wilcox.test(exact = FALSE, alternative = "greater")',
        _one_sided(1),
        formula=f"{_TIED}, W less 1/2; P(Z ≥ z)",
        source="R's manual, stats::wilcox.test",
    ),
    Convention(
        "normal, corrected, one-sided: the first smaller",
        'R: wilcox.test(exact = FALSE, alternative = "less")',
        _one_sided(-1),
        formula=f"{_TIED}, W and 1/2; P(Z ≤ z)",
        source="R's manual, stats::wilcox.test",
    ),
    Convention(
        "Student's t of the corrected z, df = N − 1",
        "SAS NPAR1WAY, t Approximation",
        _student,
        formula=f"{_TIED}, {_NEARER}; two tails of t",
        source="SAS/STAT User's Guide, PROC NPAR1WAY",
    ),
    Convention(
        "Kruskal and Wallis, χ² = z²",
        "R: kruskal.test; SAS NPAR1WAY, Kruskal-Wallis Test",
        _kruskal_wallis,
        formula="z² of the one that counts ties, df = 1",
        source="Kruskal, Wallis 1952, doi:10.1080/01621459.1952.10483441",
    ),
    Convention(
        "the statistic: pairs that a group wins",
        "R's W is that of the first; SPSS's U the smaller of both",
        _statistics,
        formula="W = #(x₁ > x₀) + #(x₁ = x₀)/2, and mn − W",
        source=_MANN,
    ),
    Convention(
        "the statistic: rank sum of a group",
        "SPSS's Wilcoxon W, of the smaller group; SAS NPAR1WAY; Stata: ranksum",
        _rank_sums,
        formula="W + m(m + 1)/2, and mn − W + n(n + 1)/2",
        source="Wilcoxon 1945, doi:10.2307/3001968",
    ),
)
TURNED = {name: (lambda number: -number) for name in ("z", "t")}
