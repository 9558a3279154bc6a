"""Univariable logistic regression: who is asked, and how closely."""

from __future__ import annotations

from parity.checks.selection.rounding import of_univariable
from parity.checks.selection.reasons import (
    AT_THE_OPTIMUM,
    RATIO,
    SCORE,
    TAIL,
    WALD,
    of_candidates,
    outcome_of,
    without_candidates,
)
from parity.checks.stats.glm import GLM_SAYS
from parity.checks.vocabulary import Bound, Check, Citation, Quantity, RCall, Scope, Tolerance, exact, iterative
from parity.statistics.selection.univariable_logistic import UnivariableLogistic, univariable_logistic


def _allowed(name: str, reason: str = AT_THE_OPTIMUM, scale: float | str | tuple[str, ...] = 0.0) -> Tolerance:
    return iterative(1e-12, reason, bound=Bound(of_univariable, name, scale))


CHECK = Check(
    stem="univariable_logistic",
    group="selection",
    title="Univariable logistic regression",
    compute=univariable_logistic,
    result=UnivariableLogistic,
    inputs={"outcome": outcome_of, "formula": of_candidates},
    references=(
        RCall(
            "stats",
            "glm",
            conditions=GLM_SAYS,
            note="of each candidate alone, at the optimum; drop1 for the likelihood ratio, anova of test Rao for the "
            "score",
        ),
    ),
    quantities=(
        Quantity("Odds ratio, alone", "odds_ratios", low="odds_ratios_low", high="odds_ratios_high"),
        Quantity("p, Wald", "p", p_value=True),
    ),
    tolerances={
        "coefficients": _allowed("coefficients", scale="standard_errors"),
        "standard_errors": _allowed("standard_errors"),
        "z": _allowed("z", scale=1.0),
        "p": _allowed("p", TAIL),
        "odds_ratios": _allowed("odds_ratios", scale=("odds_ratios", "standard_errors")),
        "odds_ratios_low": _allowed("odds_ratios_low", scale=("odds_ratios_low", "standard_errors")),
        "odds_ratios_high": _allowed("odds_ratios_high", scale=("odds_ratios_high", "standard_errors")),
        "intercepts": _allowed("intercepts", scale=1.0),
        "degrees_of_freedom": exact("a count of columns"),
        "wald": _allowed("wald", WALD, 1.0),
        "wald_p": _allowed("wald_p", TAIL),
        "likelihood_ratio": _allowed("likelihood_ratio", RATIO, 1.0),
        "likelihood_ratio_p": _allowed("likelihood_ratio_p", TAIL),
        "score": _allowed("score", SCORE, 1.0),
        "score_p": _allowed("score_p", TAIL),
    },
    citations=(
        Citation(
            "Hosmer, Lemeshow, Sturdivant. Applied Logistic Regression, 3rd ed., Wiley 2013, section 4.2.",
            "10.1002/9781118548387",
        ),
        Citation(
            "Rao. Large sample tests of statistical hypotheses. Proc. Camb. Phil. Soc. 44 (1948) 50-57.",
            "10.1017/S0305004100023987",
        ),
    ),
    scope=Scope.MODEL,
    unless=without_candidates,
)
