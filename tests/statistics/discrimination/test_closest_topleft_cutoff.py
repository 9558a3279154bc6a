from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.discrimination.closest_topleft_cutoff import closest_topleft_cutoff
from parity.statistics.discrimination.roc_curve import roc_curve

FAWCETT = np.array([1, 1, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0])
SCORES = np.array([*[0.9, 0.8, 0.7, 0.6, 0.55, 0.54, 0.53, 0.52, 0.51, 0.505], *np.arange(0.4, 0.305, -0.01)])
"""Fawcett (2006), doi:10.1016/j.patrec.2005.10.010, Figure 3; only the order of the scores matters here."""


def test_fawcett_2006_twenty_instances():
    # His points (0.3, 0.6) and (0.4, 0.7) are both half a unit from the corner
    best = closest_topleft_cutoff(FAWCETT, SCORES)
    assert best.squared_distance == pytest.approx(0.25, abs=1e-15)
    assert best.count == 2
    assert (best.sensitivities.tolist(), best.specificities.tolist()) == ([0.7, 0.6], [0.6, 0.7])


def test_no_point_of_the_curve_is_closer():
    random = np.random.default_rng(7)
    for _ in range(40):
        n = int(random.integers(4, 60))
        outcome = random.permutation(np.arange(n) % 3 == 0).astype(int)
        risk = np.round(random.uniform(size=n) + 0.3 * outcome, 1)
        curve, best = roc_curve(outcome, risk), closest_topleft_cutoff(outcome, risk)
        distances = np.hypot(1 - curve.sensitivities, 1 - curve.specificities)
        assert best.squared_distance**0.5 == pytest.approx(distances.min(), abs=1e-15)
        assert set(best.cutoffs) <= set(curve.thresholds)
        assert best.count == len(best.cutoffs) >= 1


def test_classes_swapped_and_the_risk_reversed_give_the_same_distance():
    best, swapped = closest_topleft_cutoff(FAWCETT, SCORES), closest_topleft_cutoff(1 - FAWCETT, -SCORES)
    assert best.squared_distance == pytest.approx(swapped.squared_distance, abs=1e-15)


def test_a_perfect_risk_is_at_the_corner():
    best = closest_topleft_cutoff(np.array([0, 0, 1]), np.array([1.0, 2.0, 4.0]))
    assert (best.squared_distance, best.cutoffs.tolist()) == (0.0, [3.0])


@pytest.mark.parametrize("outcome", [[0, 0], [1, 1]])
def test_one_class_only_is_an_error(outcome):
    with pytest.raises(ValueError, match="at least one case and one control"):
        closest_topleft_cutoff(np.array(outcome), np.array([0.1, 0.2]))
