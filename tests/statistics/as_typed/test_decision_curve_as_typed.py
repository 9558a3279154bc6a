from __future__ import annotations

import numpy as np

from parity.statistics.as_typed.decision_curve_as_typed import decision_curve_as_typed
from parity.statistics.utility.decision_curve import decision_curve


def test_it_is_the_decision_curve_of_the_risks_that_the_model_ends_with():
    draw = np.random.default_rng(20261126)
    risk, thresholds = draw.uniform(0, 1, 50), np.array([0.1, 0.3])
    outcome = (draw.random(50) < risk).astype(int)
    curve = decision_curve(outcome, risk, thresholds)
    found = decision_curve_as_typed(lambda: curve)
    assert found is curve
    treated = risk > 0.3
    benefit = np.mean(treated & (outcome == 1)) - np.mean(treated & (outcome == 0)) * 0.3 / 0.7
    assert abs(found.net_benefit[1] - benefit) < 1e-15
