"""Tests of a predictor with all its coefficients: which of the three, and with which of its interactions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.conventions.convention import Convention, Options
from parity.conventions.logistic_regression import about_maximum
from parity.models.blocks import blocks, with_higher_order
from parity.statistics.regression.restricted_maximum import Likelihood
from parity.statistics.regression.term_tests import three_tests
from parity.statistics.upper_tail import upper_tail

Numbers = Callable[[Any, Options], Mapping[str, float]]
LIKELIHOOD_RATIO, WALD, SCORE = 1, 2, 3
TOGETHER = "all together"


@dataclass(frozen=True, slots=True)
class Term:
    """A predictor or an interaction of the model, or all together.

    Attributes
    ----------
    variable : str
    alone, whole, later : (k,) int arrays
        The places of its coefficients; with those of all interactions that contain it; of all that come after it.
    sample : Sample
    """

    variable: str
    alone: np.ndarray
    whole: np.ndarray
    later: np.ndarray
    sample: Any

    @property
    def name(self) -> str:
        return self.variable

    @property
    def likelihood(self) -> Likelihood:
        of = self.sample
        return about_maximum(of.outcome, of.predictors, of.formula)


def terms(sample: Any, options: Options) -> Sequence[Term]:
    """Those of the model, once: in the cohort that it was fitted on."""
    if sample.development is not None or not sample.terms:
        return ()
    every, count = blocks(sample.formula, sample.predictors), len(sample.terms)
    found = [
        Term(one.name, one.places, with_higher_order(every, one), np.arange(one.places[-1] + 1, count), sample)
        for one in every
    ]
    every_place = np.arange(1, count)
    return [*found, Term(TOGETHER, every_place, every_place, np.arange(0), sample)]


def _of(which: int, alone: bool) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        found = three_tests(subject.likelihood, subject.alone if alone else subject.whole)
        return {"χ²": found[which], "df": found[0], "p": upper_tail(found[0], found[which])}

    return numbers


def _in_turn(subject: Any, options: Options) -> Mapping[str, float]:
    of, later = subject.likelihood, subject.later
    with_it = of.without(later).log_likelihood if len(later) else of.fit.log_likelihood
    ratio = 2 * (with_it - of.without(np.concatenate([subject.alone, later])).log_likelihood)
    df = len(subject.alone)
    return {"χ²": ratio, "df": df, "p": upper_tail(df, ratio)}


_WILKS = "Wilks 1938, doi:10.1214/aoms/1177732360"
_WALD = "Wald 1943, doi:10.1090/S0002-9947-1943-0012401-3"
_RAO = "Rao 1948, doi:10.1017/S0305004100023987"

CONVENTIONS = (
    Convention(
        "likelihood ratio",
        'R: anova(reduced, model, test = "LRT"), drop1 of main effects; Stata: lrtest',
        _of(LIKELIHOOD_RATIO, False),
        formula="2(l − l without it and its interactions)",
        source=_WILKS,
    ),
    Convention(
        "Wald",
        "R: rms::anova (Factor+Higher Order Factors)",
        _of(WALD, False),
        formula="bᵀV⁻¹b of it and its interactions",
        source=_WALD,
    ),
    Convention(
        "score",
        'R: anova(reduced, model, test = "Rao")',
        _of(SCORE, False),
        formula="UᵀI⁻¹U without it and its interactions",
        source=_RAO,
    ),
    Convention(
        "likelihood ratio, its own coefficients",
        'R: drop1(test = "LRT") of an interaction; car::Anova(type = 3); SPSS, Change in -2 Log Likelihood',
        _of(LIKELIHOOD_RATIO, True),
        formula="2(l − l without it), its interactions staying in",
        source=_WILKS,
    ),
    Convention(
        "Wald, its own coefficients",
        "SPSS's Wald; SAS's Type 3 and joint tests; Stata: testparm",
        _of(WALD, True),
        formula="bᵀV⁻¹b of it alone",
        source=_WALD,
    ),
    Convention(
        "score, its own coefficients",
        "SPSS, Variables not in the Equation, of the last that enters",
        _of(SCORE, True),
        formula="UᵀI⁻¹U without it, its interactions staying in",
        source=_RAO,
    ),
    Convention(
        "likelihood ratio, in the order of the model",
        "R: anova(glm); SAS's Type 1",
        _in_turn,
        formula="2(l of it and all before − l of all before)",
        source="R's manual, stats::anova.glm",
    ),
)
