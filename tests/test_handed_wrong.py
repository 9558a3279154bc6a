"""Mistakes in what Python hands to both sides, planted one at a time: on a person's own CSV files live, and on bundled
studies against recorded answers.

Every other check receives the same wrong numbers on both sides and agrees; the analysis as typed reads the files
itself. A wrong number of a statistic of ours, which no input hides, must disagree with whoever answers it.
"""

from __future__ import annotations

import csv
import dataclasses
import functools

import numpy as np
import pytest
from handed_wrong import (
    another_link, another_models_nomogram, another_range, columns_swapped, cut_at_a_half, cut_at_another_value,
    cut_by_the_group, cut_by_the_validated, developed_for_validated, developed_predicted_for_validated,
    eight_groups, event_flipped, first_row_lost, groups_of_the_next_patient, interaction_not_read, knots_elsewhere,
    knots_miscounted, knots_of_the_validated, level_of_the_study_ignored, levels_turned_in_the_validated,
    missing_are_0, of_the_next_patient, products_of_squares, refitted, risks_in_percent, risks_turned,
    square_not_read, two_digits, without_intercept,
)  # fmt: skip
from scipy.special import expit
from verified import complaints, verified

from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import Verdict
from parity.data.study_file import find_study, study_from_csv

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
    write_plain(folder / "plain.csv", draw, 150)
    return folder


def write_plain(path, draw: np.random.Generator, n: int) -> None:
    """Patients without a factor or a missing value."""
    score, dose, smoker = draw.normal(0, 1, n), draw.exponential(2.0, n), draw.random(n) < 0.4
    outcome = draw.random(n) < expit(-0.9 + 0.8 * score + 0.2 * dose + 0.6 * smoker)
    numbers = [[f"{value:.5f}" for value in column] for column in (score, dose)]
    rows = zip(outcome.astype(int), *numbers, np.where(smoker, "true", "false"))
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("relapse", "score", "dose", "smoker"), *rows])


def own_studies(folder):
    """One with a validation cohort, a factor and missing values, one with none of these, and the first by a formula."""
    whole = study_from_csv(
        folder / "development.csv",
        outcome="status",
        event="dead",
        predictors=PREDICTORS,
        validation=folder / "validation.csv",
        level=0.9,
    )
    plain = study_from_csv(folder / "plain.csv", outcome="relapse", predictors=["score", "dose", "smoker"], level=0.9)
    curved = study_from_csv(
        folder / "development.csv",
        name="curved",
        event="dead",
        formula="status ~ rcs(age, 4) + pol(marker) * stage",
        validation=folder / "validation.csv",
    )
    return {"development": whole, "plain": plain, "curved": curved}


BOTH = ("development", "plain")
CURVED = ("curved",)
PLANTED = (
    (without_intercept, "risk", BOTH, "rait wards limits"),
    (of_the_next_patient, "risk", BOTH, "rait wards limits"),
    (refitted, "risk", BOTH[:1], "rait"),
    (developed_for_validated, "rows", BOTH[:1], "rait wards limits"),
    (developed_predicted_for_validated, "risk", BOTH[:1], "rait wards limits"),
    (cut_at_a_half, "sensitivity", BOTH, "rait wards"),
    (cut_by_the_validated, "sensitivity", BOTH[:1], "rait wards"),
    (eight_groups, "hosmer_lemeshow_df", BOTH, "rait wards"),
    (level_of_the_study_ignored, "auc_low", BOTH, "wards strata limits"),
    (first_row_lost, "rows", BOTH, "rait wards limits"),
    (columns_swapped, "values", BOTH, "rait wards"),
    (two_digits, "values", BOTH, "dca wards"),
    (event_flipped, "outcome", BOTH, "rait wards limits"),
    (levels_turned_in_the_validated, "values", BOTH[:1], "wards"),
    (missing_are_0, "dropped", BOTH[:1], "wards"),
    (another_link, "risk", BOTH, "rait wards limits"),
    (another_models_nomogram, "points_per_unit", BOTH, "rait wards limits"),
    (another_range, "linear_predictor", BOTH, "rait wards limits"),
    (knots_elsewhere, "risk", CURVED, "curves"),
    (knots_of_the_validated, "risk", CURVED, "curves"),
    (interaction_not_read, "coefficients", CURVED, "curves"),
    (square_not_read, "coefficients", CURVED, "curves"),
    (knots_miscounted, "coefficients", CURVED, "curves"),
    (products_of_squares, "coefficients", CURVED, "curves"),
)
"""Each with a field that names it, and the studies that show it: a person's own, and bundled ones."""


OF_GROUPS = ((groups_of_the_next_patient, "outcome"), (cut_at_another_value, "rows"), (cut_by_the_group, "sensitivity"))


@pytest.mark.parametrize(("plant", "field"), OF_GROUPS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_group_handed_wrong_to_both_sides_disagrees_with_recorded_answers(plant, field, monkeypatch):
    plant(monkeypatch)
    verification = verified([find_study("rait")], ONLY, None, Mode.REPLAY)
    assert verification.exit_code == 1
    in_groups = [statistic for statistic in verification.statistics if statistic.setting.subgroup]
    assert field in wrong_fields(dataclasses.replace(verification, statistics=tuple(in_groups)))["rait"]


@pytest.mark.r
@pytest.mark.parametrize("plant", [risks_in_percent, risks_turned, first_row_lost, cut_at_a_half])
def test_risks_handed_wrong_to_both_sides_disagree(plant, tmp_path, live_r, monkeypatch):
    draw = np.random.default_rng(20261126)
    risk = draw.random(120)
    rows = "".join(f"{int(draw.random() < one)},{one:.6f}\n" for one in risk)
    (tmp_path / "given.csv").write_text(f"died,p\n{rows}", encoding="utf-8")

    def found():
        return verified([study_from_csv(tmp_path / "given.csv", outcome="died", risk="p")], ONLY, live_r)

    assert complaints(found()) == []
    plant(monkeypatch)
    wrong = found()
    assert wrong.exit_code == 1
    assert wrong_fields(wrong)["given"] & {"risk", "rows", "sensitivity"}


def wrong_fields(verification) -> dict[str, set[str]]:
    """The fields that disagree, by study."""
    found: dict[str, set[str]] = {}
    for statistic in verification.statistics:
        of_study = found.setdefault(statistic.setting.study, set())
        for comparison in statistic.comparisons:
            of_study |= {one.name for one in comparison.fields if one.verdict is Verdict.DISAGREES}
    return found


@pytest.mark.r
@pytest.mark.parametrize(("plant", "field", "shown_by", "_"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_what_is_handed_wrong_to_both_sides_disagrees_and_is_named(
    plant, field, shown_by, _, files, live_r, monkeypatch
):
    plant(monkeypatch)
    verification = verified([own_studies(files)[name] for name in shown_by], ONLY, live_r, Mode.LIVE)
    assert verification.exit_code == 1
    assert [name for name, fields in wrong_fields(verification).items() if field in fields] == list(shown_by)


@pytest.mark.parametrize(("plant", "field", "_", "shown_by"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_what_is_handed_wrong_to_both_sides_disagrees_with_recorded_answers(plant, field, _, shown_by, monkeypatch):
    plant(monkeypatch)
    whole = [dataclasses.replace(find_study(name), subgroups=()) for name in shown_by.split()]
    verification = verified(whole, ONLY, None, Mode.REPLAY)
    assert verification.exit_code == 1
    assert [name for name, fields in wrong_fields(verification).items() if field in fields] == shown_by.split()


@pytest.mark.r
def test_what_is_handed_right_agrees(files, live_r):
    verification = verified(own_studies(files).values(), ONLY, live_r, Mode.LIVE)
    assert complaints(verification) == []
    assert {statistic.check.stem for statistic in verification.statistics} == {check.stem for check in ONLY.checks}
    assert verification.verdict.passes
    assert [statistic.result.dropped for statistic in verification.statistics[:2]] == [5, 5]


def times(share):
    return lambda values: np.asarray(values) * share


def always(value):
    return lambda values: value


OF_OURS = (
    ("decision_curve", "net_benefit", times(1.01)),
    ("decision_curve", "standardized_net_benefit", times(1.01)),
    ("decision_curve", "standardized_net_benefit_all", times(1.01)),
    ("clinical_impact", "high_risk", times(1.01)),
    ("clinical_impact", "detected", times(1.01)),
    ("calibration_line", "intercept", always(0.0)),
    ("calibration_line", "slope", always(1.0)),
    ("calibration_line", "intercept_in_the_large", always(0.0)),
    ("quality_indexes", "u", always(0.0)),
    ("quality_indexes", "u_chi_square", always(0.0)),
    ("decision_curve_page", "content", lambda lines: lines[:-1]),
)


def computed_wrong(stem, field, change):
    """The catalogue of one check, that computes a field wrongly."""
    (check,) = CATALOGUE.matching([stem]).checks

    @functools.wraps(check.compute)
    def wrong(*arguments, **named):
        result = check.compute(*arguments, **named)
        return dataclasses.replace(result, **{field: change(getattr(result, field))})

    return dataclasses.replace(CATALOGUE, checks=(dataclasses.replace(check, compute=wrong),))


@pytest.mark.r
@pytest.mark.parametrize(("stem", "field", "change"), OF_OURS)
def test_a_wrong_number_of_ours_disagrees_live(stem, field, change, files, live_r):
    """The lines that draw a decision curve have one reference; all the others have one that is R itself."""
    catalogue = computed_wrong(stem, field, change)
    if not any(live_r.has(call.package) for call in catalogue.checks[0].references):
        pytest.skip("needs the R package rmda")
    verification = verified([own_studies(files)["development"]], catalogue, live_r)
    assert verification.exit_code == 1
    assert field in wrong_fields(verification)["development"]


@pytest.mark.parametrize(("stem", "field", "change"), OF_OURS)
def test_a_wrong_number_of_ours_disagrees_with_recorded_answers(stem, field, change):
    verification = verified([find_study("wards")], computed_wrong(stem, field, change), None, Mode.REPLAY)
    assert verification.exit_code == 1
    assert field in wrong_fields(verification)["wards"]
