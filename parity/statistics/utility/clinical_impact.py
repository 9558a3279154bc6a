"""Clinical impact: how many patients a threshold calls at high risk, and how many of them have the event."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.fields import along, labels
from parity.statistics.utility.thresholds import at_high_risk, threshold_names


@dataclass(frozen=True, slots=True)
class ClinicalImpact:
    """Shares of the population at high risk over threshold probabilities; times a population size, numbers of patients.

    Attributes
    ----------
    thresholds : tuple of str
        The threshold probabilities as names: ``"0.10"``.
    high_risk : (k,) float array
        Share of patients with a risk above the threshold.
    detected : (k,) float array
        Share of patients with a risk above the threshold who have the event.
    detected_at_or_above : (k,) float array
        Share of patients with a risk at or above the threshold who have the event.
    """

    thresholds: tuple[str, ...] = labels()
    high_risk: np.ndarray = along("thresholds")
    detected: np.ndarray = along("thresholds")
    detected_at_or_above: np.ndarray = along("thresholds")


def clinical_impact(outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray) -> ClinicalImpact:
    """Clinical impact: the share of patients at high risk, and of those with the event among them, over thresholds.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    risk : (n,) float array
        Predicted risk in [0, 1].
    thresholds : (k,) float array
        Threshold probabilities in [0, 1], ascending.

    Returns
    -------
    ClinicalImpact

    Notes
    -----
    :math:`\\#\\{i : p_i > t\\}/n` and :math:`\\#\\{i : p_i > t, y_i = 1\\}/n`. The rules for a risk that equals the
    threshold are those of `decision_curve`: risk > t, and risk >= t.

    Equals ``prob.high.risk`` and ``DP`` of ``rmda::decision_curve(outcome ~ risk, fitted.risk = TRUE)``, and
    ``tp_rate`` of ``dcurves::dca(outcome ~ risk)`` in `detected_at_or_above`.

    Raises
    ------
    ValueError
        Without an event or without a non-event, if a risk is not in [0, 1], or if the thresholds do not ascend in
        [0, 1].

    References
    ----------
    Kerr, Brown, Zhu, Janes (2016), doi:10.1200/JCO.2015.65.5654.
    """
    treated = at_high_risk(outcome, risk, thresholds)
    patients = treated.events + treated.others
    return ClinicalImpact(
        thresholds=threshold_names(thresholds),
        high_risk=(treated.above.events + treated.above.others) / patients,
        detected=treated.above.events / patients,
        detected_at_or_above=treated.at_or_above.events / patients,
    )
