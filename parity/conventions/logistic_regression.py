"""The effect of a predictor in a logistic model: by which interval, by which test, and per which unit."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.conventions.characteristics import quantile
from parity.conventions.convention import Convention, Options
from parity.data.cohort import Factor
from parity.models.blocks import blocks
from parity.statistics.once import once
from parity.statistics.regression.logistic_regression import LogisticRegression, logistic_regression
from parity.statistics.regression.profile_interval import ProfileInterval, profile_interval
from parity.statistics.regression.restricted_maximum import Likelihood, likelihood
from parity.statistics.regression.term_tests import three_tests
from parity.statistics.student import beyond, two_sided
from parity.statistics.upper_tail import upper_tail

Numbers = Callable[[Any, Options], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One of the model's, but the intercept.

    Attributes
    ----------
    variable, name : str
        ``"race"`` and ``"race=2"``.
    place : int
        Among all coefficients, the intercept being at 0.
    alone : bool
        Whether it is the only one of its predictor, which enters as it is.
    sample : Sample
    """

    variable: str
    name: str
    place: int
    alone: bool
    sample: Any


def coefficients(sample: Any, options: Options) -> Sequence[Coefficient]:
    """Those of the model, once: in the cohort that it was fitted on."""
    if sample.development is not None or not sample.terms:
        return ()
    every = blocks(sample.formula, sample.predictors)
    within = {name for one in every if len(one.predictors) > 1 for name in one.predictors}
    return [
        Coefficient(one.name, sample.terms[place], place, len(one.places) == 1 and one.name not in within, sample)
        for one in every
        for place in one.places.tolist()
    ]


@once
def fitted(outcome: Any, predictors: Any, level: float, formula: Any) -> LogisticRegression:
    """The model, fitted once for all conventions."""
    return logistic_regression(outcome, predictors, level, formula)


@once
def profiled(outcome: Any, predictors: Any, level: float, formula: Any) -> ProfileInterval:
    """Its profile likelihood intervals."""
    return profile_interval(outcome, predictors, level, formula)


@once
def about_maximum(outcome: Any, predictors: Any, formula: Any) -> Likelihood:
    """Its likelihood."""
    return likelihood(outcome, predictors, formula)


def _fit(subject: Any) -> LogisticRegression:
    of = subject.sample
    return fitted(of.outcome, of.predictors, of.level, of.formula)


def _wald(subject: Any, options: Options) -> Mapping[str, float]:
    fit, place = _fit(subject), subject.place
    return {
        "B": float(fit.coefficients[place]),
        "SE": float(fit.standard_errors[place]),
        "z": float(fit.z[place]),
        "p": float(fit.p[place]),
        "OR": float(fit.odds_ratios[place - 1]),
        "low": float(fit.odds_ratios_low[place - 1]),
        "high": float(fit.odds_ratios_high[place - 1]),
    }


def _tested(which: int) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        of = subject.sample
        found = three_tests(about_maximum(of.outcome, of.predictors, of.formula), np.array([subject.place]))
        return {"χ²": found[which], "df": 1, "p": upper_tail(1, found[which])}

    return numbers


def _profile(names: tuple[str, str]) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        of, place = subject.sample, subject.place
        found = profiled(of.outcome, of.predictors, of.level, of.formula)
        low, high = (float(np.exp(getattr(found, name)[place])) for name in names)
        return {"OR": float(_fit(subject).odds_ratios[place - 1]), "low": low, "high": high}

    return numbers


def _student(subject: Any, options: Options) -> Mapping[str, float]:
    fit, place = _fit(subject), subject.place
    df = len(subject.sample.outcome) - len(fit.terms)
    middle, error, t = (float(of[place]) for of in (fit.coefficients, fit.standard_errors, fit.z))
    half = beyond(1 - subject.sample.level, df) * error
    limits = {"low": math.exp(middle - half), "high": math.exp(middle + half)}
    return {"t": t, "df": df, "p": two_sided(t, df), "OR": math.exp(middle), **limits}


def _per(unit: Callable[[np.ndarray], float]) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        of = _wald(subject, options)
        column = subject.sample.predictors.get(subject.variable)
        if column is None or isinstance(column, Factor) or not subject.alone:
            return {}
        times = unit(column)
        return {"B": of["B"] * times, **{name: of[name] ** times for name in ("OR", "low", "high")}}

    return numbers


def _spread(column: np.ndarray) -> float:
    return float(np.std(column, ddof=1))


def _between_quartiles(column: np.ndarray) -> float:
    return quantile(column, 0.75, 7) - quantile(column, 0.25, 7)


_HOSMER = "Hosmer, Lemeshow, Sturdivant 2013, doi:10.1002/9781118548387"
_VENABLES = "Venables, Ripley 2002, doi:10.1007/978-0-387-21706-2, section 8.4"

CONVENTIONS = (
    Convention(
        "Wald",
        "SPSS; SAS; Stata: logistic; R: summary(glm), confint.default, rms::lrm; Python: statsmodels",
        _wald,
        formula="exp(b ± z SE), 2Φ(−|b/SE|)",
        source=_HOSMER,
    ),
    Convention(
        "Wald's χ²",
        "SPSS's and SAS's Wald; rms::anova of one coefficient",
        _tested(2),
        formula="(b/SE)²",
        source="Wald 1943, doi:10.1090/S0002-9947-1943-0012401-3",
    ),
    Convention(
        "likelihood ratio test",
        'R: drop1(test = "LRT"); SPSS\'s Forward: LR',
        _tested(1),
        formula="2(l − l without it)",
        source="Wilks 1938, doi:10.1214/aoms/1177732360",
    ),
    Convention(
        "score test",
        'R: anova(test = "Rao"); SPSS, Variables not in the Equation',
        _tested(3),
        formula="UᵀI⁻¹U where it is 0",
        source="Rao 1948, doi:10.1017/S0305004100023987",
    ),
    Convention(
        "profile likelihood interval",
        "SAS: CLODDS=PL; Stata: pllf; R: confint(glm) but for its interpolation",
        _profile(("low", "high")),
        "of Stata's pllf: its help was not looked up",
        formula="the b with 2(l − l(b)) at the quantile of chi-square",
        source=f"{_VENABLES}; SAS/STAT User's Guide, PROC LOGISTIC, Confidence Intervals for Parameters",
    ),
    Convention(
        "profile likelihood interval, interpolated",
        "R: confint(glm)",
        _profile(("interpolated_low", "interpolated_high")),
        formula="the same, between steps of the profile by a spline",
        source=_VENABLES,
    ),
    Convention(
        "Wald, by Student's t with n − p",
        "SAS PROC GLIMMIX; R: quasibinomial, as if the dispersion were 1",
        _student,
        "SAS's manual was not looked up",
        formula="exp(b ± t SE)",
        source="SAS/STAT User's Guide, PROC GLIMMIX",
    ),
    Convention(
        "Wald, per standard deviation",
        "papers that standardise their predictors",
        _per(_spread),
        formula="exp(SD (b ± z SE)), SD over n − 1",
    ),
    Convention(
        "Wald, per interquartile range",
        "R: rms::summary",
        _per(_between_quartiles),
        formula="exp(IQR (b ± z SE)), quartiles of type 7",
        source="rms's manual, summary.rms",
    ),
    Convention("Wald, per 10 units", "papers, of age", _per(lambda column: 10.0), formula="exp(10 (b ± z SE))"),
)
TURNED = {
    **{name: (lambda number: -number) for name in ("B", "z", "t")},
    **{name: (lambda number: 1 / number if number else math.inf) for name in ("OR", "low", "high")},
}
