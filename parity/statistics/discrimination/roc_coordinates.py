"""Every coordinate of the corners of an ROC curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.discrimination.corners import corners
from parity.statistics.discrimination.roc_curve import roc_curve
from parity.statistics.tally import tally


@dataclass(frozen=True, slots=True, kw_only=True)
class RocCoordinates:
    """The corners of an ROC curve, and everything that is counted there.

    Attributes
    ----------
    count : int
        Number of corners, k.
    thresholds : (k,) float array
        Ascending, finite.
    true_positives, false_positives, false_negatives, true_negatives : (k,) int arrays
        Patients.
    sensitivities, specificities, accuracies : (k,) float arrays
        In [0, 1].
    ppv, npv : (k,) float arrays
        In [0, 1].
    false_positive_rates, false_negative_rates, false_discovery_rates, error_rates, false_omission_rates : (k,) arrays
        What specificity, sensitivity, PPV, accuracy and NPV lack of 1.
    positive_ratios, negative_ratios : (k,) float arrays
        Likelihood ratios; a positive one is infinite where no control is positive.
    youden : (k,) float array
        Sensitivity + specificity - 1.
    squared_distances : (k,) float array
        From the corner of sensitivity and specificity 1.
    """

    count: int
    thresholds: np.ndarray
    true_positives: np.ndarray
    false_positives: np.ndarray
    false_negatives: np.ndarray
    true_negatives: np.ndarray
    sensitivities: np.ndarray
    specificities: np.ndarray
    accuracies: np.ndarray
    ppv: np.ndarray
    npv: np.ndarray
    false_positive_rates: np.ndarray
    false_negative_rates: np.ndarray
    false_discovery_rates: np.ndarray
    error_rates: np.ndarray
    false_omission_rates: np.ndarray
    positive_ratios: np.ndarray
    negative_ratios: np.ndarray
    youden: np.ndarray
    squared_distances: np.ndarray


def roc_coordinates(outcome: np.ndarray, risk: np.ndarray) -> RocCoordinates:
    """Every coordinate of the corners of an ROC curve: counts, rates, predictive values, likelihood ratios, indexes.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.

    Returns
    -------
    RocCoordinates

    Notes
    -----
    A corner is a threshold of `roc_curve` at which neither sensitivity nor specificity can be had higher without less
    of the other: controls lie directly below it, and cases directly above. The thresholds above all cases, with
    controls directly below, are given too, as pROC does; minus infinity and infinity are not, at which everybody or
    nobody is positive, and a predictive value is not defined.

    Equals ``pROC::coords(curve, "local maximas", ret = "all")`` at finite thresholds, whose youden is J + 1 and which
    has some columns twice: tpr and recall are the sensitivity, tnr is the specificity, precision is the PPV,
    ``1-specificity`` is fpr, ``1-sensitivity`` fnr, ``1-ppv`` fdr. It has likelihood ratios (lr_pos, lr_neg) from 1.19
    on.

    Raises
    ------
    ValueError
        Without a case or without a control, or if a risk is not finite.

    References
    ----------
    Robin et al. (2011), doi:10.1186/1471-2105-12-77.  Altman, Bland (1994), doi:10.1136/bmj.309.6947.102.
    Deeks, Altman (2004), doi:10.1136/bmj.329.7458.168.
    """
    curve, counts = roc_curve(outcome, risk), tally(outcome, risk)
    m, n = counts.number_of_cases, counts.number_of_controls
    at = corners(counts)
    fn, tn = counts.cases[at], counts.controls[at]
    tp, fp = m - fn, n - tn
    sensitivities, specificities = curve.sensitivities[at], curve.specificities[at]
    with np.errstate(divide="ignore"):
        return RocCoordinates(
            count=len(at),
            thresholds=curve.thresholds[at],
            true_positives=tp,
            false_positives=fp,
            false_negatives=fn,
            true_negatives=tn,
            sensitivities=sensitivities,
            specificities=specificities,
            accuracies=(tp + tn) / (m + n),
            ppv=tp / (tp + fp),
            npv=tn / (tn + fn),
            false_positive_rates=fp / n,
            false_negative_rates=fn / m,
            false_discovery_rates=fp / (tp + fp),
            error_rates=(fp + fn) / (m + n),
            false_omission_rates=fn / (tn + fn),
            positive_ratios=(tp / m) / (fp / n),
            negative_ratios=(fn / m) / (tn / n),
            youden=sensitivities + specificities - 1,
            squared_distances=(fn / m) ** 2 + (fp / n) ** 2,
        )
