"""Classification at the cut-off with bootstrap confidence intervals."""

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
from parity.checks.discrimination.classification import CHECK as CLASSIFICATION
from parity.checks.discrimination.classification import NOBODY_NEGATIVE, NOBODY_POSITIVE, cutoff_of_development
from parity.checks.pROC.ci_auc import STOPS
from parity.checks.pROC.ci_coords import predictive_rounding, resample_without_case, with_one_class
from parity.checks.pROC.one_class import STOPS_AT_A_THRESHOLD
from parity.checks.vocabulary import Bound, Check, Deviation, Quantity, RCall, Undefined, closed_form, exact
from parity.statistics.discrimination.cutoff_bootstrap import PROPORTIONS, CutoffBootstrap, cutoff_bootstrap

_COUNTED = proportion("counts over counts")
_WITHOUT_CASES = Deviation(
    limits("plain.specificity", "plain.sensitivity", "plain.npv", "plain.accuracy"),
    "pROC",
    "a resample without cases is not left out of the specificity; and where nobody in it is positive, not of what is "
    "made of a sensitivity of 0, at which pROC lets every curve end",
    follows=with_one_class,
    when=resample_without_case,
)


def _names(way: str, proportions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{way}.{one}" for one in proportions)


def _quantity(name: str) -> Quantity:
    label = name.upper() if name in ("ppv", "npv") else name.capitalize()
    low, _, high = limits(f"stratified.{name}")
    return Quantity(f"{label}, stratified bootstrap", name, low, high)


_OF_FEW = closed_form(
    "pROC has the false as all less the true, which it multiplies back from their proportion: where few of many "
    "patients are positive, or negative, in a resample, the rounding of the many shows in the few",
    atol=1e-15,
    bound=Bound(predictive_rounding, "predictive_value"),
)
_PREDICTIVE = (
    "ppv",
    "npv",
    *limits(*(f"{way}.{one}" for way in ("stratified", "plain") for one in ("ppv", "npv"))),
)

CHECK = Check(
    stem="cutoff_bootstrap",
    group="discrimination",
    title="Classification at the cut-off, bootstrap intervals",
    compute=cutoff_bootstrap,
    result=CutoffBootstrap,
    inputs={"cutoff": cutoff_of_development},
    draws=True,
    references=(
        RCall(
            "pROC",
            "ci.coords",
            fields=(*PROPORTIONS, *limits(*_names("stratified", PROPORTIONS))),
            conditions=PERFECT,
            note=f"at the development cohort's lowest Youden cut-off; {STRATIFIED}; {NOTE}",
        ),
        RCall(
            "pROC",
            "ci.coords",
            name="cutoff_bootstrap_plain",
            fields=limits(*_names("plain", PROPORTIONS)),
            conditions=PERFECT,
            deviations=(STOPS, _WITHOUT_CASES),
            note=f"{PLAIN}; {NOTE}",
        ),
        RCall(
            "pROC",
            "ci.thresholds",
            name="cutoff_bootstrap_thresholds",
            fields=limits(*_names("stratified", PROPORTIONS[:2])),
            conditions=PERFECT,
            note=f"{STRATIFIED}; {NOTE}",
        ),
        RCall(
            "pROC",
            "ci.thresholds",
            name="cutoff_bootstrap_thresholds_plain",
            fields=limits(*_names("plain", PROPORTIONS[:2])),
            conditions={**PERFECT, **LOST},
            deviations=(STOPS_AT_A_THRESHOLD,),
            note=f"{PLAIN}; {NOTE}",
        ),
    ),
    quantities=tuple(map(_quantity, PROPORTIONS)),
    tolerances={
        **dict.fromkeys(("sensitivity", "specificity"), exact("a count over a count: one division on both sides")),
        "accuracy": _COUNTED,
        **tolerances(
            _COUNTED,
            *(f"{way}.{one}" for way in ("stratified", "plain") for one in ("sensitivity", "specificity", "accuracy")),
        ),
        **dict.fromkeys(_PREDICTIVE, _OF_FEW),
    },
    undefined=(
        Undefined(("ppv", *limits("stratified.ppv", "plain.ppv")), NOBODY_POSITIVE),
        Undefined(("npv", *limits("stratified.npv", "plain.npv")), NOBODY_NEGATIVE),
    ),
    citations=(EFRON, *CLASSIFICATION.citations),
)
