"""Nothing that is written on the command line is dropped."""

from __future__ import annotations

import json

import click
import pytest
from click.testing import CliRunner

from parity.cli import command
from parity.commands.of_a_csv import columns, levels
from parity.data.study_file import read_study
from parity.errors import InputError

ONE_VALUE = [
    (name, option)
    for name, subcommand in command.commands.items()
    for option in subcommand.params
    if isinstance(option, click.Option) and not (option.multiple or option.is_flag)
]


def said(*words: str) -> str:
    done = CliRunner().invoke(command, list(words))
    assert done.exit_code == 2
    return done.output


@pytest.mark.parametrize(("name", "option"), ONE_VALUE, ids=lambda value: getattr(value, "name", value))
def test_an_option_of_one_value_that_is_given_twice_is_refused(name, option):
    flag = max(option.opts, key=len)
    value = option.type.choices[0] if isinstance(option.type, click.Choice) else "1"
    needed = ["x"] * sum(isinstance(one, click.Argument) for one in command.commands[name].params)
    assert f"{flag} is given 2 times, and takes one value" in said(name, *needed, flag, value, f"{flag}={value}")


def test_predictors_that_are_given_twice_add_up():
    assert columns(["age,sex", 'creatinine,"a, b"']) == ["age", "sex", "creatinine", "a, b"]


def test_the_same_predictor_twice_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("y,x\n0,1\n1,2\n0,3\n")
    words = ["verify", str(tmp_path / "a.csv"), "--outcome", "y", "--predictors", "x", "--predictors", "x"]
    done = CliRunner().invoke(command, words)
    assert "column 'x': is named twice among the predictors" in str(done.exception)


@pytest.mark.parametrize(
    ("typed", "meant"), [("verfy", "verify"), ("nomgram", "nomogram"), ("Verify", "verify"), ("reccord", "record")]
)
def test_a_command_that_is_not_known_is_met_with_the_nearest(typed, meant):
    assert f"there is no command '{typed}'; did you mean '{meant}'?" in said(typed)


@pytest.mark.parametrize(("typed", "meant"), [("auc", "'auc_delong'"), ("hosmer", "'hosmer_lemeshow'")])
def test_a_statistic_that_is_not_known_is_met_with_the_nearest(typed, meant):
    done = CliRunner().invoke(command, ["verify", "asah", "--mode", "replay", "--checks", typed])
    assert f"no statistic is named '{typed}'; did you mean {meant}" in str(done.exception)


def test_levels_are_declared_by_column():
    assert levels(["rank=1,2,3", 'a=b="x, y",z']) == {"rank": ["1", "2", "3"], "a=b": ["x, y", "z"]}
    for wrong in ("rank", "rank="):
        with pytest.raises(InputError, match="names no column and levels"):
            levels([wrong])
    with pytest.raises(InputError, match="column 'rank': has its levels declared twice"):
        levels(["rank=1,2", "rank=1,3"])


def test_a_draft_takes_event_and_predictors(tmp_path):
    (tmp_path / "a.csv").write_text("fate;x;z\ndead;1,5;?\nalive;2,5;3\ndead;1,2;4\nalive;3,1;1\n")
    words = [
        "init",
        str(tmp_path / "a.csv"),
        "--outcome",
        "fate",
        "--event",
        "dead",
        "--predictors",
        "z,x",
        "--na",
        "?",
    ]
    assert CliRunner().invoke(command, words, catch_exceptions=False).exit_code == 0
    study = read_study(tmp_path / "a.toml")
    assert (study.event, study.predictors, study.missing, study.development.n) == ("dead", ("z", "x"), ("?",), 3)


@pytest.mark.r
def test_a_package_is_left_out_by_name_and_its_absence_stops_no_live_run(tmp_path):
    words = ["verify", "asah", "--mode", "live", "--checks", "decision_curve", "--out", str(tmp_path / "evidence")]
    done = CliRunner().invoke(command, [*words, "--without", "rmda", "--without", "dcurves"], catch_exceptions=False)
    assert done.exit_code == 0
    found = json.loads((tmp_path / "evidence" / "results.json").read_text(encoding="utf-8"))
    assert found["skipped"] == {"rmda": "left out by --without rmda", "dcurves": "left out by --without dcurves"}
    assert {answer["package"] for answer in found["statistics"][0]["answers"]} == {"base"}
    done = CliRunner().invoke(command, ["verify", "asah", "--mode", "replay", "--without", "rmd"])
    assert "--without rmd: no chosen check asks it; did you mean 'rmda'?" in str(done.exception)


@pytest.mark.parametrize("name", ["record", "drift"])
def test_answers_are_kept_beside_a_study_file_and_a_data_file_is_told_so(name, tmp_path, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    done = CliRunner().invoke(command, [name, "my.csv"])
    assert "answers are recorded beside a study file, not beside data; `parity init my.csv`" in str(done.exception)


def test_an_empty_folder_takes_the_evidence_and_any_other_is_left_alone(tmp_path):
    words = ["verify", "asah", "--mode", "replay", "--checks", "brier_score", "--out", str(tmp_path)]
    assert CliRunner().invoke(command, words, catch_exceptions=False).exit_code == 0
    assert (tmp_path / "report.html").exists()
    assert "exists already" in str(CliRunner().invoke(command, words).exception)
