"""Forward selection as SPSS's FSTEP(LR): who is asked, and how closely."""

from __future__ import annotations

from parity.checks.selection.reasons import (
    AT_THE_OPTIMUM,
    PATH,
    RATIO,
    R_SQUARED,
    SCORE,
    TAIL,
    WALD,
    no_path,
    of_candidates,
    outcome_of,
    path_of,
)
from parity.checks.selection.rounding import of_forward
from parity.checks.stats.glm import GLM_SAYS
from parity.checks.vocabulary import Bound, Check, Citation, RCall, Scope, Tolerance, exact, iterative
from parity.statistics.fields import field_names
from parity.statistics.selection.forward_selection import ForwardSelection, forward_selection


def _allowed(name: str, reason: str = AT_THE_OPTIMUM, scale: float | str | tuple[str, ...] = 0.0) -> Tolerance:
    return iterative(1e-12, reason, bound=Bound(of_forward, name, scale))


_OF_LOOP = ("stopped", "changes", "score", "score_degrees_of_freedom", "score_p")
_OMNIBUS = (
    "minus_two_log_likelihood",
    *(f"{what}_{field}" for what in ("step", "model") for field in ("chi_square", "degrees_of_freedom", "p")),
    "cox_snell",
    "nagelkerke",
)
_TABLES = tuple(name for name in field_names(ForwardSelection) if name not in (*_OF_LOOP, *_OMNIBUS))
_ON_PATH = "of each model on the path, which is held against R's own beside it"

CHECK = Check(
    stem="forward_selection",
    group="selection",
    title="Forward selection (SPSS's Forward: LR)",
    compute=forward_selection,
    result=ForwardSelection,
    inputs={
        "outcome": outcome_of,
        "formula": of_candidates,
        "entry": lambda sample: sample.study.entry,
        "removal": lambda sample: sample.study.removal,
        "path": path_of,
    },
    further_inputs=("path",),
    references=(
        RCall(
            "stats",
            "glm",
            fields=_OF_LOOP,
            sends=("outcome", "candidates", "entry", "removal", "formula"),
            conditions=GLM_SAYS,
            note="a loop of its own: anova of test Rao lets in, drop1 of test LRT puts out, each fit at the optimum; "
            "SPSS itself was not asked",
        ),
        RCall(
            "stats",
            "anova",
            name="forward_selection_omnibus",
            fields=_OMNIBUS,
            sends=("outcome", "candidates", "formula", "path"),
            conditions=GLM_SAYS,
            note=_ON_PATH,
        ),
        RCall(
            "stats",
            "drop1",
            name="forward_selection_tables",
            fields=_TABLES,
            sends=("outcome", "candidates", "level", "formula", "path"),
            conditions=GLM_SAYS,
            note=f"with glm and anova of test Rao, {_ON_PATH}",
        ),
    ),
    tolerances={
        "stopped": exact("the reason why there is no further step"),
        "changes": exact(PATH),
        "minus_two_log_likelihood": _allowed("minus_two_log_likelihood", RATIO, 1.0),
        "step_chi_square": _allowed("step_chi_square", RATIO, 1.0),
        "step_degrees_of_freedom": exact("a count of columns"),
        "step_p": _allowed("step_p", TAIL),
        "model_chi_square": _allowed("model_chi_square", RATIO, 1.0),
        "model_degrees_of_freedom": exact("a count of columns"),
        "model_p": _allowed("model_p", TAIL),
        "cox_snell": _allowed("cox_snell", R_SQUARED, 1.0),
        "nagelkerke": _allowed("nagelkerke", R_SQUARED, 1.0),
        "coefficients": _allowed("coefficients", scale="standard_errors"),
        "standard_errors": _allowed("standard_errors"),
        "wald": _allowed("wald", WALD, 1.0),
        "p": _allowed("p", TAIL),
        "odds_ratios": _allowed("odds_ratios", scale="odds_ratios"),
        "odds_ratios_low": _allowed("odds_ratios_low", scale="odds_ratios_low"),
        "odds_ratios_high": _allowed("odds_ratios_high", scale="odds_ratios_high"),
        "set_wald": _allowed("set_wald", WALD, 1.0),
        "set_degrees_of_freedom": exact("a count of columns"),
        "set_wald_p": _allowed("set_wald_p", TAIL),
        "log_likelihood_without": _allowed("log_likelihood_without", RATIO, 1.0),
        "removal_chi_square": _allowed("removal_chi_square", RATIO, 1.0),
        "removal_p": _allowed("removal_p", TAIL),
        "score": _allowed("score", SCORE, 1.0),
        "score_degrees_of_freedom": exact("a count of columns"),
        "score_p": _allowed("score_p", TAIL),
        "column_score": _allowed("column_score", SCORE, 1.0),
        "column_score_p": _allowed("column_score_p", TAIL),
        "overall_score": _allowed("overall_score", SCORE, 1.0),
        "overall_degrees_of_freedom": exact("a count of columns"),
        "overall_p": _allowed("overall_p", TAIL),
    },
    citations=(
        Citation("IBM. SPSS Statistics Algorithms, chapter LOGISTIC REGRESSION Algorithms."),
        Citation("IBM. SPSS Statistics Command Syntax Reference, METHOD Subcommand (LOGISTIC REGRESSION command)."),
        Citation(
            "Rao. Large sample tests of statistical hypotheses. Proc. Camb. Phil. Soc. 44 (1948) 50-57.",
            "10.1017/S0305004100023987",
        ),
    ),
    scope=Scope.MODEL,
    unless=no_path,
)
