"""The decision curve, as a person types it: what R is asked, and how closely it must agree.

rmda fits the model of the development cohort itself; elsewhere, and to dcurves, the risks are given by R's own fit, or
are those of the file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from parity.checks.as_typed.formula import RMS_SAYS
from parity.checks.as_typed.reading import folder_of
from parity.checks.as_typed.script import by_dcurves, by_rmda
from parity.checks.as_typed.ties import other_side
from parity.checks.as_typed.typed import as_typed_sample, unless
from parity.checks.dcurves import dca
from parity.checks.stats.glm import GLM_SAYS
from parity.checks.utility import decision_curve
from parity.checks.vocabulary import Check, RCall
from parity.statistics.as_typed.decision_curve_as_typed import decision_curve_as_typed
from parity.statistics.utility.decision_curve import DecisionCurve


def _curve(sample: Any) -> Callable[[], DecisionCurve]:
    typed = as_typed_sample(sample)
    return lambda: decision_curve.CHECK.result_of(decision_curve.CHECK.arguments(typed))


CHECK = Check(
    stem="decision_curve_as_typed",
    group="as_typed",
    title="The decision curve as typed",
    compute=decision_curve_as_typed,
    result=DecisionCurve,
    inputs={
        "outcome": lambda sample: sample.fitted_on.outcome,
        "predictors": lambda sample: sample.fitted_on.predictors,
        "patients": lambda sample: sample.predictors,
        "observed": lambda sample: sample.outcome,
        "risk": lambda sample: as_typed_sample(sample).risk,
        "curve": _curve,
        "by_rmda": lambda sample: by_rmda(sample.study, sample.cohort, sample.setting.subgroup),
        "by_dcurves": lambda sample: by_dcurves(sample.study, sample.cohort, sample.setting.subgroup),
        "folder": lambda sample: folder_of(sample.study),
    },
    further_inputs=(
        "outcome",
        "predictors",
        "patients",
        "observed",
        "risk",
        "thresholds",
        "formula",
        "by_rmda",
        "by_dcurves",
        "folder",
    ),
    unless=unless,
    references=(
        RCall(
            "rmda",
            "decision_curve",
            fields=decision_curve.OF_RMDA,
            sends=("by_rmda", "folder"),
            conditions={**GLM_SAYS, **RMS_SAYS, r"used to both fit a prediction model and to estimate": "-"},
            deviations=(other_side("rmda", "net_benefit", "standardized_net_benefit"),),
            note="what `parity script --part rmda` prints reads the person's own file; rmda fits the model of the "
            "development cohort itself; of a validation cohort or a group it is given the risks by that model, and "
            "risks that are given as they are",
        ),
        RCall(
            "dcurves",
            "dca",
            fields=decision_curve.OF_DCURVES,
            sends=("by_dcurves", "folder"),
            conditions={**GLM_SAYS, **RMS_SAYS, **dca.SAYS_WHAT_THE_EVENT_IS},
            deviations=(dca.AS_TYPED, other_side("dcurves", "net_benefit_at_or_above")),
            note="the script that `parity script --part dcurves` prints reads the person's own file: glm, predict, dca",
        ),
    ),
    tolerances=decision_curve.CHECK.tolerances,
    citations=decision_curve.CHECK.citations,
)
