"""The empirical ROC curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.tally import tally


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
    the midpoints :math:`(a + b)/2` of adjacent distinct risks :math:`a < b`, and infinity. A threshold t must separate
    its neighbours, :math:`a < t \\le b`; where a and b are so close that their midpoint rounds to a, it is b.

    Equals ``pROC::roc(outcome, risk, levels = c(0, 1), direction = "<")``.

    Raises
    ------
    ValueError
        Without a case or without a control, or if a risk is not finite.

    References
    ----------
    Robin et al. (2011), doi:10.1186/1471-2105-12-77.  Fawcett (2006), doi:10.1016/j.patrec.2005.10.010.
    """
    counts = tally(outcome, risk)
    if not counts.finite:
        raise ValueError("an ROC curve needs finite risks")
    m, n = counts.number_of_cases, counts.number_of_controls
    if m == 0 or n == 0:
        raise ValueError("an ROC curve needs at least one case and one control")
    between = separators(counts.distinct[:-1], counts.distinct[1:])
    return RocCurve(
        thresholds=np.concatenate([[-np.inf], between, [np.inf]]),
        sensitivities=(m - counts.cases) / m,
        specificities=counts.controls / n,
    )


def separators(below: np.ndarray, above: np.ndarray) -> np.ndarray:
    """A number in (below, above] for each pair: the midpoint, as far as doubles can tell it from `below`."""
    with np.errstate(over="ignore"):
        midpoint = (below + above) / 2
    midpoint = np.where(np.isfinite(midpoint), midpoint, below / 2 + above / 2)
    return np.where(midpoint > below, midpoint, above)
