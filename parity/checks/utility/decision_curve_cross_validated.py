"""Decision curves of a model by cross-validation."""

from __future__ import annotations

from parity.checks.rmda.cv_decision_curve import BOTH_STOP, ON_A_THRESHOLD, SAYS
from parity.checks.vocabulary import Check, Citation, RCall, Scope, closed_form, without_model
from parity.statistics.fields import field_names
from parity.statistics.utility.decision_curve_cross_validated import (
    CrossValidatedDecisionCurve,
    decision_curve_cross_validated,
)

_MEAN = closed_form(
    "a mean over five folds, which are drawn by R's own generator from the same seed, of what is made of counts: where "
    "shares cancel, at most a dozen roundings of terms of at most 1 are left in each",
    atol=2e-15,
)

CHECK = Check(
    stem="decision_curve_cross_validated",
    group="utility",
    title="Decision curve, cross-validated",
    compute=decision_curve_cross_validated,
    result=CrossValidatedDecisionCurve,
    scope=Scope.MODEL,
    unless=without_model,
    draws=True,
    inputs={"folds": 5},
    references=(
        RCall(
            "rmda",
            "cv_decision_curve",
            conditions=SAYS,
            deviations=(ON_A_THRESHOLD,),
            where_both_stop=(BOTH_STOP,),
            note="the model by its formula; folds = 5; set.seed(seed) stands before the call; cohort design: of cases "
            "and controls cv_decision_curve of rmda 1.6 always stops",
            needs=("rms",),
        ),
    ),
    tolerances=dict.fromkeys(field_names(CrossValidatedDecisionCurve), _MEAN),
    citations=(
        Citation("Vickers, Elkin. Medical Decision Making 26 (2006) 565-574.", "10.1177/0272989X06295361"),
        Citation(
            "Vickers, Cronin, Elkin, Gonen. BMC Medical Informatics and Decision Making 8 (2008) 53.",
            "10.1186/1472-6947-8-53",
        ),
    ),
)
