"""R's draws in numpy beside R's own: nanoseconds a draw, CPU time of one thread, R warm.

    .venv/bin/python benchmarks/random_against_r.py [ROWS ...]

By default with n = 122, 1,000, 10,000 and 100,000 rows. Both draw the resamples of one bootstrap, some two million rows
in all, from the same seed: one after the other, and within two strata. "word" is the floor: what numpy takes for
as many words of the Mersenne Twister as the draws use up.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from parity import RRandom
from parity.r.environment import rpy2_problem
from parity.r.supervisor import RSession

SCRIPT = Path(__file__).with_name("draws.R")
DRAWS = 2_000_000
RUNS = 5


def median_seconds(function: Callable[[], object]) -> float:
    """CPU seconds, the median of some runs."""
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        function()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def of_r(session: RSession, sizes: list[int], count: int) -> float:
    """CPU seconds in R of the same samples, the median of some runs."""
    answer = session.call(SCRIPT, "draws", {"sizes": sizes, "count": count, "seed": 1, "runs": RUNS})
    assert answer.value is not None, answer.conditions
    return statistics.median(answer.value["seconds"])


def main(rows: list[int]) -> None:
    """Print a line a size."""
    print(f"{'n':>8} {'':>14} {'R':>8} {'parity':>8} {'ratio':>6} {'word':>6}   ns a draw")
    with RSession("rpy2" if rpy2_problem() is None else "rscript", timeout=600) as session:
        for n in rows:
            count = max(2, DRAWS // n)
            for kind, sizes in (("plain", [n]), ("two strata", [n - n * 2 // 5, n * 2 // 5])):
                dice = RRandom(1)
                dice.stratified_resamples(sizes, count)
                words = np.random.MT19937(1)
                theirs = of_r(session, sizes, count)
                ours = median_seconds(lambda: RRandom(1).stratified_resamples(sizes, count))
                if kind == "plain":
                    ours = median_seconds(lambda: RRandom(1).resamples(n, count))
                floor = median_seconds(lambda: words.random_raw(dice.position))
                scale = 1e9 / (n * count)
                print(
                    f"{n:8,} {kind:>14} {theirs * scale:8.1f} {ours * scale:8.1f} {theirs / ours:6.1f} "
                    f"{floor * scale:6.1f}"
                )


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [122, 1_000, 10_000, 100_000])
