"""Area under the ROC curve with bootstrap confidence intervals."""

from __future__ import annotations

from parity.checks.pROC.ci_auc import STOPS
from parity.checks.vocabulary import Check, Citation, Quantity, RCall, Tolerance, closed_form
from parity.statistics.discrimination.auc_bootstrap import AucBootstrap, auc_bootstrap


def _quantile(of: str) -> Tolerance:
    return closed_form(
        f"a quantile of the areas of {of}, which are drawn by R's own generator from the same seed: counts of pairs "
        "over m·n where R adds trapezoids, each off by roundings of terms of at most 1, then one interpolation between "
        "two of them, at 1 + (B - 1)p of both programs",
        atol=1e-15,
    )


PERFECT = "ROC curve with AUC == 1 is always"
NOTE = (
    "set.seed(seed) stands before the call; direction fixed to '<', levels to 0 and 1; the median of the areas is what "
    "pROC prints between the limits"
)

CHECK = Check(
    stem="auc_bootstrap",
    group="discrimination",
    title="AUC, bootstrap intervals",
    compute=auc_bootstrap,
    result=AucBootstrap,
    draws=True,
    references=(
        RCall(
            "pROC",
            "ci.auc",
            fields=("auc", "stratified.low", "stratified.median", "stratified.high"),
            conditions={PERFECT: "perfect_separation"},
            note=f"boot.stratified = TRUE; {NOTE}",
        ),
        RCall(
            "pROC",
            "ci.auc",
            name="auc_bootstrap_plain",
            fields=("plain.low", "plain.median", "plain.high"),
            conditions={
                PERFECT: "perfect_separation",
                r"NA value\(s\) produced during bootstrap": "one_class_resamples",
            },
            deviations=(STOPS,),
            note=f"boot.stratified = FALSE; {NOTE}",
        ),
    ),
    quantities=(
        Quantity("AUC, stratified bootstrap", "auc", low="stratified.low", high="stratified.high"),
        Quantity("AUC, plain bootstrap", "auc", low="plain.low", high="plain.high"),
    ),
    tolerances={
        "auc": closed_form(
            "a count of pairs over m·n, rounded once; R adds trapezoids whose widths are exact differences of rounded "
            "specificities, so that the roundings of terms of at most 1 are left",
            atol=1e-15,
        ),
        "stratified.low": _quantile("resampled controls and cases"),
        "stratified.median": _quantile("resampled controls and cases"),
        "stratified.high": _quantile("resampled controls and cases"),
        "plain.low": _quantile("resampled patients"),
        "plain.median": _quantile("resampled patients"),
        "plain.high": _quantile("resampled patients"),
    },
    citations=(
        Citation("Efron, Tibshirani. An Introduction to the Bootstrap. Chapman & Hall (1993), chapter 13."),
        Citation(
            "Carpenter, Bithell. Statistics in Medicine 19 (2000) 1141-1164.",
            "10.1002/(SICI)1097-0258(20000515)19:9<1141::AID-SIM479>3.0.CO;2-F",
        ),
        Citation("Hyndman, Fan. The American Statistician 50 (1996) 361-365.", "10.2307/2684934"),
        Citation("Robin et al. pROC. BMC Bioinformatics 12 (2011) 77.", "10.1186/1471-2105-12-77"),
    ),
)
