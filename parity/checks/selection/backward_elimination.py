"""Backward elimination by ``fastbw``: who is asked, and how closely."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from parity.checks.rms.fastbw import LOST
from parity.checks.rms.lrm import is_singular_before_7
from parity.checks.rms.lrm_fit import BEFORE_7
from parity.checks.selection.backward_rounding import of_backward
from parity.checks.selection.reasons import no_whole_model, of_candidates, outcome_of
from parity.checks.stats.pchisq import AS_ONE_MINUS, FROM_ONE
from parity.checks.vocabulary import Bound, Check, Citation, Deviation, RCall, Scope, Tolerance, exact, linear_solve
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.selection.backward_elimination import BackwardElimination, backward_elimination

_SOLVED = (
    "in R solved in the inverse of the whole model's information: the rounding of its fit, in standard errors, and "
    "that of the information times the condition number of the correlations of its effects"
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


def _singular_before_7(outcome: np.ndarray, candidates: Mapping[str, Column], formula: Formula) -> bool:
    columns = model_matrix(formula, candidates).values[:, 1:]
    standardised = (columns - columns.mean(axis=0)) / columns.std(axis=0, ddof=1)
    return is_singular_before_7(outcome, np.column_stack([np.ones(len(columns)), standardised]))


_NO_FIT = "argument is of length zero|does not have variance-covariance matrix"
"""What fastbw says of a fit that lrm has not made."""
_CAUSE = "lrm takes the information of nearly collinear candidates for singular, even of standardised columns"

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
            deviations=(LOST, Deviation((), BEFORE_7, _CAUSE, where_it_stops=_NO_FIT, when=_singular_before_7)),
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
