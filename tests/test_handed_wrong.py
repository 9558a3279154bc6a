"""Mistakes in what Python hands to both sides, planted one at a time, live, on a person's own CSV files.

Every other check receives the same wrong numbers on both sides and agrees; the analysis as typed reads the files
itself.
"""

from __future__ import annotations

import csv
import dataclasses

import numpy as np
import pytest
from scipy.special import expit, ndtr
from verified import complaints, verified

from parity.answers.modes import Mode
from parity.checks.calibration import hosmer_lemeshow
from parity.checks.catalogue import CATALOGUE
from parity.checks.discrimination import auc_delong, classification
from parity.checks.nomogram import nomogram
from parity.data import study as reading
from parity.data.cohort import Factor
from parity.data.study import study_from_csv
from parity.statistics.discrimination.youden_cutoff import youden_cutoff
from parity.statistics.regression import linear_predictor as prediction
from parity.statistics.regression.linear_predictor import LinearPredictor
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.verify import compute, predictions
from parity.checks.vocabulary.verdict import Verdict

ONLY = CATALOGUE.matching(["*as_typed"])
PREDICTORS = ("age", "marker", "stage")


def write(path, draw: np.random.Generator, n: int) -> None:
    """Patients with a factor, a marker of many digits, and missing values."""
    age, marker, stage = draw.normal(60, 10, n), draw.lognormal(0.3, 0.6, n), draw.choice(["I", "II", "III"], n)
    log_odds = -5.2 + 0.05 * age + 0.9 * marker + 0.7 * (stage == "III")
    outcome = np.where(draw.random(n) < expit(log_odds), "dead", "alive")
    cells = [[f"{value:.4f}" for value in column] for column in (age, marker)]
    cells[0][3], cells[0][11], cells[1][7], stage[5], outcome[9] = "", "NA", ".", "nan", ""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("status", "number", *PREDICTORS), *zip(outcome, range(n), *cells, stage)])


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder, draw = tmp_path_factory.mktemp("own"), np.random.default_rng(20261126)
    write(folder / "development.csv", draw, 170)
    write(folder / "validation.csv", draw, 110)
    return folder


def own_study(folder):
    return study_from_csv(
        folder / "development.csv",
        outcome="status",
        event="dead",
        predictors=PREDICTORS,
        validation=folder / "validation.csv",
    )


def wrap(monkeypatch, where, name, wrong):
    """Put `wrong(right, *arguments)` in the place of a function."""
    right = getattr(where, name)
    monkeypatch.setattr(where, name, lambda *arguments: wrong(right, *arguments))


def without_intercept(patch):
    def wrong(right, outcome, predictors, patients):
        log_odds = right(outcome, predictors, patients).linear_predictor
        log_odds = log_odds - maximum_likelihood(outcome, predictors).coefficients[0]
        return LinearPredictor(log_odds, expit(log_odds))

    wrap(patch, predictions, "linear_predictor", wrong)


def of_the_next_patient(patch):
    def wrong(right, *arguments):
        found = right(*arguments)
        return LinearPredictor(np.roll(found.linear_predictor, 1), np.roll(found.risk, 1))

    wrap(patch, predictions, "linear_predictor", wrong)


def refitted(patch):
    def wrong(right, study):
        made = list(right(study))
        for place, cohort in enumerate(study.validations, start=1):
            own = prediction.linear_predictor(cohort.outcome, cohort.columns, cohort.columns)
            made[place] = dataclasses.replace(made[place], linear_predictor=own.linear_predictor, risk=own.risk)
        return tuple(made)

    wrap(patch, compute, "samples", wrong)


def developed_for_validated(patch):
    def wrong(right, study):
        first, *others = right(study)
        taken = {name: getattr(first, name) for name in ("outcome", "predictors", "linear_predictor", "risk")}
        return first, *(dataclasses.replace(other, **taken) for other in others)

    wrap(patch, compute, "samples", wrong)


def cut_at_a_half(patch):
    patch.setitem(classification.CHECK.inputs, "cutoff", 0.5)


def cut_by_the_validated(patch):
    cutoff = lambda sample: float(youden_cutoff(sample.outcome, sample.risk).cutoffs[0])
    patch.setitem(classification.CHECK.inputs, "cutoff", cutoff)


def eight_groups(patch):
    patch.setitem(hosmer_lemeshow.CHECK.inputs, "groups", 8)


def level_of_90(patch):
    patch.setitem(auc_delong.CHECK.inputs, "level", 0.9)


def first_row_lost(patch):
    def wrong(right, *arguments):
        table = right(*arguments)
        cells = {name: column[1:] for name, column in table.cells.items()}
        return dataclasses.replace(table, cells=cells, lines=table.lines[1:])

    wrap(patch, reading, "read_table", wrong)


def columns_swapped(patch):
    other = {"age": "marker", "marker": "age"}
    wrap(
        patch, reading, "read_column", lambda right, table, name, *rest: right(table, other.get(name, name), *rest)
    )


def two_digits(patch):
    def wrong(right, *arguments):
        column, missing = right(*arguments)
        return (column if isinstance(column, Factor) else np.round(column, 2)), missing

    wrap(patch, reading, "read_column", wrong)


def event_flipped(patch):
    def wrong(right, *arguments):
        outcome, missing = right(*arguments)
        return np.where(missing, outcome, 1 - outcome), missing

    wrap(patch, reading, "read_outcome", wrong)


def levels_turned(patch):
    def wrong(right, table, *rest):
        column, missing = right(table, *rest)
        if isinstance(column, Factor) and table.path.name == "validation.csv":
            turned = np.where(missing, -1, len(column.levels) - 1 - column.codes)
            column = Factor(turned, column.levels)
        return column, missing

    wrap(patch, reading, "read_column", wrong)


def missing_are_0(patch):
    def wrong(right, *arguments):
        column, missing = right(*arguments)
        return (column, missing) if isinstance(column, Factor) else (np.nan_to_num(column), np.zeros_like(missing))

    wrap(patch, reading, "read_column", wrong)


def another_link(patch):
    patch.setattr(prediction, "expit", ndtr)


def another_models_nomogram(patch):
    patch.setitem(nomogram.CHECK.inputs, "coefficients", lambda sample: sample.coefficients * [1, *[1.1] * 4])


def another_range(patch):
    patch.setitem(nomogram.CHECK.inputs, "linear_predictor", lambda sample: 0.5 * sample.linear_predictor)


PLANTED = (
    (without_intercept, "risk"),
    (of_the_next_patient, "risk"),
    (refitted, "risk"),
    (developed_for_validated, "rows"),
    (cut_at_a_half, "sensitivity"),
    (cut_by_the_validated, "sensitivity"),
    (eight_groups, "hosmer_lemeshow_df"),
    (level_of_90, "auc_low"),
    (first_row_lost, "rows"),
    (columns_swapped, "values"),
    (two_digits, "values"),
    (event_flipped, "outcome"),
    (levels_turned, "values"),
    (missing_are_0, "dropped"),
    (another_link, "risk"),
    (another_models_nomogram, "points_per_unit"),
    (another_range, "linear_predictor"),
)


@pytest.mark.r
@pytest.mark.parametrize(("plant", "field"), PLANTED, ids=lambda value: getattr(value, "__name__", value))
def test_what_is_handed_wrong_to_both_sides_disagrees_and_is_named(plant, field, files, live_r, monkeypatch):
    plant(monkeypatch)
    verification = verified([own_study(files)], ONLY, live_r, Mode.LIVE)
    assert verification.verdict is Verdict.DISAGREES
    wrong = {
        one.name
        for statistic in verification.statistics
        for comparison in statistic.comparisons
        for one in comparison.fields
        if one.verdict is Verdict.DISAGREES
    }
    assert field in wrong


@pytest.mark.r
def test_what_is_handed_right_agrees(files, live_r):
    verification = verified([own_study(files)], ONLY, live_r, Mode.LIVE)
    assert complaints(verification) == []
    assert {statistic.check.stem for statistic in verification.statistics} == {check.stem for check in ONLY.checks}
    assert verification.verdict.passes
    assert [statistic.result.dropped for statistic in verification.statistics[:2]] == [5, 5]
