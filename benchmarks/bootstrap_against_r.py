"""Bootstrap intervals of the AUC beside R's: CPU time of one thread, R warm, from the same seed on the same patients.

    .venv/bin/python benchmarks/bootstrap_against_r.py [ROWS ...]

By default at 122, 1,000 and 10,000 rows, 2,000 resamples. R's time is that of `pROC::ci.auc` alone; ours has ordering
the risks and seeding in it. The last column is the largest difference between two limits of that very run.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import numpy as np

from parity import RRandom
from parity.r.environment import rpy2_problem
from parity.r.supervisor import RSession
from parity.statistics.discrimination.auc_bootstrap import plain_areas, stratified_areas
from parity.statistics.discrimination.resampled import percentiles

SCRIPT = Path(__file__).with_name("bootstraps.R")
RESAMPLES, SEED, RUNS = 2_000, 123, 3


def ours(outcome: np.ndarray, risk: np.ndarray, stratified: bool) -> list[float]:
    """The limits and the median."""
    places = np.unique(risk, return_inverse=True)[1]
    areas = (stratified_areas if stratified else plain_areas)(outcome, places, RESAMPLES, RRandom(SEED))
    found = percentiles(areas, 0.95)
    return [found.low, found.median, found.high]


def main(rows: list[int]) -> None:
    """Print a line a size and kind."""
    print(f"{'n':>8} {'':>10} {'R s':>8} {'parity s':>9} {'ratio':>6} {'ns a draw':>9}   largest difference")
    with RSession("rpy2" if rpy2_problem() is None else "rscript", timeout=900) as session:
        for n in rows:
            draw = np.random.default_rng(n)
            outcome = (draw.random(n) < 0.4).astype(int)
            risk = 1 / (1 + np.exp(-draw.normal(size=n) - outcome))
            for kind in ("stratified", "plain"):
                sent = {"outcome": outcome, "risk": risk, "resamples": RESAMPLES, "seed": SEED}
                answer = session.call(SCRIPT, "bootstraps", {**sent, "stratified": kind == "stratified"})
                assert answer.value is not None, answer.conditions
                taken = []
                for _ in range(RUNS):
                    start = time.process_time()
                    limits = ours(outcome, risk, kind == "stratified")
                    taken.append(time.process_time() - start)
                seconds, theirs = statistics.median(taken), answer.value["seconds"]
                difference = np.abs(np.subtract(limits, answer.value["limits"])).max()
                print(
                    f"{n:8,} {kind:>10} {theirs:8.3f} {seconds:9.4f} {theirs / seconds:6.1f} "
                    f"{seconds * 1e9 / n / RESAMPLES:9.1f}   {difference:.1e}"
                )


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [122, 1_000, 10_000])
