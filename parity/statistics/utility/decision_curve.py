"""Decision curve analysis: net benefit over threshold probabilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.check import Check, Citation, RCall, closed_form, exact
from parity.fields import along, labels
from parity.sample import Sample


@dataclass(frozen=True, slots=True)
class DecisionCurve:
    """Net benefit of treating by the model, of treating all and of treating none, at each threshold probability.

    Attributes
    ----------
    thresholds : tuple of str
        The threshold probabilities as names: ``"0.10"``.
    net_benefit : (k,) float array
        Of treating patients with a risk above the threshold: true positives per patient, net of weighted false positives.
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

    Who is treated where the risk equals the threshold is a convention, and software differs in it: ``rmda::decision_curve``
    counts risk > t, ``dcurves::dca`` risk >= t, but never a risk of exactly 0. Both are given. For continuous risks they are equal.
    At t = 1 a false positive weighs infinitely: without one net benefit is 0 times infinity, NaN, with one minus infinity.

    Equals ``rmda::decision_curve(outcome ~ risk, fitted.risk = TRUE, confidence.intervals = "none")`` in `net_benefit`, and
    ``dcurves::dca(outcome ~ risk)`` in `net_benefit_at_or_above`.

    References
    ----------
    Vickers, Elkin (2006), doi:10.1177/0272989X06295361.  Kerr, Brown, Zhu, Janes (2016), doi:10.1200/JCO.2015.65.5654.
    """
    if not ((risk >= 0) & (risk <= 1)).all():
        raise ValueError("net benefit needs risks between 0 and 1")
    if len(thresholds) == 0 or not ((thresholds >= 0) & (thresholds <= 1)).all() or not (np.diff(thresholds) > 0).all():
        raise ValueError("threshold probabilities must lie between 0 and 1 and ascend")
    n, events = len(outcome), int(outcome.sum())
    if events == 0 or events == n:
        raise ValueError("net benefit needs at least one event and one non-event")
    everybody, prevalence = np.ones(n), events / n
    above = _net_benefit(outcome, risk, thresholds, "right")
    all_above = _net_benefit(outcome, everybody, thresholds, "right")
    return DecisionCurve(
        thresholds=threshold_names(thresholds),
        net_benefit=above,
        net_benefit_at_or_above=_net_benefit(outcome, np.where(risk > 0, risk, -np.inf), thresholds, "left"),
        net_benefit_all=all_above,
        net_benefit_all_at_or_above=_net_benefit(outcome, everybody, thresholds, "left"),
        net_benefit_none=np.zeros(len(thresholds)),
        standardized_net_benefit=above / prevalence,
        standardized_net_benefit_all=all_above / prevalence,
    )


def _net_benefit(outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray, side: str) -> np.ndarray:
    """Net benefit of treating above (`side` "right") or at and above ("left") each threshold."""
    n = len(outcome)
    cases, controls = np.sort(risk[outcome == 1]), np.sort(risk[outcome == 0])
    true_positives = len(cases) - np.searchsorted(cases, thresholds, side=side)
    false_positives = len(controls) - np.searchsorted(controls, thresholds, side=side)
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = thresholds / (1 - thresholds)
        return (true_positives - odds * false_positives) / n


def threshold_names(thresholds: np.ndarray) -> tuple[str, ...]:
    """Two decimals where the thresholds are whole percentages, all their digits where they are not."""
    percentages = thresholds * 100
    if (np.abs(percentages - np.rint(percentages)) < 1e-9).all():
        return tuple(f"{threshold:.2f}" for threshold in thresholds)
    return tuple(repr(float(threshold)) for threshold in thresholds)


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk, "thresholds": sample.study.thresholds}


_NET_BENEFIT = closed_form(
    "true positives minus weighted false positives, each at most the prevalence: where they cancel, "
    "a few rounding errors of terms below 1 remain",
    atol=1e-15,
)

CHECK = Check(
    stem="decision_curve",
    title="Decision curve",
    compute=decision_curve,
    result=DecisionCurve,
    inputs=_inputs,
    references=(
        RCall(
            "rmda",
            "decision_curve",
            fields=("net_benefit", "net_benefit_all", "net_benefit_none", "standardized_net_benefit", "standardized_net_benefit_all"),
            note="high risk means risk > threshold; risks given, no intervals",
        ),
        RCall(
            "dcurves",
            "dca",
            fields=("net_benefit_at_or_above", "net_benefit_all_at_or_above", "net_benefit_none"),
            conditions={r"^Assuming .* is \[Event\]": "-"},
            note="high risk means risk >= threshold, and a risk of exactly 0 never; its message names the level taken as the event",
        ),
    ),
    tolerances={
        "net_benefit": _NET_BENEFIT,
        "net_benefit_at_or_above": _NET_BENEFIT,
        "net_benefit_all": _NET_BENEFIT,
        "net_benefit_all_at_or_above": _NET_BENEFIT,
        "net_benefit_none": exact("nobody is treated, nobody benefits: 0 by definition"),
        "standardized_net_benefit": _NET_BENEFIT,
        "standardized_net_benefit_all": _NET_BENEFIT,
    },
    citations=(
        Citation("Vickers, Elkin. Decision curve analysis. Medical Decision Making 26 (2006) 565-574.", "10.1177/0272989X06295361"),
        Citation(
            "Kerr, Brown, Zhu, Janes. Assessing the clinical impact of risk prediction models with decision curves. "
            "Journal of Clinical Oncology 34 (2016) 2534-2540.",
            "10.1200/JCO.2015.65.5654",
        ),
    ),
)
