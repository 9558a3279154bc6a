"""The Youden cut-off, chosen anew in each resample, with bootstrap confidence intervals."""

from __future__ import annotations

import enum
import warnings
from dataclasses import dataclass

import numpy as np

from parity.statistics.caution import Caution
from parity.statistics.discrimination.resampled import (
    Percentiles,
    caution_lost,
    caution_perfect,
    percentiles,
    places_of,
)
from parity.statistics.discrimination.roc_curve import separators
from parity.statistics.random.generator import RRandom


class Policy(enum.StrEnum):
    """What is made of a resample in which several cut-offs are best."""

    RANDOM = "random"
    OMIT = "omit"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Best:
    """Percentiles of the best cut-off and of what it reaches in the resample it is best in.

    Attributes
    ----------
    cutoff : Percentiles
        In the unit of the risk; -infinity and infinity are possible.
    sensitivity, specificity : Percentiles
        In [0, 1].
    """

    cutoff: Percentiles
    sensitivity: Percentiles
    specificity: Percentiles


@dataclass(frozen=True, slots=True)
class BestCutoffBootstrap:
    """Bootstrap percentile intervals of the Youden cut-off, its sensitivity and its specificity.

    Attributes
    ----------
    stratified : Best
        Of resamples of controls and of cases.
    plain : Best
        Of resamples of all patients, those with both cases and controls.
    """

    stratified: Best
    plain: Best


def best_cutoff_bootstrap(
    outcome: np.ndarray, risk: np.ndarray, resamples: int, seed: int, level: float = 0.95, policy: str = "random"
) -> BestCutoffBootstrap:
    """The Youden cut-off, chosen anew in each resample, with bootstrap percentile intervals, stratified and not.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.
    resamples, seed, level
        As in `auc_bootstrap`.
    policy : {"random", "omit", "stop"}
        What is made of a resample in which several cut-offs are best: one is drawn, it is left out, or it is an error.

    Returns
    -------
    BestCutoffBootstrap

    Notes
    -----
    In each resample, drawn as in `auc_bootstrap`, the best of the thresholds of its own ROC curve (`roc_curve`) is the
    one with the largest sum of sensitivity and specificity, a double. One of several is drawn before the next resample
    is, so that what is drawn depends on the data. Sensitivity and specificity are those in the resample itself: they
    flatter. At a level c the limits are the quantiles :math:`(1 - c)/2` and :math:`(1 + c)/2` of type 7. A plain
    resample without a case or without a control has no best threshold and is left out, with a caution; at the policy
    "random" one of its thresholds is drawn nevertheless, as pROC does, and the stream goes on from there.

    Equals ``set.seed(seed); pROC::ci.coords(curve, x = "best", best.policy = policy, ret = c("threshold",
    "sensitivity", "specificity"), conf.level = level, boot.n = resamples, boot.stratified = TRUE)`` and the same with
    ``FALSE``, of the curve of `auc_bootstrap`.

    Raises
    ------
    ValueError
        Without a case or without a control, if a risk is not finite, if no resample is left, or at the policy "stop" if
        several cut-offs are best.

    References
    ----------
    Youden (1950), doi:10.1002/1097-0142(1950)3:1<32::aid-cncr2820030106>3.0.co;2-3.  Efron, Tibshirani (1993), An
    Introduction to the Bootstrap, chapter 13.
    """
    chosen = Policy(policy)
    places_of(outcome, risk, "a best cut-off")
    caution_perfect(outcome, risk)
    return BestCutoffBootstrap(
        *(
            _percentiles(resampled_best(outcome, risk, resamples, seed, chosen, way), level, chosen)
            for way in (True, False)
        )
    )


def resampled_best(
    outcome: np.ndarray, risk: np.ndarray, resamples: int, seed: int, policy: Policy, stratified: bool
) -> np.ndarray:
    """The best cut-off of each resample, its sensitivity and its specificity, (resamples, 3); NaN where there is none,
    or where the policy leaves it out."""
    places = places_of(outcome, risk, "a best cut-off")
    distinct, dice = np.unique(risk), RRandom(seed)
    groups = [np.flatnonzero(outcome == 0), np.flatnonzero(outcome == 1)] if stratified else [np.arange(len(outcome))]
    found = np.full((resamples, 3), np.nan)
    for number in range(resamples):
        rows = np.concatenate([group[dice.sample_int(len(group), replace=True) - 1] for group in groups])
        case, place = outcome[rows], places[rows]
        present = np.bincount(place, minlength=len(distinct))
        cases = np.bincount(place, weights=case, minlength=len(distinct))
        there = np.flatnonzero(present)
        found[number] = _best(distinct[there], cases[there], present[there] - cases[there], dice, policy)
    return found


def _best(
    distinct: np.ndarray, cases: np.ndarray, controls: np.ndarray, dice: RRandom, policy: Policy
) -> tuple[float, float, float]:
    """The best cut-off of one resample, which has so many cases and controls at its distinct risks."""
    below = np.zeros((2, len(distinct) + 1))
    np.cumsum([cases, controls], axis=1, out=below[:, 1:])
    all_cases, all_controls = below[:, -1]
    if not all_cases or not all_controls:
        best = np.arange(len(distinct) + 1)
    else:
        sensitivities, specificities = (all_cases - below[0]) / all_cases, below[1] / all_controls
        total = sensitivities + specificities
        best = np.flatnonzero(total == total.max())
    if len(best) > 1 and policy is Policy.STOP:
        raise ValueError(f"{len(best)} cut-offs are the best of a resample; choose the policy 'random' or 'omit'")
    place = best[0]
    if len(best) > 1 and policy is Policy.RANDOM:
        place = best[dice.sample_int(len(best), 1)[0] - 1]
    if not all_cases or not all_controls or len(best) > 1 and policy is Policy.OMIT:
        return np.nan, np.nan, np.nan
    between = np.array([-np.inf, np.inf])
    if 0 < place < len(distinct):
        between = separators(distinct[place - 1 : place], distinct[place : place + 1])
    return float(between[-1 if place else 0]), float(sensitivities[place]), float(specificities[place])


def _percentiles(found: np.ndarray, level: float, policy: Policy) -> Best:
    known = found[~np.isnan(found[:, 1])]
    lost = len(found) - len(known)
    if policy is Policy.OMIT and 0 < lost < len(found):
        have, are = ("has", "is") if lost == 1 else ("have", "are")
        text = f"{lost} of these {have} several best cut-offs, no case or no control, and {are} left out"
        warnings.warn(Caution("omitted_resamples", text), stacklevel=2)
    else:
        caution_lost(lost, len(found))
    return Best(*(percentiles(column, level) for column in known.T))
