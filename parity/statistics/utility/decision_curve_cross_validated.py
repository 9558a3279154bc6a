"""Decision curves of a model by cross-validation."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.caution import Caution
from parity.statistics.fields import along, labels
from parity.statistics.random.generator import RRandom
from parity.statistics.regression.resampled_scoring import ResampledScoring
from parity.statistics.utility.bands import numbers_of_opt_in
from parity.statistics.utility.refits import HELD, chooses_knots, taken
from parity.statistics.utility.resampled_thresholds import Slots, counted
from parity.statistics.utility.thresholds import threshold_names

FEWEST = 5
"""Patients with the event, and without, in each fold."""


@dataclass(frozen=True, slots=True)
class CrossValidatedDecisionCurve:
    """Means over the folds, each looked at by the model of the others.

    Attributes
    ----------
    thresholds : tuple of str
    net_benefit, standardized_net_benefit : (k,) float arrays
        True positives a patient, net of weighted false positives; and the same over the prevalence of the fold.
    net_benefit_all, standardized_net_benefit_all : (k,) float arrays
        Of treating everybody.
    sensitivity, false_positive_rate : (k,) float arrays
        The share with a risk above the threshold of those with the event, and of those without.
    high_risk, detected : (k,) float arrays
        The share of all patients with a risk above the threshold, and of those who have the event, too.
    """

    thresholds: tuple[str, ...] = labels()
    net_benefit: np.ndarray = along("thresholds")
    standardized_net_benefit: np.ndarray = along("thresholds")
    net_benefit_all: np.ndarray = along("thresholds")
    standardized_net_benefit_all: np.ndarray = along("thresholds")
    sensitivity: np.ndarray = along("thresholds")
    false_positive_rate: np.ndarray = along("thresholds")
    high_risk: np.ndarray = along("thresholds")
    detected: np.ndarray = along("thresholds")


def decision_curve_cross_validated(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    thresholds: np.ndarray,
    folds: int,
    seed: int,
    formula: Optional[Formula] = None,
) -> CrossValidatedDecisionCurve:
    """Decision curve of a logistic model by cross-validation.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    predictors : mapping of str to (n,) float array or Factor
        The main effects, in order.
    thresholds : (k,) float array
        Threshold probabilities in [0, 1], ascending.
    folds : int
        From 2.
    seed : int
        Of R's generator at its defaults.
    formula : Formula or None
        How the predictors enter the model; None: each as it is. Knots that are not given are at quantiles of those
        whom the model is fitted to.

    Returns
    -------
    CrossValidatedDecisionCurve

    Notes
    -----
    Patients without the event, then those with it, are dealt out: each fold gets as many, those left over go to folds
    that are drawn, and which patient goes where is drawn. The model is fitted to all folds but one
    (`parity.statistics.regression.resampled_scoring`), and what `decision_curve_bands` counts is counted in that one.
    The curve is the mean of those of the folds, whatever their size.

    Equals ``set.seed(seed); rmda::cv_decision_curve(outcome ~ ..., folds = folds)``, whose folds are those of
    ``caret::createFolds(factor(outcome), folds)``.

    Raises
    ------
    ValueError
        If a fold has fewer than five patients with the event or without, or a predictor is not finite.

    References
    ----------
    Vickers, Elkin (2006), doi:10.1177/0272989X06295361.  Vickers, Cronin, Elkin, Gonen (2008),
    doi:10.1186/1472-6947-8-53.
    """
    fold = stratified_folds(outcome, folds, RRandom(seed))
    sizes = np.array([np.bincount(fold[outcome == kind], minlength=folds) for kind in (0, 1)])
    if sizes.min() < FEWEST:
        raise ValueError(f"a fold has fewer than {FEWEST} patients with the event or without: ask for fewer folds")
    risk = cross_validated_risk(outcome, predictors, fold, formula)
    slots, near = Slots(thresholds).of(risk)
    if len(near):
        some = "1 risk lies" if len(near) == 1 else f"{len(near)} risks lie"
        text = f"{some} on a threshold but for rounding, which decides who is at high risk there"
        warnings.warn(Caution("risk_on_threshold", text))
    counts = counted((2 * slots + outcome) * folds + fold, None, len(thresholds), folds)
    with np.errstate(divide="ignore", invalid="ignore"):
        numbers = [each.mean(axis=1) for each in numbers_of_opt_in(counts, thresholds[:, np.newaxis])]
    return CrossValidatedDecisionCurve(threshold_names(thresholds), *numbers)


def stratified_folds(outcome: np.ndarray, folds: int, dice: RRandom) -> np.ndarray:
    """The fold of each patient, (n,) int array from 0; those without the event are dealt out first."""
    fold = np.empty(len(outcome), dtype=np.int64)
    for kind in (0, 1):
        rows = np.flatnonzero(outcome == kind)
        each, over = divmod(len(rows), folds)
        if each == 0:
            fold[rows] = dice.sample_int(folds, len(rows)) - 1
            continue
        dealt = np.tile(np.arange(folds), each)
        if over:
            dealt = np.append(dealt, dice.sample_int(folds, over) - 1)
        fold[rows] = dealt[dice.sample_int(len(dealt)) - 1]
    return fold


def cross_validated_risk(
    outcome: np.ndarray, predictors: Mapping[str, Column], fold: np.ndarray, formula: Optional[Formula] = None
) -> np.ndarray:
    """The risk of each patient by the model that is fitted to the other folds, (n,) float array."""
    number = int(fold.max()) + 1
    fitted_to = (fold[:, np.newaxis] != np.arange(number)).astype(float)
    log_odds = np.empty(len(outcome))
    own_knots = formula is not None and chooses_knots(formula)
    unconverged, extreme, scoring = 0, 0, ResampledScoring(model_matrix(formula, predictors).values, outcome)
    for one in range(number):
        if own_knots:
            others = {name: taken(column, np.flatnonzero(fold != one)) for name, column in predictors.items()}
            scoring = ResampledScoring(model_matrix(formula, others, predictors).values, outcome)
        fits = scoring.fits(fitted_to[:, [one]])
        unconverged += int((~fits.converged).sum())
        of_all = scoring.basis @ fits.coefficients[:, 0]
        extreme += bool((np.abs(of_all[fold != one]) > HELD).any())
        log_odds[fold == one] = of_all[fold == one]
    if unconverged:
        warnings.warn(Caution("not_converged", f"{unconverged} models do not converge in 25 steps"))
    if extreme:
        warnings.warn(Caution("risks_of_0_or_1", f"models with risks that are 0 or 1 but for 2e-16: {extreme}"))
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-log_odds))
