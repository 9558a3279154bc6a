"""Decision curves of a model that is fitted anew in each resample of cases and of controls."""

from __future__ import annotations

from parity.checks.rmda.decision_curve import (
    CITATIONS,
    IN_PASSING,
    ON_A_THRESHOLD,
    POPULATION_PREVALENCE,
    RISKS_LOST,
    STOPS_AT_ONE,
    tolerances,
)
from parity.checks.vocabulary import Check, Citation, RCall, Scope, without_model
from parity.statistics.utility.bands import BothPolicies
from parity.statistics.utility.decision_curve_refitted_case_control import decision_curve_refitted_case_control

CHECK = Check(
    stem="decision_curve_refitted_case_control",
    group="utility",
    title="Decision curve of cases and controls, refitted",
    compute=decision_curve_refitted_case_control,
    result=BothPolicies,
    scope=Scope.MODEL,
    unless=without_model,
    draws=True,
    inputs={"population_prevalence": POPULATION_PREVALENCE},
    references=(
        RCall(
            "rmda",
            "decision_curve",
            conditions=IN_PASSING,
            deviations=(ON_A_THRESHOLD, RISKS_LOST, STOPS_AT_ONE),
            note='the model by its formula; study.design = "case-control", as if a tenth of the population had the '
            "event; set.seed(seed) stands before the call of each policy",
            needs=("rms",),
        ),
    ),
    tolerances=tolerances(BothPolicies),
    citations=(*CITATIONS, Citation("Prentice, Pyke. Biometrika 66 (1979) 403-411.", "10.1093/biomet/66.3.403")),
)
