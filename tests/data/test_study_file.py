"""Study files: what they may say, what is refused, and the draft that is written for a new one."""

from __future__ import annotations

import hashlib

import pytest

from parity.data.study_file import bundled_studies, find_study, init_study, read_study, write_study_file
from parity.errors import InputError

ROWS = "died,age,dose\nyes,50,low\nno,61,high\nno,47,high\nyes,55,low\nno,70,low\n"
STUDY = """
title = "Death in hospital"
outcome = "died"
event = "yes"

[predictors.age]
label = "Age"
unit = "years"

[predictors.dose]
levels = ["low", "high"]
"""


@pytest.fixture
def written(tmp_path):
    def write(toml, csv=ROWS):
        (tmp_path / "trial.csv").write_text(csv, encoding="utf-8")
        path = tmp_path / "trial.toml"
        path.write_text(toml, encoding="utf-8")
        return path

    return write


def refusal(path):
    with pytest.raises(InputError) as caught:
        read_study(path)
    text = str(caught.value)
    assert "\n" not in text
    assert path.name in text
    return text


def test_a_short_study_file_is_enough(written):
    study = read_study(written(STUDY))
    assert (study.name, study.title, study.event, study.predictors) == (
        "trial",
        "Death in hospital",
        "yes",
        ("age", "dose"),
    )
    assert study.labels == {"age": "Age"}
    assert study.units == {"age": "years"}
    assert study.development.columns["dose"].levels == ("low", "high")
    assert (study.level, len(study.thresholds)) == (0.95, 100)


def test_every_setting_is_read(written, tmp_path):
    (tmp_path / "later.csv").write_text(ROWS, encoding="utf-8")
    top = 'data = "trial.csv"\nvalidation = { file = "later.csv" }\nlevel = 0.9\nseed = 7\nresamples = 50\n'
    top += 'source = "s"\nlicence = "l"\n'
    more = '[thresholds]\nfrom = 0.1\nto = 0.5\nby = 0.1\n[[subgroups]]\ncolumn = "age"\ncut = 55\n'
    study = read_study(written(top + STUDY + more))
    assert (study.level, study.seed, study.resamples, study.source, study.licence) == (0.9, 7, 50, "s", "l")
    assert study.thresholds.tolist() == [k * 0.1 for k in range(1, 6)]
    assert [cohort.name for cohort in study.validations] == ["later"]
    assert study.development.subgroups["age"].codes.tolist() == [0, 1, 0, 1, 1]


def test_a_list_of_validation_cohorts_is_read_in_its_order_each_with_its_hash(written, tmp_path):
    for name in ("later", "elsewhere"):
        (tmp_path / f"{name}.csv").write_text(ROWS, encoding="utf-8")
    sha256 = hashlib.sha256(ROWS.encode()).hexdigest()
    listed = 'validation = [{{ file = "later.csv", sha256 = "{}" }}, "elsewhere.csv"]\n'
    study = read_study(written(listed.format(sha256) + STUDY))
    assert [cohort.name for cohort in study.validations] == ["later", "elsewhere"]
    assert "later.csv is not the file that validation.sha256 was written for" in refusal(
        written(listed.format("00") + STUDY)
    )
    assert read_study(written("validation = []\n" + STUDY)).validations == ()


@pytest.mark.parametrize(
    ("validation", "words"),
    [
        ('["later.csv", "later.csv"]', "two validation cohorts would be called 'later'"),
        ("[3]", "validation is 3, it must be a text in double quotes"),
        ('[{ fle = "later.csv" }]', "unknown key 'fle' in validation; did you mean 'file'?"),
        ('["latr.csv"]', "did you mean 'later.csv'?"),
        ("[{}]", "validation.file is missing"),
    ],
)
def test_a_list_of_validation_cohorts_that_cannot_be_used_is_refused(written, tmp_path, validation, words):
    (tmp_path / "later.csv").write_text(ROWS, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_study(written(f"validation = {validation}\n{STUDY}"))
    assert words in str(caught.value)


def test_predictors_may_be_a_plain_list(written):
    study = read_study(written('outcome = "died"\nevent = "yes"\npredictors = ["dose", "age"]\n'))
    assert study.predictors == ("dose", "age")


def test_answers_are_recorded_beside_the_study_file(written):
    path = written(STUDY)
    assert read_study(path).references == path.parent / "references"


def test_an_unknown_key_is_refused_with_a_suggestion(written):
    assert "unknown key 'resample'; did you mean 'resamples'?" in refusal(written("resample = 10\n" + STUDY))
    assert "unknown key 'lable' in predictors.age; did you mean 'label'?" in refusal(
        written(STUDY.replace("label", "lable"))
    )
    assert "unknown key 'step' in thresholds" in refusal(written(STUDY + "[thresholds]\nstep = 0.1\n"))


def test_unreadable_toml_is_named_with_its_line(written):
    assert "line 3 is not TOML" in refusal(written('title = "a"\noutcome = "died"\nevent = yes\n'))
    assert "is not TOML" in refusal(written('title = "a'))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ('level = "high"\n', "level is 'high', it must be a number"),
        ("level = 95\n", "a confidence level lies between 0 and 1"),
        ("seed = 1.5\n", "seed is 1.5, it must be a whole number"),
        ("seed = -1\n", "seed is -1"),
        ("resamples = 1\n", "a bootstrap needs at least 2"),
        ("resamples = true\n", "resamples is True, it must be a whole number"),
        ("thresholds = { from = 0.0, to = 1.0, by = 0.01 }\n", "are no grid in [0, 1)"),
        ("thresholds = { from = 0.1, to = 0.5, by = 0.3 }\n", "write for example from = 0, to = 0.3, by = 0.3"),
        ("thresholds = { from = 0.1, to = 0.96, by = 0.05 }\n", "write for example from = 0.1, to = 0.95, by = 0.05"),
        ('subgroups = ["weight"]\n', "column 'weight'"),
        ("subgroups = [3]\n", "neither a column name nor a table"),
        ('data = "tril.csv"\n', "did you mean 'trial.csv'?"),
        ('data = { file = "trial.csv", sha256 = "00" }\n', "is not the file that data.sha256 was written for"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(written, change, words):
    with pytest.raises(InputError) as caught:
        read_study(written(change + STUDY))
    assert words in str(caught.value)


def test_outcome_and_predictors_are_needed(written):
    assert "says no outcome" in refusal(written('predictors = ["age"]\n'))
    assert "says no predictors" in refusal(written('outcome = "died"\n'))
    assert "predictors is not a table" in refusal(written('outcome = "died"\npredictors = "age"\n'))


def test_a_declared_level_that_no_row_has_is_refused(written):
    with pytest.raises(InputError, match="no complete row has the declared level 'none'"):
        read_study(written(STUDY.replace('"high"]', '"high", "none"]')))


def test_a_level_declared_twice_is_refused(written):
    with pytest.raises(InputError, match="column 'dose': a level is declared twice"):
        read_study(written(STUDY.replace('"high"]', '"high", "low"]')))


def test_a_cell_that_is_no_declared_level_is_refused_with_its_row(written):
    with pytest.raises(InputError, match="column 'dose', row 3: 'high' is not a level of this factor"):
        read_study(written(STUDY.replace('"high"]', '"huge"]')))


def test_a_study_is_found_by_name_or_by_path(written):
    assert find_study("asah").name == "asah"
    assert find_study(written(STUDY)).name == "trial"
    named = {"asah", "birthwt", "brink", "curves", "dca", "limits", "rait", "rivals", "scores"}
    named |= {"strata", "wards"}
    assert set(bundled_studies()) == named


def test_an_unknown_study_is_refused_with_a_suggestion():
    with pytest.raises(InputError, match="no study named 'asha'; did you mean 'asah'?"):
        find_study("asha")
    with pytest.raises(InputError, match="no such file"):
        find_study("nowhere/study.toml")
    with pytest.raises(InputError, match="parity init some.csv"):
        find_study("some.csv")


def test_the_draft_of_a_study_file_can_be_read_as_it_is(tmp_path):
    csv = tmp_path / "trial.csv"
    csv.write_text('id,"x; system(""touch pwned"")",sex,flat,note,died\n' + ROWS_FOR_DRAFT, encoding="utf-8")
    path = write_study_file(init_study(csv), tmp_path / "trial.toml")
    study = read_study(path)
    assert (study.outcome, study.event) == ("died", "1")
    assert study.predictors == ('x; system("touch pwned")', "sex")
    assert study.development.sha256 == hashlib.sha256(csv.read_bytes()).hexdigest()
    assert "Column 'id' is left out: it counts the rows." in path.read_text(encoding="utf-8")


def test_the_draft_can_be_edited(tmp_path):
    csv = tmp_path / "trial.csv"
    csv.write_text(ROWS, encoding="utf-8")
    text = init_study(csv, outcome="died")
    assert "guessed; the other value is 'no'" in text
    edited = text.replace('levels = ["high", "low"]', 'levels = ["low", "high"]').replace(
        'label = "age"', 'label = "Age"'
    )
    study = read_study(write_study_file(edited, tmp_path / "trial.toml"))
    assert study.development.columns["dose"].levels == ("low", "high")
    assert study.labels["age"] == "Age"


def test_the_draft_shows_one_validation_file_and_a_list_of_several(tmp_path):
    for name in ("trial", "validation", "hospital-b", "hospital-c"):
        (tmp_path / f"{name}.csv").write_text(ROWS, encoding="utf-8")
    text = init_study(tmp_path / "trial.csv", outcome="died")
    shown = [line for line in text.splitlines() if line.startswith("# validation = ")]
    for line, names in zip(shown, (["validation"], ["hospital-b", "hospital-c"])):
        path = write_study_file(text.replace(line, line.removeprefix("# ")), tmp_path / f"draft-{len(names)}.toml")
        assert [cohort.name for cohort in read_study(path).validations] == names
    assert len(shown) == 2


def test_the_draft_takes_what_is_given(tmp_path):
    csv, later = tmp_path / "trial.csv", tmp_path / "later.csv"
    csv.write_text(ROWS, encoding="utf-8")
    later.write_text(ROWS, encoding="utf-8")
    text = init_study(csv, outcome="died", predictors=["age"], event="no", validation=later)
    study = read_study(write_study_file(text, tmp_path / "trial.toml"))
    assert (study.event, study.predictors) == ("no", ("age",))
    assert [cohort.name for cohort in study.validations] == ["later"]


def test_a_study_file_is_never_overwritten(tmp_path):
    path = tmp_path / "trial.toml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="exists already"):
        write_study_file("other", path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_draft_without_any_column_of_two_values_is_refused(tmp_path):
    csv = tmp_path / "trial.csv"
    csv.write_text("a,b\n1,4\n2,5\n3,6\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column has two values"):
        init_study(csv)


def test_a_draft_without_any_predictor_is_refused(tmp_path):
    csv = tmp_path / "trial.csv"
    alone, counted = "y\n0\n1\n0\n", "y,id\n0,1\n1,2\n0,3\n"
    for text, words in (
        (alone, "'y' can be a predictor; add one"),
        (counted, "Column 'id' is left out: it counts the rows; add one"),
    ):
        csv.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=words):
            init_study(csv)


def test_the_draft_says_what_it_passed_over_and_nothing_that_is_not_used(tmp_path):
    csv = tmp_path / "trial.csv"
    rows = ("alive,m,2024-03-01,50,51", "dead,f,2024-03-01,61,52", "lost,m,2024-03-03,47,57", "dead,f,2024-03-02,55,55")
    csv.write_text("status,sex,day,age,weight\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    text = init_study(csv)
    assert 'outcome = "sex"' in text and "# Column 'status' has a usual name, but 3 different values" in text
    assert "Column 'day' is left out: '2024-03-01' is a date" in text
    assert "seed" not in text and "resamples" not in text and "the performance is verified too" in text
    with pytest.raises(InputError, match="is a date"):
        init_study(csv, predictors=["day"])


ROWS_FOR_DRAFT = (
    "1,3,m,c,text a,0\n2,1,f,c,text b,1\n3,2,m,c,text c,0\n4,9,f,c,text d,1\n5,2,f,c,text e,0\n6,4,f,c,text f,1\n"
    "7,3,m,c,text g,0\n8,1,f,c,text h,1\n9,2,m,c,text i,0\n10,9,f,c,text j,1\n11,2,f,c,text k,0\n"
)


@pytest.mark.parametrize(
    ("name", "cells", "left_out"),
    [
        ("id", ["81744", "33581", "97327", "47093"], True),
        ("patientId", ["p9", "p3", "p7", "p5"], True),
        ("PATIENT_NO", ["12", "77", "31", "9"], True),
        ("MRN", ["12", "77", "31", "9"], True),
        ("id", ["3", "3", "1", "2"], False),
        ("sodium", ["139", "141", "128", "133"], False),
        ("grid", ["12", "77", "31", "9"], False),
        ("case_mix", ["0.12", "0.77", "0.31", "0.9"], False),
    ],
)
def test_an_identifier_is_no_predictor_of_the_draft(tmp_path, name, cells, left_out):
    rows = "".join(f"{cell},{age},{died}\n" for cell, age, died in zip(cells, (50, 61, 47, 55), (0, 1, 0, 1)))
    (tmp_path / "a.csv").write_text(f"{name},age,died\n{rows}")
    text = init_study(tmp_path / "a.csv", outcome="died")
    assert (f"Column '{name}' is left out: it looks like an identifier." in text) is left_out
    assert ("[predictors.age]" in text) and (f"[predictors.{name}]" in text) is not left_out


def test_the_draft_says_what_may_be_missing_or_a_code_and_takes_what_is_declared(tmp_path):
    csv = tmp_path / "a.csv"
    csv.write_text("grade,vessels,died\n1,0,0\n2,?,1\n3,1,1\n1,?,0\n2,0,1\n3,1,0\n")
    text = init_study(csv, outcome="died")
    assert "# Please check: column 'vessels' has numbers and '?'." in text
    assert "Column 'vessels' is left out: it has numbers and '?'" in text
    assert '# It may be codes of groups; then: levels = ["1", "2", "3"]' in text
    text = init_study(csv, outcome="died", missing="?")
    study = read_study(write_study_file(text, tmp_path / "a.toml"))
    assert (study.predictors, study.missing, study.development.dropped) == (("grade", "vessels"), ("?",), 2)


def test_the_draft_guesses_no_outcome_among_columns_with_codes(tmp_path):
    (tmp_path / "a.csv").write_text("x,cured,vessels\n1,0,0\n2,1,?\n3,1,0\n5,0,?\n")
    assert 'outcome = "cured"' in init_study(tmp_path / "a.csv")
