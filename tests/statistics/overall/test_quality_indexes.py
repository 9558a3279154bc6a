from __future__ import annotations

import csv
import math

import numpy as np
import pytest
from drawn_patients import VAL_PROB_OF_RHODES, drawn_by_rhodes
from published import FITTED, SUCCESS
from scipy.special import expit, logit

from parity import places
from parity.statistics.calibration.calibration_line import calibration_line
from parity.statistics.caution import Caution
from parity.statistics.overall.quality_indexes import quality_indexes
from parity.statistics.regression.linear_predictor import linear_predictor


def cohorts(count: int = 20):
    random = np.random.default_rng(20250101)
    for _ in range(count):
        log_odds = random.normal(-0.5, 1.2, int(random.integers(60, 300)))
        yield (random.uniform(size=len(log_odds)) < expit(0.3 + 0.7 * log_odds)).astype(int), expit(log_odds)


def deviance(outcome, risk):
    return -2 * math.fsum(math.log(p if y else 1 - p) for y, p in zip(outcome, risk))


def test_the_chi_squares_are_differences_of_deviances():
    for outcome, risk in cohorts():
        indexes, line, n = quality_indexes(outcome, risk), calibration_line(outcome, risk), len(outcome)
        prevalence = np.full(n, outcome.mean())
        recalibrated = expit(line.intercept + line.slope * logit(risk))
        assert indexes.d_chi_square == pytest.approx(deviance(outcome, prevalence) - deviance(outcome, risk), abs=1e-11)
        unreliable = deviance(outcome, risk) - deviance(outcome, recalibrated)
        assert indexes.u_chi_square == pytest.approx(unreliable, abs=1e-11)
        assert indexes.d == pytest.approx((indexes.d_chi_square - 1) / n, rel=1e-15)
        assert indexes.u == pytest.approx((indexes.u_chi_square - 2) / n, rel=1e-15)
        assert indexes.q == indexes.d - indexes.u


def test_recalibrated_risks_have_no_unreliability_and_the_same_sum_of_chi_squares():
    for outcome, risk in cohorts():
        before, line = quality_indexes(outcome, risk), calibration_line(outcome, risk)
        after = quality_indexes(outcome, expit(line.intercept + line.slope * logit(risk)))
        assert after.u_chi_square == pytest.approx(0, abs=1e-11)
        assert after.d_chi_square == pytest.approx(before.d_chi_square + before.u_chi_square, rel=1e-11)
        assert after.u == pytest.approx(-2 / len(outcome), abs=1e-13)


def test_two_true_risks_give_the_likelihood_ratio_chi_square_of_their_two_by_two_table():
    # Wilks's G squared of the 344 liver scans of Altman, Bland (1994), doi:10.1136/bmj.308.6943.1552
    cells = np.array([[231, 32], [27, 54]])
    high, low = 231 / 263, 27 / 81
    outcome = np.repeat([1, 0, 1, 0], cells.ravel())
    indexes = quality_indexes(outcome, np.repeat([high, high, low, low], cells.ravel()))
    expected = np.outer(cells.sum(axis=1), cells.sum(axis=0)) / cells.sum()
    g_squared = 2 * (cells * np.log(cells / expected)).sum()
    assert indexes.d_chi_square == pytest.approx(g_squared, rel=1e-12)
    assert indexes.u_chi_square == pytest.approx(0, abs=1e-11)
    null = deviance([1] * 258 + [0] * 86, [258 / 344] * 344)
    assert indexes.r2 == pytest.approx((1 - math.exp(-g_squared / 344)) / (1 - math.exp(-null / 344)), rel=1e-12)


def test_a_thousand_patients_as_val_prob_prints_them_in_the_readme_of_pmcalibration():
    found = quality_indexes(*drawn_by_rhodes())
    ours = {"R2": found.r2, "D": found.d, "D:Chi-sq": found.d_chi_square, "U": found.u, "U:Chi-sq": found.u_chi_square}
    ours |= {"U:p": found.u_p, "Q": found.q}
    assert {name: round(value, 9) for name, value in ours.items()} == {name: VAL_PROB_OF_RHODES[name] for name in ours}


def test_the_programming_task_of_neter_and_others_as_sas_prints_it():
    indexes = quality_indexes(SUCCESS, FITTED)
    assert indexes.d_chi_square == pytest.approx(8.8719, abs=0.00005)
    assert indexes.d_p == pytest.approx(0.0029, abs=0.00005)
    assert indexes.u_chi_square == pytest.approx(0, abs=1e-9)


def test_low_birth_weight_of_hosmer_and_lemeshow_as_spss_prints_it():
    """Hosmer, Lemeshow. Applied Logistic Regression, 2nd ed. (2000), Table 2.2, p. 36;
    stats.oarc.ucla.edu/spss/examples/alr2, ch. 2."""
    with (places.cohorts() / "birthwt.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    low = np.array([int(row["low"]) for row in rows])
    mothers = {name: np.array([float(row[name]) for row in rows]) for name in ("age", "lwt", "ftv")}
    mothers |= {race: np.array([float(row["race"] == race) for row in rows]) for race in ("black", "other")}
    indexes = quality_indexes(low, linear_predictor(low, mothers, mothers).risk)
    assert indexes.d_chi_square == pytest.approx(12.099, abs=0.0005)
    assert indexes.r2 == pytest.approx(0.087, abs=0.0005)


def test_the_tails_are_those_of_1_and_2_degrees_of_freedom():
    for outcome, risk in cohorts():
        indexes = quality_indexes(outcome, risk)
        assert indexes.d_p == pytest.approx(math.erfc(math.sqrt(max(indexes.d_chi_square, 0) / 2)), rel=1e-12)
        assert indexes.u_p == pytest.approx(math.exp(-max(indexes.u_chi_square, 0) / 2), rel=1e-12)


def test_predictions_worse_than_the_prevalence_have_a_negative_r2_and_no_discrimination():
    outcome, risk = np.array([1, 0, 1, 0, 0, 1]), np.array([0.1, 0.9, 0.3, 0.6, 0.2, 0.7])
    indexes = quality_indexes(outcome, risk)
    assert indexes.r2 < 0 and indexes.d_chi_square < 0
    assert indexes.d_p == 1.0


def test_predicting_the_non_event_changes_nothing():
    for outcome, risk in cohorts():
        there, back = quality_indexes(outcome, risk), quality_indexes(1 - outcome, 1 - risk)
        assert (back.r2, back.d, back.u) == pytest.approx((there.r2, there.d, there.u), abs=1e-12)


def test_a_certain_risk_that_comes_true_only_leaves_the_patient_out_with_a_caution():
    outcome, risk = np.array([1, 0, 1, 0, 1, 0]), np.array([0.8, 0.6, 0.4, 0.3, 0.55, 0.5])
    with pytest.warns(Caution) as caught:
        indexes = quality_indexes(np.append(outcome, 1), np.append(risk, 1.0))
    assert [warning.message.code for warning in caught] == ["risk_of_zero_or_one"]
    assert indexes == quality_indexes(outcome, risk)


@pytest.mark.parametrize(("impossible", "happened"), [(0.0, 1), (1.0, 0)])
def test_a_certain_risk_that_is_contradicted_is_infinitely_unreliable(impossible, happened):
    outcome, risk = np.array([1, 0, 1, 0, 1, 0]), np.array([0.8, 0.6, 0.4, 0.3, 0.55, 0.5])
    with pytest.warns(Caution, match="exactly 0 or 1"):
        indexes = quality_indexes(np.append(outcome, happened), np.append(risk, impossible))
    assert (indexes.u, indexes.u_p, indexes.q) == (math.inf, 0.0, -math.inf)
    assert math.isfinite(indexes.d)


def test_risks_that_separate_the_outcomes_could_be_recalibrated_to_certainty():
    outcome, risk = np.array([0, 0, 1, 1]), np.array([0.1, 0.2, 0.3, 0.9])
    assert quality_indexes(outcome, risk).u_chi_square == pytest.approx(deviance(outcome, risk), rel=1e-14)


def test_risks_that_separate_all_but_a_shared_one_could_be_recalibrated_to_the_prevalence_there():
    outcome, risk = np.array([0, 0, 1, 0, 1, 1]), np.array([0.1, 0.2, 0.2, 0.2, 0.3, 0.9])
    expected = deviance(outcome, risk) - deviance([1, 0, 0], [1 / 3] * 3)
    assert quality_indexes(outcome, risk).u_chi_square == pytest.approx(expected, rel=1e-13)


def test_equal_risks_could_be_recalibrated_to_the_prevalence():
    outcome, risk = np.array([0, 1, 1, 1]), np.full(4, 0.3)
    indexes = quality_indexes(outcome, risk)
    assert indexes.u_chi_square == pytest.approx(deviance(outcome, risk) - deviance(outcome, [0.75] * 4), rel=1e-14)
    assert indexes.u_chi_square == pytest.approx(-indexes.d_chi_square, rel=1e-14)


def test_without_events_there_is_nothing_to_explain():
    indexes = quality_indexes(np.zeros(3, dtype=int), np.array([0.1, 0.2, 0.3]))
    assert math.isnan(indexes.r2)
    assert indexes.u_chi_square == pytest.approx(-2 * math.log(0.9 * 0.8 * 0.7), rel=1e-14)


@pytest.mark.parametrize("bad", [-0.1, 1.1, np.nan])
def test_a_risk_outside_the_unit_interval_is_an_error(bad):
    with pytest.raises(ValueError, match="between 0 and 1"):
        quality_indexes(np.array([0, 1, 1]), np.array([0.1, 0.2, bad]))


def test_two_hundred_thousand_patients_have_the_chi_square_of_exact_sums():
    random = np.random.default_rng(6)
    risk = random.beta(1, 2, 200_000)
    outcome = (random.random(200_000) < risk).astype(int)
    exact = deviance(outcome, [outcome.mean()] * 200_000) - deviance(outcome, risk)
    assert quality_indexes(outcome, risk).d_chi_square == pytest.approx(exact, rel=1e-12)


def test_risks_of_0_and_1_only_are_an_error():
    with pytest.raises(ValueError, match="nothing to recalibrate"):
        quality_indexes(np.array([0, 1, 1]), np.array([0.0, 1.0, 0.0]))
