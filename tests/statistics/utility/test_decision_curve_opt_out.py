"""Decision curves of opting out: shares, what they have to do with opting in, and where they begin."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.utility.decision_curve_bands import decision_curve_bands
from parity.statistics.utility.decision_curve_opt_out import decision_curve_opt_out

GRID = np.arange(1, 100) * 0.01


def patients(n=60, seed=4):
    draw = np.random.default_rng(seed)
    outcome = (draw.random(n) < 0.4).astype(int)
    return outcome, np.clip(draw.random(n) * 0.7 + 0.3 * outcome * draw.random(n), 0, 1)


def test_specificity_and_false_negative_rate_are_shares_of_controls_and_of_cases():
    outcome, risk = patients()
    found = decision_curve_opt_out(outcome, risk, GRID, 40, 1)
    assert found.specificity.value == pytest.approx([(risk[outcome == 0] < t).mean() for t in GRID])
    assert found.false_negative_rate.value == pytest.approx([(risk[outcome == 1] < t).mean() for t in GRID])


def test_opting_out_gains_over_treating_all_what_opting_in_does_in_units_of_its_odds():
    """Kerr et al. (2016): where no risk is on a threshold the two differ by a factor and by treating all."""
    outcome, risk = patients()
    into, out = (one(outcome, risk, GRID, 40, 1) for one in (decision_curve_bands, decision_curve_opt_out))
    odds = GRID / (1 - GRID)
    assert into.net_benefit.value - into.net_benefit_all.value == pytest.approx(odds * out.net_benefit.value, abs=1e-13)
    assert out.low_risk.value == pytest.approx(1 - into.high_risk.value)
    share = outcome.mean()
    assert out.spared.value == pytest.approx(1 - share - (into.high_risk.value - into.detected.value))


def test_nobody_opts_out_at_a_threshold_of_zero():
    outcome, risk = patients()
    found = decision_curve_opt_out(outcome, risk, np.array([0.0, 0.2, 0.5]), 20, 1)
    assert found.net_benefit.thresholds == ("0.20", "0.50") and np.isfinite(found.net_benefit.value).all()


def test_the_limits_are_those_of_95_percent_unless_another_level_is_said():
    usual, said = (decision_curve_opt_out(*patients(), GRID, 40, 1, **level).spared for level in ({}, {"level": 0.95}))
    assert (usual.low == said.low).all() and (usual.high == said.high).all()
    assert (decision_curve_opt_out(*patients(), GRID, 40, 1, level=0.5).spared.low > usual.low).any()
