"""The README's seeded interval: R prints it, and Python gives the same digits where there is no R."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest
from command_cases import CHECKOUT

from parity import places

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
EXAMPLES = {
    language: text
    for language, text in re.findall(r"^```(r|python)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    if "pROC::ci.auc" in text or "auc_bootstrap(" in text
}


def run(*words, **environment):
    done = subprocess.run(words, cwd=CHECKOUT, env={**os.environ, **environment}, capture_output=True, text=True)
    if "no package called" in done.stderr:
        pytest.skip("needs pROC")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def shown(language):
    return EXAMPLES[language].strip().rpartition("# ")[2]


def numbers(text):
    return [float(number) for number in re.findall(r"\d\.\d+", text)]


def test_both_show_the_same_digits():
    assert set(EXAMPLES) == {"r", "python"} and len(numbers(shown("r"))) == 3
    assert numbers(shown("python")) == numbers(shown("r"))


def test_python_gives_them_where_r_is_not_installed(no_r):
    *lines, interval, _ = EXAMPLES["python"].strip().splitlines()
    assert run(sys.executable, "-c", "\n".join([*lines, f"print({interval})"]), **no_r) == shown("python")


@pytest.mark.r
def test_r_prints_them():
    libraries = os.pathsep.join([*map(str, places.r_library()), os.environ.get("R_LIBS", "")])
    printed = run(shutil.which("Rscript"), "--vanilla", "-e", EXAMPLES["r"], R_LIBS=libraries)
    assert printed.removeprefix("[1] ") == shown("r")
