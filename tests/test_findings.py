"""What docs/findings.md says of R, its examples show: they are run as they stand there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from parity import places

PAGE = (Path(__file__).parent.parent / "docs" / "findings.md").read_text(encoding="utf-8")
LINES = [line for block in re.findall(r"```r\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines() if line]
SAYS = """
say <- function(value) {
  cat(tryCatch(format(value, digits = 2), error = function(e) paste("stops:", conditionMessage(e))), "\\n")
}
"""


def said(line: str) -> str:
    """What stands behind a line of R, up to the first comma or colon behind a value."""
    return re.sub(r"^(-?[\d.]+|TRUE)[,:].*", r"\1", line.partition("  # ")[2])


@pytest.mark.r
def test_r_says_what_the_page_says_it_does(tmp_path):
    shown = [line for line in LINES if "  # " in line]
    assert len(shown) == 26
    source = "\n".join(f"say({line.partition('  # ')[0]})" if line in shown else line for line in LINES)
    (tmp_path / "findings.R").write_text(SAYS + source, encoding="utf-8")
    libraries = os.pathsep.join([*map(str, places.r_library()), os.environ.get("R_LIBS", "")])
    done = subprocess.run(
        [shutil.which("Rscript"), "--vanilla", "findings.R"],
        cwd=tmp_path,
        env={**os.environ, "R_LIBS": libraries},
        capture_output=True,
        text=True,
    )
    printed = [line.strip() for line in done.stdout.splitlines()]
    if any("no package called" in line and "rmda" not in line for line in [*printed, done.stderr]):
        pytest.skip("needs rms, dcurves and pROC")
    assert done.returncode == 0, done.stderr
    answered = [(line, said(of)) for line, of in zip(printed, shown, strict=True) if "no package called" not in line]
    assert len(answered) in (len(shown), len(shown) - 3), "three ask rmda, which may not be here"
    assert [line for line, _ in answered] == [expected for _, expected in answered]
