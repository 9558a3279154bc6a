"""What ``parity script`` prints runs without parity, in the folder of the CSV file."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from verified import on_stdout

from parity import places
from parity.checks.as_typed.reading import folder_of
from parity.checks.as_typed.script import PARTS
from parity.data.study_file import find_study

LIBRARIES = os.pathsep.join([*map(str, places.r_library()), os.environ.get("R_LIBS", "")])
GIVEN = str(places.cohorts().parent / "cases" / "dca_given_risk.csv")
NEEDS = {"analysis": "ResourceSelection", "rmda": "rmda", "dcurves": "dcurves"}


def by_r(arguments, folder):
    environment = {**os.environ, "R_LIBS": LIBRARIES}
    return subprocess.run(
        [shutil.which("Rscript"), "--vanilla", *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )


def run(words, part, folder, tmp_path):
    """What is printed, run in a copy of a folder."""
    if part in NEEDS and by_r(["-e", f"stopifnot(requireNamespace('{NEEDS[part]}'))"], tmp_path).returncode:
        pytest.skip(f"needs {NEEDS[part]}, which this R does not have")
    copied = shutil.copytree(folder, tmp_path / "cohorts")
    (copied / "analysis.R").write_text(on_stdout("script", *words), encoding="utf-8")
    done = by_r(["analysis.R"], copied)
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.r
@pytest.mark.parametrize(
    ("part", "cohort"), [*((part, "wards-elsewhere") for part in PARTS), ("analysis", "wards"), ("nomogram", "wards")]
)
def test_what_is_printed_runs_with_rscript_alone(part, cohort, tmp_path):
    study = find_study("wards")
    done = run(["wards", "--part", part, "--cohort", cohort], part, folder_of(study), tmp_path)
    looked_at = next(one for one in study.cohorts if one.name == cohort)
    if part == "analysis":
        assert f"$events\n[1] {looked_at.events}\n" in done.stdout
        assert f"$dropped\n[1] {looked_at.dropped}\n" in done.stdout
    assert done.stdout.startswith("$")


@pytest.mark.r
@pytest.mark.parametrize("part", ["analysis", "nomogram"])
def test_so_does_that_of_a_formula(part, tmp_path):
    folder = folder_of(find_study("curves"))
    assert run(["curves", "--part", part, "--cohort", "curves-later"], part, folder, tmp_path).stdout.startswith("$")


@pytest.mark.r
@pytest.mark.parametrize("part", ["analysis", "val.prob"])
@pytest.mark.parametrize("words", [["rait", "--group", "age < 55"], [GIVEN, "--outcome", "Event", "--risk", "P1"]])
def test_so_does_that_of_a_group_and_of_given_risks(words, part, tmp_path):
    folder = folder_of(find_study("rait")) if words[0] == "rait" else Path(GIVEN).parent
    assert run([*words, "--part", part], part, folder, tmp_path).stdout.startswith("$")
