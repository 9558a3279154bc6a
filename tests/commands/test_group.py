"""Nothing that is written on the command line is dropped."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from parity.cli import command
from parity.commands.of_a_csv import columns

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
