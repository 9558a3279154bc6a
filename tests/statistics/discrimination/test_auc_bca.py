"""BCa intervals of the area: the resamples of boot with the outcome as strata, and the area of each."""

from __future__ import annotations

import numpy as np
import pytest

from parity import RRandom
from parity.statistics.bootstrap.intervals import boot_intervals
from parity.statistics.bootstrap.rows import boot_rows
from parity.statistics.discrimination.auc_bca import areas_without_each, auc_bca
from parity.statistics.discrimination.auc_bootstrap import auc_bootstrap
from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.tally import tally

DRAW = np.random.default_rng(12)
OUTCOME = (DRAW.random(60) < 0.4).astype(int)
RISK = np.round(DRAW.random(60) * 0.7 + 0.3 * OUTCOME * DRAW.random(60), 2)


def test_each_value_is_the_area_of_its_resample():
    rows = boot_rows(RRandom(3), 60, 200, OUTCOME)
    areas = np.array([auc_delong(OUTCOME[of], RISK[of]).auc for of in rows])
    found = auc_bca(OUTCOME, RISK, 200, 3)
    assert found == boot_intervals(auc_delong(OUTCOME, RISK).auc, areas, rows, 0.95, OUTCOME)


def test_the_area_without_each_patient_is_that_of_the_others():
    outcome, risk = OUTCOME[:20], RISK[:20]
    counts = tally(outcome, risk)
    found = areas_without_each(outcome, np.searchsorted(counts.distinct, risk), counts)
    expected = [auc_delong(np.delete(outcome, row), np.delete(risk, row)).auc for row in range(20)]
    assert found == pytest.approx(expected, abs=1e-15)
    one_case = np.array([1, 0, 0])
    counts = tally(one_case, np.array([0.3, 0.2, 0.4]))
    found = areas_without_each(one_case, np.array([1, 0, 2]), counts)
    assert np.isnan(found[0]) and found[1:].tolist() == [0, 1]


def test_a_higher_risk_of_the_other_outcome_turns_the_interval_round():
    """With classes turned the strata are drawn in the other order: the same resamples need them named alike."""
    found = auc_bca(OUTCOME, RISK, 200, 3, 0.9)
    turned = auc_bca(OUTCOME, -RISK, 200, 3, 0.9)
    assert (turned.bca.low, turned.bca.high) == pytest.approx((1 - found.bca.high, 1 - found.bca.low), rel=1e-11)


def test_its_draws_are_not_those_of_proc():
    assert auc_bca(OUTCOME, RISK, 200, 3).percentile.low != auc_bootstrap(OUTCOME, RISK, 200, 3).stratified.low


@pytest.mark.parametrize(
    ("outcome", "risk", "said"),
    [([1, 1], [0.1, 0.2], "at least one case and one control"), ([0, 1], [0.1, np.inf], "finite risks")],
)
def test_what_has_no_area_is_refused(outcome, risk, said):
    with pytest.raises(ValueError, match=said):
        auc_bca(np.array(outcome), np.array(risk), 20, 1)
