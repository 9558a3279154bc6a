"""What dcurves and rmda are asked, and what dcurves does with a risk of exactly 0."""

from __future__ import annotations

import numpy as np

from parity.checks.dcurves.dca import detected_without_zeros, net_benefit_without_zeros
from parity.checks.utility import clinical_impact, decision_curve

THRESHOLDS = np.array([0.0, 0.25, 0.5])
OUTCOME = np.array([0, 1, 0, 1, 1])


def both(risk):
    curve = decision_curve.CHECK.compute(OUTCOME, risk, THRESHOLDS)
    impact = clinical_impact.CHECK.compute(OUTCOME, risk, THRESHOLDS)
    followed = {
        **net_benefit_without_zeros(OUTCOME, risk, THRESHOLDS),
        **detected_without_zeros(OUTCOME, risk, THRESHOLDS),
    }
    defined = {
        "net_benefit_at_or_above": curve.net_benefit_at_or_above,
        "detected_at_or_above": impact.detected_at_or_above,
    }
    return {name: (defined[name].tolist(), values.tolist()) for name, values in followed.items()}


def test_a_risk_of_exactly_0_counts_at_no_threshold():
    """At a threshold of 0; at the others dca does not deviate, and what it is followed by says nothing."""
    found = both(np.array([0.0, 0.0, 0.2, 0.25, 0.9]))
    assert found["detected_at_or_above"] == ([0.6, 0.4, 0.2], [0.4, None, None])
    assert found["net_benefit_at_or_above"] == ([0.6, 0.4, 0.2], [0.4, None, None])


def test_without_a_risk_of_0_it_does_not_deviate():
    assert both(np.array([5e-324, 0.1, 0.2, 0.25, 1.0])) == {}


def test_the_two_checks_ask_rmda_one_question_and_dcurves_one():
    questions = [
        {(call.package, call.name, call.sends) for call in check.references if call.package != "base"}
        for check in (decision_curve.CHECK, clinical_impact.CHECK)
    ]
    assert questions[0] == questions[1] == {("rmda", "decision_curve", None), ("dcurves", "dca", None)}


def test_every_number_has_an_answer_without_rmda():
    for check in (decision_curve.CHECK, clinical_impact.CHECK):
        others = [call for call in check.references if call.package != "rmda"]
        assert set().union(*(check.gives(call) for call in others)) == set(check.fields)
