"""A bootstrap that takes long: it says what it does and how long it will take, and leaves nothing half done."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONG = ["--resamples", "20000000", "--seed", "1", "--checks", "auc_bootstrap", "--mode", "replay"]


def a_terminal():
    """Both ends of a terminal; the test is left out where the system has none to give, as a bare chroot."""
    try:
        return pty.openpty()
    except OSError as error:
        pytest.skip(f"no terminal can be had: {error}")


def heeds_interrupts():
    """A shell has what it runs in the background ignore them, and whatever that starts: so would the command."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(folder, *words, stderr=subprocess.PIPE):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"}
    command = [sys.executable, "-m", "parity", *words]
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=stderr, preexec_fn=heeds_interrupts
    )


def until(descriptor, pattern, seconds=60.0):
    """What is said up to a pattern."""
    said, deadline = "", time.monotonic() + seconds
    while not re.search(pattern, said, re.DOTALL) and time.monotonic() < deadline:
        if select.select([descriptor], [], [], 0.5)[0]:
            try:
                said += re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", os.read(descriptor, 4096).decode(errors="replace"))
            except OSError:  # the other end is closed
                break
    return said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_verification_that_is_ended_leaves_no_evidence_and_says_so(number, tmp_path):
    terminal, theirs = a_terminal()
    results = ["--results", "results.csv"]
    running = started(tmp_path, "verify", "rait", *LONG, "--out", "evidence", *results, stderr=theirs)
    os.close(theirs)
    said = until(terminal, r"computing.*AUC, bootstrap intervals")
    assert re.search(r"computing.*AUC, bootstrap intervals", said), said
    running.send_signal(number)
    assert running.wait(30) == {signal.SIGINT: 130, signal.SIGTERM: 143}[number]
    assert running.stdout.read() == b"" and list(tmp_path.iterdir()) == []
    os.close(terminal)


def test_resamples_that_are_ended_leave_no_file(tmp_path):
    words = ["--resamples", "30000", "--seed", "1", "--out", "rows.csv"]
    running = started(tmp_path, "resamples", "dca", *words)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".rows.csv.*.part")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    assert running.wait(30) == 130 and running.stderr.read().strip() == b"parity: interrupted"
    assert list(tmp_path.iterdir()) == []


def test_the_bar_of_a_bootstrap_says_how_much_time_is_left(tmp_path):
    terminal, theirs = a_terminal()
    program = "import time, parity; parity.bootstrap(lambda x: time.sleep(0.05) or x[0], list(range(9)), "
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"}
    command = [sys.executable, "-c", program + "resamples=300, seed=1)"]
    running = subprocess.Popen(command, env=environment, stderr=theirs)
    os.close(theirs)
    said = until(terminal, r"resampling[^\r]*/300 0?0:[0-5]\d")
    assert re.search(r"resampling[^\r]*/300 0?0:[0-5]\d", said), said
    running.terminate()
    running.wait(60)
    os.close(terminal)
