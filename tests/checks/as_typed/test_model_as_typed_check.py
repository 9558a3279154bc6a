"""What ``lrm`` as typed gives instead of the maximum, by version, and where it may have few digits."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.as_typed.model_as_typed import before_6_9, before_7, from_7
from parity.checks.as_typed.model_rounding import few_digits, of_solving, of_solving_for
from parity.checks.regression.rounding import as_given, combinations_as_given
from parity.data.study_file import find_study
from parity.models.model_matrix import model_matrix


def developed():
    random = np.random.default_rng(20261126)
    x = random.normal(0, 0.02, 400)
    return (random.random(400) < 0.5).astype(int), {"x": x}


def test_risks_are_put_into_bins_before_rms_6_9_and_never_after():
    """The order of the risks of one predictor does not hang on where lrm stops, and so neither does C, but for bins."""
    outcome, predictors = developed()
    assert before_6_9(outcome, predictors)["c"] != 0
    assert before_7(outcome, predictors)["c"] == from_7(outcome, predictors)["c"] == 0
    assert before_7(outcome, predictors)["dxy"] == from_7(outcome, predictors)["dxy"] == 0


@pytest.mark.parametrize(("mean", "few"), [(0.0, False), (100.0, False), (1e4, True)])
def test_lrm_has_few_digits_of_a_predictor_that_lies_far_from_0(mean, few):
    random = np.random.default_rng(1)
    x = random.normal(0, 1, 100)
    outcome = (random.random(100) < 1 / (1 + np.exp(-x))).astype(int)
    assert few_digits(outcome, {"x": x + mean}) is few


def test_the_bundled_models_have_their_digits():
    study = find_study("rait")
    assert not few_digits(study.development.outcome, study.development.columns)


def test_a_sum_of_coefficients_of_nearly_collinear_columns_moves_less_than_these():
    """A coefficient alone moves as its own bound says; the effect of a spline between two patients by far less."""
    study = find_study("curves")
    outcome, predictors, formula = study.development.outcome, study.development.columns, study.formula
    columns = model_matrix(formula, predictors).values
    each = np.eye(columns.shape[1])
    alone = np.asarray(as_given(outcome, predictors, 0.95, formula)["coefficients"])
    assert combinations_as_given(outcome, predictors, each, formula) == pytest.approx(alone, rel=1e-9)
    solved = of_solving(outcome, predictors, formula)[0]
    assert (of_solving_for(outcome, predictors, each, formula) >= 0.999 * solved).all()
    spline = np.where(np.isin(np.arange(columns.shape[1]), [1, 2, 3]), columns[:20] - columns[20:40], 0.0)
    moved = combinations_as_given(outcome, predictors, spline, formula)
    assert (moved < np.abs(spline) @ alone).all() and moved.max() < 0.3 * (np.abs(spline) @ alone).max()
