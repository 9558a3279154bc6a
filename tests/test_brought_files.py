"""The files that people brought (fixtures/cases): what is right of each, and what they are told."""

from __future__ import annotations

import numpy as np
import pytest
from click.testing import CliRunner
from verified import complaints, verified

from parity import figures
from parity.checks.catalogue import CATALOGUE
from parity.cli import command
from parity.data.study import study_from_csv
from parity.data.study_file import init_study, read_study
from parity.errors import InputError
from parity.places import cohorts
from parity.report.headline import headline
from parity.report.reading import undefined
from parity.verification.compute import compute
from parity.verification.estimable import check_estimable

CASES = cohorts().parent / "cases"


def results(study, *stems: str) -> dict[str, object]:
    return {made.check.stem: made.result for made in compute([study], CATALOGUE.matching(stems)).statistics}


def coefficients(study) -> np.ndarray:
    return np.array(results(study, "logistic_regression")["logistic_regression"].coefficients)


def refused(file: str, **about) -> str:
    with pytest.raises(InputError) as caught:
        check_estimable(study_from_csv(CASES / file, **about))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_goodness_of_fit_of_few_strokes():
    study = study_from_csv(CASES / "stroke_few.csv", outcome="stroke", predictors=["age", "avg_glucose_level"])
    test = results(study, "hosmer*")["hosmer_lemeshow"]
    assert (round(test.statistic, 6), round(test.p, 6)) == (4.594966, 0.799859)
    assert "[predictors.id]" not in init_study(CASES / "stroke_few.csv", outcome="stroke")


def test_a_small_level_that_separates_is_named_with_the_ways_on():
    outcome, predictors = "stroke", ["age", "avg_glucose_level"]
    found = results(study_from_csv(CASES / "stroke_few.csv", outcome=outcome, predictors=predictors), "auc*", "brier*")
    auc = found["auc_delong"]
    assert np.round([auc.interval.low, auc.interval.high, found["brier_score"].brier], 6).tolist() == [
        0.748537,
        0.966882,
        0.028138,
    ]
    said = refused("stroke_few.csv", outcome=outcome, predictors=[*predictors, "work_type"])
    level = "every row with the level 'children' is a non-event (38 rows)"
    assert f"column 'work_type': perfect separation: {level}" in said
    assert "merge" in said and "leave the predictor out" in said and "--risk COLUMN" in said


HEART = {"outcome": "heartDisDiagnosis", "predictors": ["age", "sex", "cholestoral", "oldPeak"]}


def test_a_question_mark_is_asked_about_and_missing_where_it_is_declared():
    assert "column 'cholestoral', row 4: '?' is not a number" in refused("hungarian.csv", **HEART)
    assert "'?' is not a number" in refused("hungarian.csv", outcome="heartDisDiagnosis", predictors=["thal"])
    study = study_from_csv(CASES / "hungarian.csv", **HEART, missing="?")
    assert (study.development.n, study.development.events) == (271, 101)
    assert np.round(coefficients(study)[1:], 6).tolist() == [0.013647, 1.647342, 0.006339, 1.669386]
    auc = results(study, "auc*")["auc_delong"]
    assert (round(auc.interval.low, 4), round(auc.interval.high, 4)) == (0.7944, 0.8934)


def test_minus_nine_is_mentioned_and_missing_where_it_is_declared():
    about = {"outcome": "death", "predictors": ["age", "sex", "cigarettes", "chol8", "chol10"]}
    said = study_from_csv(CASES / "minus9.csv", **about).remarks
    assert [name for name in about["predictors"] if any(f"have -9 in '{name}'" in one for one in said)] == [
        "chol8",
        "chol10",
    ]
    assert all("--na=-9" in one for one in said)
    study = study_from_csv(CASES / "minus9.csv", **about, missing=[-9])
    assert (study.development.n, study.development.events, study.remarks) == (514, 118, ())
    assert np.round(coefficients(study)[-2:], 7).tolist() == [0.0054808, -0.0044579]
    auc = results(study, "auc*")["auc_delong"]
    assert (round(auc.interval.low, 4), round(auc.interval.high, 4)) == (0.7128, 0.8119)


def test_what_write_csv2_writes_is_read():
    study = study_from_csv(CASES / "liver_csv2.csv", outcome="dead", predictors=["age", "bili"])
    assert (study.development.n, study.development.events) == (120, 76)
    assert np.round(coefficients(study)[1:], 7).tolist() == [0.0681353, 0.8703994]
    auc = results(study, "auc*")["auc_delong"]
    assert (round(auc.interval.low, 4), round(auc.interval.high, 4)) == (0.7762, 0.9134)
    assert study.remarks == ("liver_csv2.csv was read as a table separated by semicolons, with decimal commas",)


def test_semicolons_are_read_and_a_file_without_a_header_is_named_as_such():
    study = study_from_csv(CASES / "cardio_semicolon.csv", outcome="cardio", predictors=["weight"])
    assert study.development.columns["weight"][:2].tolist() == [62.0, 85.0]
    assert "has no header line" in refused("hungarian_noheader.csv", outcome="x", predictors=["y"])


RANKS = [-3.98998, 0.0022644, 0.8040375, -0.6754429, -1.3402039, -1.5514637]


@pytest.mark.parametrize("levels", [["1", "2", "3", "4"], [1, 2, 3, 4], [1.0, 2.0, "3.0", "4"]])
def test_integers_are_levels_where_they_are_declared_in_any_spelling(levels):
    about = {"outcome": "admit", "predictors": ["gre", "gpa", "rank"]}
    study = study_from_csv(CASES / "ucla.csv", **about, levels={"rank": levels})
    assert study.development.columns["rank"].levels == ("1", "2", "3", "4")
    assert np.allclose(coefficients(study), RANKS, rtol=1e-5)
    assert len(coefficients(study_from_csv(CASES / "ucla.csv", **about))) == 4


def test_a_study_file_of_ranks_reads_a_patient_by_number():
    drawn = figures.nomogram(CASES / "ucla.toml")
    patient = {"gre": 600, "gpa": 3.5}
    assert drawn.read({**patient, "rank": 2}).risk > drawn.read({**patient, "rank": 4}).risk


def test_predictors_that_are_named_apart_add_up(tmp_path):
    words = ["verify", str(CASES / "ucla.csv"), "--outcome", "admit", "--predictors", "gre", "--predictors", "gpa"]
    words += ["--mode", "replay", "--checks", "brier_score", "--out", str(tmp_path / "evidence")]
    assert "admit ~ gre + gpa" in CliRunner().invoke(command, words).output


def test_beetles_on_eight_doses():
    found = results(study_from_csv(CASES / "beetle.csv", outcome="killed", predictors=["dose"]), "auc*", "hosmer*")
    auc, test = found["auc_delong"], found["hosmer_lemeshow"]
    assert (round(auc.interval.low, 6), round(auc.interval.high, 6)) == (0.874537, 0.927633)
    assert (round(test.statistic, 6), test.df, round(test.p, 6)) == (9.579511, 5, 0.088065)


def test_a_predictor_that_knows_nothing_has_an_area_below_one_half_in_its_interval():
    found = results(study_from_csv(CASES / "noise.csv", outcome="y", predictors=["x"]), "auc*", "hosmer*")
    auc, test = found["auc_delong"], found["hosmer_lemeshow"]
    assert (round(auc.interval.low, 6), round(auc.interval.high, 6)) == (0.439887, 0.668102)
    assert (round(test.statistic, 4), round(test.p, 6)) == (11.0964, 0.196297)


@pytest.mark.r
def test_tied_scores_leave_a_group_empty_and_that_is_said(live_r):
    study = study_from_csv(CASES / "ties.csv", outcome="signal", event="1", predictors=["score"])
    auc = results(study, "auc*")["auc_delong"]
    assert (auc.auc, round(auc.interval.low, 6), auc.interval.high) == (0.75, 0.478692, 1)
    run = verified([study], CATALOGUE.matching(["hosmer_lemeshow"]), live_r)
    assert headline(run).text.startswith("UNDEFINED: hosmer_lemeshow")
    (gap, *_) = undefined(run)
    assert gap.field == "statistic" and "group" in gap.reason


@pytest.mark.r
@pytest.mark.parametrize(
    ("file", "about", "terms"),
    [
        ("collide.csv", {"outcome": "y", "predictors": ["X2", "X21"], "levels": {"X2": [0, 1]}}, ["X2=1", "X21"]),
        (
            "equals.csv",
            {"outcome": "Y", "event": "yes", "predictors": ["X", "Z"]},
            ["X", "Z=Back pain = Leg pain", "Z=Leg Pain"],
        ),
        ("nodes.toml", None, ["age group=≥65", "positive nodes=4–9", "positive nodes=≥10", "differentiation"]),
    ],
)
def test_names_and_levels_that_collide_or_have_signs_agree_with_r(file, about, terms, live_r):
    study = read_study(CASES / file) if about is None else study_from_csv(CASES / file, **about)
    assert list(results(study, "logistic*")["logistic_regression"].terms[1:]) == terms
    stems = ["logistic_regression", "linear_predictor", "nomogram", "*as_typed"]
    assert complaints(verified([study], CATALOGUE.matching(stems), live_r)) == []


def test_one_event_is_too_few():
    said = refused("tbi.csv", outcome="PosIntFinal", event="Yes", predictors=["GCSTotal"])
    assert "tbi.csv, column 'GCSTotal': perfect separation" in said


def test_a_patient_s_level_is_read_as_number_or_text():
    about = {"outcome": "admit", "predictors": ["gre", "gpa", "rank"], "levels": {"rank": [1, 2, 3, 4]}}
    drawn = figures.nomogram(study_from_csv(CASES / "ucla.csv", **about))
    readings = [drawn.read({"gre": 600, "gpa": 3.5, "rank": rank}) for rank in ("2", 2, 2.0, "2.0")]
    assert len(set(reading.risk for reading in readings)) == 1
    assert readings[0].risk != drawn.read({"gre": 600, "gpa": 3.5, "rank": 1}).risk
