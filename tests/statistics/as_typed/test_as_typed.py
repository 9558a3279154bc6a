from __future__ import annotations

import numpy as np
import pytest

from parity.data.cohort import Factor
from parity.statistics.as_typed.as_typed import as_typed, level_names
from parity.statistics.calibration.hosmer_lemeshow import hosmer_lemeshow
from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.discrimination.classification import classification
from parity.statistics.discrimination.youden_cutoff import youden_cutoff
from parity.statistics.overall.brier_score import brier_score
from parity.statistics.utility.decision_curve import decision_curve

DRAW = np.random.default_rng(20261126)
OBSERVED = DRAW.permutation(np.arange(60) % 3 == 0).astype(int)
RISK = DRAW.uniform(0.02, 0.98, 60)
AGE = DRAW.normal(60, 10, 60)
SEX = Factor(DRAW.integers(0, 2, 60), ("f", "m"))


def analysed(given={}, **otherwise):
    parts = {
        "auc_delong": lambda: auc_delong(OBSERVED, RISK),
        "youden_cutoff": lambda: youden_cutoff(OBSERVED, RISK),
        "classification": lambda: classification(OBSERVED, RISK, 0.4),
        "hosmer_lemeshow": lambda: hosmer_lemeshow(OBSERVED, RISK),
        "recalibration": lambda: {"intercept": 0.1, "slope": 0.9, "intercept_in_the_large": 0.2},
        "brier_score": lambda: brier_score(OBSERVED, RISK),
        "decision_curve": lambda: decision_curve(OBSERVED, RISK, np.array([0.1, 0.5])),
    }
    fitted = {
        "predictors": {"age": AGE[:4], "sex": SEX.rows(np.arange(4))},
        "patients": {"age": AGE, "sex": SEX},
        "terms": ("Intercept", "age", "sex=m"),
        "coefficients": np.array([-1.0, 0.1, 0.5]),
        "standard_errors": np.array([0.5, 0.01, 0.2]),
    }
    return as_typed(
        outcome=np.array([0, 1, 1, 0]),
        observed=OBSERVED,
        dropped=3,
        risk=RISK,
        level=0.9,
        parts={**parts, **otherwise},
        **{**fitted, **given},
    )


def test_it_counts_the_patients_of_both_cohorts():
    found = analysed()
    assert (found.rows, found.events, found.dropped) == (60, 20, 3)
    assert (found.development_rows, found.development_events) == (4, 2)


def test_the_values_are_the_predictors_one_after_the_other_and_levels_count_from_one():
    assert np.array_equal(analysed().values, [*AGE, *(SEX.codes + 1)])
    assert level_names({"sex": SEX, "age": AGE}) == ("sex: f", "sex: m", "age: a number")


def test_every_number_is_that_of_its_own_statistic():
    found = analysed()
    assert found.brier == pytest.approx(np.mean((RISK - OBSERVED) ** 2), rel=1e-14)
    assert found.sensitivity == np.mean(RISK[OBSERVED == 1] >= 0.4)
    assert found.true_positives == np.sum(RISK[OBSERVED == 1] >= 0.4)
    assert found.youden == youden_cutoff(OBSERVED, RISK).youden
    assert (found.intercept, found.slope, found.intercept_in_the_large) == (0.1, 0.9, 0.2)
    assert len(found.net_benefit) == len(found.thresholds) == 2


def test_odds_ratios_have_the_limits_of_wald_at_the_level_of_the_study():
    found = analysed()
    assert found.effects == ("age", "sex=m")
    assert found.odds_ratios == pytest.approx(np.exp([0.1, 0.5]), rel=1e-14)
    assert found.odds_ratios_high / found.odds_ratios == pytest.approx(
        np.exp(1.6448536269514722 * np.array([0.01, 0.2]))
    )
    assert found.odds_ratios_low * found.odds_ratios_high == pytest.approx(found.odds_ratios**2)
    assert found.p[0] == pytest.approx(0.04550026389635842)


def test_the_table_at_the_cut_off_is_whole():
    found = analysed()
    positives, negatives = found.true_positives + found.false_positives, found.true_negatives + found.false_negatives
    assert positives + negatives == 60
    assert (found.ppv, found.npv) == (found.true_positives / positives, found.true_negatives / negatives)


def test_a_part_that_stops_stops_all():
    def stops():
        raise ValueError("fewer than 2 groups of risk have patients in them")

    with pytest.raises(ValueError, match="fewer than 2 groups"):
        analysed(hosmer_lemeshow=stops)


def test_of_given_risks_there_is_no_model():
    found = analysed(
        {"predictors": {}, "patients": {}, "terms": (), "coefficients": np.empty(0), "standard_errors": np.empty(0)}
    )
    of_the_model = (found.values, found.coefficients, found.standard_errors, found.p)
    ratios = (found.odds_ratios, found.odds_ratios_low, found.odds_ratios_high)
    assert all(len(field) == 0 for field in (*of_the_model, *ratios))
    assert found.levels == found.terms == found.effects == ()
    assert np.array_equal(found.risk, RISK) and found.sensitivity == analysed().sensitivity
