"""The distinct rows of a design, standardised, and a model's coefficients of them."""

from __future__ import annotations

import numpy as np
import pytest

from parity.data.cohort import Factor
from parity.models.model_matrix import model_matrix
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.statistics.validation.patterns import model_of

DRAW = np.random.default_rng(8)
PREDICTORS = {
    "age": np.round(DRAW.normal(60, 3, 200)),
    "ward": Factor(DRAW.integers(0, 3, 200), ("a", "b", "c")),
}
OUTCOME = (DRAW.random(200) < 0.4).astype(int)


def test_distinct_rows_are_those_of_the_patients_and_their_columns_are_standardised():
    patterns, _ = model_of(OUTCOME, PREDICTORS, None)
    design = model_matrix(None, PREDICTORS).values
    assert (patterns.columns[patterns.places] == design).all()
    assert len(patterns.columns) == len(set(map(tuple, design))) < 60
    assert (patterns.standardised[:, 0] == 1).all()
    assert patterns.standardised[:, 1:].mean(axis=0) == pytest.approx(0, abs=1e-13)
    assert patterns.standardised[:, 1:].std(axis=0) == pytest.approx(1, rel=1e-13)


def test_the_coefficients_of_standardised_columns_give_the_log_odds_of_the_model():
    patterns, start = model_of(OUTCOME, PREDICTORS, None)
    log_odds = (patterns.standardised @ start)[patterns.places]
    assert log_odds == pytest.approx(maximum_likelihood(OUTCOME, PREDICTORS).log_odds, rel=1e-10, abs=1e-12)
