from __future__ import annotations

import warnings
from fractions import Fraction

import numpy as np
import pytest

from parity.data.study_file import find_study
from parity.statistics.caution import Caution
from parity.statistics.discrimination.roc_curve import roc_curve
from parity.statistics.discrimination.youden_cutoff import youden_cutoff


def cohorts(count: int = 40):
    random = np.random.default_rng(20250101)
    for position in range(count):
        n = int(random.integers(4, 50))
        outcome = random.permutation(np.arange(n) % 3 == 0).astype(int)
        risk = random.uniform(size=n) + 0.2 * outcome
        yield outcome, np.round(risk, 1) if position % 2 else risk


@pytest.fixture(autouse=True)
def cautions_are_looked_at_where_they_are_the_subject():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Caution)
        yield


def test_it_is_the_largest_sensitivity_plus_specificity_minus_one_on_the_curve():
    for outcome, risk in cohorts():
        curve, best = roc_curve(outcome, risk), youden_cutoff(outcome, risk)
        assert best.youden == (curve.sensitivities + curve.specificities - 1).max()
        assert np.array_equal(best.sensitivities + best.specificities - 1, np.full(best.count, best.youden))


def test_it_is_the_largest_distance_between_the_distributions_of_cases_and_controls():
    for outcome, risk in cohorts():
        grid = np.unique(risk)
        cases, controls = np.sort(risk[outcome == 1]), np.sort(risk[outcome == 0])
        controls_below, cases_below = np.searchsorted(controls, grid, "right"), np.searchsorted(cases, grid, "right")
        distance = controls_below / len(controls) - cases_below / len(cases)
        assert youden_cutoff(outcome, risk).youden == pytest.approx(max(distance.max(), 0.0), abs=1e-15)


def test_fawcett_2006_twenty_instances():
    # Fawcett (2006), doi:10.1016/j.patrec.2005.10.010, Figure 3: the highest point above the diagonal is (0.1, 0.5), at
    # score 0.54
    outcome = np.array([1, 1, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0])
    high = [0.9, 0.8, 0.7, 0.6, 0.55, 0.54, 0.53, 0.52, 0.51, 0.505]
    risk = np.array([*high, 0.4, 0.39, 0.38, 0.37, 0.36, 0.35, 0.34, 0.33, 0.30, 0.1])
    best = youden_cutoff(outcome, risk)
    assert best.count == 1
    assert best.cutoffs.tolist() == [(0.53 + 0.54) / 2]
    assert (best.sensitivities[0], best.specificities[0]) == (0.5, 0.9)
    assert best.youden == pytest.approx(0.4, abs=1e-15)


def test_s100b_of_the_asah_data_of_proc():
    # Robin et al. (2011), doi:10.1186/1471-2105-12-77: coords(roc(aSAH$outcome, aSAH$s100b), "best"), which is drawn as
    # "0.205 (0.806, 0.634)"
    cohort = find_study("asah").development
    best = youden_cutoff(cohort.outcome, cohort.columns["s100b"])
    assert best.cutoffs.tolist() == [pytest.approx(0.205)]
    assert round(best.specificities[0], 7) == 0.8055556 and round(best.sensitivities[0], 7) == 0.6341463


def test_every_tied_cutoff_is_given():
    best = youden_cutoff(np.array([0, 1, 0, 1]), np.array([1.0, 2.0, 3.0, 4.0]))
    assert (best.count, best.cutoffs.tolist(), best.youden) == (2, [1.5, 3.5], 0.5)
    assert best.sensitivities.tolist() == [1.0, 0.5]
    assert best.specificities.tolist() == [0.5, 1.0]


def test_a_tie_that_rounding_hides_is_pointed_out():
    outcome = np.array([0, 1, 0, 0, 1, 0, 0, 1, 0])
    risk = np.arange(1.0, 10.0)
    with pytest.warns(Caution) as caught:
        best = youden_cutoff(outcome, risk)
    assert [warning.message.code for warning in caught] == ["tie_hidden_by_rounding"]
    assert best.cutoffs.tolist() == [1.5, 7.5]
    fractions = [
        Fraction(int((risk[outcome == 1] >= cutoff).sum()), 3) + Fraction(int((risk[outcome == 0] < cutoff).sum()), 6)
        for cutoff in (1.5, 4.5, 7.5)
    ]
    assert len(set(fractions)) == 1


def test_a_monotone_transformation_leaves_the_index_and_the_number_of_cutoffs():
    for outcome, risk in cohorts():
        best, transformed = youden_cutoff(outcome, risk), youden_cutoff(outcome, np.exp(5 * risk))
        assert (best.youden, best.count) == (transformed.youden, transformed.count)


def test_a_useless_risk_is_best_cut_at_both_infinities():
    best = youden_cutoff(np.array([0, 1, 0, 1]), np.full(4, 0.5))
    assert (best.youden, best.cutoffs.tolist()) == (0.0, [-np.inf, np.inf])


@pytest.mark.parametrize("outcome", [[0, 0], [1, 1]])
def test_one_class_only_is_an_error(outcome):
    with pytest.raises(ValueError, match="at least one case and one control"):
        youden_cutoff(np.array(outcome), np.array([0.1, 0.2]))
