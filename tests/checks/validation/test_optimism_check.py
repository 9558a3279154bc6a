"""Indexes and calibration corrected for optimism against rms: recorded in three versions, and what is not R's."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from resampled import RESAMPLES, resampled
from verified import verified

from parity import places
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.rms.ties import tied_pairs
from parity.checks.rms.validate import BEFORE_7, FROM_7, given
from parity.checks.vocabulary import Catalogue
from parity.checks.vocabulary.verdict import Verdict
from parity.data.study_file import find_study
from parity.statistics.validation.optimism import FIELD_OF, Optimism, optimism
from parity.verification.compute import asked_of, not_applying

STEMS = ("optimism", "corrected_calibration")
STUDIES = [name for name in RESAMPLES if name != "scores"]


def only(stem, compute=None) -> Catalogue:
    chosen = CATALOGUE.matching([stem])
    if compute is None:
        return chosen
    return dataclasses.replace(
        chosen, checks=(dataclasses.replace(chosen.checks[0], compute=compute),), tolerances=None
    )


@pytest.mark.parametrize("stem", STEMS)
def test_records_are_of_three_versions_of_r(stem):
    names = [call.name for call in only(stem).checks[0].references]
    records = [record for name in names for record in places.references().glob(f"**/drawn */rms/{name}.json")]
    assert len(records) == 4 * len(STUDIES)
    for record in records:
        answers = json.loads(record.read_text(encoding="utf-8"))["answers"]
        assert {made["r"][:3] for answer in answers for made in answer["environments"]} == {"4.2", "4.5", "4.6"}


@pytest.mark.parametrize("stem", STEMS)
def test_given_risks_have_no_model_to_validate(stem):
    study = dataclasses.replace(find_study("scores"), resamples=40, seed=1)
    assert list(asked_of(study, only(stem))) == []
    assert "the risks are given, there is no model" in next(not_applying(study, only(stem))).reason


def of_another_seed(outcome, predictors, resamples, seed, formula, folds):
    return optimism(outcome, predictors, resamples, seed + 1, formula, folds)


def as_rms(versions):
    def compute(outcome, predictors, resamples, seed, formula, folds):
        inputs = {"outcome": outcome, "predictors": predictors, "resamples": resamples, "seed": seed}
        inputs |= {"formula": formula, "folds": folds}
        return Optimism(**{field: given(versions, method.value, **inputs) for method, field in FIELD_OF.items()})

    return compute


@pytest.mark.parametrize("compute", [of_another_seed, as_rms(BEFORE_7), as_rms(FROM_7)])
def test_ours_of_another_seed_or_short_of_the_maximum_is_no_deviation_of_r(compute):
    verification = verified([resampled("birthwt")], only("optimism", compute), None, Mode.REPLAY)
    assert verification.verdict is Verdict.DISAGREES


def test_rms_from_7_on_is_known_to_lose_the_sign_of_dxy():
    verification = verified([resampled("wards")], only("optimism"), None, Mode.REPLAY)
    notes = {
        (made.provenance.packages["rms"].split(".")[0], note)
        for made in verification.statistics[0].comparisons
        for field in made.fields
        for note in field.notes
        if "turns a reversed ranking round" in note
    }
    assert {version for version, _ in notes} == {"8"}


@pytest.mark.parametrize("shared", [False, True])
def test_patients_with_the_same_predictors_and_other_outcomes_may_be_told_apart_by_rounding(shared):
    """As a BLAS does, which multiplies rows in blocks: equal rows may have products that are not."""
    draw = np.random.default_rng(8)
    x = draw.normal(size=60)
    outcome = (draw.normal(size=60) < x).astype(int)
    outcome[:10], outcome[50:] = 0, 1
    if shared:
        x[50:] = x[:10]
    inputs = {"outcome": outcome, "predictors": {"x": x}, "formula": None}
    share = tied_pairs("boot", **inputs, resamples=20, seed=1)["apparent"]
    assert share == pytest.approx(10 / (outcome.sum() * (60 - outcome.sum())) if shared else 0.0, abs=1e-15)
