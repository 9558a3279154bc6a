"""Studies from pandas DataFrames."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import parity
from parity.data.cohort import Factor, Subgroup
from parity.data.frame import study_from_frame
from parity.data.study_file import find_study
from parity.errors import InputError

MODEL = {"outcome": "died", "predictors": ["age", "lactate", "ward"]}
WARDS = find_study("wards")


@pytest.fixture()
def wards():
    frame = pd.read_csv(WARDS.development.path, float_precision="round_trip")
    frame.index = [f"pt-{place}" for place in range(len(frame))]
    return frame


def same(one, other):
    np.testing.assert_array_equal(one.outcome, other.outcome)
    assert list(one.columns) == list(other.columns) and one.dropped == other.dropped
    for name, column in one.columns.items():
        if isinstance(column, Factor):
            assert column.levels == other.columns[name].levels
            np.testing.assert_array_equal(column.codes, other.columns[name].codes)
        else:
            np.testing.assert_array_equal(column, other.columns[name])


def test_a_frame_gives_the_study_of_its_csv_file_bit_for_bit(wards):
    study = study_from_frame(wards, levels=WARDS.levels, **MODEL)
    same(study.development, WARDS.development)


@pytest.mark.parametrize(
    "types",
    [
        {"age": "Float64", "died": "Int64"},
        {"age": "float64", "died": "boolean"},
        {"died": "bool"},
        {"ward": "string"},
        {"died": "int8", "ward": "category"},
    ],
)
def test_every_type_of_column_gives_the_same_study(wards, types):
    study = study_from_frame(wards.astype(types), levels=WARDS.levels, **MODEL)
    same(study.development, WARDS.development)


def test_a_category_has_its_own_order_and_only_the_levels_that_occur(wards):
    order = ["nowhere", "emergency", "surgical", "medical"]
    study = study_from_frame(wards.assign(ward=pd.Categorical(wards["ward"], order)), **MODEL)
    assert study.development.columns["ward"].levels == ("emergency", "surgical", "medical")


def test_codes_that_are_categories_are_levels_and_no_number(wards):
    codes = pd.Categorical(np.arange(len(wards)) % 3)
    study = study_from_frame(wards.assign(ward=codes), **MODEL)
    assert study.development.columns["ward"].levels == ("0", "1", "2")


def test_a_patient_is_named_by_the_index(wards):
    study = study_from_frame(wards, levels=WARDS.levels, **MODEL)
    complete = wards[list(MODEL["predictors"])].notna().all(axis=1) & wards["died"].notna()
    assert study.development.patients == tuple(wards.index[complete])


def test_two_rows_of_one_name_are_told_apart_by_position(wards):
    wards.index = ["a"] * len(wards)
    study = study_from_frame(wards, levels=WARDS.levels, **MODEL)
    assert len(set(study.development.patients)) == study.development.n


def test_validation_frames_are_named_and_follow_the_development_frame(wards):
    later = pd.read_csv(WARDS.validations[0].path, float_precision="round_trip")
    study = study_from_frame(wards, levels=WARDS.levels, validation={"later/2": later}, **MODEL)
    (cohort,) = study.validations
    assert cohort.name == "later/2"
    same(cohort, WARDS.validations[0])
    assert study_from_frame(wards, levels=WARDS.levels, validation=later, **MODEL).validations[0].name == "validation"


def test_the_frame_itself_is_left_as_it_was(wards):
    before = wards.copy(deep=True)
    study_from_frame(wards, levels=WARDS.levels, **MODEL)
    pd.testing.assert_frame_equal(wards, before)


def planted(frame, column, value):
    frame = frame.astype({column: object})
    frame.loc["pt-5", column] = value
    return frame


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("lactate", np.inf, "column 'lactate', row 'pt-5': 'inf' is infinite"),
        ("ward", "NA", "column 'ward', row 'pt-5': 'NA' is a missing value where"),
        ("ward", "a\nb", "column 'ward', row 'pt-5': 'a\\nb' holds a line break"),
        ("ward", ("a",), "column 'ward', row 'pt-5': holds a tuple"),
        ("died", 2, "column 'died', row 'pt-5': the outcome has 3 different values"),
        ("age", 1j, "column 'age', row 'pt-5': holds a complex"),
    ],
)
def test_an_error_names_the_row_by_its_index(wards, column, value, said):
    with pytest.raises(InputError) as raised:
        study_from_frame(planted(wards, column, value), levels=WARDS.levels, **MODEL)
    assert str(raised.value).startswith(f"the DataFrame 'frame', {said}")


def test_a_column_that_cannot_be_written_is_an_error_only_where_it_is_asked_for(wards):
    wards["seen"] = pd.Timestamp("2026-11-25")
    study_from_frame(wards, levels=WARDS.levels, **MODEL)
    with pytest.raises(InputError, match="the DataFrame 'frame', column 'seen': holds dates; give numbers"):
        study_from_frame(wards, outcome="died", predictors=["age", "seen"])


@pytest.mark.parametrize(
    "about",
    [
        {"formula": "died ~ rcs(age, 4) + lactate * ward", "levels": WARDS.levels},
        {"outcome": "died", "formula": "age + lactate + ward"},
        {"outcome": "died", "predictors": ["age", "ward"], "subgroups": ["ward", "age:65", Subgroup("lactate", 2.0)]},
        {"outcome": "died", "risk": "p", "subgroups": ["ward"], "missing": "?"},
        {"outcome": "died", "predictors": ["lactate", "age"], "missing": [99], "level": 0.9, "title": "Wards"},
    ],
)
def test_whatever_is_said_of_a_csv_file_can_be_said_of_a_frame(wards, about, tmp_path):
    later = pd.read_csv(WARDS.validations[0].path, float_precision="round_trip")
    for number, frame in enumerate((wards, later)):
        frame["p"] = np.linspace(0, 1, len(frame))
        if "missing" in about:
            frame["ward"] = frame["ward"].where(np.arange(len(frame)) % 17 > 0, "?")
        frame.loc[frame.index[3], "lactate"] = 99.0
        frame.to_csv(tmp_path / f"{'ab'[number]}.csv", index=False)
    study = parity.study(wards, name="a", validation={"b": later}, **about)
    of_files = parity.study(tmp_path / "a.csv", validation=tmp_path / "b.csv", **about)
    for one, other in zip(study.cohorts, of_files.cohorts, strict=True):
        same(one, other)
        assert (one.name, one.missing) == (other.name, other.missing)
        assert {name: group.levels for name, group in one.subgroups.items()} == {
            name: group.levels for name, group in other.subgroups.items()
        }
        np.testing.assert_array_equal(one.rows, other.rows)
        np.testing.assert_array_equal(one.risk, other.risk)
    for said in ("outcome", "predictors", "formula", "risk", "subgroups", "missing", "level", "title", "levels"):
        assert getattr(study, said) == getattr(of_files, said), said


def test_a_category_in_a_formula_has_its_own_order(wards):
    order = ["nowhere", "surgical", "emergency", "medical"]
    frame = wards.assign(ward=pd.Categorical(wards["ward"], order), other=pd.Categorical(["x"] * len(wards)))
    study = study_from_frame(frame, formula="died ~ rcs(age, 3) + ward")
    assert study.development.columns["ward"].levels == ("surgical", "emergency", "medical")
    assert study_from_frame(frame, outcome="died", predictors=["age"]).levels == {}


def test_cohorts_whose_names_make_the_same_file_name_are_kept_apart(wards):
    later = {"a/b": wards.iloc[:150], "a_b": wards.iloc[:170]}
    study = study_from_frame(wards, levels=WARDS.levels, validation=later, **MODEL)
    assert len({cohort.path for cohort in study.cohorts}) == 3
    assert study.validations[0].n < study.validations[1].n


def test_the_file_names_the_patients_and_takes_no_column_for_it(wards):
    wards.index.name = "died"
    study = study_from_frame(wards, levels=WARDS.levels, **MODEL)
    read = pd.read_csv(study.development.path, index_col=0)
    assert read.index.tolist() == wards.index.tolist() and list(read.columns) == list(wards.columns)
    with pytest.raises(InputError, match="no such column"):
        study_from_frame(wards, outcome="died", predictors=["index"])


def test_what_is_no_frame_of_plain_columns_is_refused(wards):
    with pytest.raises(InputError, match="'later' is a dict, not a DataFrame"):
        study_from_frame(wards, validation={"later": {}}, **MODEL)
    wards.columns = pd.MultiIndex.from_product([["a"], wards.columns])
    with pytest.raises(InputError, match="columns of 2 levels"):
        study_from_frame(wards, **MODEL)


def test_a_validation_cohort_with_the_name_of_the_study_is_refused(wards):
    with pytest.raises(InputError, match="a validation cohort has the name of the study"):
        study_from_frame(wards, name="a", validation={"a": wards}, **MODEL)
