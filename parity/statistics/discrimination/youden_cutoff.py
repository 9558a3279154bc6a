"""The cut-off that maximises Youden's index."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from parity.statistics.caution import Caution
from parity.statistics.discrimination.roc_curve import roc_curve
from parity.statistics.tally import tally


@dataclass(frozen=True, slots=True)
class YoudenCutoff:
    """Every cut-off at which Youden's index is largest.

    Attributes
    ----------
    youden : float
        Largest sensitivity + specificity - 1, in [0, 1].
    count : int
        Number of cut-offs that reach it.
    cutoffs : (count,) float array
        Ascending, in the unit of the risk; -infinity and infinity are possible.
    sensitivities, specificities : (count,) float arrays
        At each cut-off, in [0, 1].
    """

    youden: float
    count: int
    cutoffs: np.ndarray
    sensitivities: np.ndarray
    specificities: np.ndarray


def youden_cutoff(outcome: np.ndarray, risk: np.ndarray) -> YoudenCutoff:
    """The cut-off that maximises Youden's index, with all ties.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.

    Returns
    -------
    YoudenCutoff

    Notes
    -----
    :math:`J = \\mathrm{sensitivity} + \\mathrm{specificity} - 1` over the thresholds of `roc_curve`. Cut-offs are tied
    where the computed sum, a double, is the same. Two cut-offs equal as fractions may differ in the last bit of it;
    where that hides a tie a caution says so.

    Equals ``pROC::coords(curve, "best", best.method = "youden")``, which returns every tied row and reports J + 1.

    Raises
    ------
    ValueError
        Without a case or without a control, or if a risk is not finite.

    References
    ----------
    Youden (1950), doi:10.1002/1097-0142(1950)3:1<32::aid-cncr2820030106>3.0.co;2-3.
    """
    curve = roc_curve(outcome, risk)
    total = curve.sensitivities + curve.specificities
    largest = total.max()
    best = np.flatnonzero(total == largest)
    _caution_hidden_tie(outcome, risk, len(best))
    return YoudenCutoff(
        youden=float(largest - 1),
        count=len(best),
        cutoffs=curve.thresholds[best],
        sensitivities=curve.sensitivities[best],
        specificities=curve.specificities[best],
    )


def _caution_hidden_tie(outcome: np.ndarray, risk: np.ndarray, found: int) -> None:
    counts = tally(outcome, risk)
    m, n = counts.number_of_cases, counts.number_of_controls
    less_than_m_n = counts.controls * m - counts.cases * n
    tied = np.count_nonzero(less_than_m_n == less_than_m_n.max())
    if tied != found:
        differ = "the others differ in the last bit only"
        text = f"{tied} cut-offs are tied as fractions, {found} of them as doubles; {differ}"
        warnings.warn(Caution("tie_hidden_by_rounding", text))
