"""`parity verify rait --mode live` against one plain R script that makes the same R calls, both from process start.

    .venv/bin/python benchmarks/verify_against_plain_r.py [RUNS]

The runs alternate, A B A B, after one of each that is not counted. Time and memory are taken in separate runs, since looking at the
memory takes time. Memory is the largest resident set of any one process, as `/usr/bin/time` gives it, and the largest sum over the
process and all its descendants (here Python and R), in which pages that several share count in equal parts; looked at every 20 ms.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from parity import places
from parity.check import RCall
from parity.checks import CHECKS
from parity.study_file import find_study
from parity.verify import questions

STUDY = "rait"
PLAIN = Path(__file__).with_name("plain.R")
MEBIBYTE = 2.0**20


def family(root: int) -> set[int]:
    """A process and all its descendants."""
    parents = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(Path(entry.path, "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
    found, children = set(), {root}
    while children:
        found |= children
        children = {process for process, parent in parents.items() if parent in children} - found
    return found


def resident(process: int) -> tuple[int, int]:
    """Bytes of a process that are in memory, and its share of them."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0, 0
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("Rss:", "Pss:"))}
    return 1024 * kilobytes.get("Rss", 0), 1024 * kilobytes.get("Pss", 0)


def peak_memory(process: subprocess.Popen) -> tuple[float, float]:
    """MiB of the largest process, and of all together, until it ends."""
    largest = together = 0
    while process.poll() is None:
        sizes = [resident(member) for member in family(process.pid)]
        largest = max([largest, *(whole for whole, _ in sizes)])
        together = max(together, sum(share for _, share in sizes))
        time.sleep(0.02)
    return largest / MEBIBYTE, together / MEBIBYTE


def start(command: list[str], output: Path) -> subprocess.Popen:
    with open(output, "wb") as file:
        return subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT)


def finish(process: subprocess.Popen, output: Path) -> None:
    if process.wait() != 0:
        sys.exit(f"{' '.join(process.args)}: exit {process.returncode}\n{output.read_text(errors='replace')}")


def same_calls(output: Path) -> None:
    """Whether the plain script makes every call of the verification, as often and no other."""
    wanted = Counter(f"{q.call.package}/{check.stem}" for check, _, q in questions(find_study(STUDY), CHECKS) if isinstance(q.call, RCall))
    made = Counter(line for line in output.read_text().splitlines() if line.count("/") == 1 and " " not in line)
    if wanted != made:
        sys.exit(f"plain.R lacks {dict(wanted - made)} and has too many of {dict(made - wanted)}")
    print(f"{made.total()} calls of R's in each")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    libraries = [*map(str, places.r_library()), os.environ.get("R_LIBS", "")]
    os.environ |= {"R_LIBS": os.pathsep.join(filter(None, libraries)), "TZ": "UTC", "OPENBLAS_NUM_THREADS": "1"}
    seconds: dict[str, list[float]] = {"parity": [], "plain R": []}
    memory: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)

        def commands(number: int) -> dict[str, list[str]]:
            out = str(folder / f"evidence-{number}")
            return {
                "parity": [sys.executable, "-m", "parity", "verify", STUDY, "--mode", "live", "--out", out],
                "plain R": ["Rscript", "--vanilla", str(PLAIN), str(places.r_scripts()), str(places.cohorts())],
            }

        for name, command in commands(0).items():
            process = start(command, folder / name)
            memory[name] = peak_memory(process)
            finish(process, folder / name)
        same_calls(folder / "plain R")
        for number in range(1, runs + 1):
            for name, command in commands(number).items():
                begun = time.perf_counter()
                finish(start(command, folder / name), folder / name)
                seconds[name].append(time.perf_counter() - begun)
    ratio = statistics.median(ours / theirs for ours, theirs in zip(seconds["parity"], seconds["plain R"]))
    ours, theirs = (statistics.median(taken) for taken in seconds.values())
    print(f"{'wall time':24} parity {ours:7.2f} s    plain R {theirs:7.2f} s    ratio {ratio:.2f}   (medians of {runs} pairs)")
    for what, ours, theirs in zip(("largest process", "all processes"), *memory.values()):
        print(f"{'memory, ' + what:24} parity {ours:7.0f} MiB  plain R {theirs:7.0f} MiB  ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
