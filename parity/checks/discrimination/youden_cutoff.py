"""The cut-off that maximises Youden's index."""

from __future__ import annotations

from parity.checks.vocabulary import Check, Citation, RCall, exact
from parity.statistics.discrimination.youden_cutoff import YoudenCutoff, youden_cutoff

_PROPORTION = exact("a count over a count: one division, correctly rounded on both sides")

CHECK = Check(
    stem="youden_cutoff",
    group="discrimination",
    title="Youden cut-off",
    compute=youden_cutoff,
    result=YoudenCutoff,
    references=(
        RCall("pROC", "coords", note="all tied cut-offs; pROC's 'youden' is J + 1, the script takes 1 away"),
        RCall("base", "findInterval", note="counts of sorted risks below each midpoint; every largest sum"),
    ),
    tolerances={
        "youden": exact("the sum of two proportions minus 1, in this order on both sides"),
        "count": exact("a count of cut-offs that are tied"),
        "cutoffs": exact("half the sum of two doubles: one rounding, the same on both sides"),
        "sensitivities": _PROPORTION,
        "specificities": _PROPORTION,
    },
    citations=(
        Citation(
            "Youden. Index for rating diagnostic tests. Cancer 3 (1950) 32-35.",
            "10.1002/1097-0142(1950)3:1<32::aid-cncr2820030106>3.0.co;2-3",
        ),
        Citation("Robin et al. pROC. BMC Bioinformatics 12 (2011) 77.", "10.1186/1471-2105-12-77"),
    ),
)
