"""Our computation against R's answer, check by check, on one cohort: R is warm, its packages are loaded.

    .venv/bin/python benchmarks/python_against_r.py [STUDY] [RUNS]
"""

from __future__ import annotations

import statistics
import sys
import time

from parity import modes
from parity.check import RCall
from parity.connect import connect
from parity.checks import CHECKS
from parity.study_file import find_study
from parity.verify import outcome_of, questions


def median_seconds(function, runs: int) -> float:
    function()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        function()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    study = find_study(sys.argv[1] if len(sys.argv) > 1 else "rait")
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    print(f"{study.name}: median of {runs}, milliseconds\n{'':24}{'parity':>10}{'R':>10}{'parity/R':>10}")
    with connect(modes.Mode.LIVE, None, modes.r_packages(CHECKS), timeout=300) as connection:
        for check, sample, question in questions(study, CHECKS):
            if sample.role != "development" or not isinstance(question.call, RCall):
                continue
            ours = median_seconds(lambda: outcome_of(check, question.arguments), runs)
            theirs = median_seconds(lambda: connection.live.ask(question), runs)
            print(f"{check.stem:24}{ours * 1e3:10.2f}{theirs * 1e3:10.2f}{ours / theirs:10.2f}  {question.call.source}")


if __name__ == "__main__":
    main()
