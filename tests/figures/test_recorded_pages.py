"""The recorded pages are what their program writes, and every one of them is looked at."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from figure_pages import FOLDER

from parity.answers.connect import connect
from parity.answers.modes import Mode

TESTS = Path(__file__).parent


def recorded(folder: Path) -> dict[str, bytes]:
    written = [path for path in folder.rglob("*") if path.suffix in (".page", ".json", ".txt")]
    files = [path for path in written if path.name not in ("provenance.json", "options.json")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.r
def test_the_program_beside_them_writes_every_page_byte_for_byte(tmp_path):
    known = json.loads((FOLDER / "provenance.json").read_text(encoding="utf-8"))
    with connect(Mode.AUTO, None, list(known["packages"]), timeout=300) as connection:
        here = connection.environment or {}
    found = {"r": here.get("r"), "packages": {name: here.get("packages", {}).get(name) for name in known["packages"]}}
    if found != {name: known[name] for name in found}:
        pytest.skip(
            f"the pages were recorded with R {known['r']} and {known['packages']}; "
            f"here is R {found['r']} with {found['packages']}"
        )
    subprocess.run([sys.executable, FOLDER / "record.py", tmp_path], check=True, capture_output=True)
    assert recorded(tmp_path) == recorded(FOLDER)


def test_no_page_is_recorded_that_nothing_reads():
    read = "".join(path.read_text(encoding="utf-8") for path in TESTS.glob("test_*.py"))
    pages = {path.stem for path in FOLDER.glob("*/*.page") if path.parent.name not in ("models", "options")}
    assert [page for page in sorted(pages) if f'"{page}"' not in read] == []
