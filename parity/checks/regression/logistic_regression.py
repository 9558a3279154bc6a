"""Logistic regression: who is asked, and how closely."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from parity.checks.regression.rounding import as_given, standard_error_of_score, standardised
from parity.checks.stats.glm import BY_WEIGHTS, GLM_SAYS, WITHIN_THIRTY
from parity.checks.stats.pchisq import AS_ONE_MINUS, FROM_ONE
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    LibraryCall,
    Quantity,
    RCall,
    Scope,
    Tolerance,
    closed_form,
    exact,
    without_model,
    iterative,
)
from parity.statistics.regression.logistic_regression import LogisticRegression, logistic_regression

AT_THE_OPTIMUM = (
    "all are at the maximum: lrm and glm are started again from where they stopped (after three changes of the "
    "deviance below 1e-8, and one below 1e-14), statsmodels ends at a step of 1e-8, ours at one of 1e-9, and Newton's "
    "error is squared by each step; what is left is rounding, 64 units of it, magnified in this number by columns "
    "that are nearly collinear, terms that cancel, sums over many patients and information that vanishes, as a "
    "first-order bound has it"
)
_AS_GIVEN = f"on the columns as they are; {WITHIN_THIRTY}; {BY_WEIGHTS}; {AT_THE_OPTIMUM}"
_TAIL = (
    "a normal tail: its relative error is at most 1 + |z| times the error of z, and that is at most 1 + |z| times the "
    "error of its two parts, in standard errors"
)
_LIMIT = "its coefficient's error, and the standard error's as often as the level asks for it"
_FLAT = (
    "flat at the maximum: the error of the coefficients enters squared, what is left is the rounding of a sum over the "
    "patients and of their linear predictors, whose terms cancel where columns are nearly collinear"
)
_RATIO_TAIL = (
    "upper tail of chi-square: what the rounding of the chi-square does to it, which is most where there is no effect"
)
_NULL = (
    "closed form from the number of events, in lrm too; glm iterates to it, and adds the patients up in extended "
    "precision, where n terms cost n times 5e-20"
)
_ZERO = (
    "zero on both sides, and by that each side is seen to be at the maximum by its own light; what is left is the "
    "rounding of the linear predictors, whose terms may cancel, and of the residuals; it is judged beside the standard "
    "error of a score without effects"
)
_ASKED_ON_ORTHONORMAL_COLUMNS = (
    "asked for the optimum, on orthonormal columns: lrm calls one with a mean over 180 standard deviations singular"
)
_REFITTED = "refitted from its own optimum: its standard errors come from the weights of the iteration before the last"
_Rounding = Callable[..., Mapping[str, Any]]


def _estimates(rounding: _Rounding, reason: str) -> dict[str, Tolerance]:
    """1e-12 of each is for the last roundings, of a quotient, an exponential, a tail."""

    def allowed(name: str, because: str = reason, scale: float | str | tuple[str, ...] = 0.0) -> Tolerance:
        return iterative(1e-12, because, bound=Bound(rounding, name, scale))

    return {
        "coefficients": allowed("coefficients", scale="standard_errors"),
        "standard_errors": allowed("standard_errors"),
        "z": allowed("z", scale=1.0),
        "p": allowed("p", f"{_TAIL}; {reason}"),
        "odds_ratios": allowed("odds_ratios", scale=("odds_ratios", "standard_errors")),
        "odds_ratios_low": allowed("odds_ratios_low", f"{_LIMIT}; {reason}", ("odds_ratios_low", "standard_errors")),
        "odds_ratios_high": allowed("odds_ratios_high", f"{_LIMIT}; {reason}", ("odds_ratios_high", "standard_errors")),
    }


def _likelihoods(rounding: _Rounding) -> dict[str, Tolerance]:
    twice = f"twice a difference of two log-likelihoods; {_FLAT}"
    return {
        "log_likelihood": iterative(1e-12, _FLAT, bound=Bound(rounding, "log_likelihood", scale=1.0)),
        "likelihood_ratio": iterative(1e-11, twice, bound=Bound(rounding, "likelihood_ratio", scale=1.0)),
        "likelihood_ratio_p": iterative(1e-12, _RATIO_TAIL, bound=Bound(rounding, "likelihood_ratio_p")),
    }


_ESTIMATES = (
    "coefficients",
    "standard_errors",
    "z",
    "p",
    "odds_ratios",
    "odds_ratios_low",
    "odds_ratios_high",
    "log_likelihood",
    "degrees_of_freedom",
)

_LIKELIHOOD_RATIO = ("null_log_likelihood", "likelihood_ratio", "likelihood_ratio_p")

CHECK = Check(
    stem="logistic_regression",
    group="regression",
    title="Logistic regression",
    compute=logistic_regression,
    result=LogisticRegression,
    references=(
        RCall(
            "rms",
            "lrm",
            fields=(*_ESTIMATES, *_LIKELIHOOD_RATIO, "knots"),
            tolerances={
                **_estimates(standardised, f"{WITHIN_THIRTY}; {AT_THE_OPTIMUM}"),
                "likelihood_ratio_p": iterative(
                    1e-12,
                    f"{_RATIO_TAIL}; in lrm {AS_ONE_MINUS}",
                    atol=FROM_ONE,
                    bound=Bound(standardised, "likelihood_ratio_p"),
                ),
            },
            note=_ASKED_ON_ORTHONORMAL_COLUMNS,
        ),
        RCall(
            "stats",
            "glm",
            fields=(*_ESTIMATES, *_LIKELIHOOD_RATIO, "score"),
            tolerances={**_estimates(as_given, _AS_GIVEN), **_likelihoods(as_given)},
            conditions=GLM_SAYS,
            note=_REFITTED,
        ),
        LibraryCall(
            "statsmodels",
            "Logit",
            fields=_ESTIMATES,
            conditions={"overflow encountered in exp": "-"},
            note="on columns of its own where all are main effects, otherwise on ours, made orthonormal; its null "
            "model stops early, at ten digits, and is not asked",
        ),
    ),
    quantities=(
        Quantity("Coefficient", "coefficients"),
        Quantity("Standard error", "standard_errors"),
        Quantity("Odds ratio", "odds_ratios", low="odds_ratios_low", high="odds_ratios_high"),
        Quantity("p", "p", p_value=True),
    ),
    tolerances={
        **_estimates(standardised, AT_THE_OPTIMUM),
        **_likelihoods(standardised),
        "null_log_likelihood": iterative(1e-12, _NULL),
        "degrees_of_freedom": exact("a count of coefficients"),
        "knots": closed_form("two neighbouring values of the predictor and what lies between them, at a share of it"),
        "score": iterative(0.0, _ZERO, bound=Bound(as_given, "score", scale=standard_error_of_score)),
    },
    citations=(
        Citation(
            "McCullagh, Nelder. Generalized Linear Models, 2nd ed., Chapman and Hall 1989.", "10.1007/978-1-4899-3242-6"
        ),
        Citation("Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015.", "10.1007/978-3-319-19425-7"),
    ),
    scope=Scope.MODEL,
    unless=without_model,
)
