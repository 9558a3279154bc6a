"""What is read from a CSV file: the doubles, the types, the complete cases."""

from __future__ import annotations

import hashlib
import random
import struct

import numpy as np
import pytest

from parity.data.cohort import Cohort, Factor, Subgroup
from parity.data.study_file import bundled_studies, find_study, study_from_csv
from parity.data import (
    synthetic_brink,
    synthetic_curves,
    synthetic_limits,
    synthetic_rivals,
    synthetic_scores,
    synthetic_wards,
)
from parity.data.synthetic import write_cohorts
from parity.data.thresholds import threshold_grid
from parity.errors import InputError
from parity.statistics.calibration.calibration_line import calibration_line
from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.discrimination.youden_cutoff import youden_cutoff
from parity.verification.predictions import samples

SMALL = "died,age,sex\n0,50,m\n1,61,f\n0,47,f\n1,55,m\n0,70,f\n"


@pytest.fixture
def csv(tmp_path):
    def write(text, name="data.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_numbers_texts_and_outcome_are_read_by_their_cells(csv):
    path = csv(SMALL)
    study = study_from_csv(path, outcome="died", predictors=["age", "sex"])
    cohort = study.development
    assert (study.name, cohort.name, cohort.file, study.event) == ("data", "data", "data.csv", "1")
    assert cohort.outcome.tolist() == [0, 1, 0, 1, 0]
    assert cohort.columns["age"].dtype == np.float64
    assert cohort.columns["age"].tolist() == [50, 61, 47, 55, 70]
    assert cohort.columns["sex"].levels == ("f", "m")
    assert cohort.columns["sex"].codes.tolist() == [1, 0, 0, 1, 0]
    assert cohort.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (cohort.n, cohort.events, cohort.dropped) == (5, 2, 0)


def test_every_double_survives_its_shortest_decimals(csv):
    bits = random.Random(7)
    values = [struct.unpack("d", struct.pack("Q", bits.getrandbits(64)))[0] for _ in range(3000)]
    values = [value for value in values if np.isfinite(value)]
    rows = "".join(f"{row % 2},{value!r}\n" for row, value in enumerate(values))
    study = study_from_csv(csv("y,x\n" + rows), outcome="y", predictors=["x"])
    assert [value.hex() for value in study.development.columns["x"].tolist()] == [value.hex() for value in values]


@pytest.mark.parametrize("cells", [("0", "1"), ("0.0", "1.0"), ("false", "true"), ("FALSE", "TRUE"), ("False", "True")])
def test_an_outcome_of_zero_and_one_or_false_and_true_needs_no_event(csv, cells):
    no, yes = cells
    study = study_from_csv(csv(f"y,x\n{no},1\n{yes},2\n{no},3\n{yes},1\n"), outcome="y", predictors=["x"])
    assert study.development.outcome.tolist() == [0, 1, 0, 1]


@pytest.mark.parametrize(("event", "expected"), [("Poor", [0, 1, 0]), ("Good", [1, 0, 1])])
def test_the_event_of_a_text_outcome_is_the_one_named(csv, event, expected):
    study = study_from_csv(csv("y,x\nGood,1\nPoor,2\nGood,3\n"), outcome="y", predictors=["x"], event=event)
    assert study.development.outcome.tolist() == expected
    assert study.event == event


def test_an_outcome_of_two_other_numbers_may_name_its_event(csv):
    study = study_from_csv(csv("y,x\n1,1\n2,2\n1,3\n"), outcome="y", predictors=["x"], event="2")
    assert study.development.outcome.tolist() == [0, 1, 0]


def test_true_and_false_become_one_and_zero(csv):
    study = study_from_csv(csv("y,x\n0,TRUE\n1,false\n0,True\n"), outcome="y", predictors=["x"])
    assert study.development.columns["x"].tolist() == [1.0, 0.0, 1.0]


def test_declared_levels_keep_their_order_and_make_a_factor_of_numbers(csv):
    text = "y,dose,stage\n0,low,1\n1,high,2\n0,low,3\n1,high,1\n"
    levels = {"dose": ["low", "high"], "stage": ["3", "1", "2"]}
    columns = study_from_csv(csv(text), outcome="y", predictors=["dose", "stage"], levels=levels).development.columns
    assert columns["dose"].levels == ("low", "high")
    assert columns["stage"].levels == ("3", "1", "2")
    assert columns["stage"].codes.tolist() == [1, 2, 0, 1]


def test_levels_stand_in_code_point_order(csv):
    study = study_from_csv(csv("y,x\n0,b\n1,B\n0,ä\n1,a\n1,a\n"), outcome="y", predictors=["x"])
    assert study.development.columns["x"].levels == ("B", "a", "b", "ä")


@pytest.mark.parametrize("gap", ["", "NA", "N/A", "NaN", "nan", "NULL", "  "])
def test_rows_with_a_missing_value_in_a_variable_of_the_study_are_dropped_and_counted(csv, gap):
    text = f"y,x,other\n0,1,{gap}\n1,{gap},1\n{gap},3,1\n1,4,1\n0,5,1\n"
    cohort = study_from_csv(csv(text), outcome="y", predictors=["x"]).development
    assert cohort.columns["x"].tolist() == [1, 4, 5]
    assert cohort.outcome.tolist() == [0, 1, 0]
    assert cohort.dropped == 2


def test_a_level_that_only_incomplete_rows_have_is_no_level(csv):
    text = "y,x,z\n0,a,1\n1,b,2\n0,c,\n1,a,4\n0,b,5\n"
    column = study_from_csv(csv(text), outcome="y", predictors=["x", "z"]).development.columns["x"]
    assert column.levels == ("a", "b")
    assert column.codes.tolist() == [0, 1, 0, 1]


def test_names_are_only_names(csv):
    names = ['x; system("touch pwned")', "`a`", "größe in m", "a b", "$(id)", "a[0]", "Intercept "]
    header = ",".join('"' + name.replace('"', '""') + '"' for name in ["y", *names])
    rows = "".join(f"{row % 2}," + ",".join(str(row * place % 7) for place in range(1, 8)) + "\n" for row in range(9))
    study = study_from_csv(csv(header + "\n" + rows), outcome="y", predictors=names[:6])
    assert study.predictors == tuple(names[:6])
    assert list(study.development.columns) == names[:6]


def test_blanks_blank_lines_quotes_and_line_ends_do_not_matter(csv):
    plain = study_from_csv(csv(SMALL), outcome="died", predictors=["age", "sex"]).development
    untidy = '\ufeffdied, age ,"sex"\r\n0,50, m\r\n\r\n1,"61",f\r\n0, 47,f\r\n1,55,m \r\n0,70,f'
    same = study_from_csv(csv(untidy, "untidy.csv"), outcome="died", predictors=["age", "sex"]).development
    assert same.columns["age"].tolist() == plain.columns["age"].tolist()
    assert same.columns["sex"].levels == plain.columns["sex"].levels
    assert same.columns["sex"].codes.tolist() == plain.columns["sex"].codes.tolist()


def test_the_row_names_that_r_writes_are_no_obstacle(csv):
    study = study_from_csv(csv('"","y","x"\n"1",0,5\n"2",1,6\n"3",0,7\n'), outcome="y", predictors=["x"])
    assert study.development.columns["x"].tolist() == [5, 6, 7]


def test_the_validation_cohort_has_the_development_cohorts_levels_and_event(csv):
    development = csv("y,x,z\ngood,a,1\npoor,b,2\ngood,c,3\ngood,c,4\n")
    validation = csv("z,x,y\n1,c,poor\n2,c,good\n1,b,poor\n", "other.csv")
    study = study_from_csv(development, outcome="y", predictors=["x", "z"], event="poor", validation=validation)
    (other,) = study.validations
    assert other.name == "other"
    assert other.columns["x"].levels == ("a", "b", "c")
    assert other.columns["x"].codes.tolist() == [2, 2, 1]
    assert other.outcome.tolist() == [1, 0, 1]


def test_a_model_may_be_validated_on_several_cohorts_in_the_order_they_are_named(csv):
    text = "y,x\n0,1\n1,2\n0,3\n1,1\n"
    files = [csv(text + "1,9\n" * row, f"{name}.csv") for row, name in enumerate(["zurich", "bern", "aarau"])]
    study = study_from_csv(csv(text), outcome="y", predictors=["x"], validation=files)
    assert [(cohort.name, cohort.n) for cohort in study.validations] == [("zurich", 4), ("bern", 5), ("aarau", 6)]
    assert [cohort.name for cohort in study.cohorts] == ["data", "zurich", "bern", "aarau"]
    assert study_from_csv(csv(text), outcome="y", predictors=["x"], validation=[]).validations == ()
    assert study_from_csv(csv(text), outcome="y", predictors=["x"]).validations == ()


def test_two_validation_cohorts_of_one_name_are_refused(csv, tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    files = [csv(SMALL, f"{folder}/other.csv") for folder in ("one", "two")]
    with pytest.raises(
        InputError, match="two/other.csv: two validation cohorts would be called 'other'; rename one of the files"
    ):
        study_from_csv(csv(SMALL), outcome="died", predictors=["age"], validation=files)
    files = [csv(SMALL, "one/data.csv"), csv(SMALL, "data-validation.csv")]
    with pytest.raises(InputError, match="two validation cohorts would be called 'data-validation'"):
        study_from_csv(csv(SMALL), outcome="died", predictors=["age"], validation=files)


def test_the_arrays_of_a_study_are_read_only_and_those_they_were_made_of_are_not(csv):
    study = study_from_csv(csv(SMALL), outcome="died", predictors=["age", "sex"], subgroups=(Subgroup("sex"),))
    cohort = study.development
    for array in (
        cohort.outcome,
        cohort.columns["age"],
        cohort.columns["sex"].codes,
        cohort.subgroups["sex"].codes,
        study.thresholds,
    ):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    outcome, age = np.array([0, 1, 0]), np.array([1.0, 2.0, 3.0])
    made = Cohort("made", "", outcome, {"age": age})
    outcome[0], age[0] = 1, 9.0
    assert made.outcome.tolist() == [0, 1, 0] and made.columns["age"].tolist() == [1.0, 2.0, 3.0]


def test_two_cohorts_in_files_of_the_same_name_keep_different_names(csv, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    study = study_from_csv(csv(SMALL), outcome="died", predictors=["age"], validation=csv(SMALL, "elsewhere/data.csv"))
    assert [cohort.name for cohort in study.cohorts] == ["data", "data-validation"]


def test_subgroups_are_the_values_of_a_column_or_a_number_cut_in_two(csv):
    text = "y,x,sex,age\n0,1,m,55\n1,2,,54.9\n0,3,f,\n1,1,f,80\n"
    subgroups = (Subgroup("sex"), Subgroup("age", 55))
    groups = study_from_csv(csv(text), outcome="y", predictors=["x"], subgroups=subgroups).development.subgroups
    assert groups["sex"].levels == ("f", "m")
    assert groups["sex"].codes.tolist() == [1, -1, 0, 0]
    assert groups["age"].levels == ("< 55", ">= 55")
    assert groups["age"].codes.tolist() == [1, 0, -1, 1]


def test_thresholds_are_whole_multiples_of_the_step_as_in_r():
    assert threshold_grid(0.0, 0.99, 0.01).tolist() == [k * 0.01 for k in range(100)]
    assert threshold_grid(0.05, 0.5, 0.05).tolist() == [k * 0.05 for k in range(1, 11)]
    assert threshold_grid(0.0, 0.99, 0.01)[35] == 0.35000000000000003
    assert find_study("asah").thresholds.tolist() == threshold_grid(0.0, 0.99, 0.01).tolist()


@pytest.mark.parametrize(
    "grid", [(0.0, 1.0, 0.01), (-0.1, 0.5, 0.1), (0.5, 0.1, 0.1), (0.0, 0.5, 0.0), (0.0, 0.55, 0.1)]
)
def test_thresholds_outside_the_unit_interval_or_off_the_step_are_refused(grid):
    with pytest.raises(InputError, match="threshold"):
        threshold_grid(*grid)


def test_the_bundled_studies_are_those_described():
    cohorts = {name: study.development for name, study in _bundled().items()}
    sizes = {name: (cohort.n, cohort.events, cohort.dropped) for name, cohort in cohorts.items()}
    assert sizes == {
        "asah": (113, 41, 0), "birthwt": (189, 59, 0), "curves": (260, 84, 0), "dca": (750, 105, 0),
        "brink": (16, 8, 1), "rait": (122, 50, 0), "rivals": (59, 20, 5), "scores": (55, 25, 2),
        "limits": (24, 12, 0), "strata": (72, 30, 0), "wards": (197, 53, 26),
    }  # fmt: skip


def test_every_bundled_study_says_where_its_data_come_from_and_labels_its_predictors():
    for study in _bundled().values():
        assert study.title and study.source and study.licence
        assert set(study.labels) == {study.outcome, *(name for one in study.by_model for name in one.predictors)}


def test_the_invented_cohorts_have_the_shape_of_the_published_study():
    rait = find_study("rait")
    assert (rait.development.n, rait.development.events) == (122, 50)
    (validation,) = rait.validations
    assert (validation.name, validation.n, validation.events) == ("rait-validation", 60, 18)
    assert rait.predictors == ("lln_count", "tg_before")
    assert [(subgroup.column, subgroup.cut) for subgroup in rait.subgroups] == [("gender", None), ("age", 55)]


def test_the_generator_writes_the_bundled_bytes_again(tmp_path):
    write_cohorts(tmp_path)
    for name, cohort in zip(("rait.csv", "rait-validation.csv"), find_study("rait").cohorts):
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == cohort.sha256


def test_the_generator_of_the_wards_writes_the_bundled_bytes_again(tmp_path):
    synthetic_wards.write_cohorts(tmp_path)
    cohorts = (*find_study("wards").cohorts, *find_study("strata").cohorts)
    written = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in tmp_path.iterdir()}
    assert written == {cohort.file: cohort.sha256 for cohort in cohorts}


def test_the_generator_of_the_limits_writes_the_bundled_bytes_again(tmp_path):
    synthetic_limits.write_cohorts(tmp_path)
    written = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in tmp_path.iterdir()}
    assert written == {cohort.file: cohort.sha256 for cohort in find_study("limits").cohorts}


@pytest.mark.parametrize(
    ("generator", "study"),
    [(synthetic_scores, "scores"), (synthetic_brink, "brink"), (synthetic_rivals, "rivals")],
)
def test_the_generators_of_scores_brink_and_rivals_write_the_bundled_bytes_again(generator, study, tmp_path):
    generator.write_cohorts(tmp_path)
    written = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in tmp_path.iterdir()}
    assert written == {cohort.file: cohort.sha256 for cohort in find_study(study).cohorts}


def test_the_generator_of_the_curves_writes_the_bundled_bytes_again(tmp_path):
    synthetic_curves.write_cohorts(tmp_path)
    written = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in tmp_path.iterdir()}
    assert written == {cohort.file: cohort.sha256 for cohort in find_study("curves").cohorts}


def levels_present(cohort):
    """Of each factor, those that some patient has."""
    factors = {name: column for name, column in cohort.columns.items() if isinstance(column, Factor)}
    return {name: set(np.array(factor.levels)[np.unique(factor.codes)]) for name, factor in factors.items()}


def is_certain_and_right(sample):
    """Whether risks of 0 and of 1 occur, and are borne out."""
    risk, outcome = sample.risk, sample.outcome
    return {0.0, 1.0} <= set(risk.tolist()) and set(outcome[risk == 0]) == {0} and set(outcome[risk == 1]) == {1}


def is_certain_and_wrong(sample):
    """Whether an event had the risk 0, and a non-event the risk 1."""
    risk, outcome = sample.risk, sample.outcome
    return {0, 1} <= set(outcome[risk == 0]) and {0, 1} <= set(outcome[risk == 1])


def has_area_of_1(sample):
    return sample.risk[sample.outcome == 1].min() > sample.risk[sample.outcome == 0].max()


def is_far_out(sample):
    """Whether hundreds of patients have an intercept and a calibration-in-the-large four standard errors from 0, and a
    slope that is not 1."""
    line = calibration_line(sample.outcome, sample.risk)
    far = [
        abs(line.intercept) > 4 * line.intercept_standard_error,
        abs(line.intercept_in_the_large) > 4 * line.intercept_in_the_large_standard_error,
        abs(line.slope - 1) > 0.2,
    ]
    return sample.cohort.n >= 200 and all(far)


def is_cut(sample, at):
    """Whether DeLong's interval of an area within 0 and 1 is cut."""
    found = auc_delong(sample.outcome, sample.risk, sample.study.level)
    return 0 < found.auc < 1 and at in (found.interval.low, found.interval.high)


IN_A_SAMPLE = {
    "missing values": lambda sample: sample.cohort.dropped > 0,
    "a factor": lambda sample: bool(levels_present(sample.cohort)),
    "risks on a threshold": lambda sample: np.isin(sample.risk, sample.thresholds).any(),
    "a risk of 0 at a threshold of 0": lambda sample: 0.0 in sample.thresholds and 0.0 in sample.risk,
    "risks closer than single precision": lambda sample: len(set(sample.risk.astype(np.float32)))
    < len(set(sample.risk)),
    "risks of 0 and 1, borne out": is_certain_and_right,
    "risks of 0 and 1, not borne out": is_certain_and_wrong,
    "an area of 1": has_area_of_1,
    "an area below 1/2": lambda sample: auc_delong(sample.outcome, sample.risk).auc < 0.5,
    "an interval cut at 0": lambda sample: is_cut(sample, 0.0),
    "an interval cut at 1": lambda sample: is_cut(sample, 1.0),
    "equal risks": lambda sample: len(set(sample.risk)) == 1,
    "one event": lambda sample: sample.cohort.events == 1,
    "tied Youden cut-offs in a development cohort": lambda sample: sample.development is None
    and youden_cutoff(sample.outcome, sample.risk).count > 1,
    "a miscalibrated validation cohort of hundreds": lambda sample: sample.development is not None
    and is_far_out(sample),
}
IN_A_STUDY = {
    "two validation cohorts": lambda study: len(study.validations) > 1,
    "other levels in a validation cohort": lambda study: any(
        levels_present(cohort) != levels_present(study.development) for cohort in study.validations
    ),
    "a level of 0.9": lambda study: study.level == 0.9,
    "another threshold grid": lambda study: not np.array_equal(study.thresholds, np.arange(100) * 0.01),
}


@pytest.fixture(scope="module")
def bundled_samples():
    return [sample for study in _bundled().values() for one in study.by_model for sample in samples(one)]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("what", IN_A_SAMPLE)
def test_a_bundled_cohort_has(what, bundled_samples):
    assert any(IN_A_SAMPLE[what](sample) for sample in bundled_samples)


@pytest.mark.parametrize("what", IN_A_STUDY)
def test_a_bundled_study_has(what):
    assert any(IN_A_STUDY[what](study) for study in _bundled().values())


def test_race_in_birthwt_is_a_factor_with_white_as_reference():
    race = find_study("birthwt").development.columns["race"]
    assert isinstance(race, Factor)
    assert race.levels == ("white", "black", "other")
    assert np.bincount(race.codes).tolist() == [96, 26, 67]


def _bundled():
    return {name: find_study(name) for name in bundled_studies()}


def test_a_single_point_is_a_missing_value_as_sas_and_stata_write_it(csv):
    text = "y,x,z\n0,1,a\n1,.,b\n.,3,b\n0,2,.\n1, . ,a\n1,4,b\n0,5,a\n"
    study = study_from_csv(csv(text), outcome="y", predictors=["x", "z"])
    assert study.development.columns["x"].tolist() == [1, 4, 5]
    assert study.development.columns["z"].levels == ("a", "b")
    assert (study.development.n, study.development.dropped) == (3, 4)
