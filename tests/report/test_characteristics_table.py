"""The first tables of a paper: the test that is picked, whom it is of, what stands beside it, in every format."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
from click.testing import CliRunner

import parity
from parity.cli import command
from parity.errors import InputError
from parity.report.characteristics import tables
from parity.statistics.association.chi_square_test import chi_square_test
from parity.statistics.association.mann_whitney_test import mann_whitney_test
from parity.verification.characteristics import Rows, comparisons


def variables(study, number=-1, **more):
    found = comparisons(parity.study(study) if isinstance(study, str) else study, **more)
    return {variable.name: variable for variable in found[number].variables}


@pytest.fixture
def frame():
    """Normal, skewed, categorical and incomplete columns."""
    pandas = pytest.importorskip("pandas")
    draw = np.random.default_rng(8)
    n = 120
    died = (np.arange(n) % 3 == 0).astype(int)
    normal = draw.normal(60, 10, n) + 4 * died
    skewed = draw.lognormal(size=n)
    wide = draw.normal(0, 1 + 4 * died, n)
    sex = np.where(draw.random(n) < 0.5, "male", "female")
    skewed[:7] = np.nan
    return pandas.DataFrame({"died": died, "normal": normal, "skewed": skewed, "wide": wide, "sex": sex})


PREDICTORS = ["normal", "skewed", "wide", "sex"]


def test_there_is_a_table_for_each_validation_cohort_and_one_by_the_outcome():
    found = comparisons(parity.study("wards"))
    assert [one.groups for one in found] == [("wards", "wards-later"), ("wards", "wards-elsewhere"), ("1", "0")]
    assert [[variable.name for variable in one.variables] for one in found] == [
        ["age", "lactate", "ward", "died"],
        ["age", "lactate", "ward", "died"],
        ["age", "lactate", "ward"],
    ]
    assert [one.verified for one in found] == [False, False, True]


def test_normal_numbers_are_held_by_t_others_by_mann_and_whitney_categories_by_chi_square(frame):
    found = variables(parity.study(frame, outcome="died", predictors=PREDICTORS))
    assert {name: one.test.name for name, one in found.items()} == {
        "normal": "pooled",
        "skewed": "mann_whitney",
        "wide": "welch",
        "sex": "chi_square",
    }
    assert min(found["normal"].test.normality) > 0.05 > min(found["skewed"].test.normality)
    assert set(found["normal"].test.others) == {"welch", "mann_whitney", "mann_whitney_corrected"}
    assert set(found["sex"].test.others) == {"yates", "likelihood_ratio", "fisher"}


def test_the_p_values_are_those_of_the_statistics():
    cohort = parity.study("birthwt").development
    found = variables("birthwt")
    assert found["lwt"].test.p == mann_whitney_test(cohort.outcome, cohort.columns["lwt"]).p
    assert found["race"].test.p == chi_square_test(cohort.outcome, cohort.columns["race"]).pearson.p
    assert found["ht"].test.few_expected and not found["race"].test.few_expected


def test_a_test_is_named_by_the_caller_or_by_the_study_file(tmp_path):
    assert variables("asah", tests={"age": "welch"})["age"].test.why == "named"
    folder = parity.study("asah").development.path.parent
    text = (folder / "asah.toml").read_text().replace('label = "Age"', 'label = "Age"\ntest = "mann_whitney_exact"')
    text = text.replace('label = "S100B"', 'label = "S100B"\nnormal = true')
    (tmp_path / "asah.toml").write_text(text)
    (tmp_path / "asah.csv").write_bytes((folder / "asah.csv").read_bytes())
    found = variables(str(tmp_path / "asah.toml"))
    age, s100b = found["age"].test, found["s100b"].test
    assert (age.name, age.p) == ("mann_whitney_exact", None) and "fewer than 50 patients" in age.why
    assert (s100b.name, s100b.why) == ("welch", "said to be normal")
    (tmp_path / "asah.toml").write_text(text.replace("normal = true", 'normal = "yes"'))
    with pytest.raises(InputError, match="normal is .yes., it must be true or false"):
        parity.study(str(tmp_path / "asah.toml"))


def test_the_complete_cases_or_all_rows_and_what_is_missing(frame):
    study = parity.study(frame, outcome="died", predictors=PREDICTORS)
    complete, every = variables(study), variables(study, rows=Rows.ALL)
    assert sum(complete["normal"].sizes) == 113 and sum(every["normal"].sizes) == 120
    assert sum(complete["skewed"].sizes) == sum(every["skewed"].sizes) == 113
    assert complete["skewed"].missing == every["skewed"].missing == (3, 4)
    assert every["normal"].summaries[0].mean == pytest.approx(frame.normal[frame.died == 1].mean(), rel=1e-14)


def test_numbers_of_two_values_are_counted():
    found = variables("birthwt")["smoke"]
    assert found.levels == ("0", "1") and [counts.tolist() for counts in found.counts] == [[29, 30], [86, 44]]


def test_the_difference_does_not_hang_on_the_size():
    found = variables("birthwt")
    assert found["smoke"].difference == pytest.approx(
        (30 / 59 - 44 / 130) / np.sqrt((30 * 29 / 59**2 + 44 * 86 / 130**2) / 2), rel=1e-12
    )
    assert found["age"].difference < 0 < found["ptl"].difference


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ({"age": "fisher"}, "no test .fisher. of it, which is a number"),
        ({"ward": "welch"}, "no test .welch. of it, which is categorical"),
        ({"agee": "welch"}, "is no predictor"),
        ({"age": "t"}, "it is one of .welch., .pooled., .mann_whitney."),
    ],
)
def test_a_test_that_cannot_be_is_refused(tests, said):
    with pytest.raises(InputError, match=said):
        comparisons(parity.study("wards"), tests=tests)


def test_given_risks_are_a_variable_of_their_own():
    assert list(variables("scores")) == ["risk"]


@pytest.mark.parametrize("width", (80, 160))
def test_every_cell_stands_on_the_terminal(width, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    done = CliRunner().invoke(command, ["table", "wards"])
    assert done.exit_code == 0, done.output
    assert max(map(len, done.output.splitlines())) <= width
    together = " ".join(done.output.split())
    for table in tables(comparisons(parity.study("wards"))):
        for row in table.rows:
            for cell in row[1:6]:
                assert cell.text in together


def test_the_files_hold_every_number(tmp_path):
    runner = CliRunner()
    for ending in ("csv", "md", "tex"):
        done = runner.invoke(command, ["table", "rait", "--out", str(tmp_path / f"t.{ending}")])
        assert done.exit_code == 0, done.output
    read = list(csv.DictReader((tmp_path / "t.csv").open(encoding="utf-8")))
    frame = parity.table("rait").to_frame()
    assert [row["quantity"] for row in read] == frame.quantity.tolist()
    for row, value in zip(read, frame.value):
        assert row["value"] == "" or float(row["value"]) == value
    assert r"\begin{tabular}" in (tmp_path / "t.tex").read_text()
    bars = [line.count("|") for line in (tmp_path / "t.md").read_text().splitlines() if line.startswith("|")]
    assert set(bars) == {9}
    with pytest.raises(InputError, match="'.xls' is no format of tables"):
        parity.table("rait").write(tmp_path / "t.xls")


def test_python_and_json_show_the_same():
    tables_of = parity.table("asah")
    assert "Characteristics of asah by Poor outcome" in repr(tables_of) and "<table>" in tables_of._repr_html_()
    done = CliRunner().invoke(command, ["table", "asah", "--json"])
    numbers = json.loads(done.stdout)["numbers"]
    assert len(numbers) == len(tables_of.to_frame())
    run = parity.verify("limits", "t_test", mode="replay")
    assert repr(run.table1) == repr(parity.table("limits"))


def test_bad_options_are_refused():
    with pytest.raises(InputError, match="there are no rows 'some'"):
        parity.table("asah", rows="some")
    with pytest.raises(InputError, match="no quantile of type 5"):
        parity.table("asah", quartiles=5)
    for words, said in ((["--test", "age"], "names no column and test"), (["--test", "age=welch"] * 2, "named twice")):
        done = CliRunner().invoke(command, ["table", "asah", *words])
        assert done.exit_code != 0 and said in str(done.exception or done.output)
