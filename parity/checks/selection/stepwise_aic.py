"""Stepwise selection by AIC: who is asked, and how closely."""

from __future__ import annotations

from parity.checks.selection.reasons import RATIO, no_whole_model, of_candidates, outcome_of
from parity.checks.selection.stepwise_rounding import of_stepwise
from parity.checks.stats.glm import GLM_SAYS
from parity.checks.vocabulary import Bound, Check, Citation, RCall, Scope, Tolerance, exact, iterative
from parity.statistics.selection.stepwise_aic import StepwiseAic, stepwise_aic


def _of_path(path: str) -> dict[str, Tolerance]:
    def allowed(name: str) -> Tolerance:
        return iterative(1e-12, RATIO, bound=Bound(of_stepwise, f"{path}.{name}", 1.0))

    fields = {
        "changes": exact("the change that makes the AIC smallest"),
        "degrees_of_freedom": exact("a count of columns"),
        "deviance": allowed("deviance"),
        "residual_degrees_of_freedom": exact("a count of patients less one of columns"),
        "residual_deviance": allowed("residual_deviance"),
        "aic": allowed("aic"),
    }
    return {f"{path}.{name}": tolerance for name, tolerance in fields.items()}


CHECK = Check(
    stem="stepwise_aic",
    group="selection",
    title="Stepwise selection by AIC (step)",
    compute=stepwise_aic,
    result=StepwiseAic,
    inputs={"outcome": outcome_of, "formula": of_candidates},
    references=(RCall("stats", "step", conditions=GLM_SAYS, note="on glm at the optimum, its trace off"),),
    tolerances={**_of_path("backward"), **_of_path("both"), **_of_path("forward"), **_of_path("both_from_none")},
    citations=(
        Citation(
            "Akaike. A new look at the statistical model identification. IEEE Trans. Autom. Control 19 (1974) 716-723.",
            "10.1109/TAC.1974.1100705",
        ),
        Citation(
            "Venables, Ripley. Modern Applied Statistics with S, 4th ed., Springer 2002.", "10.1007/978-0-387-21706-2"
        ),
    ),
    scope=Scope.MODEL,
    unless=no_whole_model,
)
