"""The numbers that describe a variable: over how many the standard deviation is, and which quartiles."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from scipy.special import ndtri

from parity.conventions.convention import Convention, Options
from parity.statistics.association.groups import moments
from parity.statistics.student import beyond

Numbers = Callable[[Any, Options], Mapping[str, float]]


def quantile(values: np.ndarray, p: float, kind: int) -> float:
    """The p quantile of one of Hyndman and Fan's nine types.

    Notes
    -----
    Types 1 to 3 jump from one ordered value to the next, at np, at np with the mean of both, and at the even one of
    two that np is halfway between. Types 4 to 9 go through the ordered values at :math:`p_k` in straight lines: the
    place is :math:`a + p(n + 1 - a - b)` with (a, b) of the type, held between 1 and n.
    """
    ordered, n = np.sort(values), len(values)

    def at(rank: int) -> float:
        return float(ordered[min(max(rank, 1), n) - 1])

    if kind in (1, 2):
        j = math.floor(n * p)
        if n * p > j:
            return at(j + 1)
        return at(j) if kind == 1 else (at(j) + at(j + 1)) / 2
    if kind == 3:
        return at(round(n * p))  # halves to the even one
    a, b = _PLACES[kind]
    place = min(max(a + p * (n + 1 - a - b), 1.0), float(n))
    below = math.floor(place)
    return at(below) + (place - below) * (at(below + 1) - at(below))


_PLACES = {4: (0, 1), 5: (1 / 2, 1 / 2), 6: (0, 0), 7: (1, 1), 8: (1 / 3, 1 / 3), 9: (3 / 8, 3 / 8)}


def hinges(values: np.ndarray, with_median: bool) -> tuple[float, float]:
    """The medians of the lower and the upper half, the median itself in both halves or in none."""
    ordered, n = np.sort(values), len(values)
    half = (n + 1) // 2 if with_median else max(n // 2, 1)
    return float(np.median(ordered[:half])), float(np.median(ordered[n - half :]))


def _of_type(kind: int) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        low, middle, high = (quantile(subject.column, p, kind) for p in (0.25, 0.5, 0.75))
        return {"Q1": low, "median": middle, "Q3": high, "IQR": high - low}

    return numbers


def _hinges(with_median: bool) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        low, high = hinges(subject.column, with_median)
        return {"Q1": low, "median": float(np.median(subject.column)), "Q3": high, "IQR": high - low}

    return numbers


def _deviation(less: int) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        of = moments(subject.column)
        return {"mean": of.mean, "SD": math.sqrt(of.squares / (of.n - less)) if of.n > less else math.nan}

    return numbers


def _error(subject: Any) -> tuple[Any, float]:
    of = moments(subject.column)
    if of.n < 2:
        raise ValueError("one patient has no standard deviation")
    return of, math.sqrt(of.variance / of.n)


def _standard_error(subject: Any, options: Options) -> Mapping[str, float]:
    of, error = _error(subject)
    return {"mean": of.mean, "SE": error}


def _interval(by_student: bool) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        of, error = _error(subject)
        z = float(ndtri(0.5 + subject.level / 2))
        reach = (beyond(1 - subject.level, of.n - 1) if by_student else z) * error
        return {"mean": of.mean, "low": of.mean - reach, "high": of.mean + reach}

    return numbers


_HYNDMAN = "Hyndman, Fan 1996, doi:10.2307/2684934"
_TYPES = {
    1: ("R: quantile(type = 1); SAS: PCTLDEF=3; rmda's intervals", "x₍ⱼ₎, j the least whole number from np on"),
    2: ("SAS's default, PCTLDEF=5; Stata: summarize, detail", "as type 1, the mean of two where np is whole"),
    3: ("SAS: PCTLDEF=2", "x₍ⱼ₎, j nearest to np, the even one of two"),
    4: ("SAS: PCTLDEF=1", "at np"),
    5: ("R: quantile(type = 5); hydrologists", "at np + ½"),
    6: ("SPSS FREQUENCIES and EXAMINE; Minitab; SAS: PCTLDEF=4; Stata: centile; Excel: QUARTILE.EXC", "at (n + 1)p"),
    7: ("R: quantile; Python: numpy, pandas; Excel: QUARTILE.INC", "at 1 + (n − 1)p"),
    8: ("Hyndman and Fan's advice; R: quantile(type = 8)", "at (n + ⅓)p + ⅓"),
    9: ("R: quantile(type = 9)", "at (n + ¼)p + ⅜"),
}

CONVENTIONS = (
    *(
        Convention(f"quartiles of type {kind}", by, _of_type(kind), formula=formula, source=_HYNDMAN)
        for kind, (by, formula) in _TYPES.items()
    ),
    Convention(
        "hinges, the median in both halves",
        "R: fivenum, boxplot; SPSS EXAMINE, Tukey's Hinges",
        _hinges(True),
        formula="medians of the two halves",
        source="Tukey 1977, Exploratory Data Analysis, ISBN 978-0-201-07616-5",
    ),
    Convention(
        "hinges, the median in neither half",
        "pocket calculators, school books",
        _hinges(False),
        formula="medians of the two halves",
        source="Moore, McCabe, Introduction to the Practice of Statistics",
    ),
    Convention(
        "SD over n − 1",
        "R: sd; SPSS; SAS; Stata; Python: pandas; Excel: STDEV.S",
        _deviation(1),
        formula="√(Σ(x − mean)²/(n − 1))",
        source="R's manual, stats::sd",
    ),
    Convention(
        "SD over n",
        "Python: numpy's std; Excel: STDEV.P; scikit-learn's StandardScaler",
        _deviation(0),
        formula="√(Σ(x − mean)²/n)",
        source="numpy's manual, std: ddof is 0",
    ),
    Convention("standard error of the mean", "papers that write mean ± SE", _standard_error, formula="SD/√n"),
    Convention("interval of the mean, Student", "R: t.test(x)", _interval(True), formula="mean ± t SD/√n, df = n − 1"),
    Convention("interval of the mean, normal", "by hand", _interval(False), formula="mean ± z SD/√n"),
)
