"""DeLong's test of the areas under the ROC curves of the model and of each of its predictors, or of two models."""

from __future__ import annotations

from typing import Any

import numpy as np

from parity.checks.discrimination.area_difference_paired import no_score, score_of
from parity.checks.discrimination.bootstrap import PERFECT, ROBIN
from parity.checks.discrimination.delong import DELONG, areas, computed
from parity.checks.discrimination.scores import places_alike, turned
from parity.checks.pROC.delong import paired_rounding, undecided
from parity.checks.vocabulary import Check, Deviation, Quantity, RCall, Scope, Undefined
from parity.statistics.discrimination.delong_test_paired import DeLongPaired, delong_test_paired


def turned_score(sample: Any) -> np.ndarray:
    """The predictor, its sign turned where its area would be below a half; the risks of another model as they are."""
    return score_of(sample) if sample.others else turned(sample.outcome, score_of(sample))


def _applies(sample: Any) -> bool:
    """Whether the predictor has an order, and is not all that the model is made of; of two models always."""
    return bool(sample.others) or not no_score(sample) and not (len(sample.predictors) == 1 and _unless(sample))


def _unless(sample: Any) -> str:
    alike = places_alike(sample.outcome, sample.risk, turned_score(sample))
    if not alike:
        return ""
    if sample.others:
        return "both models place all patients alike: one curve"
    return f"the model places all patients as {sample.setting.predictor} alone does: one curve"


def _no_error(outcome: np.ndarray, risk: np.ndarray, score: np.ndarray, level: float) -> bool:
    return delong_test_paired(outcome, risk, score, level).standard_error == 0.0


NO_ERROR = "the difference has no standard error: over 0 it is infinite, or 0/0, which pROC takes for 0"
SINGLE = "of a single case or a single control there is no sample variance"
_COMPUTED = ("standard_error", "statistic", "p_value", "interval.low", "interval.high")

CHECK = Check(
    stem="delong_test_paired",
    group="discrimination",
    title="AUC of the model and of another score, DeLong's test",
    compute=delong_test_paired,
    result=DeLongPaired,
    scope=Scope.PAIR,
    inputs={"score": turned_score},
    applies=_applies,
    unless=_unless,
    references=(
        RCall(
            "pROC",
            "roc.test",
            fields=("first", "second", "difference", *_COMPUTED[1:]),
            conditions=PERFECT,
            deviations=(
                Deviation(
                    (),
                    "pROC",
                    "it asks whether a standard error that is no number is 0, where two areas are equal",
                    where_it_stops="missing value where TRUE/FALSE needed",
                    when=undecided,
                ),
            ),
            note="method = 'delong', paired = TRUE; direction fixed to '<', levels 0 and 1; a predictor with an area "
            "below 1/2 is sent with its sign turned, and one whose levels have no order not at all",
        ),
        RCall("stats", "pnorm", note="the variance of the differences of placements, from ranks"),
    ),
    of_models=(
        Quantity("Difference of AUC", "difference", low="interval.low", high="interval.high"),
        Quantity("p, DeLong", "p_value", p_value=True),
    ),
    tolerances={**areas("first", "second", "difference"), **computed(paired_rounding, _COMPUTED)},
    undefined=(
        Undefined(("statistic", "p_value"), NO_ERROR, when=_no_error),
        Undefined(_COMPUTED, SINGLE),
    ),
    citations=(DELONG, ROBIN),
)
