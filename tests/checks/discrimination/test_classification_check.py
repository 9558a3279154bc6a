"""At which cut-off patients are classified, and what pROC's counts may be off by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.checks.discrimination.classification import CHECK
from parity.checks.pROC.coords import coords_rounding
from parity.statistics.discrimination.classification import classification
from parity.statistics.discrimination.youden_cutoff import youden_cutoff


@dataclass
class Patients:
    outcome: np.ndarray
    risk: np.ndarray
    development: "Patients | None" = None

    @property
    def fitted_on(self):
        return self.development or self


def test_the_cutoff_of_a_study_is_the_lowest_best_one_of_its_development_cohort():
    development = Patients(np.array([0, 1, 0, 1]), np.array([0.1, 0.2, 0.3, 0.4]))
    validation = Patients(np.array([0, 1]), np.array([0.6, 0.9]), development)
    arguments = CHECK.arguments(validation)
    best = youden_cutoff(development.outcome, development.risk)
    assert best.count == 2
    assert arguments["cutoff"] == best.cutoffs.min()
    assert arguments["risk"] is validation.risk


def multiplied_back(table, cases, controls):
    """As pROC has the counts: from sensitivity and specificity."""
    tp, tn = table.sensitivity * cases, table.specificity * controls
    fn, fp = cases - tp, controls - tn
    with np.errstate(invalid="ignore"):
        ppv, npv = np.float64(tp) / (tp + fp), np.float64(tn) / (tn + fn)
    return {"false_positives": fp, "false_negatives": fn, "ppv": ppv, "npv": npv}


def two_by_two(tp, fp, fn, tn):
    """Patients with these four counts at a cut-off of 0.5."""
    return np.repeat([1, 0, 1, 0], [tp, fp, fn, tn]), np.repeat([0.9, 0.9, 0.1, 0.1], [tp, fp, fn, tn])


def farthest(outcome, risk):
    """How far what is multiplied back differs beyond its thirteenth digit; all of it must lie within the bounds."""
    table, bounds = classification(outcome, risk, 0.5), coords_rounding(outcome, risk, 0.5)
    beyond = 0.0
    for field, value in multiplied_back(table, outcome.sum(), len(outcome) - outcome.sum()).items():
        ours = getattr(table, field)
        if np.isnan(ours) or np.isnan(value):
            assert np.isnan(ours) and np.isnan(value)
            continue
        difference = abs(value - ours)
        assert difference <= 1e-13 * abs(value) + getattr(bounds, field)
        beyond = max(beyond, difference - 1e-13 * abs(value))
    return beyond


def test_its_bounds_cover_counts_that_are_multiplied_back():
    random = np.random.default_rng(20250101)
    for _ in range(300):
        farthest(*two_by_two(*random.integers(0, 10 ** random.integers(1, 5, 4)) + [1, 0, 0, 1]))


def test_where_few_of_many_are_false_they_are_needed():
    # 131054/131097 times 131097 is not 131054 in doubles: the 43 others agree in 12 digits
    assert farthest(*two_by_two(43, 43, 131_054, 131_054)) > 0
    assert farthest(*two_by_two(131_054, 43, 43, 131_054)) > 0


def test_its_bounds_are_shares_of_the_number_of_patients():
    outcome = np.arange(1_000_000) % 2
    bounds = coords_rounding(outcome, outcome.astype(float), 0.5)
    assert 0 < bounds.false_positives < 2e-10 and 0 < bounds.false_negatives < 2e-10
    nobody = coords_rounding(outcome, outcome.astype(float), np.inf)
    assert nobody.ppv == 0.0
