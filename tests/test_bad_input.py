"""Input that cannot be used: one line each, naming the place, the rule and the next step."""

from __future__ import annotations

import numpy as np
import pytest

from parity.data.cohort import Cohort, Factor, Study
from parity.data.study_file import bundled_studies, find_study, study_from_csv
from parity.errors import InputError
from parity.verification.estimable import check_estimable

GOOD = "y,x,z\n0,1,a\n1,2,b\n0,3,b\n1,1,a\n"


@pytest.fixture
def refusal(tmp_path):
    """The one line that a CSV file is refused with."""

    def read(text, *, name="data.csv", predictors=("x",), **options):
        path = tmp_path / name
        if text is not None:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        before = sorted(tmp_path.iterdir())
        with pytest.raises(InputError) as caught:
            study_from_csv(path, outcome=options.pop("outcome", "y"), predictors=predictors, **options)
        assert sorted(tmp_path.iterdir()) == before
        assert "\n" not in str(caught.value)
        assert ".csv" in str(caught.value)
        return str(caught.value).replace(f"{tmp_path}/", "")

    return read


def test_a_missing_file_is_refused_with_its_neighbour(refusal, tmp_path):
    (tmp_path / "patients.csv").write_text(GOOD)
    assert refusal(None, name="patient.csv") == "patient.csv: no such file; did you mean 'patients.csv'?"
    assert "no such file" in refusal(None, name="nowhere/patient.csv")


def test_a_folder_is_no_file(refusal, tmp_path):
    (tmp_path / "folder.csv").mkdir()
    assert "folder.csv: cannot be read: Is a directory" in refusal(None, name="folder.csv")


def test_a_missing_column_is_refused_with_a_suggestion(refusal):
    text = "died,creatinine\n0,1\n1,2\n0,3\n"
    expected = (
        "data.csv, column 'creatinin': there is no such column (asked for as predictor); did you mean 'creatinine'?"
    )
    assert refusal(text, outcome="died", predictors=["creatinin"]) == expected
    assert "did you mean 'died'?" in refusal(text, outcome="Died", predictors=["creatinine"])
    assert "there is 'died', 'creatinine'" in refusal(text, outcome="died", predictors=["qqq"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("y,x\n", "has 0 rows of data; a model needs at least 3"),
        ("y,x\n0,1\n1,2\n", "has 2 rows of data; a model needs at least 3"),
        ("y,x\n0,1\n1,2,3\n0,3\n", "data.csv, row 3: has 3 cells, the header has 2"),
        ("y,x\n0,1\n1\n0,3\n", "data.csv, row 3: has 1 cell, the header has 2"),
        ('y,x\n0,1\n1,"2\n0,3\n', "data.csv, row 3: is not CSV"),
        ("y;x\n0;1,5\n1;2.5\n0;3\n", "row 2: '1,5' has a decimal comma, and '2.5' on row 3 a decimal point"),
        ("y;x\n0;1,500\n1;2,750\n0;3,125\n", "'1,500' may be thousands or have a decimal comma; say which: --decimal"),
        ("1,0,3\n0,1,4\n1,2,5\n0,3,6\n", "row 1: has no header line: its first row is '1', '0', '3'"),
        ("2,0,?\n0,1,4\n1,2,5\n0,3,6\n", "has no header line: its first row is '2', '0', '?'"),
        ("y,x,x\n0,1,1\n1,2,2\n0,3,3\n", "the header names 'x' more than once"),
        (
            "y,größe\n0,1\n1,2\n0,3\n".encode("latin-1"),
            "is not UTF-8 text (byte 0xf6 on line 1); say how it is written (--encoding latin-1, gbk, ...): 'größe' in "
            "latin-1, 'gr鲞e' in gbk; or save it as UTF-8",
        ),
        (b"\xfe\x00\x81\x9f,\x00\n", "is a binary file, not a table of text; save it as CSV"),
        ("y,x,z\n0,1,1\n1,2,2\n0,3,3\n1,4", "row 5: has 2 cells, the header has 3; it is the last row: the file may"),
        (
            "sep=;\ny;x\n0;1,5\n1;2,5\n0;3,5\n",
            "row 1: its first line, 'sep=', is no header; delete what stands above the names",
        ),
        ("sep=,\ny,x,z\n0,1,3\n1,2,4\n0,3,5\n", "row 1: its first line, 'sep=', is no header"),
        ("Our patients\n\ny,x\n0,1\n1,2\n0,3\n", "its first line, 'Our patients', is no header"),
        ("# exported\n# again\ny,x\n0,1\n1,2\n0,3\n", "its first line, '# exported', is no header"),
        ("y|x\n0|1\n1|2\n0|3\n", "row 1: has one column, 'y|x'; put commas, semicolons, tabs or blanks between"),
        ("y,x,z\n0,1,1\n1,2\n0,3,3\n1,4,1\n", "row 3: has 2 cells, the header has 3; quote a cell that"),
        ("y,x\n0,1\n1,2\n0,3\n".encode("utf-16-le"), "it contains zero bytes"),
        (
            b"PK\x03\x04\x14\0",
            "is an Excel workbook, not a table of text; save it as CSV, or read it with pandas.read_excel",
        ),
        (b"$FL2@(#) SPSS DATA FILE\0", "is a data file of SPSS"),
        (b"\x1f\x8b\x08\0", "is compressed; unpack it: gunzip"),
        (b"BZh91AY&SY", "is compressed; unpack it: bunzip2"),
        ("y,x\n0,1\n1,\0\n0,3\n", "it contains zero bytes"),
    ],
)
def test_a_file_that_is_no_table_is_refused(refusal, text, words):
    assert words in refusal(text)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("0000", "column 'y': the outcome has one class, '0'"),
        ("1111", "the outcome has one class, '1'"),
        ("0121", "column 'y', row 4: the outcome has 3 different values ('0', '1', '2'), a third one here"),
        ("abab", "the outcome has the values 'a', 'b'; say which is the event: --event 'a' or --event 'b'"),
        ("1212", "the outcome has the values '1', '2'; say which is the event"),
        (["", "", "", ""], "the outcome has no value at all"),
        (["0", "1", "1", "?"], "row 5: the outcome has 3 different values"),
    ],
)
def test_an_outcome_that_is_not_binary_is_refused(refusal, cells, words):
    assert words in refusal("y,x\n" + "".join(f"{cell},{row}\n" for row, cell in enumerate(cells)))


def test_an_event_that_is_no_value_of_the_outcome_is_refused(refusal):
    assert "'poor' is not a value of the outcome; did you mean 'Poor'?" in refusal(
        "y,x\nPoor,1\nGood,2\nPoor,3\n", event="poor"
    )


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["", "NA", "", ""], "column 'x': has no value at all; leave the predictor out"),
        (["1", "2", "Inf", "3"], "column 'x', row 4: 'Inf' is infinite"),
        (["1", "1e999", "2", "3"], "row 3: '1e999' is infinite"),
        (["1", "2", "three", "4"], "column 'x', row 4: 'three' is not a number"),
        (["1", "2", "3", "1_000"], "row 5: '1_000' is not a number"),
        (['"1,5"', "2", "3", "4"], "row 2: '1,5' is not a number"),
        (
            ['"4,0"', '"3,5"', '"4,0"', "4"],
            "row 2: '4,0' is a number with a comma, and as text every value would be a level of a factor; write the",
        ),
        (["2", "1", '"1.234,5"', '"2.000,0"'], "row 4: '1.234,5' is a number with a comma"),
        (["", "1.14%", "2 %", "1.14%"], "row 3: '1.14%' is a percentage"),
        (
            ["2024-03-01", "2024-03-02", "2024-03-01", "2024-03-01"],
            "'2024-03-01' is a date, and as text every value would be a level of a factor",
        ),
        (["2024-03-01 12:30", "2024-03-02T07:15", "NA", "2024-03-01"], "is a date"),
        (
            ["01/03/2024", "02/03/2024", "01/03/2024", "01/03/24"],
            "write the number of days from a date, or declare levels in a study file",
        ),
        (["1.3.2024", "1.3.2024", "12.3.2024", "1.3.2024"], "'1.3.2024' is a date"),
        (["ann", "bob", "cyd", "dan"], "has a different text in every row: it identifies patients"),
    ],
)
def test_a_predictor_that_cannot_be_used_is_refused(refusal, cells, words):
    assert words in refusal("y,x\n" + "".join(f"{row % 2},{cell}\n" for row, cell in enumerate(cells)))


def test_a_row_is_counted_as_a_spreadsheet_counts_it(refusal):
    text = 'y,note,x\n0,"two\nlines",1\n\n1,b,2\n0,c,3\n1,d,four\n'
    assert "column 'x', row 6: 'four' is not a number" in refusal(text)


def test_a_predictor_named_twice_or_also_the_outcome_is_refused(refusal):
    assert "column 'x': is named twice among the predictors" in refusal(GOOD, predictors=["x", "z", "x"])
    assert "column 'y': is both the outcome and a predictor" in refusal(GOOD, predictors=["x", "y"])
    assert "the study has no predictors" in refusal(GOOD, predictors=[])


def test_too_few_complete_rows_are_refused_with_the_column_to_blame(refusal):
    text = "y,x,z\n0,1,\n1,2,\n0,,3\n1,4,5\n"
    words = (
        "only 1 of 4 rows has all of 'y', 'x', 'z', and a model needs at least 3; most values are missing in 'z' (2)"
    )
    assert words in refusal(text, predictors=["x", "z"])


def test_a_class_that_only_incomplete_rows_have_is_refused(refusal):
    assert "column 'y': no complete row has the outcome '1'" in refusal("y,x\n0,1\n0,2\n0,3\n1,\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("y,x\n0,1\n1,2\n0,3\n", "other.csv, column 'z': there is no such column"),
        (
            "y,x,z\n0,1,a\n1,2,c\n0,3,b\n",
            "other.csv, column 'z', row 3: 'c' is not a level of this factor; levels are 'a', 'b'",
        ),
        ("y,x,z\n0,1,a\n0,2,b\n0,3,b\n", "other.csv, column 'y': no complete row has the outcome '1'"),
        ("y,x,z\n0,1,a\n1,2,b\n2,3,b\n", "other.csv, column 'y', row 4: '2' is not a value of the outcome"),
        ("y,x,z\n0,1,a\n1,high,b\n0,3,b\n", "other.csv, column 'x', row 3: 'high' is not a number"),
    ],
)
def test_a_validation_cohort_that_does_not_fit_is_refused(refusal, tmp_path, text, words):
    (tmp_path / "other.csv").write_text(text)
    assert words in refusal(GOOD, predictors=["x", "z"], validation=tmp_path / "other.csv")


def test_control_characters_in_names_and_cells_stay_on_one_line(refusal):
    assert "'tw\\no'" in refusal('y,"x"\n0,1\n1,2\n0,3\n1,"tw\no"\n')


def model(outcome, **columns):
    """A study of a development cohort made of arrays; texts become factors."""
    made = {}
    for name, column in columns.items():
        levels, codes = np.unique(column, return_inverse=True)
        made[name] = Factor(codes, tuple(levels)) if levels.dtype.kind == "U" else np.asarray(column, dtype=float)
    cohort = Cohort("data", "", np.asarray(outcome), made, file="data.csv")
    return Study("data", "data", "y", "1", tuple(made), cohort)


def inestimable(study):
    with pytest.raises(InputError) as caught:
        check_estimable(study)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("data.csv")
    return str(caught.value)


@pytest.mark.parametrize("name", bundled_studies())
def test_the_bundled_studies_can_be_estimated(name):
    study = find_study(name)
    assert check_estimable(study) is None
    assert study.development.events > len(study.predictors)


def test_a_constant_predictor_is_refused():
    words = "data.csv, column 'x': has the same value in every complete row; leave the predictor out"
    assert inestimable(model([0, 1, 0, 1], z=[1, 2, 2, 1], x=[3, 3, 3, 3])) == words
    assert "column 'x': has the same value" in inestimable(model([0, 1, 0, 1], x=["a", "a", "a", "a"]))


def test_fewer_events_or_non_events_than_parameters_are_refused():
    draws = np.random.RandomState(1)
    columns = {"a": draws.rand(40), "b": draws.rand(40), "c": draws.rand(40)}
    few = np.arange(40) % 20 == 0
    assert "2 events are fewer than the 3 parameters" in inestimable(model(few.astype(int), **columns))
    assert "2 non-events are fewer than the 3 parameters" in inestimable(model((~few).astype(int), **columns))


@pytest.mark.parametrize("shift", [0.0, 2020.0, 1e6])
def test_an_exactly_collinear_predictor_is_refused_and_it_is_the_later_one(shift):
    draws = np.random.RandomState(2)
    a, b = draws.rand(60) + shift, draws.rand(60)
    text = inestimable(model(draws.randint(0, 2, 60), a=a, other=draws.rand(60), b=b, total=2 * a - b + 3))
    assert "column 'total': is an exact linear combination of 'a', 'b' and a constant" in text


def test_a_factor_that_repeats_another_is_refused():
    draws = np.random.RandomState(3)
    ward = draws.randint(0, 3, 90)
    floor = np.array(["low", "high", "high"])[ward]
    text = inestimable(model(draws.randint(0, 2, 90), ward=np.array(["a", "b", "c"])[ward], floor=floor))
    assert "column 'floor': its term 'floor=low' is an exact linear combination of 'ward' and a constant" in text


def test_nearly_collinear_predictors_are_no_error():
    draws = np.random.RandomState(4)
    a = draws.rand(80)
    outcome = draws.randint(0, 2, 80)
    assert check_estimable(model(outcome, a=a, b=a + 1e-6 * draws.rand(80))) is None
    assert "exact linear combination" in inestimable(model(outcome, a=a, b=a))
    assert "is, but for 1e-08 of it, a linear combination of" in inestimable(
        model(outcome, a=a, b=a + 1e-8 * draws.rand(80))
    )


def test_a_predictor_that_hardly_varies_beside_its_size_is_refused():
    draws = np.random.RandomState(7)
    outcome, x = draws.randint(0, 2, 80), draws.rand(80)
    assert check_estimable(model(outcome, a=1e7 + x)) is None
    assert "subtract a constant" in inestimable(model(outcome, a=1e9 + x))


def test_two_terms_of_one_name_are_refused():
    draws = np.random.RandomState(5)
    columns = {"sex": np.array(["f", "m"])[draws.randint(0, 2, 50)], "sex=m": draws.rand(50)}
    assert "two terms of the model would both be named 'sex=m'" in inestimable(
        model(draws.randint(0, 2, 50), **columns)
    )


@pytest.mark.parametrize("sign", [1, -1])
def test_separation_by_one_number_is_refused_by_its_name(sign):
    x = sign * np.array([1.0, 2, 3, 4, 5, 6])
    text = inestimable(model([0, 0, 0, 1, 1, 1], z=[1, 5, 2, 4, 1, 3], x=x))
    assert "column 'x': perfect separation: all" in text
    assert "the maximum likelihood estimate does not exist" in text


def test_separation_up_to_one_shared_value_is_refused():
    text = inestimable(model([0, 0, 0, 1, 1, 1], x=[1, 2, 3, 3, 5, 6]))
    assert (
        "column 'x': perfect separation (quasi-complete, one shared value): all non-events have values up to 3" in text
    )


@pytest.mark.parametrize(("always", "what"), [(1, "an event"), (0, "a non-event")])
def test_an_empty_cell_of_a_factor_is_separation(always, what):
    outcome = [0, 1, 0, 1, 0, 1, always, always]
    text = inestimable(model(outcome, x=["a", "a", "b", "b", "a", "b", "c", "c"]))
    assert f"column 'x': perfect separation: every row with the level 'c' is {what}" in text


@pytest.mark.parametrize("scale", [1.0, 1e-8, 1e8])
def test_separation_by_several_predictors_together_names_those_needed(scale):
    draws = np.random.RandomState(6)
    a, b, noise = draws.normal(size=200), draws.normal(size=200), draws.normal(size=200)
    outcome = (a - 2 * b + 0.1 > 0).astype(int)
    text = inestimable(model(outcome, noise=noise, a=scale * a, b=b))
    assert "perfect separation: a combination of 'a', 'b' separates events from non-events" in text


def test_quasi_complete_separation_by_several_predictors_is_found():
    a = np.array([0, 1, 2, 3, 0, 1, 2, 3, 2.0, 2.0])
    b = np.array([1, 2, 3, 4, -1, 0, 1, 2, 2.0, 2.0])
    outcome = np.array([0, 0, 0, 0, 1, 1, 1, 1, 0, 1])
    assert "a combination of 'a', 'b'" in inestimable(model(outcome, a=a, b=b))


@pytest.mark.parametrize("seed", range(20))
def test_one_patient_on_the_wrong_side_of_the_plane_makes_the_model_estimable(seed):
    draws = np.random.RandomState(seed)
    a, b = draws.normal(size=120), draws.normal(size=120)
    score = a + b
    outcome = (score > 0).astype(int)
    assert "a combination of 'a', 'b'" in inestimable(model(outcome, a=a, b=b))
    inner = np.lexsort((a,))[60]
    a[inner], b[inner] = a[outcome == 1].mean(), b[outcome == 1].mean()
    outcome[inner] = 0
    assert check_estimable(model(outcome, a=a, b=b)) is None


@pytest.mark.parametrize(
    "cells",
    [
        ["10-20", "20-30", "10-20", ">30"],
        ["I", "II", "I", "IV"],
        ["2a", "2b", "2a", "3"],
        ["1.2.3", "1.2.4"] * 2,
        ["<5%", "5%"] * 2,
    ],
)
def test_texts_that_only_resemble_numbers_are_a_factor(tmp_path, cells):
    (tmp_path / "data.csv").write_text("y,x\n" + "".join(f"{row % 2},{cell}\n" for row, cell in enumerate(cells)))
    column = study_from_csv(tmp_path / "data.csv", outcome="y", predictors=["x"]).development.columns["x"]
    assert column.levels == tuple(sorted(set(cells)))


def test_a_date_may_be_a_factor_where_its_levels_are_declared_and_is_free_where_it_is_no_predictor(tmp_path):
    (tmp_path / "data.csv").write_text("y,x,d\n0,1,2024-03-01\n1,2,2024-04-01\n0,3,2024-03-01\n1,1,2024-04-01\n")
    days = ["2024-04-01", "2024-03-01"]
    study = study_from_csv(tmp_path / "data.csv", outcome="y", predictors=["d"], levels={"d": days})
    assert study.development.columns["d"].levels == tuple(days)
    assert study_from_csv(tmp_path / "data.csv", outcome="y", predictors=["x"]).predictors == ("x",)


def test_names_of_predictors_in_one_text_are_refused(refusal, tmp_path):
    (tmp_path / "data.csv").write_text(GOOD)
    with pytest.raises(InputError, match=r"predictors is 'x', it must be a list of names; write \['x'\]"):
        study_from_csv(tmp_path / "data.csv", outcome="y", predictors="x")


def test_a_missing_event_is_asked_for_in_the_words_of_command_and_python(refusal):
    words = "say which is the event: --event 'a' or --event 'b', or event= in Python and in a study file"
    assert words in refusal("y,x\na,1\nb,2\na,3\n")


def cohort_file(path, ages):
    path.write_text("died,age\n" + "".join(f"{row % 3 == 0:d},{age}\n" for row, age in enumerate(ages)))
    return path


def test_a_validation_cohort_of_the_same_patients_is_told(tmp_path):
    mine = cohort_file(tmp_path / "mine.csv", range(40, 80))
    several = {"part": range(40, 58), "new": range(20, 80)}
    others = [cohort_file(tmp_path / f"{name}.csv", ages) for name, ages in several.items()]
    study = study_from_csv(mine, outcome="died", predictors=["age"], validation=[mine, *others])
    told = [remark for remark in study.remarks if "the same patients" in remark]
    assert [remark.split(" has ")[0] for remark in told] == [
        "every patient of mine-validation",
        "every patient of part",
    ]
    alike = cohort_file(tmp_path / "alike.csv", [40, 41] * 12)
    others = cohort_file(tmp_path / "others.csv", [40, 41] * 9)
    assert not study_from_csv(alike, outcome="died", predictors=["age"], validation=[others]).remarks
    assert study_from_csv(alike, outcome="died", predictors=["age"], validation=[alike]).remarks
