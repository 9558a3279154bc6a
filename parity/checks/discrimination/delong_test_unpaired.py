"""DeLong's test of the areas under the ROC curves of the development and a validation cohort."""

from __future__ import annotations

import numpy as np

from parity.checks.discrimination.bootstrap import PERFECT, ROBIN
from parity.checks.discrimination.delong import DELONG, SAME_LENGTH, areas, computed
from parity.checks.pROC.delong import unpaired_rounding
from parity.checks.vocabulary import Check, Citation, Quantity, RCall, Scope, Undefined
from parity.statistics.discrimination.delong_test_unpaired import DeLongUnpaired, delong_test_unpaired

_COMPUTED = ("standard_error", "statistic", "df", "p_value", "interval.low", "interval.high")
NO_VARIANCE = "without a variance in either group, or with a single case or control in one, there is nothing to test by"


def _no_variance(
    outcome: np.ndarray, risk: np.ndarray, outcome_of_others: np.ndarray, risk_of_others: np.ndarray, level: float
) -> bool:
    return not delong_test_unpaired(outcome, risk, outcome_of_others, risk_of_others, level).standard_error > 0


CHECK = Check(
    stem="delong_test_unpaired",
    group="discrimination",
    title="AUC in development and validation, DeLong's test",
    compute=delong_test_unpaired,
    result=DeLongUnpaired,
    scope=Scope.COHORT,
    inputs={
        "outcome": lambda sample: sample.fitted_on.outcome,
        "risk": lambda sample: sample.fitted_on.risk,
        "outcome_of_others": lambda sample: sample.outcome,
        "risk_of_others": lambda sample: sample.risk,
    },
    applies=lambda sample: sample.development is not None,
    references=(
        RCall(
            "pROC",
            "roc.test",
            fields=("first", "second", "difference", "statistic", "df", "p_value"),
            conditions={**PERFECT, **SAME_LENGTH},
            note="method = 'delong', paired = FALSE; first the development cohort; direction fixed to '<', levels to 0 "
            "and 1; it gives no interval of an unpaired difference",
        ),
        RCall("stats", "pt", note="the sample variances of placements from ranks, Welch's degrees of freedom, stats::qt"),
    ),
    quantities=(
        Quantity("AUC, development less validation, DeLong", "difference", low="interval.low", high="interval.high"),
        Quantity("AUC, development less validation, p, DeLong", "p_value", p_value=True),
    ),
    tolerances={**areas("first", "second", "difference"), **computed(unpaired_rounding, _COMPUTED)},
    undefined=(Undefined(_COMPUTED[1:], NO_VARIANCE, when=_no_variance), Undefined(_COMPUTED, NO_VARIANCE)),
    citations=(
        DELONG,
        Citation("Welch. Biometrika 34 (1947) 28-35.", "10.1093/biomet/34.1-2.28"),
        Citation("Satterthwaite. Biometrics Bulletin 2 (1946) 110-114.", "10.2307/3002019"),
        ROBIN,
    ),
)
