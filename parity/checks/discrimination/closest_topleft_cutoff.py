"""The cut-off closest to the top left corner of the ROC plot."""

from __future__ import annotations

from parity.checks.vocabulary import Check, Citation, RCall, exact
from parity.statistics.discrimination.closest_topleft_cutoff import ClosestTopleftCutoff, closest_topleft_cutoff

_PROPORTION = exact("a count over a count: one division, correctly rounded on both sides")

CHECK = Check(
    stem="closest_topleft_cutoff",
    group="discrimination",
    title="Cut-off closest to the top left",
    compute=closest_topleft_cutoff,
    result=ClosestTopleftCutoff,
    from_patients=("cutoffs",),
    references=(RCall("pROC", "coords", note="best.method = 'closest.topleft'; all tied cut-offs"),),
    tolerances={
        "squared_distance": exact("the sum of two squares of 1 less a proportion, in this order on both sides"),
        "count": exact("a count of cut-offs that are tied"),
        "cutoffs": exact("half the sum of two doubles: one rounding, the same on both sides"),
        "sensitivities": _PROPORTION,
        "specificities": _PROPORTION,
    },
    citations=(
        Citation(
            "Perkins, Schisterman. The inconsistency of 'optimal' cutpoints. American Journal of Epidemiology 163 "
            "(2006) 670-675.",
            "10.1093/aje/kwj063",
        ),
        Citation("Robin et al. pROC. BMC Bioinformatics 12 (2011) 77.", "10.1186/1471-2105-12-77"),
    ),
)
