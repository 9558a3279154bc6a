"""What lrm prints beside the coefficients: a published example, definitions by pairs, bad input."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from drawn_patients import drawn_by_harrell
from published import MONTHS, RESPONDED, RESPONDERS, SUCCESS
from remission import OUTCOME, SLIPPED, SLIPPED_ASSOCIATION

from parity.statistics.regression.linear_predictor import linear_predictor
from parity.statistics.regression.lrm_statistics import gini_mean_difference, lrm_statistics, rank_correlations
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.statistics.regression.r_squared import r_squared


def test_the_programmers_of_neter_et_al():
    # Neter et al. (1996), Table 14.1; SAS, PROC LOGISTIC: likelihood ratio 8.8719, R-square 0.2987, max-rescaled 0.4003
    found = lrm_statistics(SUCCESS, {"months": MONTHS}, maximum_likelihood(SUCCESS, {"months": MONTHS}).log_odds)
    assert (found.patients, found.degrees_of_freedom, round(found.likelihood_ratio, 4)) == (25, 1, 8.8719)
    assert (round(found.r2_n, 4), round(found.r2, 4)) == (0.2987, 0.4003)
    assert found.gr == pytest.approx(np.exp(found.g), rel=1e-15)


def test_the_responders_of_harrell():
    # Harrell (2015), section 10.1.3, what lrm prints: LR chi2 16.54, R2 0.451, C 0.849, g 2.104, Dxy 0.698, gr 8.199,
    # gamma 0.703, gp 0.350, tau-a 0.358, Brier 0.162
    fit = maximum_likelihood(RESPONDED, RESPONDERS)
    assert fit.coefficients.round(4).tolist() == [-9.8429, 3.4898, 0.1581]
    found = lrm_statistics(RESPONDED, RESPONDERS, fit.log_odds)
    assert (found.patients, found.degrees_of_freedom, round(found.likelihood_ratio, 2)) == (40, 2, 16.54)
    assert (round(found.likelihood_ratio_p, 4), round(found.r2, 3), round(found.brier, 3)) == (0.0003, 0.451, 0.162)
    assert (round(found.g, 3), round(found.gr, 3), round(found.gp, 3)) == (2.104, 8.199, 0.350)
    printed = {"c": 0.849, "dxy": 0.698, "gamma": 0.703, "tau_a": 0.358}  # before rms 7 of risks in bins
    assert {name: getattr(found, name) for name in printed} == pytest.approx(printed, abs=5.001e-4)


def test_a_thousand_patients_of_its_help_as_lrm_prints_them():
    """It prints gamma 0.314, of risks in bins as before rms 7; else it is 0.312, as Dxy, no two risks being equal."""
    outcome, predictors, formula = drawn_by_harrell()
    line = linear_predictor(outcome, predictors, predictors, formula).linear_predictor
    found = lrm_statistics(outcome, predictors, line, formula)
    assert (outcome.sum(), found.degrees_of_freedom, round(found.likelihood_ratio, 2)) == (522, 14, 76.77)
    printed = {"r2": 0.099, "c": 0.656, "dxy": 0.312, "tau_a": 0.156, "g": 0.665, "gr": 1.945, "gp": 0.156}
    printed["brier"] = 0.231
    assert {name: round(getattr(found, name), 3) for name in printed} == printed
    assert found.gamma == found.dxy


def test_lees_patients_with_slips_as_sas_orders_them():
    li = {"li": SLIPPED["li"]}
    found = lrm_statistics(OUTCOME, li, linear_predictor(OUTCOME, li, li).linear_predictor)
    assert {name: round(getattr(found, name), 3) for name in SLIPPED_ASSOCIATION} == SLIPPED_ASSOCIATION
    assert (round(found.likelihood_ratio, 4), round(found.likelihood_ratio_p, 4)) == (5.4685, 0.0194)


def test_its_r_squared_are_those_of_r_squared():
    found = lrm_statistics(SUCCESS, {"months": MONTHS}, np.zeros(25))
    other = r_squared(SUCCESS, {"months": MONTHS})
    assert (found.r2, found.r2_n) == pytest.approx((other.nagelkerke, other.cox_snell), rel=1e-13)
    events = SUCCESS.sum()
    effective = 3 * events * (25 - events) / 25
    assert found.r2_ess == pytest.approx(1 - np.exp(-found.likelihood_ratio / effective), rel=1e-13)
    assert found.r2_pn == pytest.approx(1 - np.exp(-(found.likelihood_ratio - 1) / 25), rel=1e-13)
    assert found.r2_p_ess < found.r2_ess


def test_a_chi_square_below_its_degrees_of_freedom_explains_nothing_adjusted():
    found = lrm_statistics(np.tile([0, 1], 50), {"x": np.repeat([0.0, 1.0], 50)}, np.zeros(100))
    assert (found.r2_pn, found.r2_p_ess) == (0.0, 0.0)


@pytest.mark.parametrize("seed", range(6))
def test_rank_correlations_are_counts_of_pairs(seed):
    draw = np.random.default_rng(seed)
    outcome, score = draw.permutation(np.arange(30) % 3 == 0).astype(int), draw.integers(0, 8, 30).astype(float)
    concordant = discordant = tied = 0
    for i, j in itertools.product(np.flatnonzero(outcome == 1), np.flatnonzero(outcome == 0)):
        concordant += score[i] > score[j]
        discordant += score[i] < score[j]
        tied += score[i] == score[j]
    found, pairs = rank_correlations(outcome, score), concordant + discordant + tied
    assert found.c == pytest.approx((concordant + tied / 2) / pairs, rel=1e-15)
    assert found.dxy == pytest.approx((concordant - discordant) / pairs, rel=1e-15)
    assert found.gamma == pytest.approx((concordant - discordant) / (concordant + discordant), rel=1e-15)
    assert found.tau_a == pytest.approx((concordant - discordant) / (30 * 29 / 2), rel=1e-15)


def test_gamma_of_ties_only_is_not_a_number():
    found = rank_correlations(np.array([0, 1, 1]), np.full(3, 0.5))
    assert np.isnan(found.gamma)
    assert (found.c, found.dxy, found.tau_a) == (0.5, 0.0, 0.0)


def test_ginis_mean_difference_is_that_of_every_pair():
    values = np.random.default_rng(8).normal(50, 3, 40)
    pairs = [abs(a - b) for a, b in itertools.combinations(values, 2)]
    assert gini_mean_difference(values) == pytest.approx(np.mean(pairs), rel=1e-13)
    assert gini_mean_difference(-values + 7) == pytest.approx(np.mean(pairs), rel=1e-13)


def test_without_a_maximum_there_is_none():
    with pytest.raises(ValueError, match="separates events"):
        lrm_statistics(np.array([0, 0, 1, 1]), {"x": np.array([1.0, 2.0, 3.0, 4.0])}, np.zeros(4))
