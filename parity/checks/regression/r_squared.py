"""R squared of a logistic model: who is asked, and how closely."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from parity.checks.regression.maximum import log_likelihood_of_prevalence
from parity.checks.regression.rounding import of_likelihood_ratio, patients_as_given
from parity.checks.stats.glm import GLM_SAYS
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    LibraryCall,
    Quantity,
    RCall,
    Scope,
    Tolerance,
    iterative,
    without_model,
)
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.statistics.regression.r_squared import RSquared, r_squared


def rounding(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None
) -> Mapping[str, float]:
    """What rounding does to each: that of the likelihood ratio at most its share of n, or of twice the null; that of
    the linear predictor to its variance v by its distances from the mean, and so to v/(v + c) by c/(v + c)²."""
    n, null = len(outcome), log_likelihood_of_prevalence(outcome)
    moved = of_likelihood_ratio(outcome, predictors, formula)
    return {
        "cox_snell": moved / n,
        "nagelkerke": moved / n / -float(np.expm1(2 * null / n)),
        "mcfadden": moved / abs(2 * null),
        "mcfadden_adjusted": moved / abs(2 * null),
        "mckelvey_zavoina": _of_linear_predictor(outcome, predictors, formula),
    }


def _of_linear_predictor(outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula]) -> float:
    log_odds = maximum_likelihood(outcome, predictors, formula).log_odds
    moved = patients_as_given(outcome, predictors, predictors, formula)["linear_predictor"]
    of_variance = float(np.mean((2 * np.abs(log_odds - log_odds.mean()) + moved) * moved))
    logistic = np.pi**2 / 3
    return of_variance * logistic / (float(np.var(log_odds)) + logistic) ** 2


def _by_likelihood(name: str) -> Tolerance:
    reason = (
        "a function of the likelihood ratio, which is flat at the maximum: its rounding is left, over the number of "
        "patients or over the null deviance; a weak model explains a small difference of the two"
    )
    return iterative(1e-12, reason, bound=Bound(rounding, name, scale=1.0))


CHECK = Check(
    stem="r_squared",
    group="regression",
    title="R² of the model",
    compute=r_squared,
    result=RSquared,
    references=(
        RCall("rms", "lrm", fields=("nagelkerke",), note="its R2, on orthonormal columns and at the optimum"),
        RCall(
            "stats",
            "glm",
            conditions=GLM_SAYS,
            note="from its two deviances, its coefficients and its linear predictor, at the optimum",
        ),
        LibraryCall(
            "statsmodels",
            "GLM",
            fields=("cox_snell", "mcfadden"),
            conditions={"overflow encountered in exp": "-"},
            note="pseudo_rsquared of kind 'cs' and 'mcf', on standardised columns: its own where all are main effects, "
            "otherwise ours",
        ),
    ),
    quantities=(Quantity("R² (Nagelkerke)", "nagelkerke"),),
    tolerances={
        **{name: _by_likelihood(name) for name in ("cox_snell", "nagelkerke", "mcfadden", "mcfadden_adjusted")},
        "mckelvey_zavoina": iterative(
            1e-12,
            "a function of the variance of the linear predictor, which is off by what rounding does to each patient's",
            bound=Bound(rounding, "mckelvey_zavoina", scale=1.0),
        ),
    },
    citations=(
        Citation("Cox, Snell. The Analysis of Binary Data, 2nd ed., Chapman and Hall 1989, p. 208."),
        Citation(
            "Nagelkerke. A note on a general definition of the coefficient of determination. "
            "Biometrika 78 (1991) 691-692.",
            "10.1093/biomet/78.3.691",
        ),
        Citation("McFadden. In Zarembka (ed.), Frontiers in Econometrics, Academic Press 1974, 105-142."),
        Citation("Ben-Akiva, Lerman. Discrete Choice Analysis, MIT Press 1985, p. 167."),
        Citation(
            "McKelvey, Zavoina. A statistical model for the analysis of ordinal level dependent variables. Journal of "
            "Mathematical Sociology 4 (1975) 103-120.",
            "10.1080/0022250X.1975.9989847",
        ),
    ),
    scope=Scope.MODEL,
    unless=without_model,
)
