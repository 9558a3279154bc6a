"""What is known of ``rmda::cv_decision_curve``: what it says, where it stops, and where it cannot be followed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from parity.checks.rmda.decision_curve import IN_PASSING, MODEL_CAUSE
from parity.checks.vocabulary import BothStop, Deviation
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.random.generator import RRandom
from parity.statistics.utility.decision_curve_cross_validated import (
    FEWEST,
    cross_validated_risk,
    decision_curve_cross_validated,
    stratified_folds,
)
from parity.statistics.utility.resampled_thresholds import Slots

SAYS = {**IN_PASSING, "probabilities numerically 0 or 1": "-", "rank-deficient fit may be misleading": "-"}
"""What it says, and glm of the models that it fits; of their risks near 0 or 1 glm speaks on the patients that they are
fitted to, who are not looked at."""


def a_fold_has_few(outcome: np.ndarray, folds: int, seed: int) -> bool:
    """Whether a fold has fewer patients with the event, or without, than it must."""
    fold = stratified_folds(outcome, folds, RRandom(seed))
    return any(np.bincount(fold[outcome == kind], minlength=folds).min() < FEWEST for kind in (0, 1))


BOTH_STOP = BothStop("ask for fewer folds", "Reduce number of folds requested", a_fold_has_few)


def on_threshold(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    thresholds: np.ndarray,
    folds: int,
    seed: int,
    formula: Optional[Formula] = None,
) -> np.ndarray:
    """Whether a risk lies on each threshold but for rounding."""
    risk = cross_validated_risk(outcome, predictors, stratified_folds(outcome, folds, RRandom(seed)), formula)
    near = risk[Slots(thresholds).of(risk)[1]]
    return np.bincount(Slots(thresholds).threshold_of(near), minlength=len(thresholds)) > 0


def some_risk_is_on_a_threshold(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    thresholds: np.ndarray,
    folds: int,
    seed: int,
    formula: Optional[Formula] = None,
) -> bool:
    """Whether a risk lies on a threshold but for rounding."""
    return bool(on_threshold(outcome, predictors, thresholds, folds, seed, formula).any())


def where_a_risk_is_on_a_threshold(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    thresholds: np.ndarray,
    folds: int,
    seed: int,
    formula: Optional[Formula] = None,
) -> dict[str, np.ndarray]:
    """The numbers at the thresholds on which a risk lies but for rounding; NaN at the others."""
    met = on_threshold(outcome, predictors, thresholds, folds, seed, formula)
    found = decision_curve_cross_validated(outcome, predictors, thresholds, folds, seed, formula)
    return {name: np.where(met, getattr(found, name), np.nan) for name in OF_MODEL}


OF_MODEL = (
    "net_benefit",
    "standardized_net_benefit",
    "sensitivity",
    "false_positive_rate",
    "high_risk",
    "detected",
)
ON_A_THRESHOLD = Deviation(
    OF_MODEL,
    "rmda",
    MODEL_CAUSE,
    definition=where_a_risk_is_on_a_threshold,
    when=some_risk_is_on_a_threshold,
)
