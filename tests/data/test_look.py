"""What a column looks like: levels that may be one."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from parity.cli import command
from parity.data.look import look_alikes
from parity.data.study import study_from_csv
from parity.data.study_file import init_study

SMOKES = ["yes", "Yes", " yes", "no", "no", "No ", "yes", "no", "yes", "no", "Yes", "no"]


@pytest.fixture
def smokers(tmp_path):
    rows = "".join(
        f"{place % 2},{50 + place * 7 % 12},{smokes},{'AB'[place % 3 % 2]}\n" for place, smokes in enumerate(SMOKES)
    )
    (tmp_path / "smokers.csv").write_text("died,age,smokes,arm\n" + rows)
    return tmp_path / "smokers.csv"


@pytest.mark.parametrize(
    "levels",
    [
        ["yes", "Yes"],
        ["Back pain", "back  pain"],
        ["4–9", "4-9"],
        ["größe", "gro\u0308ße"],
        ["ward\u00a0A", "ward A"],
        ["Straße", "STRASSE"],
    ],
)
def test_levels_that_may_be_one_look_alike(levels):
    (said,) = look_alikes("site", ["other", *levels])
    assert said.startswith(f"the levels {levels[0]!r}, {levels[1]!r} of 'site' look alike")


@pytest.mark.parametrize("levels", [["yes", "no"], ["I", "II"], ["1", "10"], ["a", "á"], ["≥65", "≤65"], ["-1", "1"]])
def test_levels_that_differ_do_not(levels):
    assert look_alikes("site", levels) == []


def test_a_study_with_one_level_in_two_spellings_says_so(smokers):
    alike = "the levels {} of '{}' look alike; if they are one, spell it in one way in the data"
    study = study_from_csv(smokers, outcome="died", predictors=["smokes"])
    assert study.remarks == tuple(alike.format(levels, "smokes") for levels in ("'No', 'no'", "'Yes', 'yes'"))
    assert study_from_csv(smokers, outcome="died", predictors=["age", "arm"]).remarks == ()
    (_, said) = study_from_csv(smokers, outcome="died", predictors=["age"], subgroups=["smokes"]).remarks
    assert said == alike.format("'Yes', 'yes'", "smokes")


def test_an_outcome_with_one_value_in_two_spellings_says_so(tmp_path):
    (tmp_path / "a.csv").write_text("died,age\nYes,50\nyes,61\nYes,47\nyes,55\nYes,52\n")
    study = study_from_csv(tmp_path / "a.csv", outcome="died", predictors=["age"], event="yes")
    assert study.remarks[0].startswith("the levels 'Yes', 'yes' of 'died' look alike")


def test_the_draft_and_the_terminal_say_so_too(smokers, tmp_path):
    assert "# Please check: the levels 'Yes', 'yes' of 'smokes' look alike" in init_study(smokers, outcome="died")
    words = ["verify", str(smokers), "--outcome", "died", "--predictors", "age", "--subgroup", "smokes"]
    words += ["--mode", "replay", "--checks", "brier_score", "--out", str(tmp_path / "evidence")]
    assert (
        "parity: smokers: the levels 'Yes', 'yes' of 'smokes' look alike" in CliRunner().invoke(command, words).output
    )


def test_true_and_TRUE_are_one_value_in_the_draft(tmp_path):
    (tmp_path / "a.csv").write_text("died,treated,age\n0,TRUE,50\n1,true,61\n0,False,47\n1,false,55\n")
    assert "look alike" not in init_study(tmp_path / "a.csv", outcome="died")


def test_an_id_of_patients_who_come_twice_is_left_out_of_the_draft_and_a_stage_is_not(tmp_path):
    rows = "".join(f"{row % 2},{1000 + row // 1.2:.0f},{row % 4},{row % 7}\n" for row in range(40))
    (tmp_path / "a.csv").write_text(f"died,ID,stage_no,age\n{rows}")
    draft = init_study(tmp_path / "a.csv", outcome="died")
    assert "# Column 'ID' is left out: it looks like an identifier" in draft
    assert "[predictors.stage_no]" in draft and "[predictors.age]" in draft
