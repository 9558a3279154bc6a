"""Clinical impact: shares of the population over threshold probabilities."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.utility.clinical_impact import clinical_impact
from parity.statistics.utility.decision_curve import decision_curve

OUTCOME = np.array([0, 0, 1, 0, 1, 1, 0, 1])
RISK = np.array([0.0, 0.1, 0.2, 0.2, 0.4, 0.6, 0.7, 1.0])
THRESHOLDS = np.array([0.0, 0.2, 0.5, 0.9])


def test_shares_are_counts_of_patients():
    result = clinical_impact(OUTCOME, RISK, THRESHOLDS)
    assert (8 * result.high_risk).tolist() == [7, 4, 3, 1]
    assert (8 * result.detected).tolist() == [4, 3, 2, 1]
    assert (8 * result.detected_at_or_above).tolist() == [4, 4, 2, 1]
    assert result.thresholds == ("0.00", "0.20", "0.50", "0.90")


def test_altman_and_bland_1994_liver_scans():
    """Altman, Bland. BMJ 309 (1994) 102, doi:10.1136/bmj.309.6947.102.

    Of 344 patients 263 have an abnormal scan, and 231 of these the disease.
    """
    outcome, risk = np.repeat([1, 0, 1, 0], [231, 32, 27, 54]), np.repeat([0.9, 0.9, 0.1, 0.1], [231, 32, 27, 54])
    result = clinical_impact(outcome, risk, np.array([0.5]))
    assert (344 * result.high_risk[0], 344 * result.detected[0]) == pytest.approx((263, 231), rel=1e-15)


def test_net_benefit_is_detected_minus_the_weighted_rest_of_those_at_high_risk():
    chance = np.random.default_rng(5)
    risk = chance.random(200)
    outcome = (chance.random(200) < risk).astype(int)
    grid = np.arange(99) * 0.01
    impact, curve = clinical_impact(outcome, risk, grid), decision_curve(outcome, risk, grid)
    weighted = impact.detected - grid / (1 - grid) * (impact.high_risk - impact.detected)
    np.testing.assert_allclose(curve.net_benefit, weighted, rtol=0, atol=1e-13)


def test_the_order_of_the_patients_does_not_matter_and_shares_never_rise():
    order = np.random.default_rng(1).permutation(8)
    one, other = clinical_impact(OUTCOME, RISK, THRESHOLDS), clinical_impact(OUTCOME[order], RISK[order], THRESHOLDS)
    assert one.high_risk.tolist() == other.high_risk.tolist()
    assert (np.diff(one.high_risk) <= 0).all() and (one.detected <= one.high_risk).all()


@pytest.mark.parametrize(
    ("outcome", "risk", "thresholds", "named"),
    [
        (OUTCOME, RISK + 0.1, THRESHOLDS, "risks between 0 and 1"),
        (OUTCOME, RISK, THRESHOLDS[::-1], "ascend"),
        (OUTCOME, RISK, np.array([]), "threshold probabilities"),
        (np.zeros(8, int), RISK, THRESHOLDS, "one event"),
    ],
)
def test_what_has_no_clinical_impact_is_refused_by_name(outcome, risk, thresholds, named):
    with pytest.raises(ValueError, match=named):
        clinical_impact(outcome, risk, thresholds)
