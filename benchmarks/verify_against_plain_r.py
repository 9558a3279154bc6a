"""`parity verify rait --mode live` against one plain R script that makes the same R calls, both from process start.

    .venv/bin/python benchmarks/verify_against_plain_r.py [RUNS]

The runs alternate, A B A B, after one of each that is not counted. Memory is the largest resident set of any one process, as
`/usr/bin/time` gives it, and the largest sum over the process and all its descendants (here Python and R), looked at every 20 ms.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from parity import places

FIGURES = (("wall time", 1.0, "s"), ("memory, largest process", 2.0**20, "MiB"), ("memory, all processes", 2.0**20, "MiB"))
PLAIN = Path(__file__).with_name("plain.R")


def resident(root: int) -> tuple[int, int]:
    """Bytes resident in the largest of a process and all its descendants, and in all of them."""
    parents, pages = {}, {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                fields = Path(entry.path, "stat").read_text().rsplit(")", 1)[1].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents[int(entry.name)] = int(fields[1])
            pages[int(entry.name)] = int(fields[21])
    family, grown = {root}, True
    while grown:
        children = {process for process, parent in parents.items() if parent in family} - family
        family |= children
        grown = bool(children)
    sizes = [pages.get(process, 0) * os.sysconf("SC_PAGESIZE") for process in family]
    return max(sizes), sum(sizes)


def run(command: list[str], environment: dict[str, str]) -> tuple[float, int, int]:
    """Wall seconds of one run, peak bytes of its largest process and of all."""
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    largest = together = 0
    while process.poll() is None:
        one, all_of_them = resident(process.pid)
        largest, together = max(largest, one), max(together, all_of_them)
        time.sleep(0.02)
    seconds = time.perf_counter() - start
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}\n{process.stderr.read().decode()}")
    return seconds, largest, together


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    libraries = [*map(str, places.r_library()), *os.environ.get("R_LIBS", "").split(os.pathsep)]
    environment = {**os.environ, "R_LIBS": os.pathsep.join(filter(None, libraries)), "TZ": "UTC", "OPENBLAS_NUM_THREADS": "1"}
    plain = ["Rscript", "--vanilla", str(PLAIN), str(places.r_scripts()), str(places.cohorts())]
    measured: dict[str, list[tuple[float, int, int]]] = {"parity": [], "plain R": []}
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(runs + 1):
            out = Path(scratch, str(number))
            ours = [sys.executable, "-m", "parity", "verify", "rait", "--mode", "live", "--out", str(out)]
            for name, command in (("parity", ours), ("plain R", plain)):
                result = run(command, environment)
                if number:
                    measured[name].append(result)
            shutil.rmtree(out)
    for index, (what, unit, suffix) in enumerate(FIGURES):
        middle = {name: statistics.median(result[index] for result in results) / unit for name, results in measured.items()}
        ratio = statistics.median(a[index] / b[index] for a, b in zip(measured["parity"], measured["plain R"]))
        print(f"{what:24} parity {middle['parity']:7.2f} {suffix:4} plain R {middle['plain R']:7.2f} {suffix:4} ratio {ratio:.2f}")
    print(f"medians of {runs} pairs")


if __name__ == "__main__":
    main()
