"""Decision curves of given risks in cases and controls, with bootstrap bands."""

from __future__ import annotations

from parity.checks.rmda.decision_curve import (
    CITATIONS,
    IN_PASSING,
    POPULATION_PREVALENCE,
    STOPS_AT_ONE,
    tolerances,
)
from parity.checks.vocabulary import Check, Citation, RCall, Scope
from parity.statistics.utility.bands import BothPolicies
from parity.statistics.utility.decision_curve_case_control import decision_curve_case_control

CHECK = Check(
    stem="decision_curve_case_control",
    group="utility",
    title="Decision curve of cases and controls, bootstrap bands",
    compute=decision_curve_case_control,
    result=BothPolicies,
    scope=Scope.COHORT,
    draws=True,
    inputs={"population_prevalence": POPULATION_PREVALENCE},
    references=(
        RCall(
            "rmda",
            "decision_curve",
            conditions=IN_PASSING,
            deviations=(STOPS_AT_ONE,),
            note='risks given; study.design = "case-control", as if a tenth of the population had the event; '
            "set.seed(seed) stands before the call of each policy",
        ),
    ),
    tolerances=tolerances(BothPolicies),
    citations=(
        *CITATIONS,
        Citation("Pfeiffer, Gail. Biometrical Journal 62 (2020) 764-776.", "10.1002/bimj.201800240"),
    ),
)
