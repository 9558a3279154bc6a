"""Indexes of accuracy corrected for optimism: who is asked, and how closely."""

from __future__ import annotations

from parity.checks.rms.no_model import LEFT_OUT
from parity.checks.rms.validate import ARRAYS, SCALARS, SENT, deviations
from parity.checks.validation.rounding import rounding
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    Quantity,
    RCall,
    Scope,
    Tolerance,
    exact,
    iterative,
    without_model,
)
from parity.statistics.validation.optimism import FIELD_OF, FOLDS, Optimism, optimism
from parity.statistics.validation.plans import Method

CALLS = {
    Method.BOOT: ("optimism", 'method = "boot"'),
    Method.CROSSVALIDATION: ("optimism_crossvalidation", f'method = "crossvalidation", B = {FOLDS}'),
    Method.OMITTED: ("optimism_632", 'method = ".632"'),
    Method.RANDOMIZATION: ("optimism_randomization", 'method = "randomization"'),
}


def _call(method: Method) -> RCall:
    name, how = CALLS[method]
    prefix = FIELD_OF[method]
    return RCall(
        "rms",
        "validate",
        name=name,
        fields=tuple(f"{prefix}.{field}" for field in (*ARRAYS, "used", *SCALARS)),
        sends=SENT[method],
        conditions=LEFT_OUT,
        deviations=deviations(method),
        note=f"{how}; set.seed(seed) stands before the call; lrm at its defaults",
    )


def _tolerances(method: Method) -> dict[str, Tolerance]:
    prefix = FIELD_OF[method]
    reason = (
        "the same resamples, by R's own generator from the same seed; in each both sides take the same steps, whose "
        "rounding is magnified where a resample is nearly separated: the bound; beside it that of sums over the "
        "patients, and of the mean over the resamples, of numbers of about 1"
    )
    made = {
        f"{prefix}.{name}": iterative(1e-13, reason, atol=1e-13, bound=Bound(rounding, f"{prefix}.{name}", scale=1.0))
        for name in (*ARRAYS, *SCALARS)
    }
    return {**made, f"{prefix}.used": exact("a count of resamples")}


CHECK = Check(
    stem="optimism",
    group="validation",
    title="Indexes corrected for optimism",
    compute=optimism,
    result=Optimism,
    draws=True,
    inputs={"folds": FOLDS},
    scope=Scope.MODEL,
    unless=without_model,
    references=tuple(_call(method) for method in Method),
    quantities=(
        Quantity("AUC, corrected for optimism", "boot.auc_corrected"),
        Quantity("Calibration slope, corrected for optimism", "boot.slope_corrected"),
        Quantity("Brier score, corrected for optimism", "boot.brier_corrected"),
        Quantity("R² (Nagelkerke), corrected for optimism", "boot.r2_corrected"),
        Quantity("AUC, tenfold cross-validation", "crossvalidation.auc_corrected"),
    ),
    tolerances={name: tolerance for method in Method for name, tolerance in _tolerances(method).items()},
    citations=(
        Citation(
            "Harrell, Lee, Mark. Statistics in Medicine 15 (1996) 361-387.",
            "10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4",
        ),
        Citation(
            "Efron. Journal of the American Statistical Association 78 (1983) 316-331.",
            "10.1080/01621459.1983.10477973",
        ),
        Citation("Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015.", "10.1007/978-3-319-19425-7"),
    ),
)
