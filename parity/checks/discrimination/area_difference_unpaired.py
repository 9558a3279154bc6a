"""Bootstrap test of the areas under the ROC curves of the development and a validation cohort."""

from __future__ import annotations

import numpy as np

from parity.checks.discrimination.area_difference import AREAS, LOST, TESTS, quantities, tolerances, undefined
from parity.checks.discrimination.bootstrap import NOTE, PERFECT, PLAIN, ROBIN, STRATIFIED
from parity.checks.pROC.roc_test import unpaired_rounding
from parity.checks.vocabulary import Check, Citation, RCall, Scope
from parity.statistics.discrimination.area_difference import AreaDifference
from parity.statistics.discrimination.area_difference_unpaired import area_difference_unpaired

_NOTE = f"method = 'bootstrap', paired = FALSE; first the development cohort; {NOTE}"


def _no_difference(
    outcome: np.ndarray,
    risk: np.ndarray,
    outcome_of_others: np.ndarray,
    risk_of_others: np.ndarray,
    resamples: int,
    seed: int,
) -> bool:
    found = area_difference_unpaired(outcome, risk, outcome_of_others, risk_of_others, resamples, seed)
    return found.difference == 0.0 and (found.stratified.statistic == 0.0 or found.plain.statistic == 0.0)


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
