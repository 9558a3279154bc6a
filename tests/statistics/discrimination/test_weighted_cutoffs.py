from __future__ import annotations

import math

import numpy as np
import pytest

from parity.data.study_file import find_study
from parity.statistics.discrimination.closest_topleft_cutoff import closest_topleft_cutoff
from parity.statistics.discrimination.weighted_cutoffs import weighted_cutoffs
from parity.statistics.discrimination.youden_cutoff import youden_cutoff


def cohorts(count: int = 30):
    random = np.random.default_rng(11)
    for _ in range(count):
        n = int(random.integers(6, 80))
        outcome = random.permutation(np.arange(n) % 3 == 0).astype(int)
        yield outcome, random.uniform(size=n) + 0.3 * outcome


def test_the_weighted_index_has_the_least_cost_of_missed_cases_and_false_alarms():
    for outcome, risk in cohorts():
        prevalence, cost = outcome.mean(), 3.0
        cutoffs = np.append(np.sort(risk), np.inf)

        def spent(cutoff):
            return cost * np.sum(outcome[risk < cutoff]) + np.sum(1 - outcome[risk >= cutoff])

        best = weighted_cutoffs(outcome, risk, cost, prevalence).youden
        assert spent(best.cutoffs[0]) == min(map(spent, cutoffs))


def test_equal_weights_give_youdens_cutoff_and_the_closest_to_the_corner():
    for outcome, risk in cohorts():
        best = weighted_cutoffs(outcome, risk, 1.0, 0.5)
        assert best.youden.criterion == youden_cutoff(outcome, risk).youden
        assert best.closest_topleft.criterion == closest_topleft_cutoff(outcome, risk).squared_distance


def test_s100b_of_the_asah_data_of_proc():
    # Robin et al. (2011), doi:10.1186/1471-2105-12-77: coords(roc(aSAH$outcome, aSAH$s100b), "best", best.method =
    # "closest.topleft", best.weights = c(2, 0.3)) of pROC 1.18.0
    cohort = find_study("asah").development
    risk = cohort.columns["s100b"]
    assert closest_topleft_cutoff(cohort.outcome, risk).cutoffs.tolist() == [pytest.approx(0.205)]
    assert closest_topleft_cutoff(cohort.outcome, risk).squared_distance == pytest.approx(0.1716575414, abs=5e-11)
    best = weighted_cutoffs(cohort.outcome, risk, 2.0, 0.3)
    assert best.closest_topleft.criterion == pytest.approx(0.1779589818, abs=5e-11)


def test_a_dear_case_lowers_the_cutoff():
    for outcome, risk in cohorts():
        cheap, dear = (weighted_cutoffs(outcome, risk, cost, 0.3).youden for cost in (0.5, 20.0))
        assert dear.cutoffs[0] <= cheap.cutoffs[0]


@pytest.mark.parametrize("cost", [0.0, -1.0, math.inf, math.nan])
def test_a_cost_that_is_none_is_an_error(cost):
    with pytest.raises(ValueError, match="cost is"):
        weighted_cutoffs(np.array([0, 1]), np.array([0.1, 0.2]), cost, 0.5)


@pytest.mark.parametrize("prevalence", [0.0, 1.0, 30.0, math.nan])
def test_a_prevalence_that_is_none_is_an_error(prevalence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        weighted_cutoffs(np.array([0, 1]), np.array([0.1, 0.2]), 1.0, prevalence)


def test_risks_that_are_not_finite_are_an_error():
    with pytest.raises(ValueError, match="finite"):
        weighted_cutoffs(np.array([0, 1]), np.array([0.1, math.nan]), 1.0, 0.5)
