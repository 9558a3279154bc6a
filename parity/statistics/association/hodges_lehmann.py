"""How far values with the event lie above those without: Hodges and Lehmann's estimate."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from parity.statistics.association.groups import by_outcome
from parity.statistics.association.mann_whitney_exact import BELOW, choices
from parity.statistics.interval import ConfidenceInterval, check_level

MOST = 1 << 24
"""Pairs that are held at a time."""


@dataclass(frozen=True, slots=True)
class HodgesLehmann:
    """The shift between two groups.

    Attributes
    ----------
    shift : float
        The median of all differences between a patient with the event and one without, in the unit of the values.
    interval : ConfidenceInterval
        Of the shift: the shifts that Mann and Whitney's test does not reject.
    """

    shift: float
    interval: ConfidenceInterval


def hodges_lehmann(outcome: np.ndarray, values: np.ndarray, level: float = 0.95) -> HodgesLehmann:
    """Hodges and Lehmann's estimate of the shift between patients with and without the event, with the interval that
    goes with Mann and Whitney's test.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 none; at least one of each.
    values : (n,) float array
    level : float
        Confidence level in (0, 1).

    Returns
    -------
    HodgesLehmann

    Notes
    -----
    The estimate is the median of the mn differences. The limits are two of the ordered differences, the k-th from
    either end. Without ties and with fewer than 50 patients in each group k is the least number, from 1, with
    :math:`P(W \\le k) \\ge (1 - c)/2` at level c; otherwise, by the normal approximation with the correction for
    continuity, the largest whole number not above :math:`mn/2 - 1/2 - z\\sigma`, plus 1, where :math:`\\sigma` is that
    of W with the ties within each group, of which a shift makes no others.

    Equals ``median(outer(x1, x0, "-"))`` and ``wilcox.test(x1, x0, exact = E, conf.int = TRUE, conf.level =
    level)$conf.int`` with E as said. Where W stands at mn/2 along a whole stretch, the estimate that R prints by the
    approximation is any of its points.

    Raises
    ------
    ValueError
        There are more than 16,777,216 pairs, or the level is not in (0, 1).

    References
    ----------
    Hodges, Lehmann (1963), doi:10.1214/aoms/1177704172.  Hollander, Wolfe, Chicken (2014), chapter 4.
    """
    check_level(level)
    with_event, without = by_outcome(outcome, values)
    m, n = len(with_event), len(without)
    pairs = m * n
    if pairs > MOST:
        raise ValueError(f"there are {pairs:,} pairs of patients, more than {MOST:,}")
    k = _rank(with_event, without, level)
    middle = ((pairs + 1) // 2, pairs // 2 + 1)
    ranks = np.array([k, *middle, pairs + 1 - k]) - 1
    differences = np.subtract.outer(with_event, without).ravel()
    low, below, above, high = np.partition(differences, ranks)[ranks].tolist()
    return HodgesLehmann((below + above) / 2, ConfidenceInterval(low, high))


def is_exact(with_event: np.ndarray, without: np.ndarray) -> bool:
    """Whether all choices are counted: few patients, and no ties."""
    if max(len(with_event), len(without)) >= BELOW:
        return False
    together = np.concatenate([with_event, without])
    return len(np.unique(together)) == len(together)


def _rank(with_event: np.ndarray, without: np.ndarray, level: float) -> int:
    m, n = len(with_event), len(without)
    if is_exact(with_event, without):
        through = np.cumsum(np.array([float(count) for count in choices(m, n)]))
        return max(int(np.searchsorted(through / through[-1] * (1 + 64 * 2.0**-53), (1 - level) / 2)), 1)
    total = m + n
    ties = sum(
        float((sizes**3 - sizes).sum())
        for sizes in (np.unique(group, return_counts=True)[1].astype(float) for group in (with_event, without))
    )
    sigma = math.sqrt(m * n / 12 * (total + 1 - ties / (total * (total - 1))))
    z = float(ndtri(1 - (1 - level) / 2))
    return max(math.floor(m * n / 2 - 0.5 - z * sigma) + 1, 1)
