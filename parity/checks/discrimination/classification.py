"""Classification of patients at a cut-off."""

from __future__ import annotations

from typing import Any

from parity.checks.pROC.coords import coords_rounding
from parity.checks.vocabulary import Bound, Check, Citation, Quantity, RCall, Tolerance, Undefined, closed_form, exact
from parity.statistics.discrimination.classification import Classification, classification
from parity.statistics.discrimination.youden_cutoff import youden_cutoff


def cutoff_of_development(sample: Any) -> float:
    """The lowest of Youden's cut-offs in the patients that the model was fitted on."""
    developed = sample.fitted_on
    return float(youden_cutoff(developed.outcome, developed.risk).cutoffs[0])


_COUNTS = ("true_positives", "false_positives", "false_negatives", "true_negatives")
_PROPORTIONS = ("accuracy", "sensitivity", "specificity", "ppv", "npv")
_COUNT = exact("a count of patients")
_PROPORTION = exact("a count over a count: one division, correctly rounded on both sides")
_MULTIPLIED_BACK = closed_form(
    "pROC multiplies sensitivity and specificity back to counts, which need not come out whole, and goes on from those"
)


def _less(field: str) -> Tolerance:
    return closed_form(
        "pROC has the false as all less the true, which it multiplies back from their proportion: where few of many "
        "patients are false, the rounding of the many shows in the few",
        bound=Bound(coords_rounding, field),
    )


NOBODY_POSITIVE = "nobody is positive at this cut-off"
NOBODY_NEGATIVE = "nobody is negative at this cut-off"

CHECK = Check(
    stem="classification",
    group="discrimination",
    title="Classification at the cut-off",
    compute=classification,
    result=Classification,
    inputs={"cutoff": cutoff_of_development},
    references=(
        RCall(
            "pROC",
            "coords",
            tolerances={
                "true_positives": _MULTIPLIED_BACK,
                "true_negatives": _MULTIPLIED_BACK,
                "accuracy": _MULTIPLIED_BACK,
                **{field: _less(field) for field in ("false_positives", "false_negatives", "ppv", "npv")},
            },
            note="at the development cohort's lowest Youden cut-off; positive means risk >= cut-off",
        ),
        RCall(
            "base",
            "table",
            fields=_COUNTS + _PROPORTIONS,
            note="the cross-table of risk >= cutoff and outcome, and its proportions",
        ),
    ),
    quantities=(
        Quantity("Cut-off of the risk", "cutoff"),
        Quantity("Sensitivity", "sensitivity"),
        Quantity("Specificity", "specificity"),
        Quantity("PPV", "ppv"),
        Quantity("NPV", "npv"),
        Quantity("Accuracy", "accuracy"),
    ),
    tolerances={
        "cutoff": exact("an input, given back"),
        **dict.fromkeys(_COUNTS, _COUNT),
        **dict.fromkeys(_PROPORTIONS, _PROPORTION),
    },
    undefined=(
        Undefined(("ppv",), NOBODY_POSITIVE),
        Undefined(("npv",), NOBODY_NEGATIVE),
        Undefined(("sensitivity",), "there are no events"),
        Undefined(("specificity",), "everybody has the event"),
    ),
    citations=(
        Citation(
            "Altman, Bland. Diagnostic tests 1: sensitivity and specificity. BMJ 308 (1994) 1552.",
            "10.1136/bmj.308.6943.1552",
        ),
        Citation(
            "Altman, Bland. Diagnostic tests 2: predictive values. BMJ 309 (1994) 102.",
            "10.1136/bmj.309.6947.102",
        ),
    ),
)
