"""The predictions that recorded answers were made with: used as long as they are those of today's fit."""

from __future__ import annotations

import json

import pytest

from parity.data.study import study_from_csv
from parity.errors import InputError
from parity.verification.predictions import path, samples, to_json

PATIENTS = (
    (0, 0, 1, 4),
    (1, 0, 3, 3),
    (0, 1, 1, 4),
    (1, 1, 3, 3),
    (1, 0, 1, 1),
    (0, 0, 3, 2),
    (1, 1, 1, 1),
    (0, 1, 3, 2),
)
"""Outcome, x, z, and how many: x makes no difference."""
BALANCED = "y,x,z\n" + "".join(f"{outcome},{x},{z}\n" * patients for outcome, x, z, patients in PATIENTS)


@pytest.fixture
def kept(tmp_path):
    """A study of whom a coefficient is exactly 0, and what is kept of it."""
    file = tmp_path / "mine.csv"
    file.write_text(BALANCED, encoding="utf-8")
    study = study_from_csv(file, outcome="y", predictors=["x", "z"], references=tmp_path / "references")
    path(study).parent.mkdir(parents=True)
    return study, json.loads(to_json(study))


def used(study, record) -> bool:
    """Whether samples are made of what is kept."""
    path(study).write_text(json.dumps(record), encoding="utf-8")
    (sample,) = samples(study)
    of = record["cohorts"]["mine"]
    return (sample.coefficients.tolist(), sample.linear_predictor.tolist(), sample.risk.tolist()) == (
        record["coefficients"],
        of["linear_predictor"],
        of["risk"],
    )


def moved(record, part, by, place=0):
    """What is kept, with one number another."""
    changed = json.loads(json.dumps(record))
    numbers = changed["coefficients"] if part == "coefficients" else changed["cohorts"]["mine"][part]
    numbers[place] = by(numbers[place])
    return changed


@pytest.mark.parametrize("part", ["coefficients", "linear_predictor", "risk"])
def test_what_is_off_by_a_rounding_error_is_used_and_by_more_is_not(kept, part):
    study, record = kept
    assert used(study, moved(record, part, lambda value: value * (1 + 1e-15)))
    for share in (1e-3, 1e-8, 1e-11):
        assert not used(study, moved(record, part, lambda value: value * (1 + share)))


def test_a_coefficient_that_is_0_but_for_rounding_is_used_whatever_its_rounding_left(kept):
    study, record = kept
    assert abs(record["coefficients"][1]) < 1e-14
    for left in (0.0, -0.0, 1e-16, -3e-16, 5e-324):
        assert used(study, moved(record, "coefficients", lambda value: left, place=1))
    assert not used(study, moved(record, "coefficients", lambda value: 1e-9, place=1))


def test_as_many_are_kept_as_there_are_or_they_are_not_used(kept):
    study, record = kept
    record["cohorts"]["mine"]["risk"].pop()
    assert not used(study, record)


@pytest.mark.parametrize("lacking", ["terms", "coefficients", "cohorts"])
def test_a_file_that_lacks_a_part_is_refused_by_name(kept, lacking):
    study, record = kept
    with pytest.raises(InputError, match="predictions.json: is not a file of recorded predictions"):
        used(study, {name: value for name, value in record.items() if name != lacking})
