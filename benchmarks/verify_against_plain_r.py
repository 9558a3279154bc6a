"""`parity verify rait --mode live` against one plain R script that makes the same R calls, both from process start.

    .venv/bin/python benchmarks/verify_against_plain_r.py [RUNS]

The runs alternate, A B A B, after one of each that is not counted. Memory is the largest sum of the resident sets of the
process and all its descendants, looked at every 20 ms.
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

PLAIN = Path(__file__).with_name("plain.R")


def resident(root: int) -> int:
    """Bytes resident in a process and all its descendants."""
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
    return sum(pages.get(process, 0) for process in family) * os.sysconf("SC_PAGESIZE")


def run(command: list[str], environment: dict[str, str]) -> tuple[float, int]:
    """Wall seconds and peak bytes of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        time.sleep(0.02)
    seconds = time.perf_counter() - start
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}\n{process.stderr.read().decode()}")
    return seconds, peak


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    libraries = [*map(str, places.r_library()), *os.environ.get("R_LIBS", "").split(os.pathsep)]
    environment = {**os.environ, "R_LIBS": os.pathsep.join(filter(None, libraries)), "TZ": "UTC", "OPENBLAS_NUM_THREADS": "1"}
    plain = ["Rscript", "--vanilla", str(PLAIN), str(places.r_scripts()), str(places.cohorts())]
    measured: dict[str, list[tuple[float, int]]] = {"parity": [], "plain R": []}
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(runs + 1):
            out = Path(scratch, str(number))
            ours = [sys.executable, "-m", "parity", "verify", "rait", "--mode", "live", "--out", str(out)]
            for name, command in (("parity", ours), ("plain R", plain)):
                result = run(command, environment)
                if number:
                    measured[name].append(result)
            shutil.rmtree(out)
    for index, (what, unit) in enumerate((("wall time", 1.0), ("peak memory", 2.0**20))):
        middle = {name: statistics.median(result[index] for result in results) / unit for name, results in measured.items()}
        ratio = statistics.median(a[index] / b[index] for a, b in zip(measured["parity"], measured["plain R"]))
        suffix = "s" if index == 0 else "MiB"
        print(f"{what:12} parity {middle['parity']:8.2f} {suffix:4} plain R {middle['plain R']:8.2f} {suffix:4} ratio {ratio:.2f} (median of {runs} pairs)")


if __name__ == "__main__":
    main()
