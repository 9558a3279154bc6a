"""Cohorts that programs find hard: every statistic agrees with the R of this machine, or is said not to be verified."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from verified import complaints, not_answered, verified

from parity.checks.catalogue import CATALOGUE
from parity.data.study import study_from_csv


def development(draw: np.random.Generator, n: int = 120) -> tuple[np.ndarray, np.ndarray]:
    x = draw.normal(size=n)
    return (draw.random(n) < 1 / (1 + np.exp(0.3 - 1.1 * x))).astype(int), x


def validation(kind: str, draw: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Outcome and predictor of 80 patients whom the model is validated on."""
    outcome, x = development(draw, 80)
    return {
        "as developed": (outcome, x),
        "all risks equal": (outcome, np.full(80, 0.3)),
        "risks that hardly differ": (outcome, 3 + 1e-3 * x),
        "risks that differ in the sixth digit": (outcome, 3 + 1e-4 * x),
        "risks that separate the outcomes": ((x > 0).astype(int), x),
        "risks that separate all but a shared one": (np.r_[(x > 0).astype(int), 0, 1], np.r_[x, 0.0, 0.0]),
        "another unit": (outcome, 10 * x),
        "a unit that makes risks 0 and 1": (outcome, 1000 * x),
        "extreme and wrong": (1 - (x > 0).astype(int), np.where(np.arange(80) < 4, 25 * np.sign(x), -x)),
        "one outlier": (outcome, np.where(np.arange(80) == 0, np.where(outcome == 1, -60.0, 60.0), x)),
        "one patient who differs": (outcome, np.where(np.arange(80) == 0, 0.5, 0.3)),
    }[kind]


def verified_in(folder, live_r, development_rows, validation_rows=None, name: str = "x"):
    files = {}
    for role, rows in (("development", development_rows), ("validation", validation_rows)):
        if rows is not None:
            files[role] = folder / f"{role}.csv"
            with files[role].open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([("died", name), *zip(*rows)])
    study = study_from_csv(files["development"], outcome="died", predictors=[name], validation=files.get("validation"))
    return verified([study], CATALOGUE, live_r)


KINDS = (
    "as developed", "all risks equal", "risks that hardly differ", "risks that differ in the sixth digit",
    "risks that separate the outcomes", "risks that separate all but a shared one", "another unit",
    "a unit that makes risks 0 and 1", "extreme and wrong", "one outlier", "one patient who differs",
)  # fmt: skip


@pytest.mark.r
@pytest.mark.parametrize("kind", KINDS)
def test_a_hard_validation_cohort_agrees(kind, live_r, tmp_path):
    draw = np.random.default_rng(20261125)
    verification = verified_in(tmp_path, live_r, development(draw), validation(kind, draw))
    assert complaints(verification) == []
    here = {"rmda", "dcurves"} - set(verification.skipped)
    unanswered = not_answered(verification)
    # val.prob of rms before 7 stops where risks hardly differ, and then there is nothing of it; rmda's pages need rmda
    assert unanswered <= {"val_prob_page", "validation_as_typed"} | (
        set() if "rmda" in here else {"decision_curve_page", "clinical_impact_page"}
    )


@pytest.mark.r
@pytest.mark.parametrize(
    "counts", [((12, 12), (13, 13)), ((10, 10), (20, 20)), ((15, 15), (15, 15), (20, 20)), ((20, 10), (20, 10))]
)
def test_a_null_effect_agrees(counts, live_r, tmp_path):
    groups = [(group, outcome, n) for group, both in zip("abc", counts) for outcome, n in zip((0, 1), both)]
    outcome = np.repeat([outcome for _, outcome, _ in groups], [n for *_, n in groups])
    level = np.repeat([group for group, *_ in groups], [n for *_, n in groups])
    assert complaints(verified_in(tmp_path, live_r, (outcome, level))) == []


NAMES = (
    "α-fetoprotein",
    "CRP ≥5",
    "log₂(x)",
    "CA 19–9",
    "A\N{NO-BREAK SPACE}B",
    "Лет",
    "年齢",
    "€",
    "“q”",
    "ﬁ",
    "🙂",
    "lp",
    "Risk",
    "a\\b",
    "(x",
)


@pytest.mark.r
@pytest.mark.parametrize("value", [999.0, 99999.0, 1e7])
def test_a_slip_of_data_entry_agrees(value, live_r, tmp_path):
    outcome, x = development(np.random.default_rng(20261125))
    x = 50 + 10 * x
    x[0] = value
    assert complaints(verified_in(tmp_path, live_r, (outcome, x))) == []


@pytest.mark.r
@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_a_predictor_agrees(name, live_r, tmp_path):
    assert complaints(verified_in(tmp_path, live_r, development(np.random.default_rng(20261125)), name=name)) == []
