"""Bootstrap test of the areas under the ROC curves of the model and of each of its predictors, or of two models."""

from __future__ import annotations

from typing import Any

import numpy as np

from parity.checks.discrimination.area_difference import AREAS, LOST, TESTS, quantities, tolerances, undefined
from parity.checks.discrimination.bootstrap import NOTE, PERFECT, PLAIN, ROBIN, STRATIFIED
from parity.checks.discrimination.hanley_mcneil import OF_1983
from parity.checks.discrimination.scores import is_upward, score, without_order
from parity.checks.pROC.roc_test import paired_rounding
from parity.checks.vocabulary import Check, Quantity, RCall, Scope
from parity.checks.vocabulary.tolerance import Function
from parity.statistics.discrimination.area_difference import AreaDifference
from parity.statistics.discrimination.area_difference_paired import area_difference_paired
from parity.statistics.discrimination.placements import placements


def score_of(sample: Any) -> np.ndarray:
    """The values of the predictor, or the risks of the other model."""
    if sample.others:
        return next(iter(sample.others.values()))
    return score(sample.predictors[sample.setting.predictor])


def direction_of(sample: Any) -> str:
    """The side on which the predictor has an area of at least a half; a risk is larger the more likely the event."""
    return "<" if sample.others or is_upward(sample.outcome, score_of(sample)) else ">"


def no_score(sample: Any) -> str:
    """That the predictor has no order; empty where it has one, and of risks."""
    return "" if sample.others else without_order(sample.setting.predictor, sample.predictors[sample.setting.predictor])


def _no_difference(way: str) -> Function:
    """Whether the areas are equal, and equal in every resample that is drawn this way."""

    def when(
        outcome: np.ndarray, risk: np.ndarray, score: np.ndarray, direction: str, resamples: int, seed: int
    ) -> bool:
        bounds = paired_rounding(outcome, risk, score, direction, resamples, seed)
        equal = placements(outcome, risk).area == placements(outcome, score if direction == "<" else -score).area
        return equal and f"{way}_statistic" not in bounds

    return when


CHECK = Check(
    stem="area_difference_paired",
    group="discrimination",
    title="AUC of the model and of another score, bootstrap test",
    compute=area_difference_paired,
    result=AreaDifference,
    scope=Scope.PAIR,
    inputs={"score": score_of, "direction": direction_of},
    unless=no_score,
    draws=True,
    references=(
        RCall(
            "pROC",
            "roc.test",
            fields=(*AREAS, *TESTS[:2]),
            conditions=PERFECT,
            note=f"method = 'bootstrap', paired = TRUE; {STRATIFIED}; {NOTE}; direction of the predictor as its area",
        ),
        RCall(
            "pROC",
            "roc.test",
            name="area_difference_paired_plain",
            fields=(*AREAS, *TESTS[2:]),
            conditions={**PERFECT, **LOST},
            note=f"method = 'bootstrap', paired = TRUE; {PLAIN}; {NOTE}",
        ),
    ),
    quantities=quantities("model less predictor"),
    of_models=(Quantity("p, stratified bootstrap", "stratified.p_value", p_value=True),),
    tolerances=tolerances(paired_rounding),
    undefined=undefined(_no_difference),
    citations=(
        ROBIN,
        OF_1983,
    ),
)
