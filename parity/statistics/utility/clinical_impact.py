"""Clinical impact: how many patients a threshold calls at high risk, and how many of them have the event."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.check import Check, Citation, RCall, closed_form
from parity.fields import along, labels
from parity.sample import Sample
from parity.statistics.utility.decision_curve import threshold_names


@dataclass(frozen=True, slots=True)
class ClinicalImpact:
    """Shares of the population at high risk over threshold probabilities; times a population size they are numbers of patients.

    Attributes
    ----------
    thresholds : tuple of str
        The threshold probabilities as names: ``"0.10"``.
    high_risk : (k,) float array
        Share of patients with a risk above the threshold.
    detected : (k,) float array
        Share of patients with a risk above the threshold who have the event.
    detected_at_or_above : (k,) float array
        Share of patients with a risk at or above the threshold who have the event; a risk of exactly 0 never counts.
    """

    thresholds: tuple[str, ...] = labels()
    high_risk: np.ndarray = along("thresholds")
    detected: np.ndarray = along("thresholds")
    detected_at_or_above: np.ndarray = along("thresholds")


def clinical_impact(outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray) -> ClinicalImpact:
    """Clinical impact: the share of patients at high risk, and of those among them with the event, over threshold probabilities.

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
    :math:`\\#\\{i : p_i > t\\}/n` and :math:`\\#\\{i : p_i > t, y_i = 1\\}/n`. The tie rules are those of `decision_curve`:
    ``rmda`` counts risk > t, ``dcurves`` risk >= t.

    Equals ``prob.high.risk`` and ``DP`` of ``rmda::decision_curve(outcome ~ risk, fitted.risk = TRUE)``, and ``tp_rate`` of
    ``dcurves::dca(outcome ~ risk)`` in `detected_at_or_above`.

    References
    ----------
    Kerr, Brown, Zhu, Janes (2016), doi:10.1200/JCO.2015.65.5654.
    """
    if not ((risk >= 0) & (risk <= 1)).all():
        raise ValueError("clinical impact needs risks between 0 and 1")
    if len(thresholds) == 0 or not ((thresholds >= 0) & (thresholds <= 1)).all() or not (np.diff(thresholds) > 0).all():
        raise ValueError("threshold probabilities must lie between 0 and 1 and ascend")
    if len(np.unique(outcome)) < 2:
        raise ValueError("clinical impact needs at least one event and one non-event")
    n, cases = len(outcome), risk[outcome == 1]
    return ClinicalImpact(
        thresholds=threshold_names(thresholds),
        high_risk=np.array([np.count_nonzero(risk > threshold) for threshold in thresholds]) / n,
        detected=np.array([np.count_nonzero(cases > threshold) for threshold in thresholds]) / n,
        detected_at_or_above=np.array([np.count_nonzero((cases >= threshold) & (cases > 0)) for threshold in thresholds]) / n,
    )


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk, "thresholds": sample.study.thresholds}


_SHARE = closed_form("a count over the number of patients; rmda puts it together from rates and the prevalence")

CHECK = Check(
    stem="clinical_impact",
    title="Clinical impact",
    compute=clinical_impact,
    result=ClinicalImpact,
    inputs=_inputs,
    references=(
        RCall(
            "rmda",
            "decision_curve",
            fields=("high_risk", "detected"),
            note="high risk means risk > threshold; risks given, no intervals",
        ),
        RCall(
            "dcurves",
            "dca",
            fields=("detected_at_or_above",),
            conditions={r"^Assuming .* is \[Event\]": "-"},
            note="high risk means risk >= threshold, and a risk of exactly 0 never; its message names the level taken as the event",
        ),
    ),
    tolerances={"high_risk": _SHARE, "detected": _SHARE, "detected_at_or_above": _SHARE},
    citations=(
        Citation(
            "Kerr, Brown, Zhu, Janes. Assessing the clinical impact of risk prediction models with decision curves. "
            "Journal of Clinical Oncology 34 (2016) 2534-2540.",
            "10.1200/JCO.2015.65.5654",
        ),
    ),
)
