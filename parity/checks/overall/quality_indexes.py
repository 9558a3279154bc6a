"""Indexes D, U and Q: what is asked of val.prob and glm, and how closely."""

from __future__ import annotations

from parity.checks.overall.rounding import deviance, deviance_per_patient, indexes, indexes_by_val_prob
from parity.checks.rms import val_prob
from parity.checks.rms.val_prob import Generation
from parity.checks.stats.glm import GLM_SAYS
from parity.checks.stats.pchisq import AS_ONE_MINUS, FROM_ONE
from parity.checks.vocabulary import BothStop, Bound, Check, Citation, RCall, Tolerance, Undefined, special_function
from parity.checks.vocabulary.tolerance import Function
from parity.statistics.overall.quality_indexes import QualityIndexes, quality_indexes

_DIFFERENCE = "a difference of two deviances, each a sum of n logarithms, whose rounding is left"
_OF_THE_LINE = (
    f"{_DIFFERENCE}; that of the line has the rounding errors of the log odds times its slope, which is steep where "
    "risks hardly differ"
)
_TAIL = (
    "upper tail of chi-square: what the rounding of the chi-square does to it, which is most where there is no effect"
)


def _tolerances(function: Function, reason: str = "", from_one: float = 0.0) -> dict[str, Tolerance]:
    def allowed(name: str, because: str, scale: float | Function = 0.0, atol: float = 0.0) -> Tolerance:
        return special_function(f"{because}{reason}", atol=atol, bound=Bound(function, name, scale))

    per_patient = "over n"
    return {
        "r2": allowed("r2", f"a quotient of functions of deviances: {_DIFFERENCE}, over that of the prevalence", 1.0),
        "d": allowed("d", f"{_DIFFERENCE}, {per_patient}", deviance_per_patient),
        "d_chi_square": allowed("d_chi_square", _DIFFERENCE, deviance),
        "d_p": allowed("d_p", _TAIL, atol=from_one),
        "u": allowed("u", f"{_OF_THE_LINE}, {per_patient}", deviance_per_patient),
        "u_chi_square": allowed("u_chi_square", _OF_THE_LINE, deviance),
        "u_p": allowed("u_p", _TAIL, atol=from_one),
        "q": allowed("q", f"{_OF_THE_LINE}, {per_patient}", deviance_per_patient),
    }


_BY_VAL_PROB = ("r2", "d", "d_chi_square", "u", "u_chi_square", "u_p", "q")
_BEFORE_7 = (Generation.BEFORE_6_9, Generation.BEFORE_7)

CHECK = Check(
    stem="quality_indexes",
    group="overall",
    title="Indexes D, U and Q",
    compute=quality_indexes,
    result=QualityIndexes,
    references=(
        val_prob.asked(
            (*_BY_VAL_PROB, "d_p"),
            tolerances=_tolerances(
                indexes_by_val_prob, f"; lrm.fit adds in doubles, one patient after the other; {AS_ONE_MINUS}", FROM_ONE
            ),
            conditions={val_prob.DELETED: "risk_of_zero_or_one"},
            deviations=(
                *val_prob.STOPS,
                *val_prob.deviations(val_prob.NO_P, "d_p", only=_BEFORE_7),
                val_prob.WITHOUT_LOGITS,
                *val_prob.deviations(val_prob.INDEXES, "d_p", only=(Generation.FROM_7,), rounding=indexes_by_val_prob),
                *val_prob.deviations(val_prob.INDEXES, *_BY_VAL_PROB, rounding=indexes_by_val_prob),
            ),
            where_both_stop=val_prob.BOTH_STOP,
            note="D is that of the predictions as they are",
        ),
        RCall(
            "stats",
            "glm",
            conditions=GLM_SAYS,
            where_both_stop=(
                BothStop(
                    val_prob.NOTHING_TO_RECALIBRATE, "mu must be a nonempty numeric vector", when=val_prob.all_certain
                ),
            ),
            note="deviances at the optimum (epsilon = 1e-14); that of the predictions from stats::binomial",
        ),
    ),
    tolerances=_tolerances(indexes),
    undefined=(Undefined(("r2",), "the patients with risks within 0 and 1 have one outcome: nothing to explain"),),
    citations=(
        Citation(
            "Harrell, Lee, Mark. Multivariable prognostic models. Statistics in Medicine 15 (1996) 361-387.",
            "10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4",
        ),
        Citation(
            "Miller, Hui, Tierney. Validation techniques for logistic regression models. "
            "Statistics in Medicine 10 (1991) 1213-1226.",
            "10.1002/sim.4780100805",
        ),
        Citation(
            "Nagelkerke. A note on a general definition of the coefficient of determination. "
            "Biometrika 78 (1991) 691-692.",
            "10.1093/biomet/78.3.691",
        ),
    ),
)
