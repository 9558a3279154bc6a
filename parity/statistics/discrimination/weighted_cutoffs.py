"""Cut-offs that weigh a missed case against a false alarm."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from parity.statistics.discrimination.roc_curve import roc_curve


@dataclass(frozen=True, slots=True)
class BestCutoffs:
    """Every cut-off at which a criterion is best.

    Attributes
    ----------
    criterion : float
        Its best value.
    cutoffs : (k,) float array
        Ascending, in the unit of the risk; -infinity and infinity are possible.
    sensitivities, specificities : (k,) float arrays
        At each cut-off, in [0, 1].
    """

    criterion: float
    cutoffs: np.ndarray
    sensitivities: np.ndarray
    specificities: np.ndarray


@dataclass(frozen=True, slots=True)
class WeightedCutoffs:
    """The best cut-offs by two criteria that weigh a missed case against a false alarm.

    Attributes
    ----------
    youden : BestCutoffs
        By the largest sensitivity + r specificity - 1.
    closest_topleft : BestCutoffs
        By the least squared distance from the corner of sensitivity and specificity 1, false alarms r-fold.
    """

    youden: BestCutoffs
    closest_topleft: BestCutoffs


def weighted_cutoffs(outcome: np.ndarray, risk: np.ndarray, cost: float, prevalence: float) -> WeightedCutoffs:
    """The cut-offs that are best by Youden's index and by the distance from the top left corner, both weighted by cost
    and prevalence.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.
    cost : float
        Of a missed case, in false alarms; above 0.
    prevalence : float
        Of the population that the cut-off is for, in (0, 1).

    Returns
    -------
    WeightedCutoffs

    Notes
    -----
    With :math:`r = (1 - \\pi) / (c \\pi)` of the cost c and the prevalence :math:`\\pi`, over the thresholds of
    `roc_curve`: the largest :math:`se + r\\,sp - 1`, and the least :math:`(1 - se)^2 + r (1 - sp)^2`. With
    :math:`r = 1`, as of cost 1 and prevalence 1/2, they are Youden's cut-off and the point closest to the corner.

    The weighted index is least expected cost: a missed case costs c, a false alarm 1. Of the weighted distance that
    cannot be said, and it need not choose the same. Cut-offs are tied where the computed criteria, doubles, are equal.

    Equals ``pROC::coords(curve, "best", best.method = "youden", best.weights = c(cost, prevalence))``, which reports
    the index without the - 1, and ``best.method = "closest.topleft"``.

    Raises
    ------
    ValueError
        If cost or prevalence is out of range; without a case or without a control, or if a risk is not finite.

    References
    ----------
    Perkins, Schisterman (2006), doi:10.1093/aje/kwj063.
    """
    if not 0 < prevalence < 1:
        raise ValueError(f"prevalence is {prevalence}; it lies between 0 and 1")
    if not 0 < cost < math.inf:
        raise ValueError(f"cost is {cost}; that of a missed case, in false alarms, is above 0")
    curve = roc_curve(outcome, risk)
    weight = (1 - prevalence) / (cost * prevalence)
    index = curve.sensitivities + weight * curve.specificities
    distance = (1 - curve.sensitivities) ** 2 + weight * (1 - curve.specificities) ** 2

    def at(best: np.ndarray, criterion: float) -> BestCutoffs:
        return BestCutoffs(criterion, curve.thresholds[best], curve.sensitivities[best], curve.specificities[best])

    return WeightedCutoffs(
        youden=at(index == index.max(), float(index.max() - 1)),
        closest_topleft=at(distance == distance.min(), float(distance.min())),
    )
