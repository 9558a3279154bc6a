"""Decision curves of given risks, with bootstrap bands."""

from __future__ import annotations

from parity.checks.rmda.decision_curve import CITATIONS, tolerances
from parity.checks.vocabulary import Check, Quantity, RCall
from parity.statistics.utility.bands import OptIn
from parity.statistics.utility.decision_curve_bands import decision_curve_bands

CHECK = Check(
    stem="decision_curve_bands",
    group="utility",
    title="Decision curve, bootstrap bands",
    compute=decision_curve_bands,
    result=OptIn,
    draws=True,
    references=(
        RCall(
            "rmda",
            "decision_curve",
            note="risks given, all patients drawn together; set.seed(seed) stands before the call",
        ),
    ),
    quantities=(
        Quantity("Net benefit, bootstrap", "net_benefit.value", "net_benefit.low", "net_benefit.high", at_most=4),
    ),
    tolerances=tolerances(OptIn),
    citations=CITATIONS,
)
