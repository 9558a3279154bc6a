"""Sensitivity at given specificities with bootstrap confidence intervals."""

from __future__ import annotations

from parity.checks.discrimination.bootstrap import (
    CARPENTER,
    EFRON,
    LOST,
    NOTE,
    PERFECT,
    PLAIN,
    ROBIN,
    STRATIFIED,
    limits,
    proportion,
    tolerances,
)
from parity.checks.pROC.ci_auc import STOPS
from parity.checks.vocabulary import Check, RCall, Scope
from parity.statistics.discrimination.sensitivity_bootstrap import (
    TENTHS,
    SensitivityBootstrap,
    sensitivity_bootstrap,
)

_READ = proportion("read from a curve of counts over counts, on the line between two of its points")

CHECK = Check(
    stem="sensitivity_bootstrap",
    group="discrimination",
    title="Sensitivity at specificities, bootstrap intervals",
    compute=sensitivity_bootstrap,
    result=SensitivityBootstrap,
    scope=Scope.COHORT,
    inputs={"specificities": TENTHS},
    draws=True,
    references=(
        RCall("pROC", "ci.se", fields=limits("stratified"), conditions=PERFECT, note=f"{STRATIFIED}; {NOTE}"),
        RCall(
            "pROC",
            "ci.se",
            name="sensitivity_bootstrap_plain",
            fields=limits("plain"),
            conditions={**PERFECT, **LOST},
            deviations=(STOPS,),
            note=f"{PLAIN}; {NOTE}",
        ),
    ),
    tolerances=tolerances(_READ, "stratified", "plain"),
    citations=(EFRON, CARPENTER, ROBIN),
)
