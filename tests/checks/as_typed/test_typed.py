"""The model where glm leaves it, as every part of the analysis as typed has it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

import parity
from parity.checks.as_typed.typed import (
    as_typed_sample,
    no_line_typed,
    no_model_typed,
    recalibrated,
    standard_errors,
    unless,
)
from parity.checks.stats.glm_fit import glm_fit
from parity.data.study import study_from_csv
from parity.data.study_file import find_study
from parity.models.design import design_matrix
from parity.models.model_matrix import model_matrix
from parity.statistics.calibration.calibration_line import calibration_line
from parity.verification.predictions import samples

STUDIES = pytest.mark.parametrize("study", ["asah", "birthwt", "rait"])


def sample_of(study: str):
    return samples(find_study(study))[0]


@STUDIES
def test_the_coefficients_are_those_that_glm_ends_with_and_the_risks_theirs(study):
    for sample in samples(find_study(study)):
        typed, developed = as_typed_sample(sample), sample.fitted_on
        stop = glm_fit(developed.outcome, design_matrix(developed.predictors).values)
        assert typed.coefficients == pytest.approx(stop.coefficients, rel=1e-9)
        by_stop = design_matrix(sample.predictors).values @ stop.coefficients
        assert typed.linear_predictor == pytest.approx(by_stop, rel=1e-9, abs=1e-9)
        assert typed.risk == pytest.approx(expit(typed.linear_predictor), rel=1e-14)
        assert 0 < np.abs(typed.risk / sample.risk - 1).max() < 1e-6


@STUDIES
def test_the_standard_errors_are_those_of_glms_last_weights(study):
    sample = sample_of(study)
    columns = design_matrix(sample.predictors).values
    stop, best = glm_fit(sample.outcome, columns), glm_fit(sample.outcome, columns, converged=True)
    by_stop, errors = (np.linalg.norm(found.root, axis=1) for found in (stop, best))
    assert standard_errors(sample) == pytest.approx(by_stop, rel=1e-10)
    assert np.abs(by_stop / errors - 1).max() > 1e-9


@pytest.mark.parametrize("wrong", [0.5, 0.95])
def test_a_wrong_risk_stays_wrong_by_as_much(wrong):
    sample = sample_of("asah")
    typed = as_typed_sample(sample)
    moved = as_typed_sample(dataclasses.replace(sample, risk=np.full(len(sample.risk), wrong)))
    share = typed.risk / sample.risk
    assert moved.risk == pytest.approx(wrong * share, rel=1e-14)
    assert share.min() < 1 < share.max()


def test_no_risk_is_moved_above_1():
    sample = sample_of("asah")
    certain = as_typed_sample(dataclasses.replace(sample, risk=np.ones(len(sample.risk))))
    assert certain.risk.max() == 1.0 > certain.risk.min() > 1 - 1e-6


def test_a_recalibration_is_the_calibration_line_but_for_what_glm_stops_short_by():
    random = np.random.default_rng(3)
    log_odds = random.normal(size=200)
    outcome = (random.random(200) < expit(0.3 + 0.7 * log_odds)).astype(int)
    line, found = calibration_line(outcome, expit(log_odds)), recalibrated(outcome, log_odds)
    for name, value in found.items():
        assert value == pytest.approx(getattr(line, name), abs=1e-4)


@pytest.mark.parametrize("copies", [(10, 10), (5, 15)])
def test_predictors_without_effect_are_not_typed(tmp_path, copies):
    """At even odds, where log odds are 0 but for rounding, and at others."""
    outcome, exposed = np.repeat([1, 0, 1, 0], [*copies, *copies]), np.repeat([1, 0], sum(copies))
    table = tmp_path / "null.csv"
    table.write_text("died,exposed\n" + "".join(f"{y},{x}\n" for y, x in zip(outcome, exposed)), encoding="utf-8")
    sample = samples(study_from_csv(table, outcome="died", predictors=["exposed"]))[0]
    assert unless(sample) == "the predictors have no effect: all patients have the same risk but for rounding"


def test_a_formula_is_typed_too():
    sample = sample_of("curves")
    assert unless(sample_of("asah")) == unless(sample) == no_model_typed(sample) == no_line_typed(sample) == ""
    columns = model_matrix(sample.formula, sample.predictors).values
    stop = glm_fit(sample.outcome, columns)
    assert as_typed_sample(sample).linear_predictor == pytest.approx(columns @ stop.coefficients, rel=1e-6, abs=1e-8)
    assert standard_errors(sample) == pytest.approx(np.linalg.norm(stop.root, axis=1), rel=1e-6)


def given(risk: list[float]):
    """Five patients whose risks are given."""
    frame = pd.DataFrame({"died": [0, 1, 0, 1, 1], "p": risk})
    return samples(parity.study(frame, outcome="died", risk="p"))[0]


def test_risks_that_are_given_are_typed_as_they_are_without_a_model():
    sample = given([0.1, 0.9, 0.4, 0.3, 0.6])
    assert no_model_typed(sample) == "the risks are given, there is no model"
    assert unless(sample) == no_line_typed(sample) == ""
    assert as_typed_sample(sample) is sample and len(standard_errors(sample)) == 0
    certain = given([0.0, 1.0, 1.0, 0.0, 1.0])
    assert no_line_typed(certain) == "every risk is exactly 0 or 1: there is nothing to recalibrate"
    assert no_line_typed(given([0.0, 1.0, 1.0, 0.0, 0.5])) == ""
