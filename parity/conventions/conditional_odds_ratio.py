"""The odds ratio of a fourfold table: of the table or conditional, and by which interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtri

from parity.conventions.convention import Convention, Options
from parity.statistics.association.conditional_odds_ratio import conditional_odds_ratio
from parity.statistics.association.counts import occurring
from parity.statistics.regression.profile_interval import profile_interval

Numbers = Callable[[Any, Options], Mapping[str, float]]


def _table(subject: Any) -> tuple[int, int, int, int]:
    """Of the second category those in the first group and in the second, then of the first category."""
    (c, d), (a, b) = occurring(subject.group, subject.column).tolist()
    return a, b, c, d


def _z(subject: Any) -> float:
    return float(ndtri(0.5 + subject.level / 2))


def _ratio(a: float, b: float, c: float, d: float) -> float:
    if b * c == 0:
        return math.inf if a * d else math.nan
    return a * d / (b * c)


def _found(ratio: float, low: float, high: float) -> Mapping[str, float]:
    return {"OR": ratio, "low": low, "high": high}


def _woolf(more: float) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        cells = [cell + more for cell in _table(subject)]
        if min(cells) == 0:
            raise ValueError("a cell of the table is empty")
        ratio, half = _ratio(*cells), _z(subject) * math.sqrt(sum(1 / cell for cell in cells))
        return _found(ratio, ratio * math.exp(-half), ratio * math.exp(half))

    return numbers


def _exact(conditional: bool) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        of = conditional_odds_ratio(subject.group, subject.column, subject.level)
        low, high = of.interval.low, of.interval.high
        assert low is not None and high is not None
        return _found(of.odds_ratio if conditional else _ratio(*_table(subject)), low, high)

    return numbers


def _profile(subject: Any, options: Options) -> Mapping[str, float]:
    a, b, c, d = _table(subject)
    if min(a, b, c, d) == 0:
        raise ValueError("a cell of the table is empty")
    event = np.repeat([1, 0, 1, 0], [a, b, c, d])
    second = np.repeat([1.0, 1.0, 0.0, 0.0], [a, b, c, d])
    of = profile_interval(event, {"x": second}, subject.level)
    return _found(_ratio(a, b, c, d), float(of.odds_ratios_low[0]), float(of.odds_ratios_high[0]))


def fitted(table: tuple[int, int, int, int], ratio: float) -> tuple[float, ...]:
    """The table with the same margins that has an odds ratio."""
    a, b, c, d = table
    row, column, n = a + b, a + c, a + b + c + d
    if ratio == 1:
        first = row * column / n
    else:
        square, linear = ratio - 1, n - row - column + ratio * (row + column)
        root = math.sqrt(linear * linear - 4 * square * ratio * row * column)
        first = 2 * ratio * row * column / (linear + root)
    return first, row - first, column - first, n - row - column + first


def score(table: tuple[int, int, int, int], ratio: float, nearer: float = 0.0) -> float:
    """The signed root of the score chi-square of an odds ratio, the count less `nearer`."""
    expected = fitted(table, ratio)
    return (table[0] - nearer - expected[0]) * math.sqrt(sum(1 / cell for cell in expected))


def score_limits(table: tuple[int, int, int, int], z: float, half: float = 0.0) -> tuple[float, float]:
    """The odds ratios whose score statistic is z, and -z; with `half` a patient nearer on either side."""
    a, b, c, d = table
    low = 0.0 if min(a, d) == 0 else _limit(lambda ratio: score(table, ratio, half) - z)
    return low, math.inf if min(b, c) == 0 else _limit(lambda ratio: score(table, ratio, -half) + z)


def _limit(falling: Callable[[float], float]) -> float:
    reach = 1.0
    while falling(math.exp(-reach)) < 0 or falling(math.exp(reach)) > 0:
        reach *= 2
    return math.exp(brentq(lambda log_ratio: falling(math.exp(log_ratio)), -reach, reach, xtol=1e-14))


def _by_score(unbiased: bool, half: float) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        table = _table(subject)
        n, z = sum(table), _z(subject)
        return _found(_ratio(*table), *score_limits(table, z * math.sqrt(n / (n - 1)) if unbiased else z, half))

    return numbers


def _of_risks(subject: Any, options: Options) -> Mapping[str, float]:
    a, b, c, d = _table(subject)
    if a == 0 or c == 0:
        raise ValueError("a category is without the first group")
    ratio = a / (a + b) / (c / (c + d))
    half = _z(subject) * math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))
    return {"RR": ratio, "RR low": ratio * math.exp(-half), "RR high": ratio * math.exp(half)}


_WOOLF = "Woolf 1955, doi:10.1111/j.1469-1809.1955.tb01348.x"
_CORNFIELD = "Cornfield 1956, Proceedings of the Third Berkeley Symposium 4, 135-148"

CONVENTIONS = (
    Convention(
        "of the table, Woolf's interval",
        "SPSS CROSSTABS and a logistic model (Wald); SAS; R: epitools' oddsratio.wald, epiR",
        _woolf(0.0),
        formula="ad/bc · exp(± z √(1/a + 1/b + 1/c + 1/d))",
        source=_WOOLF,
    ),
    Convention(
        "with ½ in each cell, Woolf's interval",
        "MedCalc and others where a cell is empty; R: epitools' oddsratio.small is another still",
        _woolf(0.5),
        formula="the same of a + ½, b + ½, c + ½, d + ½",
        source="Anscombe 1956, doi:10.1093/biomet/43.3-4.461; MedCalc, medcalc.org/calc/odds_ratio.php",
    ),
    Convention(
        "conditional, exact interval",
        "R: fisher.test; Python: scipy's odds_ratio at its default",
        _exact(True),
        formula="where the mean of the noncentral hypergeometric distribution is a; both tails α/2",
        source=_CORNFIELD,
    ),
    Convention(
        "of the table, exact interval",
        "Stata: cc; SAS PROC FREQ, EXACT OR",
        _exact(False),
        formula="ad/bc, with the exact limits",
        source=_CORNFIELD,
    ),
    Convention(
        "of the table, profile likelihood",
        "R: confint(glm)",
        _profile,
        formula="where twice the log-likelihood lacks the quantile of chi-square",
        source="Venables, Ripley 2002, doi:10.1007/978-0-387-21706-2, section 8.4",
    ),
    Convention(
        "of the table, score interval",
        "Stata: cc, cornfield; SAS PROC FREQ, OR(CL=SCORE)",
        _by_score(False, 0.0),
        "of SAS: its manual was not looked up",
        formula="the ψ with (a − A)² (1/A + 1/B + 1/C + 1/D) = z², A … of ψ and the margins",
        source=_CORNFIELD,
    ),
    Convention(
        "of the table, score interval with N/(N − 1)",
        "R: PropCIs::orscoreci; SAS PROC FREQ, OR(CL=MN)",
        _by_score(True, 0.0),
        "their manuals were not looked up",
        formula="the same, = z² N/(N − 1)",
        source="Miettinen, Nurminen 1985, doi:10.1002/sim.4780040211",
    ),
    Convention(
        "of the table, score interval corrected for continuity",
        "Epi Info's Cornfield",
        _by_score(False, 0.5),
        formula="the same, = z² with (|a − A| − ½)²",
        source="Schlesselman 1982, Case-Control Studies, ISBN 978-0-19-502933-8, p. 177",
    ),
    Convention(
        "the ratio of the risks, taken for one",
        "papers that call a relative risk an odds ratio",
        _of_risks,
        formula="a/(a + b) : c/(c + d), its logarithm ± z √(1/a − 1/(a + b) + 1/c − 1/(c + d))",
        source="Katz et al. 1978, doi:10.2307/2530610",
    ),
)
TURNED = {name: (lambda number: 1 / number if number else math.inf) for name in ("OR", "low", "high")}
