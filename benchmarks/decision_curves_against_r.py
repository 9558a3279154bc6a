"""Decision curves with bootstrap bands beside R's: CPU time of one thread, R warm, the same seed and patients.

    .venv/bin/python benchmarks/decision_curves_against_r.py [ROWS ...]

By default at 122, 1,000 and 10,000 rows: 500 resamples at 101 thresholds, with five predictors, the model being fitted
anew in each. R's time is that of `rmda::decision_curve`, ours has the columns of the model in it. The last column is
the largest difference between two limits of that very run.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import numpy as np

from parity.r.environment import rpy2_problem
from parity.r.supervisor import RSession
from parity.statistics.utility.bands import opt_in
from parity.statistics.utility.refits import refitted

OF_CURVES = Path(__file__).with_name("decision_curve_bands.R")
CURVES, SEED, RUNS = 500, 123, 3
THRESHOLDS = np.arange(101) * 0.01


def of_curves(session: RSession, n: int) -> None:
    """Print the line of decision curves."""
    draw = np.random.default_rng(n)
    predictors = {f"x{place}": draw.normal(size=n) for place in range(1, 6)}
    log_odds = predictors["x1"] + 0.5 * predictors["x2"] - 0.5
    outcome = (draw.random(n) < 1 / (1 + np.exp(-log_odds))).astype(int)
    sent = {"outcome": outcome, "predictors": predictors, "resamples": CURVES, "seed": SEED}
    answer = session.call(OF_CURVES, "decision_curve_bands", sent)
    assert answer.value is not None, answer.conditions
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        refits = refitted(outcome, predictors, THRESHOLDS, CURVES, SEED)
        band = opt_in(refits.original, refits.drawn, THRESHOLDS, 0.95).net_benefit
        taken.append(time.process_time() - start)
    seconds, theirs = statistics.median(taken), answer.value["seconds"]
    below = THRESHOLDS < 1  # at 1 net benefit is not finite
    differences = [
        np.abs(own[below] - np.asarray(answer.value[name])[below]).max()
        for name, own in (("low", band.low), ("high", band.high))
    ]
    _print(n, "decision curve", theirs, seconds, CURVES, max(differences))


def _print(n: int, what: str, theirs: float, seconds: float, resamples: int, difference: float) -> None:
    print(
        f"{n:8,} {what:>14} {theirs:8.3f} {seconds:9.4f} {theirs / seconds:6.1f} "
        f"{seconds * 1e9 / n / resamples:9.1f}   {difference:.1e}"
    )


def main(rows: list[int]) -> None:
    """Print a line a size."""
    print(f"{'n':>8} {'':>14} {'R s':>8} {'parity s':>9} {'ratio':>6} {'ns a draw':>9}   largest difference")
    with RSession("rpy2" if rpy2_problem() is None else "rscript", timeout=900) as session:
        for n in rows:
            of_curves(session, n)


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [122, 1_000, 10_000])
