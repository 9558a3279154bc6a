"""Specificity at given sensitivities with bootstrap confidence intervals."""

from __future__ import annotations

from parity.checks.discrimination.bootstrap import (
    CARPENTER,
    EFRON,
    NOTE,
    PERFECT,
    PLAIN,
    ROBIN,
    STRATIFIED,
    limits,
    proportion,
    tolerances,
)
from parity.checks.pROC.one_class import STOPS_OF_ONE_CLASS
from parity.checks.vocabulary import Check, RCall, Scope
from parity.statistics.discrimination.sensitivity_bootstrap import TENTHS
from parity.statistics.discrimination.specificity_bootstrap import SpecificityBootstrap, specificity_bootstrap

_READ = proportion("read from a curve of counts over counts, on the line between two of its points")

CHECK = Check(
    stem="specificity_bootstrap",
    group="discrimination",
    title="Specificity at sensitivities, bootstrap intervals",
    compute=specificity_bootstrap,
    result=SpecificityBootstrap,
    scope=Scope.COHORT,
    inputs={"sensitivities": TENTHS},
    draws=True,
    references=(
        RCall("pROC", "ci.sp", fields=limits("stratified"), conditions=PERFECT, note=f"{STRATIFIED}; {NOTE}"),
        RCall(
            "pROC",
            "ci.sp",
            name="specificity_bootstrap_plain",
            fields=limits("plain"),
            conditions=PERFECT,
            deviations=(STOPS_OF_ONE_CLASS,),
            note=f"{PLAIN}; {NOTE}",
        ),
    ),
    tolerances=tolerances(_READ, "stratified", "plain"),
    citations=(EFRON, CARPENTER, ROBIN),
)
