"""Cut-offs that weigh a missed case against a false alarm: who is asked, and at which weights."""

from __future__ import annotations

from typing import Any

from parity.checks.vocabulary import Check, Citation, RCall, exact
from parity.statistics.discrimination.weighted_cutoffs import WeightedCutoffs, weighted_cutoffs

COST = 2.0


def prevalence_of_development(sample: Any) -> float:
    """The share of events among the patients that the model was fitted on, which the weights need in (0, 1)."""
    return float(sample.fitted_on.outcome.mean())


_CRITERION = exact("the same few operations on proportions, in the same order on both sides")
_CUTOFF = exact("half the sum of two doubles: one rounding, the same on both sides")
_PROPORTION = exact("a count over a count: one division, correctly rounded on both sides")

CHECK = Check(
    stem="weighted_cutoffs",
    group="discrimination",
    title="Weighted cut-offs",
    compute=weighted_cutoffs,
    result=WeightedCutoffs,
    from_patients=("youden.cutoffs", "closest_topleft.cutoffs"),
    inputs={"cost": COST, "prevalence": prevalence_of_development},
    references=(
        RCall(
            "pROC",
            "coords",
            note="best.weights = c(2, prevalence of the development cohort): a missed case as two false alarms; "
            "all tied cut-offs; pROC's 'youden' is J + 1, the script takes 1 away",
        ),
    ),
    tolerances={
        f"{criterion}.{part}": tolerance
        for criterion in ("youden", "closest_topleft")
        for part, tolerance in {
            "criterion": _CRITERION,
            "cutoffs": _CUTOFF,
            "sensitivities": _PROPORTION,
            "specificities": _PROPORTION,
        }.items()
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
