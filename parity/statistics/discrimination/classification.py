"""Classification of patients at a cut-off."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from parity.statistics.tally import cases_of


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

    Raises
    ------
    ValueError
        Without a case or without a control, if a risk is not finite, or if the cut-off is not a number.

    References
    ----------
    Altman, Bland (1994), doi:10.1136/bmj.308.6943.1552 and doi:10.1136/bmj.309.6947.102.
    """
    if math.isnan(cutoff):
        raise ValueError("the cut-off is not a number")
    if not np.isfinite(risk).all():
        raise ValueError("classification needs finite risks")
    positive = risk >= cutoff
    case = cases_of(outcome, risk)
    cases = int(np.count_nonzero(case))
    controls = len(case) - cases
    if cases == 0 or controls == 0:
        raise ValueError("sensitivity and specificity need at least one case and one control")
    tp = int(np.count_nonzero(positive & case))
    fp = int(np.count_nonzero(positive)) - tp
    fn, tn = cases - tp, controls - fp
    return Classification(
        cutoff=float(cutoff),
        true_positives=tp,
        false_positives=fp,
        false_negatives=fn,
        true_negatives=tn,
        accuracy=(tp + tn) / len(case),
        sensitivity=tp / cases,
        specificity=tn / controls,
        ppv=_proportion(tp, tp + fp),
        npv=_proportion(tn, tn + fn),
    )


def _proportion(part: int, whole: int) -> float:
    return part / whole if whole else math.nan
