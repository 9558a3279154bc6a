"""rmda's risks of cases and controls, exp(x)/(1 + exp(x)), are none beyond a log odds of 709."""

from __future__ import annotations

import numpy as np
import pytest

from parity import RRandom
from parity.checks.rmda.decision_curve import FARTHEST, RISKS_LOST, some_risk_is_lost, with_risks_lost
from parity.statistics.utility.decision_curve_refitted_case_control import decision_curve_refitted_case_control

OUTCOME = np.repeat([0, 1], 20)
FAR = 39
"""A patient with the event, whose log odds is beyond in every model: the outcomes are separated."""
SEPARATED = {"x": np.r_[-np.linspace(1, 2, 20), np.linspace(1, 2, 19), 1e6]}
GIVEN = {"outcome": OUTCOME, "predictors": SEPARATED, "thresholds": np.array([0.2, 0.5]), "resamples": 50, "seed": 7}
OF_A_TENTH = {**GIVEN, "population_prevalence": 0.1, "level": 0.95}


def test_a_lost_risk_is_above_no_threshold_and_below_none():
    assert np.isfinite(np.exp(FARTHEST)) and FARTHEST < 709.79
    with pytest.warns(Warning):
        right = decision_curve_refitted_case_control(**OF_A_TENTH)
    lost = with_risks_lost(**OF_A_TENTH)
    assert (right.opt_in.sensitivity.low == 1).all() and (right.opt_out.false_negative_rate.value == 0).all()
    _, cases = RRandom(7).stratified_resamples((20, 20), 50)
    shares = np.sort(1 - (cases == FAR - 20).mean(axis=1))
    assert shares[0] < 1
    for number in range(2):
        assert lost["opt_in"].sensitivity.value[number] == pytest.approx(19 / 20)
        assert lost["opt_in"].sensitivity.low[number] == shares[1], "the second of 50, as R's quantile of type 1 has it"
        assert lost["opt_in"].high_risk.value[number] == pytest.approx(0.1 * 19 / 20)
        assert lost["opt_out"].low_risk.value[number] == pytest.approx(1 - 0.1 * 19 / 20)
    np.testing.assert_array_equal(lost["opt_out"].false_negative_rate.value, right.opt_out.false_negative_rate.value)
    np.testing.assert_array_equal(lost["opt_out"].net_benefit.value, right.opt_out.net_benefit.value)


def test_it_is_asked_of_these_patients_only():
    assert some_risk_is_lost(**OF_A_TENTH)
    near = {"x": np.where(np.arange(40) == FAR, 3.0, SEPARATED["x"])}
    assert not some_risk_is_lost(**{**OF_A_TENTH, "predictors": near})


def test_ours_must_be_what_no_risk_is_lost_of():
    with pytest.warns(Warning):
        right = decision_curve_refitted_case_control(**OF_A_TENTH)
    defined = RISKS_LOST.definition(**OF_A_TENTH)
    np.testing.assert_array_equal(defined.opt_in.sensitivity.low, right.opt_in.sensitivity.low)
    assert (defined.opt_in.sensitivity.low != RISKS_LOST.follows(**OF_A_TENTH)["opt_in"].sensitivity.low).all()
