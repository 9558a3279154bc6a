"""Decision curve analysis: net benefit over threshold probabilities."""

from __future__ import annotations

from parity.checks.dcurves.dca import dca
from parity.checks.vocabulary import Check, Citation, Quantity, RCall, closed_form, exact
from parity.statistics.utility.decision_curve import DecisionCurve, decision_curve

_NET_BENEFIT = closed_form(
    "true positives minus weighted false positives, made of counts, which are exact at any number of patients: where "
    "the two cancel, at most a dozen roundings of terms of at most 1 are left",
    atol=2e-15,
)
OF_RMDA = (
    "net_benefit",
    "net_benefit_all",
    "net_benefit_none",
    "standardized_net_benefit",
    "standardized_net_benefit_all",
)
OF_DCURVES = ("net_benefit_at_or_above", "net_benefit_all_at_or_above", "net_benefit_none")

CHECK = Check(
    stem="decision_curve",
    group="utility",
    title="Decision curve",
    compute=decision_curve,
    result=DecisionCurve,
    references=(
        RCall(
            "rmda",
            "decision_curve",
            fields=OF_RMDA,
            note="high risk means risk > threshold; risks given, no intervals",
        ),
        dca(*OF_DCURVES),
        RCall("base", "findInterval", note="the definition under both rules, from sorted risks"),
    ),
    quantities=(Quantity("Net benefit", "net_benefit", at_most=4),),
    tolerances={
        "net_benefit": _NET_BENEFIT,
        "net_benefit_at_or_above": _NET_BENEFIT,
        "net_benefit_all": _NET_BENEFIT,
        "net_benefit_all_at_or_above": _NET_BENEFIT,
        "net_benefit_none": exact("nobody is treated, nobody benefits: 0 by definition"),
        "standardized_net_benefit": _NET_BENEFIT,
        "standardized_net_benefit_all": _NET_BENEFIT,
    },
    citations=(
        Citation(
            "Vickers, Elkin. Decision curve analysis. Medical Decision Making 26 (2006) 565-574.",
            "10.1177/0272989X06295361",
        ),
        Citation(
            "Kerr, Brown, Zhu, Janes. Assessing the clinical impact of risk prediction models with decision curves. "
            "Journal of Clinical Oncology 34 (2016) 2534-2540.",
            "10.1200/JCO.2015.65.5654",
        ),
    ),
)
