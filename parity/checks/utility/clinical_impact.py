"""Clinical impact: how many patients a threshold calls at high risk, and how many of them have the event."""

from __future__ import annotations

from parity.checks.dcurves.dca import dca
from parity.checks.vocabulary import Check, Citation, RCall, closed_form
from parity.statistics.utility.clinical_impact import ClinicalImpact, clinical_impact

_SHARE = closed_form("a count over the number of patients; rmda puts it together from rates and the prevalence")

CHECK = Check(
    stem="clinical_impact",
    group="utility",
    title="Clinical impact",
    compute=clinical_impact,
    result=ClinicalImpact,
    references=(
        RCall(
            "rmda",
            "decision_curve",
            name="decision_curve",
            fields=("high_risk", "detected"),
            note="high risk means risk > threshold; risks given, no intervals",
        ),
        dca("detected_at_or_above"),
        RCall("base", "findInterval", note="the definition under both rules, from sorted risks"),
    ),
    tolerances={"high_risk": _SHARE, "detected": _SHARE, "detected_at_or_above": _SHARE},
    citations=(
        Citation(
            "Kerr, Brown, Zhu, Janes. Assessing the clinical impact of risk prediction models with decision curves. "
            "Journal of Clinical Oncology 34 (2016) 2534-2540.",
            "10.1200/JCO.2015.65.5654",
        ),
    ),
)
