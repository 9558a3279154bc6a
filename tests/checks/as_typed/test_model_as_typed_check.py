"""What ``lrm`` as typed gives instead of the maximum, by version, and where it may have few digits."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.as_typed.model_as_typed import before_6_9, before_7, from_7
from parity.checks.as_typed.model_rounding import few_digits
from parity.data.study_file import find_study


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
