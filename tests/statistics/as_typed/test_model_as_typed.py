from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.as_typed.model_as_typed import model_as_typed
from parity.statistics.discrimination.concordance import concordance
from parity.statistics.overall.brier_score import brier_score
from parity.statistics.regression.logistic_regression import logistic_regression
from parity.statistics.regression.r_squared import r_squared

DRAW = np.random.default_rng(20261126)
AGE = DRAW.normal(60, 10, 80)
OUTCOME = (DRAW.random(80) < 1 / (1 + np.exp(6 - 0.1 * AGE))).astype(int)
PREDICTORS = {"age": AGE}


def fitted(risk):
    fit = logistic_regression(OUTCOME, PREDICTORS)
    parts = {
        "logistic_regression": lambda: fit,
        "r_squared": lambda: r_squared(OUTCOME, PREDICTORS),
        "concordance": lambda: concordance(OUTCOME, risk),
        "brier_score": lambda: brier_score(OUTCOME, risk),
    }
    log_odds = np.log(risk / (1 - risk))
    found = model_as_typed(OUTCOME, fit.terms, fit.coefficients, log_odds, parts)
    assert found.log_odds is log_odds
    return found, fit


def test_it_counts_the_patients_and_says_what_the_model_explains():
    found, fit = fitted(np.linspace(0.1, 0.9, 80))
    assert (found.rows, found.events, found.degrees_of_freedom) == (80, OUTCOME.sum(), 1)
    likelihood = np.exp(-fit.likelihood_ratio / 80)
    share = OUTCOME.mean()
    largest = 1 - (share**share * (1 - share) ** (1 - share)) ** 2
    assert found.nagelkerke == pytest.approx((1 - likelihood) / largest, rel=1e-12)


def test_c_and_brier_are_those_of_the_risks_in_use_and_not_of_another_fit():
    risk = np.where(OUTCOME == 1, 0.8, 0.3)
    found, _ = fitted(risk)
    assert (found.c, found.dxy) == (1, 1)
    assert found.brier == pytest.approx(np.mean((risk - OUTCOME) ** 2), rel=1e-14)
