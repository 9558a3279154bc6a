"""How far rounding may move what follows from the risks of glm."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit, logit

from parity.checks.as_typed.rounding import of_patients, of_risks
from parity.checks.stats.pchisq import tail_rounding
from parity.statistics.calibration.hosmer_lemeshow import hosmer_lemeshow


def validated(seed: int, n: int):
    """A model of one predictor, and other patients."""
    random = np.random.default_rng(seed)
    age = random.normal(0, 1, 80)
    outcome = (random.random(80) < expit(age)).astype(int)
    patients = random.normal(0, 1, n)
    observed = (random.random(n) < expit(patients)).astype(int)
    return outcome, {"age": age}, {"age": patients}, observed, expit(patients)


LOG_ODDS_OF_AGE = np.array([0.0, 1.0])


@pytest.mark.parametrize(("seed", "n"), [(1, 11), (2, 14), (3, 19), (4, 200)])
def test_the_tail_of_hosmer_and_lemeshow_is_that_of_its_own_degrees_of_freedom(seed, n):
    outcome, predictors, patients, observed, risk = validated(seed, n)
    bounds, test = of_risks(outcome, predictors, patients, observed, LOG_ODDS_OF_AGE, risk, 10), hosmer_lemeshow(
        observed, risk
    )
    assert (test.sizes == 1).any() or n > 19
    expected = tail_rounding(test.df, test.statistic, bounds["hosmer_lemeshow"])
    assert bounds["hosmer_lemeshow_p"] == pytest.approx(expected, rel=1e-6)


@pytest.mark.filterwarnings("ignore:10 groups were asked for")
def test_a_group_without_patients_adds_nothing():
    """Between two interpolated limits; the statistic itself is then not defined."""
    outcome, predictors, _, _, _ = validated(5, 40)
    patients = np.repeat([-1.0, -0.5, 0.1, 0.4, 0.9], [9, 7, 6, 7, 11])
    observed, risk = (np.arange(40) % 3 == 0).astype(int), expit(patients)
    test = hosmer_lemeshow(observed, risk)
    filled, expected = test.sizes > 0, test.expected_events
    observed_events, sizes, expected = test.observed_events[filled], test.sizes[filled], expected[filled]
    terms = (observed_events - expected) ** 2 / (expected * (1 - expected / sizes))
    bounds = of_risks(outcome, predictors, {"age": patients}, observed, LOG_ODDS_OF_AGE, risk, 10)
    assert not filled.all() and np.isnan(test.statistic)
    assert 0 < bounds["hosmer_lemeshow"] < 1e-9
    tail = tail_rounding(int(filled.sum()) - 2, float(terms.sum()), bounds["hosmer_lemeshow"])
    assert bounds["hosmer_lemeshow_p"] == pytest.approx(tail, rel=1e-3)


def test_a_risk_that_is_given_may_be_read_with_another_last_bit_and_its_log_odds_lose_what_one_minus_it_has_not():
    risk = np.array([0.0, 0.1, 0.5, 0.999, 1.0])
    moved = of_patients(np.array([0, 1]), {}, {}, risk)
    assert np.array_equal(moved["risk"], 2.0**-52 * risk)
    log_odds = moved["linear_predictor"]
    assert (log_odds[[0, 4]] == 0).all()
    for at, bound in zip(risk[1:4], log_odds[1:4]):
        nearby = np.abs(logit(np.nextafter(at, [0, 1])) - logit(at)).max()
        assert nearby <= bound <= 20 * nearby


def test_what_follows_from_given_risks_moves_by_their_last_bits():
    random = np.random.default_rng(7)
    risk = np.concatenate([[0.0, 1.0], random.random(80)])
    observed = (random.random(82) < risk).astype(int)
    bounds = of_risks(observed, {}, {}, observed, np.empty(0), risk, 10)
    assert all(0 < bounds[name] < 1e-12 for name in ("cutoffs", "brier", "intercept", "slope", "hosmer_lemeshow"))
