"""The Youden cut-off, chosen anew in each resample, with bootstrap confidence intervals."""

from __future__ import annotations

from parity.checks.discrimination.bootstrap import (
    EFRON,
    LOST,
    NOTE,
    PERFECT,
    PLAIN,
    STRATIFIED,
    limits,
    proportion,
    tolerances,
)
from parity.checks.discrimination.youden_cutoff import CHECK as YOUDEN_CUTOFF
from parity.checks.pROC.best_policy import OF_PLAIN, OF_STRATA, REFUSED_OF_PLAIN, REFUSED_OF_STRATA, SAID
from parity.checks.pROC.ci_auc import STOPS
from parity.checks.vocabulary import Check, Quantity, RCall, Scope, closed_form
from parity.statistics.discrimination.best_cutoff_bootstrap import BestCutoffBootstrap, best_cutoff_bootstrap

_FIELDS = ("cutoff", "sensitivity", "specificity")
_TIES = "best.policy = 'random': of several best cut-offs of a resample one is drawn"

CHECK = Check(
    stem="best_cutoff_bootstrap",
    group="discrimination",
    title="Youden cut-off of each resample, bootstrap intervals",
    compute=best_cutoff_bootstrap,
    result=BestCutoffBootstrap,
    scope=Scope.COHORT,
    inputs={"policy": "random"},
    draws=True,
    references=(
        RCall(
            "pROC",
            "ci.coords",
            fields=limits(*(f"stratified.{one}" for one in _FIELDS)),
            conditions={**PERFECT, **SAID},
            deviations=OF_STRATA,
            where_both_stop=(REFUSED_OF_STRATA,),
            note=f"{_TIES}; {STRATIFIED}; {NOTE}",
        ),
        RCall(
            "pROC",
            "ci.coords",
            name="best_cutoff_bootstrap_plain",
            fields=limits(*(f"plain.{one}" for one in _FIELDS)),
            conditions={**PERFECT, **LOST, **SAID},
            deviations=(STOPS, *OF_PLAIN),
            where_both_stop=(REFUSED_OF_PLAIN,),
            note=f"{_TIES}; {PLAIN}; {NOTE}",
        ),
    ),
    quantities=(
        Quantity(
            "Youden cut-off, stratified bootstrap, median",
            "stratified.cutoff.median",
            "stratified.cutoff.low",
            "stratified.cutoff.high",
        ),
    ),
    tolerances={
        **tolerances(
            closed_form(
                "a quantile of midpoints of risks, which are the same doubles on both sides: one interpolation between "
                "two of them"
            ),
            "stratified.cutoff",
            "plain.cutoff",
        ),
        **tolerances(
            proportion("counts over counts"),
            *(f"{way}.{one}" for way in ("stratified", "plain") for one in _FIELDS[1:]),
        ),
    },
    citations=(EFRON, *YOUDEN_CUTOFF.citations),
)
