"""DeLong's test of the areas under the ROC curves of the model and of each of its predictors."""

from __future__ import annotations

from typing import Any

import numpy as np

from parity.checks.discrimination.area_difference_paired import no_score, score_of
from parity.checks.discrimination.bootstrap import PERFECT, ROBIN
from parity.checks.discrimination.delong import DELONG, areas, computed
from parity.checks.discrimination.scores import places_alike, turned
from parity.checks.pROC.delong import paired_rounding, undecided
from parity.checks.vocabulary import Check, Deviation, RCall, Scope, Undefined
from parity.statistics.discrimination.delong_test_paired import DeLongPaired, delong_test_paired


def turned_score(sample: Any) -> np.ndarray:
    """The predictor, its sign turned where its area would be below a half."""
    return turned(sample.outcome, score_of(sample))


def _applies(sample: Any) -> bool:
    """Whether the predictor has an order, and is not all that the model is made of."""
    return not no_score(sample) and not (len(sample.predictors) == 1 and _unless(sample))


def _unless(sample: Any) -> str:
    alike = places_alike(sample.outcome, sample.risk, turned_score(sample))
    return f"the model places all patients as {sample.setting.predictor} alone does: one curve" if alike else ""


def _no_error(outcome: np.ndarray, risk: np.ndarray, score: np.ndarray, level: float) -> bool:
    return delong_test_paired(outcome, risk, score, level).standard_error == 0.0


NO_ERROR = "the difference has no standard error: over 0 it is infinite, or 0/0, which pROC takes for 0"
SINGLE = "of a single case or a single control there is no sample variance"
_COMPUTED = ("standard_error", "statistic", "p_value", "interval.low", "interval.high")

CHECK = Check(
    stem="delong_test_paired",
    group="discrimination",
    title="AUC of the model and of a predictor, DeLong's test",
    compute=delong_test_paired,
    result=DeLongPaired,
    scope=Scope.PREDICTOR,
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
            note="method = 'delong', paired = TRUE; direction fixed to '<', levels to 0 and 1; a predictor with an area "
            "below 1/2 is sent with its sign turned, and one whose levels have no order not at all",
        ),
        RCall("stats", "pnorm", note="the variance of the differences of placements, from ranks"),
    ),
    tolerances={**areas("first", "second", "difference"), **computed(paired_rounding, _COMPUTED)},
    undefined=(
        Undefined(("statistic", "p_value"), NO_ERROR, when=_no_error),
        Undefined(_COMPUTED, SINGLE),
    ),
    citations=(DELONG, ROBIN),
)
