"""Groups of patients: the model's own risks in each, and what is said of those in none."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.catalogue import CATALOGUE
from parity.data.cohort import Subgroup
from parity.data.groups import subgroup_of
from parity.data.study import study_from_csv
from parity.errors import InputError
from parity.verification.compute import asked_of, compute
from parity.verification.groups import left_out
from parity.verification.predictions import samples

STATISTICS = CATALOGUE.matching(["auc_delong", "classification", "logistic_regression", "roc_page"])


@pytest.fixture
def files(tmp_path):
    draw = np.random.default_rng(3)
    for name, sexes in (("here", ["f", "m", "?"]), ("there", ["f", "m"])):
        x, age = draw.normal(size=60), draw.integers(30, 80, 60)
        y = (draw.random(60) < 1 / (1 + np.exp(-x))).astype(int)
        sex = draw.choice(sexes, 60)
        y[sex == "?"] = 0
        cells = zip(y, x, [*age[:58], "", ""], sex)
        rows = [f"{outcome},{value},{years},{group}" for outcome, value, years, group in cells]
        (tmp_path / f"{name}.csv").write_text("y,x,age,sex\n" + "\n".join(rows) + "\n")
    return tmp_path / "here.csv", tmp_path / "there.csv"


@pytest.fixture
def study(files):
    subgroups = (Subgroup("sex"), Subgroup("age", 55))
    return study_from_csv(files[0], outcome="y", predictors=["x"], validation=files[1], subgroups=subgroups)


def test_each_statistic_is_asked_in_each_group_of_each_cohort_and_a_figure_of_whole_cohorts(study):
    asked: dict[str, list[str]] = {}
    for check, sample in asked_of(study, STATISTICS):
        asked.setdefault(check.stem, []).append(sample.setting.label)
    groups = ["sex=f", "sex=m", "age < 55", "age >= 55"]
    everywhere = [f"{cohort}{end}" for cohort in ("here", "there") for end in ["", *(f" · {one}" for one in groups)]]
    assert asked["auc_delong"] == asked["classification"] == everywhere
    assert asked["roc_page"] == ["here", "there"]
    assert asked["logistic_regression"] == ["here"]


def test_the_risks_and_the_cut_off_are_those_of_the_model_in_the_development_cohort(study):
    whole = {sample.cohort.name: sample for sample in samples(study)}
    cutoffs = set()
    for made in compute([study], STATISTICS).statistics:
        sample = made.sample
        if sample.setting.subgroup == "sex=f":
            of_cohort = whole[sample.cohort.name]
            member = of_cohort.cohort.subgroups["sex"].codes == sample.cohort.subgroups["sex"].levels.index("f")
            assert sample.risk.tolist() == of_cohort.risk[member].tolist()
            assert sample.outcome.tolist() == of_cohort.outcome[member].tolist()
        if made.check.stem == "classification":
            cutoffs.add(made.result.cutoff)
    assert len(cutoffs) == 1


def test_a_group_with_one_outcome_and_a_missing_value_are_said(study):
    of_question_mark = int((study.development.subgroups["sex"].codes == 0).sum())
    assert [str(one) for one in left_out(study)] == [
        "here · age: missing; 2 patients are in none of its groups",
        f"here · sex=?: all of its {of_question_mark} patients are without the event, and performance needs both",
        "there · age: missing; 2 patients are in none of its groups",
    ]


def test_a_column_that_a_validation_file_lacks_is_one_clear_error(files):
    text = files[1].read_text().replace("y,x,age,sex", "y,x,years,sex")
    files[1].write_text(text)
    with pytest.raises(InputError, match=r"there.csv, column 'age': there is no such column \(asked for as subgroup\)"):
        study_from_csv(files[0], outcome="y", predictors=["x"], validation=files[1], subgroups=(Subgroup("age", 55),))


@pytest.mark.parametrize(
    ("text", "columns", "subgroup"),
    [
        ("sex", ["sex"], Subgroup("sex")),
        ("age:55", ["age"], Subgroup("age", 55.0)),
        ("age:-0.5", ["age"], Subgroup("age", -0.5)),
        ("a:55", ["a:55", "a"], Subgroup("a:55")),
        ("a:b:2", ["a:b"], Subgroup("a:b", 2.0)),
    ],
)
def test_a_subgroup_is_a_column_or_a_column_and_a_cut(text, columns, subgroup):
    assert subgroup_of(text, columns) == subgroup


def test_a_cut_that_is_no_number_and_a_column_named_twice_are_refused(files):
    with pytest.raises(InputError, match="is cut at 'old', which is no number; write COLUMN, or COLUMN:NUMBER"):
        subgroup_of("age:old", ["age"])
    with pytest.raises(InputError, match="column 'age': is named twice among the subgroups"):
        twice = (Subgroup("age", 50), Subgroup("age", 60))
        study_from_csv(files[0], outcome="y", predictors=["x"], subgroups=twice)
    with pytest.raises(InputError, match="a subgroup of .* different numbers; say where to cut it: --subgroup x:55"):
        study_from_csv(files[0], outcome="y", predictors=["x"], subgroups=(Subgroup("x"),))


def test_numbers_are_groups_in_their_order_however_they_are_written(tmp_path):
    (tmp_path / "a.csv").write_text("y,x,g\n0,1,10\n1,2,2.0\n0,3,2\n1,1,1e1\n")
    study = study_from_csv(tmp_path / "a.csv", outcome="y", predictors=["x"], subgroups=(Subgroup("g"),))
    assert study.development.subgroups["g"].levels == ("2", "10")
