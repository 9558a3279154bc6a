"""The test of Mann and Whitney, by its normal approximation."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from parity.statistics.association.groups import by_outcome
from parity.statistics.tally import tally


@dataclass(frozen=True, slots=True)
class MannWhitneyTest:
    """Whether values with the event tend to be larger than without.

    Attributes
    ----------
    w : float
        Pairs in which the patient with the event has the larger value, ties counting half.
    z : float
        Its distance from half of the pairs in standard deviations; NaN where all values are tied.
    p : float
        Two-sided, of z.
    p_corrected : float
        The same with the correction for continuity.
    """

    w: float
    z: float
    p: float
    p_corrected: float


def mann_whitney_test(outcome: np.ndarray, values: np.ndarray) -> MannWhitneyTest:
    """Mann and Whitney's test (Wilcoxon's rank sum test), by the normal approximation, with and without the correction
    for continuity.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 none; at least one of each.
    values : (n,) float array

    Returns
    -------
    MannWhitneyTest

    Notes
    -----
    Of the :math:`mn` pairs of a patient with the event and one without, W are won by the former, a tie counting half.
    Its variance is :math:`\\frac{mn}{12}(N + 1 - \\sum_j \\frac{t_j^3 - t_j}{N(N - 1)})` with :math:`t_j` patients at
    the j-th distinct value and :math:`N = m + n`. The correction takes 1/2 from the distance of W from its mean, and
    nothing where it is 0. SPSS prints p without the correction, R with it. W and mn - W are both called U.

    Equals ``wilcox.test(x1, x0, exact = FALSE, correct = FALSE)`` and the same with ``TRUE``, x1 with the event.

    References
    ----------
    Mann, Whitney (1947), doi:10.1214/aoms/1177730491.  Wilcoxon (1945), doi:10.2307/3001968.
    """
    by_outcome(outcome, values)
    counted = tally(outcome, values)
    m, n = counted.number_of_cases, counted.number_of_controls
    twice = twice_won(counted.cases, counted.controls)
    off, root = twice - m * n, math.sqrt(_twelve_variances(counted.cases + counted.controls, m, n) / 3)
    if root == 0:
        return MannWhitneyTest(twice / 2, math.nan, math.nan, math.nan)
    nearer = max(abs(off) - 1, 0)
    return MannWhitneyTest(twice / 2, off / root, _both_tails(off / root), _both_tails(nearer / root))


def twice_won(cases: np.ndarray, controls: np.ndarray) -> int:
    """Twice the pairs that cases win, a tie counting half, of the running counts of `parity.statistics.tally`."""
    below = controls[1:] + controls[:-1]
    return int(np.dot(np.diff(cases), below))


def _twelve_variances(through: np.ndarray, m: int, n: int) -> float:
    """Twelve times the variance of W, from whole numbers."""
    total = m + n
    sizes = np.unique(np.diff(through), return_counts=True)
    ties = sum(count * (size**3 - size) for size, count in zip(*(part.tolist() for part in sizes)))
    left = total * (total - 1) * (total + 1) - ties
    return m * n * left / (total * (total - 1))


def _both_tails(z: float) -> float:
    return min(2 * float(ndtr(-abs(z))), 1.0)
