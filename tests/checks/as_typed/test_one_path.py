"""The risk that goes downstream is the one that is compared, and the model that is drawn the one that was verified."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from scipy.special import expit
from verified import verified

from parity import figures
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary.verdict import Verdict
from parity.data.study_file import find_study
from parity.verification import predictions
from parity.verification.compute import asked_of

DOWNSTREAM = CATALOGUE.matching(["auc*", "brier*", "hosmer*", "calibration*", "decision_curve", "nomogram"])


def test_every_check_downstream_receives_the_sample_that_is_compared_as_typed():
    study = dataclasses.replace(find_study("rait"), subgroups=())
    made = predictions.samples(study)
    for check, sample in asked_of(study, DOWNSTREAM):
        arguments = check.arguments(sample)
        same = next(one for one in made if one.cohort.name == sample.cohort.name)
        for name in ("risk", "linear_predictor", "coefficients"):
            if name in arguments and not sample.setting.subgroup:
                assert np.array_equal(arguments[name], getattr(same, name)), (check.stem, name)
            elif name in arguments:
                assert np.isin(arguments[name], getattr(same, name)).all(), (check.stem, name)


def changed(monkeypatch, **changes):
    """Plant it where the samples are made: in verify and in the figures alike."""
    right = predictions.Sample

    def wrong(*given):
        sample = right(*given)
        return dataclasses.replace(sample, **{name: change(sample) for name, change in changes.items()})

    monkeypatch.setattr(predictions, "Sample", wrong)


def replayed(stems):
    """Every comparison as typed of the development cohort, held against what R said of the right file."""
    found = verified([find_study("rait")], CATALOGUE.matching(stems), None, Mode.REPLAY)
    return {
        statistic.check.stem: {
            field.name
            for comparison in statistic.comparisons
            for field in comparison.fields
            if field.verdict is Verdict.DISAGREES
        }
        for statistic in found.statistics
        if statistic.setting.cohort == "rait"
    }


def test_a_wrong_risk_on_the_path_disagrees(monkeypatch):
    changed(monkeypatch, risk=lambda sample: np.roll(sample.risk, 1))
    wrong = replayed(["*as_typed"])
    assert "risk" in wrong["as_typed"]
    assert {"c", "brier"} <= wrong["model_as_typed"]
    assert {"brier", "slope", "r2"} <= wrong["validation_as_typed"]
    assert {"net_benefit", "net_benefit_at_or_above"} <= wrong["decision_curve_as_typed"]


def test_wrong_coefficients_on_the_path_disagree(monkeypatch):
    changed(monkeypatch, coefficients=lambda sample: sample.coefficients * 1.001)
    wrong = replayed(["*as_typed"])
    assert "coefficients" in wrong["as_typed"]
    assert "coefficients" in wrong["model_as_typed"]
    assert "points_per_unit" in wrong["nomogram_as_typed"]


def test_a_figure_is_drawn_from_the_same_samples(monkeypatch):
    right = figures.nomogram("rait").read({"lln_count": 5, "tg_before": 10})
    changed(monkeypatch, coefficients=lambda sample: sample.coefficients + np.array([0.5, 0, 0]))
    wrong = figures.nomogram("rait").read({"lln_count": 5, "tg_before": 10})
    assert wrong.risk == pytest.approx(expit(np.log(right.risk / (1 - right.risk)) + 0.5), rel=1e-3)
