"""Backward elimination by ``fastbw``: who is asked, and how closely."""

from __future__ import annotations

from parity.checks.selection.reasons import no_whole_model, of_candidates, outcome_of
from parity.checks.selection.rounding import of_backward
from parity.checks.stats.pchisq import AS_ONE_MINUS, FROM_ONE
from parity.checks.vocabulary import Bound, Check, Citation, RCall, Scope, Tolerance, exact, linear_solve
from parity.statistics.selection.backward_elimination import BackwardElimination, backward_elimination

_SOLVED = (
    "solved in the information of the whole model: the rounding of its fit, in standard errors, times the condition "
    "number of the correlations of its effects"
)
_TAIL = f"upper tail of chi-square, {AS_ONE_MINUS}: what the rounding of the statistic does to it"


def _of_rule(rule: str) -> dict[str, Tolerance]:
    def allowed(name: str, scale: float | str = 0.0) -> Tolerance:
        return linear_solve(_SOLVED, bound=Bound(of_backward, f"{rule}.{name}", scale))

    def tail(name: str) -> Tolerance:
        return linear_solve(_TAIL, atol=FROM_ONE, bound=Bound(of_backward, f"{rule}.{name}"))

    fields = {
        "deleted": exact("the candidate that goes, the first named of equal ones"),
        "chi_square": allowed("chi_square", 1.0),
        "degrees_of_freedom": exact("a count of columns"),
        "p": tail("p"),
        "residual": allowed("residual", 1.0),
        "residual_degrees_of_freedom": exact("a count of columns"),
        "residual_p": tail("residual_p"),
        "aic": allowed("aic", 1.0),
        "coefficients": allowed("coefficients", f"{rule}.standard_errors"),
        "standard_errors": allowed("standard_errors"),
    }
    return {f"{rule}.{name}": tolerance for name, tolerance in fields.items()}


CHECK = Check(
    stem="backward_elimination",
    group="selection",
    title="Backward elimination (fastbw)",
    compute=backward_elimination,
    result=BackwardElimination,
    inputs={"outcome": outcome_of, "formula": of_candidates, "stay": 0.05},
    references=(
        RCall(
            "rms",
            "fastbw",
            note="of lrm at the optimum, on standardised columns; rules p and aic, types residual and individual",
        ),
    ),
    tolerances={
        **_of_rule("p_residual"),
        **_of_rule("p_individual"),
        **_of_rule("aic_residual"),
        **_of_rule("aic_individual"),
    },
    citations=(
        Citation(
            "Lawless, Singhal. Efficient screening of nonnormal regression models. Biometrics 34 (1978) 318-327.",
            "10.2307/2530022",
        ),
        Citation("Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015.", "10.1007/978-3-319-19425-7"),
    ),
    scope=Scope.MODEL,
    unless=no_whole_model,
)
