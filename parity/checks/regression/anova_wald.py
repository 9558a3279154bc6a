"""The table of Wald tests of rms: who is asked, and how closely."""

from __future__ import annotations

from parity.checks.regression.tests_rounding import of_anova
from parity.checks.rms.anova import LOST
from parity.checks.stats.pchisq import AS_ONE_MINUS, FROM_ONE
from parity.checks.vocabulary import Bound, Check, Citation, RCall, Scope, exact, linear_solve, without_model
from parity.statistics.regression.anova_wald import AnovaWald, anova_wald

CHECK = Check(
    stem="anova_wald",
    group="regression",
    title="Wald tests, as rms has them",
    compute=anova_wald,
    result=AnovaWald,
    further_inputs=("coefficients", "linear_predictor"),
    references=(
        RCall(
            "rms",
            "anova.rms",
            deviations=(LOST,),
            conditions={r"tests of nonlinear interaction with respect to single component": "-"},
            note="of a fit that is given the verified coefficients, and the covariance that follows from the verified "
            "log odds; row by row in its order",
        ),
    ),
    tolerances={
        "chi_square": linear_solve(
            "rms solves for it from the covariance of the coefficients, which costs digits where their columns are "
            "nearly collinear or their units far apart",
            bound=Bound(of_anova, "chi_square", scale=1.0),
        ),
        "degrees_of_freedom": exact("a count of coefficients"),
        "p": linear_solve(
            f"an upper tail of chi-square: what the rounding of the chi-square does to it; {AS_ONE_MINUS}",
            atol=FROM_ONE,
            bound=Bound(of_anova, "p"),
        ),
    },
    citations=(
        Citation(
            "Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015, section 9.3.", "10.1007/978-3-319-19425-7"
        ),
        Citation(
            "Wald. Transactions of the American Mathematical Society 54 (1943) 426-482.",
            "10.1090/S0002-9947-1943-0012401-3",
        ),
    ),
    scope=Scope.MODEL,
    unless=without_model,
)
