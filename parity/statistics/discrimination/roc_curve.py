"""The empirical ROC curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.check import Check, Citation, RCall, exact
from parity.sample import Sample


@dataclass(frozen=True, slots=True)
class RocCurve:
    """Sensitivity and specificity at every cut-off that classifies differently.

    Attributes
    ----------
    thresholds : (k,) float array
        Ascending, from -infinity to infinity; in the unit of the risk.
    sensitivities : (k,) float array
        Proportion of cases at or above each threshold, in [0, 1]; falls from 1 to 0.
    specificities : (k,) float array
        Proportion of controls below each threshold, in [0, 1]; rises from 0 to 1.
    """

    thresholds: np.ndarray
    sensitivities: np.ndarray
    specificities: np.ndarray


def roc_curve(outcome: np.ndarray, risk: np.ndarray) -> RocCurve:
    """The empirical ROC curve.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.

    Returns
    -------
    RocCurve

    Notes
    -----
    A patient is called positive where risk >= threshold. With d distinct risks there are d + 1 thresholds: -infinity,
    the midpoints :math:`(a + b)/2` of adjacent distinct risks :math:`a < b`, and infinity. A threshold t must separate its
    neighbours, :math:`a < t \\le b`; where a and b are so close that their midpoint rounds to a, the threshold is b.

    Equals ``pROC::roc(outcome, risk, levels = c(0, 1), direction = "<")``.

    References
    ----------
    Robin et al. (2011), doi:10.1186/1471-2105-12-77.  Fawcett (2006), doi:10.1016/j.patrec.2005.10.010.
    """
    if not np.isfinite(risk).all():
        raise ValueError("an ROC curve needs finite risks")
    cases, controls = np.sort(risk[outcome == 1]), np.sort(risk[outcome == 0])
    m, n = len(cases), len(controls)
    if m == 0 or n == 0:
        raise ValueError("an ROC curve needs at least one case and one control")
    distinct = np.unique(risk)
    thresholds = np.concatenate([[-np.inf], _separators(distinct[:-1], distinct[1:]), [np.inf]])
    return RocCurve(
        thresholds=thresholds,
        sensitivities=(m - np.searchsorted(cases, thresholds, side="left")) / m,
        specificities=np.searchsorted(controls, thresholds, side="left") / n,
    )


def _separators(below: np.ndarray, above: np.ndarray) -> np.ndarray:
    """A number in (below, above] for each pair: the midpoint, as far as doubles can tell it from `below`."""
    with np.errstate(over="ignore"):
        midpoint = (below + above) / 2
    midpoint = np.where(np.isfinite(midpoint), midpoint, below / 2 + above / 2)
    return np.where(midpoint > below, midpoint, above)


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk}


_PROPORTION = exact("a count over a count: one division, correctly rounded on both sides")

CHECK = Check(
    stem="roc_curve",
    title="ROC curve",
    compute=roc_curve,
    result=RocCurve,
    inputs=_inputs,
    references=(
        RCall("pROC", "roc", note="direction fixed to '<', levels to 0 and 1; thresholds are midpoints, as pROC reports them"),
    ),
    tolerances={
        "thresholds": exact("half the sum of two doubles: one rounding, the same on both sides"),
        "sensitivities": _PROPORTION,
        "specificities": _PROPORTION,
    },
    citations=(
        Citation("Robin et al. pROC. BMC Bioinformatics 12 (2011) 77.", "10.1186/1471-2105-12-77"),
        Citation(
            "Fawcett. An introduction to ROC analysis. Pattern Recognition Letters 27 (2006) 861-874.",
            "10.1016/j.patrec.2005.10.010",
        ),
    ),
)
