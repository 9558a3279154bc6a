"""Bootstrap intervals of the Brier score: the resamples of boot, and the score of each."""

from __future__ import annotations

import numpy as np
import pytest

from parity import RRandom
from parity.statistics.bootstrap.intervals import boot_intervals
from parity.statistics.bootstrap.rows import boot_rows
from parity.statistics.overall import brier_bootstrap as module
from parity.statistics.overall.brier_bootstrap import brier_bootstrap
from parity.statistics.overall.brier_score import brier_score

DRAW = np.random.default_rng(6)
RISK = DRAW.random(50)
OUTCOME = (DRAW.random(50) < RISK).astype(int)


def test_each_value_is_the_score_of_its_resample():
    rows = boot_rows(RRandom(3), 50, 300)
    scores = np.array([np.mean((OUTCOME[of] - RISK[of]) ** 2) for of in rows])
    found = brier_bootstrap(OUTCOME, RISK, 300, 3)
    expected = boot_intervals(brier_score(OUTCOME, RISK).brier, scores, rows)
    for kind in ("normal", "basic", "percentile", "bca"):
        one, other = getattr(found, kind), getattr(expected, kind)
        assert (one.low, one.high) == pytest.approx((other.low, other.high), rel=1e-13)
    assert found.original == pytest.approx(brier_score(OUTCOME, RISK).brier, rel=1e-15)


def test_of_fewer_resamples_than_patients_the_bca_interval_leaves_each_patient_out():
    rows, everybody = boot_rows(RRandom(3), 50, 49), np.arange(50)
    scores = np.array([np.mean((OUTCOME[of] - RISK[of]) ** 2) for of in rows])
    without = np.array([brier_score(OUTCOME[everybody != one], RISK[everybody != one]).brier for one in everybody])
    expected = boot_intervals(brier_score(OUTCOME, RISK).brier, scores, rows, without=lambda: without).bca
    found = brier_bootstrap(OUTCOME, RISK, 49, 3).bca
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-13)


def test_patients_are_averaged_in_parts_that_change_nothing(monkeypatch):
    whole = brier_bootstrap(OUTCOME, RISK, 300, 3)
    monkeypatch.setattr(module, "AT_ONCE", 1)
    assert brier_bootstrap(OUTCOME, RISK, 300, 3) == whole


def test_another_seed_is_another_interval():
    assert abs(brier_bootstrap(OUTCOME, RISK, 300, 3).bca.low - brier_bootstrap(OUTCOME, RISK, 300, 4).bca.low) > 1e-6


@pytest.mark.parametrize("bad", [1.01, -0.01, np.nan])
def test_one_that_is_no_risk_is_refused(bad):
    with pytest.raises(ValueError, match="needs risks between 0 and 1"):
        brier_bootstrap(OUTCOME, np.append(RISK[:-1], bad), 300, 3)
