"""The empirical ROC curve."""

from __future__ import annotations

from parity.checks.vocabulary import Check, Citation, RCall, exact
from parity.statistics.discrimination.roc_curve import RocCurve, roc_curve

_PROPORTION = exact("a count over a count: one division, correctly rounded on both sides")

CHECK = Check(
    stem="roc_curve",
    group="discrimination",
    title="ROC curve",
    compute=roc_curve,
    result=RocCurve,
    from_patients=("thresholds", "sensitivities", "specificities"),
    references=(
        RCall(
            "pROC",
            "roc",
            note="direction fixed to '<', levels to 0 and 1; thresholds are midpoints, as pROC reports them",
        ),
        RCall("base", "findInterval", note="counts of sorted risks below each midpoint"),
    ),
    tolerances={
        "thresholds": exact("half the sum of two doubles: one rounding, the same on both sides"),
        "sensitivities": _PROPORTION,
        "specificities": _PROPORTION,
    },
    citations=(
        Citation("Robin et al. pROC. BMC Bioinformatics 12 (2011) 77.", "10.1186/1471-2105-12-77"),
        Citation(
            "Fawcett. An introduction to ROC analysis. Pattern Recognition Letters 27 (2006) 861-874.",
            "10.1016/j.patrec.2005.10.010",
        ),
    ),
)
