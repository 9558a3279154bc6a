"""How far two groups lie apart in a predictor, in its own spread: the standardised mean difference."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from parity.data.cohort import Column, Factor
from parity.statistics.association.counts import occurring
from parity.statistics.association.groups import by_outcome, moments


@dataclass(frozen=True, slots=True)
class StandardisedDifference:
    """Of a predictor between patients with and without the event.

    Attributes
    ----------
    difference : float
        Of a number with its sign, positive where it is larger with the event; of categories a distance, from 0.
    """

    difference: float


def standardised_difference(outcome: np.ndarray, column: Column) -> StandardisedDifference:
    """Standardised mean difference of a predictor between patients with and without the event.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 none; at least one of each.
    column : (n,) float array or Factor
        Of the predictor.

    Returns
    -------
    StandardisedDifference

    Notes
    -----
    Of a number :math:`(\\bar x_1 - \\bar x_0)/\\sqrt{(s_1^2 + s_0^2)/2}`. Of k categories the Mahalanobis distance of
    the shares of all but the first, :math:`\\sqrt{d^T S^{-1} d}`, where S is the mean of the two multinomial covariance
    matrices of one patient; of two categories this is :math:`|p_1 - p_0|/\\sqrt{(p_1 q_1 + p_0 q_0)/2}`. It does not
    grow with the number of patients. Groups without any spread have no such number (NaN), unless they are alike (0).

    Equals ``(mean(x1) - mean(x0))/sqrt((var(x1) + var(x0))/2)``, and ``sqrt(mahalanobis(p1, p0, S))`` of categories.

    References
    ----------
    Austin (2009), doi:10.1002/sim.3697.  Yang, Dalton (2012), SAS Global Forum, paper 335.
    """
    if isinstance(column, Factor):
        return StandardisedDifference(_of_categories(occurring(outcome, column)))
    with_event, without = map(moments, by_outcome(outcome, column))
    off = with_event.mean - without.mean
    spread = math.sqrt((with_event.variance + without.variance) / 2)
    if spread == 0:
        return StandardisedDifference(0.0 if off == 0 else math.nan)
    return StandardisedDifference(off / spread)


def _of_categories(table: np.ndarray) -> float:
    shares = (table / table.sum(axis=0))[1:]
    off = shares[:, 0] - shares[:, 1]
    if not off.any():
        return 0.0
    covariance = sum(np.diag(share) - np.outer(share, share) for share in shares.T) / 2
    try:
        squared = float(off @ np.linalg.solve(covariance, off))
    except np.linalg.LinAlgError:
        return math.nan
    return math.sqrt(squared) if 0 <= squared < 1e12 else math.nan
