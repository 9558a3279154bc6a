"""Of which inputs boot.ci does something else than its definition."""

from __future__ import annotations

import numpy as np

from parity.checks.boot.boot_ci import fewer_than_patients, of_any_statistic
from parity.checks.discrimination.auc_bca import CHECK as AUC
from parity.checks.discrimination.auc_bca import cases_below_controls
from parity.checks.overall.brier_bootstrap import CHECK as BRIER
from parity.checks.overall.brier_bootstrap import by_regression, perfect

OUTCOME = np.array([0, 0, 1, 1])


def test_an_area_is_0_in_every_resample_where_no_case_reaches_a_control():
    assert cases_below_controls(OUTCOME, np.array([3.0, 4.0, 1.0, 2.0]))
    assert not cases_below_controls(OUTCOME, np.array([3.0, 4.0, 1.0, 3.0])), "a tie counts a half"
    assert not cases_below_controls(OUTCOME, np.array([3.0, 4.0, 1.0, 3.5]))
    assert not cases_below_controls(OUTCOME, np.array([1.0, 2.0, 3.0, 4.0]))


def test_a_brier_score_is_0_in_every_resample_where_every_risk_is_the_outcome():
    assert perfect(OUTCOME, OUTCOME + 0.0)
    assert not perfect(OUTCOME, np.array([0.0, 0.0, 1.0, 0.9])) and not perfect(OUTCOME, 1.0 - OUTCOME)


def test_of_zeros_boot_gives_intervals_from_0_to_0_but_for_bca():
    for check in (AUC, BRIER):
        (call,) = check.references
        followed = call.deviations[0].follows(outcome=OUTCOME)
        assert followed == {kind: {"low": 0.0, "high": 0.0} for kind in ("normal", "basic", "percentile")}


def test_patients_are_more_than_resamples_only_where_they_are():
    risk = np.zeros(4)
    assert [fewer_than_patients(risk, resamples) for resamples in (3, 4, 5)] == [True, False, False]


def test_of_fewer_resamples_than_patients_the_acceleration_was_by_regression_and_is_by_the_jackknife():
    random = np.random.default_rng(2)
    outcome = np.arange(40) % 2
    risk = np.clip(0.2 + 0.4 * outcome + 0.1 * random.normal(size=40), 0, 1)
    many, few = (
        [made(outcome, risk, resamples, 3, 0.95).bca.low for made in (BRIER.compute, by_regression)]
        for resamples in (60, 39)
    )
    assert many[0] == many[1] and few[0] != few[1]


def test_a_statistic_of_any_size_is_held_to_twelve_digits_of_it():
    for size in (1e-6, 2.0, 3e7):
        allowed = of_any_statistic(size, lambda: {}, few=False).tolerances
        assert {allowed[name].atol for name in ("original", "bias", "bca.low", "replicates")} == {1e-12 * size}
