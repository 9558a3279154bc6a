"""The cut-off that maximises Youden's index."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from parity.check import Caution, Check, Citation, RCall, exact
from parity.sample import Sample
from parity.statistics.discrimination.roc_curve import roc_curve


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
    :math:`J = \\mathrm{sensitivity} + \\mathrm{specificity} - 1` over the thresholds of `roc_curve`. Cut-offs are tied where
    the computed sum, a double, is the same. Two cut-offs equal as fractions may differ in the last bit of it;
    where that hides a tie a caution says so.

    Equals ``pROC::coords(curve, "best", best.method = "youden")``, which returns every tied row and reports J + 1.

    References
    ----------
    Youden (1950), doi:10.1002/1097-0142(1950)3:1<32::aid-cncr2820030106>3.0.co;2-3.
    """
    curve = roc_curve(outcome, risk)
    total = curve.sensitivities + curve.specificities
    best = total == total.max()
    _caution_hidden_tie(int((outcome == 1).sum()), int((outcome == 0).sum()), curve, int(best.sum()))
    return YoudenCutoff(
        youden=float(total.max() - 1),
        count=int(best.sum()),
        cutoffs=curve.thresholds[best],
        sensitivities=curve.sensitivities[best],
        specificities=curve.specificities[best],
    )


def _caution_hidden_tie(m: int, n: int, curve, found: int) -> None:
    true_positives = np.rint(curve.sensitivities * m).astype(np.int64)
    true_negatives = np.rint(curve.specificities * n).astype(np.int64)
    exact_total = true_positives * n + true_negatives * m
    tied = int((exact_total == exact_total.max()).sum())
    if tied != found:
        text = f"{tied} cut-offs are tied as fractions, {found} of them as doubles; the others differ in the last bit only"
        warnings.warn(Caution("tie_hidden_by_rounding", text))


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk}


_PROPORTION = exact("a count over a count: one division, correctly rounded on both sides")

CHECK = Check(
    stem="youden_cutoff",
    title="Youden cut-off",
    compute=youden_cutoff,
    result=YoudenCutoff,
    inputs=_inputs,
    references=(RCall("pROC", "coords", note="all tied cut-offs; pROC's 'youden' is J + 1, the script takes 1 away"),),
    tolerances={
        "youden": exact("the sum of two proportions minus 1, in this order on both sides"),
        "count": exact("a count of cut-offs that are tied"),
        "cutoffs": exact("half the sum of two doubles: one rounding, the same on both sides"),
        "sensitivities": _PROPORTION,
        "specificities": _PROPORTION,
    },
    citations=(
        Citation(
            "Youden. Index for rating diagnostic tests. Cancer 3 (1950) 32-35.",
            "10.1002/1097-0142(1950)3:1<32::aid-cncr2820030106>3.0.co;2-3",
        ),
        Citation("Robin et al. pROC. BMC Bioinformatics 12 (2011) 77.", "10.1186/1471-2105-12-77"),
    ),
)
