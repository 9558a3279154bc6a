"""Area under the ROC curve with DeLong's confidence interval."""

from __future__ import annotations

from parity.checks.pROC.var import variance_rounding
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    Quantity,
    RCall,
    Tolerance,
    Undefined,
    closed_form,
    special_function,
)
from parity.statistics.discrimination.auc_delong import AucDeLong, auc_delong


def _limit(sign: str) -> Tolerance:
    return special_function(
        f"area {sign} a normal quantile times the standard error, both below 1: 1e-15 is what their rounding leaves "
        "of a limit near 0, at any number of patients, since the standard error of a mean of placements, whose own "
        "rounding errors are at most 2e-16, has an error of that size at most",
        atol=1e-15,
    )


ONE_PATIENT = "of a single case or a single control there is no sample variance"

CHECK = Check(
    stem="auc_delong",
    group="discrimination",
    title="AUC, DeLong interval",
    compute=auc_delong,
    result=AucDeLong,
    references=(
        RCall(
            "pROC",
            "ci.auc",
            conditions={r"ROC curve with AUC == 1 is always": "perfect_separation"},
            note="direction fixed to '<', levels to 0 and 1: pROC's automatic direction would hide an area below 1/2",
        ),
        RCall(
            "stats",
            "wilcox.test",
            note="its statistic W over m·n; the variance by stats::var of placements, which are differences of ranks "
            "among all and among one's own",
        ),
    ),
    quantities=(Quantity("AUC", "auc", low="interval.low", high="interval.high"),),
    tolerances={
        "auc": closed_form(
            "a count of pairs over m·n, rounded once; R adds trapezoids whose widths are exact differences of rounded "
            "specificities, so that the errors of neighbours cancel, and at any number of points the roundings of "
            "terms of at most 1 are left",
            atol=1e-15,
        ),
        "variance": special_function(
            "one fraction of whole numbers, rounded once; R takes the sample variance of placements held as doubles, "
            "which where they hardly vary loses the digits they have in common. 1e-31: equal placements may differ "
            "from their mean by a rounding error, squared",
            atol=1e-31,
            bound=Bound(variance_rounding, "variance"),
        ),
        "interval.low": _limit("minus"),
        "interval.high": _limit("plus"),
    },
    undefined=(Undefined(("variance", "interval.low", "interval.high"), ONE_PATIENT),),
    citations=(
        Citation("DeLong, DeLong, Clarke-Pearson. Biometrics 44 (1988) 837-845.", "10.2307/2531595"),
        Citation("Sun, Xu. IEEE Signal Processing Letters 21 (2014) 1389-1393.", "10.1109/LSP.2014.2337313"),
        Citation("Robin et al. pROC. BMC Bioinformatics 12 (2011) 77.", "10.1186/1471-2105-12-77"),
    ),
)
