"""What rounding may do to the counts that pROC's coords multiplies back from sensitivity and specificity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_UNIT = 2.0**-53


@dataclass(frozen=True, slots=True)
class CoordsRounding:
    """Absolute bounds of the rounding errors of what is a difference of counts, or a share of one."""

    false_positives: float
    false_negatives: float
    ppv: float
    npv: float


def coords_rounding(outcome: np.ndarray, risk: np.ndarray, cutoff: float) -> CoordsRounding:
    """Bounds of the rounding errors of false positives and negatives, and of the predictive values with them.

    Notes
    -----
    pROC has the true negatives as specificity times controls: a quotient multiplied back, two roundings of a number of
    at most n controls. The false positives, n less these, inherit the absolute error, which counts where few are
    false; likewise the false negatives of m cases. The positive predictive value moves with its denominator TP + FP by
    TP/(TP + FP)^2 times that.
    """
    case = outcome == 1
    positive = risk >= cutoff
    cases = int(np.count_nonzero(case))
    positives = int(np.count_nonzero(positive))
    true_positives = int(np.count_nonzero(positive & case))
    negatives = len(case) - positives
    true_negatives = negatives - (cases - true_positives)
    of_false_positives = 2 * _UNIT * (len(case) - cases)
    of_false_negatives = 2 * _UNIT * cases
    return CoordsRounding(
        false_positives=of_false_positives,
        false_negatives=of_false_negatives,
        ppv=_through(of_false_positives, true_positives, positives),
        npv=_through(of_false_negatives, true_negatives, negatives),
    )


def _through(error: float, part: int, whole: int) -> float:
    return error * part / whole**2 if whole else 0.0
