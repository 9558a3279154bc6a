"""What README, docs and docstrings tell a person to type: it runs, and does what is said."""

from __future__ import annotations

import doctest
import importlib
import re
import shlex
from pathlib import Path

import click
import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import parity
from parity import cli, places
from parity.report import elements

ROOT = Path(places.__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)`(parity [^`\n]+)`(?!`)")


def blocks(language: str) -> list[tuple[str, str]]:
    """Every fenced block of a language with the name of its page."""
    found = [(page, block) for page in PAGES for block in FENCED.findall(page.read_text(encoding="utf-8"))]
    return [(page.name, text) for page, (kind, text) in found if kind == language]


def typed() -> list[str]:
    """Every command in a fenced block, as it stands there."""
    lines = [line.removeprefix("$ ") for _, text in blocks("") for line in text.splitlines()]
    return [line for line in lines if line.startswith("parity ")]


def in_help() -> list[str]:
    """Every command in the help of a command."""
    lines = [line.strip() for one in cli.command.commands.values() for line in (one.help or "").splitlines()]
    return [line for line in lines if line.startswith("parity ")]


PYTHON = blocks("python")
COMMANDS = list(dict.fromkeys([*typed(), *in_help()]))
NAMED = [text for page in PAGES for text in INLINE.findall(page.read_text(encoding="utf-8"))]


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A folder with files and data as the examples name them."""
    draw = np.random.default_rng(20261125)
    for name in ("my", "other", "b", "third"):
        n = 150
        age, tg = draw.normal(58, 9, n).round(), draw.lognormal(1, 1, n)
        died = (draw.random(n) < 1 / (1 + np.exp(-(age - 58) / 8))).astype(int)
        frame = pd.DataFrame({"died": died, "age": age, "age at visit": age, "tg": tg, "lln_count": draw.poisson(3, n)})
        frame["größe"], frame["creatinine"] = draw.normal(170, 9, n), draw.normal(80, 9, n)
        frame["sex"], frame["status"] = draw.choice(["f", "m"], n), np.where(died, "dead", "alive")
        frame["p"] = 1 / (1 + np.exp(-(age - 57) / 9))
        frame["old"], frame["new"] = frame["p"] / 2, frame["p"] ** 2
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    monkeypatch.chdir(tmp_path)
    return pd.read_csv("my.csv")


def of_rait() -> dict[str, np.ndarray]:
    """What an example draws beside the model: the outcome, and a score of it by the number of nodes alone."""
    patients = parity.study("rait").development
    nodes = patients.columns["lln_count"]
    return {"outcome": patients.outcome, "nodes": 1 / (1 + np.exp(2 - nodes / 8))}


def test_the_examples_are_found():
    assert len(PYTHON) >= 2 and len(COMMANDS) >= 10 and len(NAMED) >= 15
    assert any("--formula" in one for one in COMMANDS) and any("hold" in text for _, text in PYTHON)


@pytest.mark.r
@pytest.mark.parametrize(("page", "text"), PYTHON, ids=[f"{page}-{place}" for place, (page, _) in enumerate(PYTHON)])
def test_a_python_example_runs(page, text, mine):
    controls, cases = np.arange(10.0), np.array([9.5] * 8 + [0.5, -0.5])  # 81 of 100 pairs are in order
    y, p = np.repeat([0, 1], 10), np.concatenate([controls, cases]) / 20 + 0.1
    exec(compile(text, page, "exec"), {"frame": mine, "y": y, "p": p, **of_rait()})
    for file in re.findall(r'(?:save|write_evidence)\((?:\w+, )?"([^"]+)"', text):
        assert Path(file).exists(), file


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_runs_without_r(line, mine):
    _, name, *words = shlex.split(line.partition(" > ")[0], comments=True)
    if name == "verify":
        words += ["--mode", "replay", *([] if "--checks" in words else ["--checks", "brier_score"])]
    done = CliRunner().invoke(cli.command, [name, *words], standalone_mode=False)
    said = f"{done.output}\n{done.exception!r}"
    own_data = name == "verify" and ".csv" in line  # no answer of R's is recorded on it
    assert done.exception is None and (done.return_value or 0) == (4 if own_data else 0), said
    if name == "verify":
        assert re.search("[0-9]+ patients", done.output), said


def test_the_output_that_is_shown_first_is_what_the_command_gives(mine):
    text = next(text for _, text in blocks("") if text.startswith("$ parity verify"))
    line, *shown = text.splitlines()
    words = [*shlex.split(line)[2:], "--mode", "replay"]
    given = CliRunner().invoke(cli.command, words, env={"COLUMNS": "120"}).output
    assert next(one for one in shown if one.startswith("PASS")) in given
    # which number comes closest to failing may change with BLAS: each is one of the run's
    numbers = re.findall(r"^    [\w\[\]. ]{1,30}?(\d\.\d{6,}(?:e-\d+)?) ", text, re.MULTILINE)
    ours = elements.read(next(Path("parity-evidence").glob("*")))["parity"].to_numpy(dtype=float)
    assert len(numbers) > 4
    for number in map(float, numbers):
        assert np.isclose(ours, number, rtol=1e-9, atol=0).any(), number


@pytest.mark.parametrize("line", NAMED)
def test_a_command_that_is_named_has_these_options(line):
    _, name, *words = line.split()
    if name == "--help":
        return
    options = {option for one in cli.command.commands[name].params for option in [*one.opts, *one.secondary_opts]}
    said = [word.strip("[],") for word in words if word.strip("[").startswith("--")]
    assert [word for word in said if word not in options | {"--help"}] == []
    assert isinstance(cli.command.commands[name], click.Command)


DOCUMENTED = ["parity", *sorted({f"parity.{place.partition(':')[0]}" for place in parity._PLACES.values()})]


@pytest.mark.parametrize("module", DOCUMENTED)
def test_the_examples_of_the_public_names_give_what_they_show(module, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert doctest.testmod(importlib.import_module(module)).failed == 0


@pytest.mark.parametrize("name", ["study", "verify", "hold", "write_evidence"])
def test_a_public_function_shows_an_example(name):
    (found,) = doctest.DocTestFinder(recurse=False).find(getattr(parity, name), name)
    assert found.examples
