"""Limits of the corrected calibration against rms from 8.1 on: recorded, and where an older rms has none."""

from __future__ import annotations

import dataclasses
import json

import pytest
from resampled import RESAMPLES, resampled
from verified import complaints, verified

from parity import places
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary.verdict import Verdict
from parity.statistics.validation.calibration_limits import CalibrationLimits, calibration_limits

ONLY = CATALOGUE.matching(["calibration_limits"])
STUDIES = [name for name in RESAMPLES if name != "scores"]


@pytest.mark.parametrize("name", STUDIES)
def test_the_recorded_limits_of_rms_8_1_are_explained(name):
    verification = verified([resampled(name)], ONLY, None, Mode.REPLAY)
    assert complaints(verification) == []
    (statistic,) = verification.statistics
    assert statistic.verdict.passes
    assert any(one.fields and one.provenance.packages["rms"].startswith("8.1") for one in statistic.comparisons)


def test_records_are_of_three_versions_of_r_of_which_only_the_last_has_limits():
    records = list(places.references().glob("**/drawn */rms/calibration_limits*.json"))
    assert len(records) == 4 * len(STUDIES)
    for record in records:
        answers = json.loads(record.read_text(encoding="utf-8"))["answers"]
        assert {made["r"][:3] for answer in answers for made in answer["environments"]} == {"4.2", "4.5", "4.6"}


def of_another(change):
    def compute(outcome, predictors, resamples, seed, level, formula, folds):
        said = {"resamples": resamples, "seed": seed, "level": level, "formula": formula, "folds": folds}
        return change(lambda **to: calibration_limits(outcome, predictors, **{**said, **to}), said)

    return compute


def turned(found):
    swapped = {
        field.name: dataclasses.replace(
            getattr(found, field.name), low=getattr(found, field.name).high, high=getattr(found, field.name).low
        )
        for field in dataclasses.fields(CalibrationLimits)
    }
    return CalibrationLimits(**swapped)


@pytest.mark.parametrize(
    "change",
    [
        lambda limits, said: limits(seed=said["seed"] + 1),
        lambda limits, said: limits(level=said["level"] - 1e-4),
        lambda limits, said: turned(limits()),
    ],
)
def test_ours_of_another_seed_or_level_or_side_is_no_deviation_of_r(change):
    check = dataclasses.replace(ONLY.checks[0], compute=of_another(change))
    catalogue = dataclasses.replace(ONLY, checks=(check,), tolerances=None)
    assert verified([resampled("limits")], catalogue, None, Mode.REPLAY).verdict is Verdict.DISAGREES
