"""What rounding may do to the counts that pROC's coords multiplies back from sensitivity and specificity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from parity.statistics.discrimination.corners import corners
from parity.statistics.tally import tally

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


def corners_rounding(outcome: np.ndarray, risk: np.ndarray) -> Mapping[str, np.ndarray]:
    """Bounds of the rounding errors of what pROC forms from 1, or from all, less a part, by field of `roc_coordinates`.

    Notes
    -----
    Counts and shares of them as of `coords_rounding`, for each corner. A rate that is 1 less another has the absolute
    error of two roundings below 1, that of predictive values comes on top; a likelihood ratio has the relative error of
    its false positive rate, or of its false negative one, as long as these are of more than nobody.
    """
    counts = tally(outcome, risk)
    at = corners(counts)
    cases, controls = counts.number_of_cases, counts.number_of_controls
    fn, tn = counts.cases[at], counts.controls[at]
    tp, fp = cases - fn, controls - tn
    of_false_positives, of_false_negatives = (np.full(len(at), 2 * _UNIT * all_of) for all_of in (controls, cases))
    from_one = np.full(len(at), 2 * _UNIT)
    of_ppv, of_npv = of_false_positives * tp / (tp + fp) ** 2, of_false_negatives * tn / (tn + fn) ** 2
    squared = np.divide(tp / cases, (fp / controls) ** 2, out=np.zeros(len(at)), where=fp > 0)
    return {
        "false_positives": of_false_positives,
        "false_negatives": of_false_negatives,
        "ppv": of_ppv,
        "npv": of_npv,
        "false_positive_rates": from_one,
        "false_negative_rates": 2 * from_one,
        "false_discovery_rates": of_ppv + from_one,
        "error_rates": 2 * from_one,
        "false_omission_rates": of_npv + 2 * from_one,
        "positive_ratios": squared * from_one,
        "negative_ratios": from_one / (tn / controls),
        "squared_distances": 2 * from_one * (fp / controls + fn / cases),
    }
