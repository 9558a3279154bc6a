"""What ``parity script`` prints runs without parity, in the folder of the CSV file."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from click.testing import CliRunner

from parity import places
from parity.checks.as_typed.reading import folder_of
from parity.checks.as_typed.script import PARTS
from parity.cli import command
from parity.data.study_file import find_study

LIBRARIES = os.pathsep.join([*map(str, places.r_library()), os.environ.get("R_LIBS", "")])
NEEDS = {"analysis": "ResourceSelection", "rmda": "rmda", "dcurves": "dcurves"}


def by_r(arguments, folder):
    environment = {**os.environ, "R_LIBS": LIBRARIES}
    return subprocess.run(
        [shutil.which("Rscript"), "--vanilla", *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )


@pytest.mark.r
@pytest.mark.parametrize(
    ("part", "cohort"), [*((part, "wards-elsewhere") for part in PARTS), ("analysis", "wards"), ("nomogram", "wards")]
)
def test_what_is_printed_runs_with_rscript_alone(part, cohort, tmp_path):
    if part in NEEDS and by_r(["-e", f"stopifnot(requireNamespace('{NEEDS[part]}'))"], tmp_path).returncode:
        pytest.skip(f"needs {NEEDS[part]}, which this R does not have")
    study = find_study("wards")
    folder = shutil.copytree(folder_of(study), tmp_path / "cohorts")
    printed = CliRunner().invoke(command, ["script", "wards", "--part", part, "--cohort", cohort]).output
    (folder / "analysis.R").write_text(printed, encoding="utf-8")
    done = by_r(["analysis.R"], folder)
    assert done.returncode == 0, done.stderr
    looked_at = next(one for one in study.cohorts if one.name == cohort)
    if part == "analysis":
        assert f"$events\n[1] {looked_at.events}\n" in done.stdout
        assert f"$dropped\n[1] {looked_at.dropped}\n" in done.stdout
    assert done.stdout.startswith("$")
