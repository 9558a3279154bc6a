"""Bootstrap test of the areas under the ROC curves of the development and a validation cohort."""

from __future__ import annotations

import numpy as np

from parity.checks.discrimination.area_difference import AREAS, LOST, TESTS, quantities, tolerances, undefined
from parity.checks.discrimination.bootstrap import NOTE, PERFECT, PLAIN, ROBIN, STRATIFIED
from parity.checks.pROC.roc_test import unpaired_rounding
from parity.checks.vocabulary import Check, Citation, RCall, Scope
from parity.checks.vocabulary.tolerance import Function
from parity.statistics.discrimination.area_difference import AreaDifference
from parity.statistics.discrimination.area_difference_unpaired import area_difference_unpaired
from parity.statistics.discrimination.placements import placements

_NOTE = f"method = 'bootstrap', paired = FALSE; first the development cohort; {NOTE}"


def _no_difference(way: str) -> Function:
    """Whether the areas are equal, and each is the same in every resample that is drawn this way."""

    def when(
        outcome: np.ndarray,
        risk: np.ndarray,
        outcome_of_others: np.ndarray,
        risk_of_others: np.ndarray,
        resamples: int,
        seed: int,
    ) -> bool:
        bounds = unpaired_rounding(outcome, risk, outcome_of_others, risk_of_others, resamples, seed)
        equal = placements(outcome, risk).area == placements(outcome_of_others, risk_of_others).area
        return equal and f"{way}_statistic" not in bounds

    return when


CHECK = Check(
    stem="area_difference_unpaired",
    group="discrimination",
    title="AUC in development and validation, bootstrap test",
    compute=area_difference_unpaired,
    result=AreaDifference,
    scope=Scope.COHORT,
    inputs={
        "outcome": lambda sample: sample.fitted_on.outcome,
        "risk": lambda sample: sample.fitted_on.risk,
        "outcome_of_others": lambda sample: sample.outcome,
        "risk_of_others": lambda sample: sample.risk,
    },
    applies=lambda sample: sample.development is not None,
    draws=True,
    references=(
        RCall("pROC", "roc.test", fields=(*AREAS, *TESTS[:2]), conditions=PERFECT, note=f"{STRATIFIED}; {_NOTE}"),
        RCall(
            "pROC",
            "roc.test",
            name="area_difference_unpaired_plain",
            fields=(*AREAS, *TESTS[2:]),
            conditions={**PERFECT, **LOST},
            note=f"{PLAIN}; {_NOTE}",
        ),
    ),
    quantities=quantities("development less validation"),
    tolerances=tolerances(unpaired_rounding),
    undefined=undefined(_no_difference),
    citations=(
        ROBIN,
        Citation("Hanley, McNeil. Radiology 143 (1982) 29-36.", "10.1148/radiology.143.1.7063747"),
    ),
)
