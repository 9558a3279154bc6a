"""What the bootstrap checks of ROC curves have in common."""

from __future__ import annotations

from collections.abc import Mapping

from parity.checks.vocabulary import Citation, Tolerance, closed_form

PERFECT = {r"of (a|two) ROC curves? with AUC == 1 (is|has) always": "perfect_separation"}
"""What pROC says of a curve in which nothing varies, and our caution that says the same."""

LOST = {
    r"NA value\(s\) produced during bootstrap": "one_class_resamples",
    r"NaN value\(s\) in bootstrap ignored": "one_class_resamples",
}
"""What it says of resamples of one class."""

STRATIFIED = "boot.stratified = TRUE"
PLAIN = "boot.stratified = FALSE"
NOTE = "set.seed(seed) stands before the call; direction fixed to '<', levels to 0 and 1"
LIMITS = ("low", "median", "high")


def limits(*of: str) -> tuple[str, ...]:
    """The fields of percentiles: ``"stratified.ppv"`` gives ``"stratified.ppv.low"``, ..."""
    return tuple(f"{name}.{limit}" for name in of for limit in LIMITS)


def tolerances(tolerance: Tolerance, *of: str) -> Mapping[str, Tolerance]:
    """The same for each of these percentiles."""
    return dict.fromkeys(limits(*of), tolerance)


def proportion(how: str) -> Tolerance:
    """Of a percentile of proportions in resamples."""
    return closed_form(
        f"a quantile of proportions in resamples, which are drawn by R's own generator from the same seed: {how}, then "
        "one interpolation between two of them, at 1 + (B - 1)p of both programs: few roundings of terms of at most 1",
        atol=1e-15,
    )


EFRON = Citation("Efron, Tibshirani. An Introduction to the Bootstrap. Chapman & Hall (1993), chapter 13.")
CARPENTER = Citation(
    "Carpenter, Bithell. Statistics in Medicine 19 (2000) 1141-1164.",
    "10.1002/(SICI)1097-0258(20000515)19:9<1141::AID-SIM479>3.0.CO;2-F",
)
ROBIN = Citation("Robin et al. pROC. BMC Bioinformatics 12 (2011) 77.", "10.1186/1471-2105-12-77")
