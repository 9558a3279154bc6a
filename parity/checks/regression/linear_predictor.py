"""Linear predictor and risk: who is asked, and how closely."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from parity.checks.regression.logistic_regression import AT_THE_OPTIMUM
from parity.checks.regression.rounding import patients_as_given, patients_standardised
from parity.checks.stats.glm import GLM_SAYS, WITHIN_THIRTY
from parity.checks.vocabulary import Bound, Check, Citation, RCall, Scope, Tolerance, in_order, iterative, without_model
from parity.statistics.regression.linear_predictor import LinearPredictor, linear_predictor


def _tolerances(rounding: Callable[..., Mapping[str, Any]], reason: str) -> dict[str, Tolerance]:
    cancels = f"a sum whose terms may cancel; {reason}"
    of_risk = f"the relative error of a probability is at most the absolute error of its log odds; {reason}"
    return {
        "linear_predictor": iterative(1e-12, cancels, bound=Bound(rounding, "linear_predictor", scale=1.0)),
        "risk": iterative(1e-11, of_risk, bound=Bound(rounding, "risk")),
    }


CHECK = Check(
    stem="linear_predictor",
    group="regression",
    title="Linear predictor and risk",
    compute=linear_predictor,
    result=LinearPredictor,
    inputs={
        "outcome": lambda sample: sample.fitted_on.outcome,
        "predictors": lambda sample: sample.fitted_on.predictors,
        "patients": lambda sample: sample.predictors,
    },
    scope=Scope.COHORT,
    unless=without_model,
    of_patients={"linear_predictor": in_order, "risk": in_order},
    references=(
        RCall("rms", "lrm", note="fitted to the optimum on orthonormal columns, then predict"),
        RCall(
            "stats",
            "glm",
            tolerances=_tolerances(patients_as_given, f"on the columns as they are; {WITHIN_THIRTY}; {AT_THE_OPTIMUM}"),
            conditions=GLM_SAYS,
            note="fitted to the optimum, then predict",
        ),
    ),
    tolerances=_tolerances(patients_standardised, f"{WITHIN_THIRTY}; {AT_THE_OPTIMUM}"),
    citations=(
        Citation("Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015.", "10.1007/978-3-319-19425-7"),
    ),
)
