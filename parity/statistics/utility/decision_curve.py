"""Decision curve analysis: net benefit over threshold probabilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.fields import along, labels
from parity.statistics.utility.thresholds import Rule, at_high_risk, threshold_names


@dataclass(frozen=True, slots=True)
class DecisionCurve:
    """Net benefit of treating by the model, of treating all and of treating none, at each threshold probability.

    Attributes
    ----------
    thresholds : tuple of str
        The threshold probabilities as names: ``"0.10"``.
    net_benefit : (k,) float array
        Of treating patients with a risk above the threshold: true positives per patient, net of weighted false
        positives.
    net_benefit_at_or_above : (k,) float array
        Of treating patients with a risk at or above the threshold; differs only where a risk equals a threshold.
    net_benefit_all : (k,) float array
        Of treating everybody, as a model that predicts a risk of 1 for all.
    net_benefit_all_at_or_above : (k,) float array
        The same under the other rule; differs only at a threshold of 1.
    net_benefit_none : (k,) float array
        Of treating nobody: 0.
    standardized_net_benefit, standardized_net_benefit_all : (k,) float arrays
        `net_benefit` and `net_benefit_all` over the prevalence, so that the largest possible is 1.
    """

    thresholds: tuple[str, ...] = labels()
    net_benefit: np.ndarray = along("thresholds")
    net_benefit_at_or_above: np.ndarray = along("thresholds")
    net_benefit_all: np.ndarray = along("thresholds")
    net_benefit_all_at_or_above: np.ndarray = along("thresholds")
    net_benefit_none: np.ndarray = along("thresholds")
    standardized_net_benefit: np.ndarray = along("thresholds")
    standardized_net_benefit_all: np.ndarray = along("thresholds")


def decision_curve(outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray) -> DecisionCurve:
    """Decision curve analysis: net benefit of the model and of treating all over threshold probabilities.

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
    DecisionCurve

    Notes
    -----
    .. math:: \\mathrm{NB}(t) = \\frac{TP(t)}{n} - \\frac{t}{1 - t}\\,\\frac{FP(t)}{n}

    Who is treated where the risk equals the threshold is a convention, and software differs in it: where risk > t, or
    where risk >= t. Both are given; where no risk equals a threshold they are equal. At t = 1 a false positive weighs
    infinitely: without one net benefit is 0 times infinity, NaN, with one minus infinity.

    Equals ``rmda::decision_curve(outcome ~ risk, fitted.risk = TRUE, confidence.intervals = "none")`` in `net_benefit`,
    and ``dcurves::dca(outcome ~ risk)`` in `net_benefit_at_or_above`.

    Raises
    ------
    ValueError
        Without an event or without a non-event, if a risk is not in [0, 1], or if the thresholds do not ascend in
        [0, 1].

    References
    ----------
    Vickers, Elkin (2006), doi:10.1177/0272989X06295361.  Kerr, Brown, Zhu, Janes (2016), doi:10.1200/JCO.2015.65.5654.
    """
    treated = at_high_risk(outcome, risk, thresholds)
    patients = treated.events + treated.others
    below_one = thresholds < 1
    all_at_or_above = Rule(np.full(len(thresholds), treated.events), np.full(len(thresholds), treated.others))
    all_above = Rule(all_at_or_above.events * below_one, all_at_or_above.others * below_one)
    by_model, by_all = (_net_benefit(rule, thresholds, patients) for rule in (treated.above, all_above))
    prevalence = treated.events / patients
    return DecisionCurve(
        thresholds=threshold_names(thresholds),
        net_benefit=by_model,
        net_benefit_at_or_above=_net_benefit(treated.at_or_above, thresholds, patients),
        net_benefit_all=by_all,
        net_benefit_all_at_or_above=_net_benefit(all_at_or_above, thresholds, patients),
        net_benefit_none=np.zeros(len(thresholds)),
        standardized_net_benefit=by_model / prevalence,
        standardized_net_benefit_all=by_all / prevalence,
    )


def _net_benefit(treated: Rule, thresholds: np.ndarray, patients: int) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = thresholds / (1 - thresholds)
        return (treated.events - odds * treated.others) / patients
