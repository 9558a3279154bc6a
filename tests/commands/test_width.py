"""What a person reads fits the columns that there are, and no name or number is broken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from parity.checks.catalogue import CATALOGUE
from parity.cli import command
from parity.conventions.families import BY_STEM
from parity.data.study_file import bundled_studies

SOURCES = {call.source for check in CATALOGUE.checks for call in check.references}
COMMANDS = (
    "verify", "list", "show", "explain", "script", "select", "table", "nomogram", "figure", "resamples", "record",
    "drift", "doctor", "selftest", "init",
)  # fmt: skip


def lines(*words: str, columns: int | None, cwd: Path) -> list[str]:
    environment = {"COLUMNS": None if columns is None else str(columns), "CI": None}
    done = CliRunner(env=environment).invoke(command, words, standalone_mode=False)
    assert done.exception is None and done.return_value in (None, 0, 3), done.output
    return done.stdout.splitlines()


def fits(made: list[str], columns: int) -> bool:
    longest = max(made, key=cell_len)
    assert cell_len(longest) <= columns, longest
    assert not [line for line in made if line != line.rstrip()]
    return True


def named(made: list[str]) -> set[str]:
    """Whatever looks like an R function of those that are asked, or a part of one."""
    packages = {source.partition("::")[0] for source in SOURCES}
    found = re.findall(r"(?<![\w.:])([\w.]+)::([\w.]*)", "\n".join(made))
    return {f"{package}::{name}".rstrip(".") for package, name in found if package in packages}


@pytest.mark.parametrize("columns", [80, 160])
def test_studies_verified(tmp_path, columns):
    made = lines("verify", "limits", "rait", "--mode", "replay", columns=columns, cwd=tmp_path)
    assert fits(made, columns)
    text = "\n".join(made)
    for name in ("standardized_net_benefit_all[", "intercept_in_the_large", "statsmodels Logit", "Hmisc::somers2"):
        assert name in text


@pytest.mark.parametrize("columns", [80, 160])
def test_conventions_of_every_statistic(tmp_path, columns):
    seen = set()
    for stem, family in BY_STEM.items():
        if id(family) not in seen:
            seen.add(id(family))
            assert fits(lines("explain", stem, "birthwt", columns=columns, cwd=tmp_path), columns)


@pytest.mark.parametrize("columns", [80, 100, 160])
@pytest.mark.parametrize("study", bundled_studies())
def test_a_card_with_its_values(tmp_path, study, columns):
    for stem in ("decision_curve", "hosmer_lemeshow"):
        made = lines("show", stem, study, "--mode", "replay", columns=columns, cwd=tmp_path)
        assert fits(made, columns)
        assert named(made) <= SOURCES | {"stats::pchisq"}


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("stem", [check.stem for check in CATALOGUE.checks])
def test_a_card(tmp_path, stem, columns):
    from rich.console import Console

    from parity.report.card import card
    from parity.report.card_on_terminal import print_card

    (check,) = [check for check in CATALOGUE.checks if check.stem == stem]
    with open(tmp_path / "card", "w+", encoding="utf-8") as file:
        print_card(card(check), Console(file=file, width=columns))
        file.seek(0)
        assert fits(file.read().splitlines(), columns)


@pytest.mark.parametrize("columns", [80, 160])
def test_the_list_the_doctor_and_the_drift(tmp_path, columns):
    made = lines("list", columns=columns, cwd=tmp_path)
    assert fits(made, columns)
    words = {word.strip(",") for line in made for word in line.split()}
    for check in CATALOGUE.checks:
        assert check.stem in words
        for call in check.references:
            package, colons, function = call.source.partition("::")
            assert call.source.split()[0] in words or {package + colons, function} <= words, call.source
    assert fits(lines("doctor", columns=columns, cwd=tmp_path), columns)


@pytest.mark.parametrize("columns", [80, 160])
def test_every_help(tmp_path, columns):
    for name in ("", *COMMANDS):
        made = lines(*filter(None, [name]), "--help", columns=columns, cwd=tmp_path)
        assert fits([line.rstrip() for line in made], columns)
        assert not [line for line in made[1:] if line.endswith(("...", "-"))]


def test_a_pipe_that_is_told_nothing_has_120_columns(tmp_path):
    made = lines("show", "concordance", "asah", "--mode", "replay", columns=None, cwd=tmp_path)
    assert fits(made, 120) and max(map(len, made)) > 100
