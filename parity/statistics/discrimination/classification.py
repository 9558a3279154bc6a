"""Classification of patients at a cut-off."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from parity.check import Check, Citation, RCall, closed_form, exact
from parity.sample import Sample
from parity.statistics.discrimination.youden_cutoff import youden_cutoff


@dataclass(frozen=True, slots=True)
class Classification:
    """The two-by-two table of prediction and outcome, and its proportions.

    Attributes
    ----------
    cutoff : float
        Positive means risk >= cutoff.
    true_positives, false_positives, false_negatives, true_negatives : int
        Patients; they sum to n.
    accuracy, sensitivity, specificity : float
        In [0, 1].
    ppv, npv : float
        Positive and negative predictive value, in [0, 1]; NaN where nobody is positive or negative.
    """

    cutoff: float
    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int
    accuracy: float
    sensitivity: float
    specificity: float
    ppv: float
    npv: float


def classification(outcome: np.ndarray, risk: np.ndarray, cutoff: float) -> Classification:
    """Classification of patients at a cut-off: the two-by-two table, accuracy, sensitivity, specificity, PPV and NPV.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.
    cutoff : float
        Positive means risk >= cutoff; -infinity calls everybody positive, infinity nobody.

    Returns
    -------
    Classification

    Notes
    -----
    A predictive value without patients is 0/0, NaN: it is not known, and not 0.

    In a study the cut-off is Youden's of the development cohort (the lowest, if tied), also in the validation cohort:
    a cut-off chosen on the patients it is judged by flatters itself.

    Equals ``pROC::coords(curve, x = cutoff, input = "threshold")`` and ``table(risk >= cutoff, outcome)``.

    References
    ----------
    Altman, Bland (1994), doi:10.1136/bmj.308.6943.1552 and doi:10.1136/bmj.309.6947.102.
    """
    if math.isnan(cutoff):
        raise ValueError("the cut-off is not a number")
    if not np.isfinite(risk).all():
        raise ValueError("classification needs finite risks")
    positive, case = risk >= cutoff, outcome == 1
    if case.all() or not case.any():
        raise ValueError("sensitivity and specificity need at least one case and one control")
    tp, fp = int((positive & case).sum()), int((positive & ~case).sum())
    fn, tn = int((~positive & case).sum()), int((~positive & ~case).sum())
    return Classification(
        cutoff=float(cutoff),
        true_positives=tp,
        false_positives=fp,
        false_negatives=fn,
        true_negatives=tn,
        accuracy=(tp + tn) / len(outcome),
        sensitivity=tp / (tp + fn),
        specificity=tn / (tn + fp),
        ppv=_proportion(tp, tp + fp),
        npv=_proportion(tn, tn + fn),
    )


def _proportion(part: int, whole: int) -> float:
    return part / whole if whole else math.nan


def _inputs(sample: Sample) -> dict:
    developed = sample.fitted_on
    cutoff = float(youden_cutoff(developed.outcome, developed.risk).cutoffs[0])
    return {"outcome": sample.outcome, "risk": sample.risk, "cutoff": cutoff}


_COUNT = exact("a count of patients")
_PROPORTION = exact("a count over a count: one division, correctly rounded on both sides")
_FROM_PROPORTIONS = closed_form(
    "pROC multiplies sensitivity and specificity back to counts, which need not come out whole, and goes on from those"
)
_COUNTS = ("true_positives", "false_positives", "false_negatives", "true_negatives")
_PROPORTIONS = ("accuracy", "sensitivity", "specificity", "ppv", "npv")

CHECK = Check(
    stem="classification",
    title="Classification at the cut-off",
    compute=classification,
    result=Classification,
    inputs=_inputs,
    references=(
        RCall(
            "pROC",
            "coords",
            tolerances=dict.fromkeys(_COUNTS + _PROPORTIONS, _FROM_PROPORTIONS),
            note="at the development cohort's lowest Youden cut-off; positive means risk >= cut-off",
        ),
        RCall(
            "base",
            "table",
            fields=_COUNTS + _PROPORTIONS,
            note="the cross-table of risk >= cutoff and outcome, and its proportions",
        ),
    ),
    tolerances={
        "cutoff": exact("an input, given back"),
        **dict.fromkeys(_COUNTS, _COUNT),
        **dict.fromkeys(_PROPORTIONS, _PROPORTION),
    },
    citations=(
        Citation(
            "Altman, Bland. Diagnostic tests 1: sensitivity and specificity. BMJ 308 (1994) 1552.",
            "10.1136/bmj.308.6943.1552",
        ),
        Citation("Altman, Bland. Diagnostic tests 2: predictive values. BMJ 309 (1994) 102.", "10.1136/bmj.309.6947.102"),
    ),
)
