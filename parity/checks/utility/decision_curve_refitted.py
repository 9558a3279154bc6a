"""Decision curves of a model that is fitted anew in each resample."""

from __future__ import annotations

from parity.checks.rmda.decision_curve import CITATIONS, IN_PASSING, ON_A_THRESHOLD, tolerances
from parity.checks.vocabulary import Check, Quantity, RCall, Scope, without_model
from parity.statistics.utility.bands import BothPolicies
from parity.statistics.utility.decision_curve_refitted import decision_curve_refitted

CHECK = Check(
    stem="decision_curve_refitted",
    group="utility",
    title="Decision curve, refitted in each resample",
    compute=decision_curve_refitted,
    result=BothPolicies,
    scope=Scope.MODEL,
    unless=without_model,
    draws=True,
    references=(
        RCall(
            "rmda",
            "decision_curve",
            conditions=IN_PASSING,
            deviations=(ON_A_THRESHOLD,),
            note="the model by its formula, all patients drawn together; set.seed(seed) stands before the call of each "
            "policy",
            needs=("rms",),
        ),
    ),
    quantities=(
        Quantity(
            "Net benefit, refitted",
            "opt_in.net_benefit.value",
            "opt_in.net_benefit.low",
            "opt_in.net_benefit.high",
            at_most=4,
        ),
    ),
    tolerances=tolerances(BothPolicies),
    citations=CITATIONS,
)
