"""``parity verify`` run in a copy, and what it said."""

from __future__ import annotations

import enum
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parity.selftest.fault import Drawn

_SECONDS = 300.0
_OWN_FAULT = 70


class Ending(enum.Enum):
    """How a run of ``parity verify`` ended."""

    PASSED = "passed"
    DISAGREES = "DISAGREES"
    STALE = "STALE"
    REFUSED = "refused"
    TEST_FAILS = "a test fails"
    STOPPED = "our own side stopped"
    NOT_VERIFIED = "nothing was verified, or something did not run"
    CRASHED = "crashed"

    @property
    def notices(self) -> bool:
        """Whether a mistake is noticed by it: a crash, or a stop of ours in the place of a number, is no notice."""
        return self in (Ending.DISAGREES, Ending.STALE, Ending.REFUSED, Ending.TEST_FAILS)


@dataclass(frozen=True, slots=True)
class Run:
    """One run.

    Attributes
    ----------
    ending : Ending
    where : str
        The first field that disagrees, with its statistic and reference, and the first wrong draw where it is known;
        what is stale; the refusal; the test.
    seconds : float
    """

    ending: Ending
    where: str
    seconds: float


def ask(
    folder: Path, studies: Sequence[str], checks: Sequence[str], mode: str, drawn: Drawn | None = None
) -> Run:
    """Run ``parity verify`` of the parity in `folder`.

    Parameters
    ----------
    folder : Path
    studies, checks : sequence of str
    mode : {"replay", "auto"}
    drawn : Drawn or None
    """
    resampled = [] if drawn is None else ["--resamples", str(drawn.resamples), "--seed", str(drawn.seed)]
    patterns = [word for check in checks for word in ("--checks", check)]
    with tempfile.TemporaryDirectory(prefix="parity-selftest-") as room:
        out = ["--mode", mode, "--json", "--out", str(Path(room) / "evidence")]
        return _run(folder, ["parity", "verify", *studies, *patterns, *resampled, *out], _read)


def run_tests(folder: Path, files: Sequence[str]) -> Run:
    """Run files of tests on the parity in `folder`, up to the first test that fails."""
    return _run(folder, ["pytest", "-q", "-x", "-rf", "--tb=no", "-p", "no:cacheprovider", *files], _read_tests)


def _run(folder: Path, module: Sequence[str], read: Callable[[int, bytes, bytes], tuple[Ending, str]]) -> Run:
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    start = time.perf_counter()
    command = [sys.executable, "-m", *module]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        return Run(Ending.CRASHED, f"no end within {_SECONDS:g} s", time.perf_counter() - start)
    ending, where = read(done.returncode, done.stdout, done.stderr)
    return Run(ending, where.replace(f"{folder}{os.sep}", ""), time.perf_counter() - start)


def _read_tests(status: int, stdout: bytes, stderr: bytes) -> tuple[Ending, str]:
    said = stdout.decode(errors="replace")
    failed = re.search(r"^FAILED (\S+)", said, re.MULTILINE)
    if status == 1 and failed is not None:
        return Ending.TEST_FAILS, failed[1]
    if status == 0 and re.search(r"\d+ passed", said) is not None:
        return Ending.PASSED, ""
    if status == 0:
        return Ending.NOT_VERIFIED, "every test is skipped"
    lines = (said + stderr.decode(errors="replace")).split("\n")
    return Ending.CRASHED, next((line for line in reversed(lines) if line.strip()), f"status {status}")


def _read(status: int, stdout: bytes, stderr: bytes) -> tuple[Ending, str]:
    try:
        found = json.loads(stdout)
    except ValueError:
        lines = stderr.decode(errors="replace").splitlines()
        return Ending.CRASHED, lines[-1] if lines else f"status {status}"
    if found["error"] is not None:
        message = found["error"]["message"]
        own = status == _OWN_FAULT and "fault of parity's own" in message
        return (Ending.CRASHED if own else Ending.REFUSED), message
    if status == 0:
        return Ending.PASSED, ""
    for verdict, ending in (("DISAGREES", Ending.DISAGREES), ("STALE", Ending.STALE)):
        places = list(_places(found["statistics"], verdict))
        if status == (1 if verdict == "DISAGREES" else 4) and places:
            numbers = [place for place in places if not place.startswith(_OURS)]
            return (ending, numbers[0]) if numbers else (Ending.STOPPED, places[0])
    return Ending.NOT_VERIFIED, f"status {status}"


def _places(statistics: Sequence[Mapping[str, Any]], verdict: str) -> Iterator[str]:
    """What has a verdict: fields first, then what has no fields."""
    said = [(one, answer) for one in statistics for answer in [*one["answers"], *one["unanswered"]]]
    so = [(one["stem"], answer) for one, answer in said if answer["verdict"] == verdict]
    for stem, answer in so:
        for field in answer.get("fields", ()):
            if field["verdict"] == verdict:
                worst = field["worst"]
                named = f"{stem}: {worst['element'] if worst else field['field']}, {_source(answer)}"
                draw = _DRAW.search(answer["note"])
                yield f"{named}, {draw[0]}" if draw else named
    for stem, answer in so:
        note = answer["note"].partition(";")[0]
        if answer["note"].startswith(_OURS):
            yield answer["note"]
        elif note:
            yield f"{stem}: {note}, {_source(answer)}"


def _source(answer: Mapping[str, Any]) -> str:
    return f"{answer['package']}::{answer['function']}"


_OURS = "parity stops"
_DRAW = re.compile(r"\bdraw \d+(?=: )")
"""The first wrong draw, where a note names it."""
