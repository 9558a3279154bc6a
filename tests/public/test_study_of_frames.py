"""A study from DataFrames: its run, and the evidence that a reviewer can run again."""

from __future__ import annotations

import hashlib
import inspect
import os
import subprocess

import numpy as np
import pandas as pd
import pytest

import parity
from parity import places
from parity.errors import InputError
from parity.data.study import study_from_csv
from parity.report import elements, paper


@pytest.fixture
def study():
    draw = np.random.default_rng(5)
    frames = []
    for n in (90, 60):
        age = draw.normal(60, 10, n)
        frame = pd.DataFrame({"died": draw.random(n) < 1 / (1 + np.exp(-(age - 60) / 8)), "age": age})
        frame["ward"] = pd.Categorical(draw.choice(["b", "a"], n), ["b", "a"])
        frame.loc[4, "age"] = np.nan
        frame.index = [f"pt {place}" for place in range(n)]
        frames.append(frame)
    return parity.study(frames[0], outcome="died", predictors=["age", "ward"], validation={"later/2": frames[1]})


def by_r(code, folder) -> str:
    libraries = os.pathsep.join([*map(str, places.r_library()), os.environ.get("R_LIBS", "")])
    words, environment = ["Rscript", "--vanilla", "-e", code], {**os.environ, "R_LIBS": libraries}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.r
def test_the_cohorts_go_with_the_evidence_and_the_script_as_typed_runs_on_them(study, tmp_path):
    run = parity.verify(study, ["linear_predictor", "as_typed", "brier_score"], mode="live")
    assert run, run
    folder = parity.write_evidence(run, tmp_path / "evidence")
    data = folder / "data" / "frame"
    assert sorted(file.name for file in data.iterdir()) == ["frame.R", "frame.csv", "later_2.R", "later_2.csv"]
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    for cohort in study.cohorts:
        assert sums[f"data/frame/{cohort.file}"] == cohort.sha256
    assert subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True).returncode == 0
    assert hashlib.sha256((data / "frame.R").read_bytes()).hexdigest() == sums["data/frame/frame.R"]
    for script, cohort in (("frame.R", "frame"), ("later_2.R", "later/2")):
        brier = run["brier_score", cohort].result.brier
        assert float(by_r(f"cat(sprintf('%.15g', source('{script}')$value$brier))", data)) == pytest.approx(brier, 1e-9)
    found = elements.read(folder)
    patients = found[(found.field == "risk") & (found.cohort == "later/2") & (found.stem == "as_typed")].element
    assert patients.tolist() == [f"pt {place}" for place in range(60) if place != 4]


def test_the_cohorts_stay_away_where_patients_are_withheld(study, tmp_path):
    run = parity.verify(study, "brier_score", mode="replay")
    assert not run
    folder = parity.write_evidence(run, tmp_path / "evidence", elements=False)
    assert not (folder / "data").exists()
    assert (parity.write_evidence(run, tmp_path / "whole") / "data" / "frame" / "frame.csv").exists()


def test_a_file_of_ones_own_is_not_copied(tmp_path):
    run = parity.verify("asah", "brier_score", mode="replay")
    assert not (parity.write_evidence(run, tmp_path / "evidence") / "data").exists()


def test_two_studies_each_have_their_folder(study, tmp_path):
    frame = pd.read_csv(parity.study("asah").development.path)
    about = {"outcome": "outcome", "event": "Poor", "predictors": ["age"]}
    studies = [parity.study(frame, name=name, **about) for name in ("a/b", "a_b")]
    folder = parity.write_evidence(parity.verify(studies, "brier_score", mode="replay"), tmp_path / "evidence")
    assert sorted(path.relative_to(folder / "data").as_posix() for path in (folder / "data").rglob("*.csv")) == [
        "a_b-2/a_b.csv", "a_b/a_b.csv",
    ]  # fmt: skip


def test_what_can_be_said_of_a_study_is_what_its_function_takes():
    said = set(inspect.signature(parity.study).parameters) - {"data"}
    of_csv = set(inspect.signature(study_from_csv).parameters) - {"csv", "settings"}
    settings = {"labels", "units", "thresholds", "level", "seed", "resamples", "entry", "removal"}
    assert said == of_csv | settings
    with pytest.raises(parity.InputError, match="outcome, level cannot be said of a study that says it itself"):
        parity.study("asah", outcome="outcome", level=0.9)
    with pytest.raises(parity.InputError, match="a DataFrame has no separator"):
        parity.study(pd.DataFrame({"y": [0, 1, 1]}), outcome="y", predictors=[], separator=";")
    with pytest.raises(TypeError, match="outcom"):
        parity.study("a.csv", outcom="y")
    asah = parity.study("asah").development.path
    assert parity.study(asah, outcome="outcome", event="Poor", predictors=["age"], thresholds=[0.1, 0.2]).level == 0.95


def test_a_frame_in_the_place_of_a_study_says_how_to_make_one():
    with pytest.raises(InputError, match=r"a DataFrame is no study; make it a study: parity.study\(frame"):
        parity.verify(pd.DataFrame({"age": [1, 2], "died": [0, 1]}))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (pd.Series([1, 2], name="age"), "a value of type Series is no study; make a DataFrame of the data"),
        ({"age": [1, 2]}, "a value of type dict is no study; make a DataFrame of the data"),
        (np.zeros((3, 3)), "a value of type ndarray is no study; make a DataFrame"),
        (None, "a value of type NoneType is no study; give what parity.study makes"),
    ],
)
def test_so_does_what_is_no_frame_either(given, said):
    asked = [lambda: parity.verify(given)] if isinstance(given, pd.Series) else []
    for ask in asked or [lambda: parity.study(given, outcome="died", predictors=["age"])]:
        with pytest.raises(InputError) as refused:
            ask()
        assert said in str(refused.value)


def test_validation_frames_may_stand_in_a_list_and_anything_else_is_refused():
    about = {"outcome": "died", "predictors": ["age"]}
    study = parity.study(ill(), **about, validation=[ill(), ill()])
    assert [cohort.name for cohort in study.validations] == ["validation-1", "validation-2"]
    with pytest.raises(InputError, match="validation is 'other.csv', and the study is of a DataFrame; give DataFrames"):
        parity.study(ill(), **about, validation="other.csv")


def test_columns_are_named_by_texts_numbers_or_an_index_of_pandas_and_by_nothing_else():
    frame = ill(weight=np.arange(12.0) % 5).rename(columns={"age": 1})
    several = ([1, "weight"], frame.columns[1:], frame[[1]])
    named = [parity.study(frame, outcome="died", predictors=of) for of in several]
    assert [study.predictors for study in named] == [("1", "weight"), ("1", "weight"), ("1",)]
    for outcome in (frame["died"], frame["died"].to_numpy(), ["died"]):
        with pytest.raises(InputError, match="outcome is of type .*, and names no column; name a column of the data"):
            parity.study(frame, outcome=outcome, predictors=["weight"])


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"level": "95%"}, "level is '95%'; it takes a number"),
        ({"resamples": 1.5}, "resamples is 1.5; it takes a whole number"),
        ({"labels": ["Age"]}, "labels is ['Age']; it takes a mapping of names to texts"),
        (
            {"labels": {"aeg": "Age"}},
            "column 'aeg': there is no such column (asked for as one of labels); did you mean",
        ),
        ({"levels": {"age": 3}}, "levels is {'age': 3}; it takes a mapping"),
        ({"subgroups": {"age": 5}}, "subgroups is {'age': 5}; it takes"),
        ({"subgroups": [("age", 5)]}, "subgroups is [('age', 5)]; it takes"),
        ({"thresholds": 0.2}, "thresholds is 0.2; it takes a sequence of numbers"),
        ({"formula": 3}, "formula is 3; it takes a text"),
    ],
)
def test_whatever_else_is_said_of_a_study_has_its_type(about, said):
    with pytest.raises(InputError) as refused:
        parity.study(ill(), outcome="died", predictors=["age"], **about)
    assert said in str(refused.value)
    assert parity.study(ill(), outcome="died", predictors=["age"], missing=np.int64(3)).development.dropped


def test_no_check_and_no_stem_are_told_how_to_be_named():
    with pytest.raises(InputError, match="no statistic is named; leave checks out for all"):
        parity.verify("asah", [])
    run = parity.verify("asah", "brier_score", mode="replay")
    with pytest.raises(TypeError, match="a run has its statistics by stem"):
        list(run)


@pytest.mark.parametrize("checks", [3, None, [3], ["auc*", None], {"auc*": 1, 2: 3}])
def test_checks_that_are_no_names_are_told_what_names_them(checks):
    with pytest.raises(InputError, match=r"checks has (3|None|2), of type .*; leave checks out for all, or name some"):
        parity.verify("asah", checks)


@pytest.mark.parametrize("option", ["require", "without"])
def test_packages_that_are_no_names_are_told_what_names_them(option):
    with pytest.raises(InputError, match=f"{option} has 1, of type int, where a name is; name packages of R"):
        parity.verify("asah", **{option: 1})


def test_the_intervals_of_pandas_cut_are_the_levels_of_a_factor():
    frame = ill(weight=np.arange(12.0) % 5)
    frame["heavy"] = pd.cut(frame["weight"], [-1, 2, 5])
    study = parity.study(frame, outcome="died", predictors=["age", "heavy"], subgroups=["heavy"])
    assert study.development.columns["heavy"].levels == ("(-1, 2]", "(2, 5]")
    dates = frame.assign(heavy=pd.Categorical(pd.date_range("2020-01-01", periods=12)))
    with pytest.raises(InputError, match="DataFrame 'frame', column 'heavy', row '0': holds a Timestamp"):
        parity.study(dates, outcome="died", predictors=["heavy"])


def ill(**columns):
    return pd.DataFrame({"died": [0, 1] * 6, "age": np.arange(12.0) % 7, **columns})


def test_an_index_that_repeats_a_name_is_told():
    frame = ill()
    frame.index = [f"p{number // 2}" for number in range(12)]
    study = parity.study(frame, outcome="died", predictors=["age"])
    assert any("its patients are called by their position" in said for said in study.remarks)
    assert not parity.study(ill(), outcome="died", predictors=["age"]).remarks


def test_columns_named_by_numbers_are_refused_as_what_they_are():
    frame = ill()
    frame.columns = [0, 1]
    with pytest.raises(InputError, match="has numbers in the place of names of columns; name them"):
        parity.study(frame, outcome="0", predictors=["1"])


def test_an_index_in_the_place_of_a_column_is_named_as_that():
    frame = ill(weight=np.arange(12.0)).set_index("weight")
    with pytest.raises(InputError, match=r"column 'weight': is the index, no column; frame.reset_index\(\)"):
        parity.study(frame, outcome="died", predictors=["age", "weight"])


def test_ordered_categories_are_taken_as_unordered_and_that_is_said_beneath_the_results():
    draw = np.random.default_rng(8)
    frame = pd.DataFrame({"died": draw.integers(0, 2, 90), "stage": draw.choice(["I", "II", "III"], 90)})
    runs = []
    for ordered in (True, False):
        frame["stage"] = pd.Categorical(frame["stage"], ["I", "II", "III"], ordered=ordered)
        of_stages = parity.study(frame, outcome="died", predictors=["stage"])
        assert of_stages.ordered == ({"stage"} if ordered else set())
        assert any("'stage': an ordered categorical is taken" in said for said in of_stages.remarks) is ordered
        runs.append(parity.verify(of_stages, "logistic_regression", mode="replay"))
    with_order, without = runs
    assert with_order["logistic_regression"].result.terms == ("Intercept", "stage=II", "stage=III")
    ours = [run["logistic_regression"].result.coefficients for run in runs]
    np.testing.assert_array_equal(*ours)
    beneath = [paper.tables(run)[0].notes for run in runs]
    assert [any("stage: an ordered categorical is taken" in note for note in notes) for notes in beneath] == [
        True,
        False,
    ]
    assert "(treatment contrasts)" in with_order._repr_html_() and "contrasts" not in without._repr_html_()
