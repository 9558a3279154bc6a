"""Likelihood ratio, Wald and score tests of the terms: who is asked, and how closely."""

from __future__ import annotations

from parity.checks.regression.tests_rounding import of_term_tests
from parity.checks.stats.glm import GLM_SAYS
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    LibraryCall,
    RCall,
    Scope,
    Tolerance,
    exact,
    iterative,
    without_model,
)
from parity.statistics.regression.term_tests import TermTests, term_tests

_REASONS = {
    "likelihood_ratio": "twice a difference of two log-likelihoods, each flat at its maximum: the rounding of both is "
    "left",
    "wald": "a quadratic form of estimates at the maximum in the inverse of their covariance: the rounding of both is "
    "left, magnified where the columns of the term are nearly collinear",
    "score": "the length of a projection of residuals without the term, which glm has as the difference of two sums of "
    "squares over all patients: the rounding of these is left, and that of the fit without the term",
}
_TAIL = "an upper tail of chi-square: what the rounding of the chi-square does to it, which is most where it is near 0"


def _tolerances(prefix: str) -> dict[str, Tolerance]:
    found = {f"{prefix}degrees_of_freedom": exact("a count of coefficients")}
    for test, reason in _REASONS.items():
        bound = Bound(of_term_tests, f"{prefix}{test}", scale=1.0)
        found[f"{prefix}{test}"] = iterative(1e-11, reason, bound=bound)
        found[f"{prefix}{test}_p"] = iterative(1e-11, _TAIL, bound=Bound(of_term_tests, f"{prefix}{test}_p"))
    return found


CHECK = Check(
    stem="term_tests",
    group="regression",
    title="Tests of the terms",
    compute=term_tests,
    result=TermTests,
    references=(
        RCall(
            "stats",
            "anova.glm",
            conditions=GLM_SAYS,
            note="of fits at the optimum, with and without a term and the interactions that contain it, test = 'LRT' "
            "and 'Rao'; Wald's from coef and vcov",
        ),
        LibraryCall(
            "statsmodels",
            "Logit",
            conditions={"overflow encountered in exp": "-"},
            note="wald_test, score and hessian, on columns of its own where all are main effects, otherwise on ours, "
            "made orthonormal",
        ),
    ),
    tolerances={**_tolerances(""), **_tolerances("together.")},
    citations=(
        Citation(
            "Rao. Mathematical Proceedings of the Cambridge Philosophical Society 44 (1948) 50-57.",
            "10.1017/S0305004100023987",
        ),
        Citation(
            "Wald. Transactions of the American Mathematical Society 54 (1943) 426-482.",
            "10.1090/S0002-9947-1943-0012401-3",
        ),
        Citation(
            "Hauck, Donner. Wald's test as applied to hypotheses in logit analysis. JASA 72 (1977) 851-853.",
            "10.1080/01621459.1977.10479969",
        ),
    ),
    scope=Scope.MODEL,
    unless=without_model,
)
