"""Decision curves of given risks where the usual is to treat everybody, with bootstrap bands."""

from __future__ import annotations

from parity.checks.rmda.decision_curve import CITATIONS, tolerances
from parity.checks.vocabulary import Check, RCall, Scope
from parity.statistics.utility.bands import OptOut
from parity.statistics.utility.decision_curve_opt_out import decision_curve_opt_out

CHECK = Check(
    stem="decision_curve_opt_out",
    group="utility",
    title="Decision curve of opting out, bootstrap bands",
    compute=decision_curve_opt_out,
    result=OptOut,
    scope=Scope.COHORT,
    draws=True,
    references=(
        RCall(
            "rmda",
            "decision_curve",
            note='policy = "opt-out"; risks given, all patients drawn together; set.seed(seed) stands before the call',
        ),
    ),
    tolerances=tolerances(OptOut),
    citations=CITATIONS,
)
