"""The cut-off closest to the top left corner of the ROC plot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.discrimination.weighted_cutoffs import weighted_cutoffs


@dataclass(frozen=True, slots=True)
class ClosestTopleftCutoff:
    """Every cut-off that is closest to sensitivity and specificity 1.

    Attributes
    ----------
    squared_distance : float
        In [0, 1].
    count : int
        Number of cut-offs that have it.
    cutoffs : (count,) float array
        Ascending, in the unit of the risk; -infinity and infinity are possible.
    sensitivities, specificities : (count,) float arrays
        At each cut-off, in [0, 1].
    """

    squared_distance: float
    count: int
    cutoffs: np.ndarray
    sensitivities: np.ndarray
    specificities: np.ndarray


def closest_topleft_cutoff(outcome: np.ndarray, risk: np.ndarray) -> ClosestTopleftCutoff:
    """The cut-off closest to the top left corner of the ROC plot, with all ties.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.

    Returns
    -------
    ClosestTopleftCutoff

    Notes
    -----
    The least :math:`(1 - se)^2 + (1 - sp)^2` over the thresholds of `roc_curve`; tied where the computed squares,
    doubles, are the same. It need not be Youden's cut-off, and no loss is known of which it is the least.

    Equals ``pROC::coords(curve, "best", best.method = "closest.topleft")``.

    Raises
    ------
    ValueError
        Without a case or without a control, or if a risk is not finite.

    References
    ----------
    Perkins, Schisterman (2006), doi:10.1093/aje/kwj063.
    """
    best = weighted_cutoffs(outcome, risk, cost=1.0, prevalence=0.5).closest_topleft
    return ClosestTopleftCutoff(best.criterion, len(best.cutoffs), best.cutoffs, best.sensitivities, best.specificities)
