"""The Brier score with bootstrap confidence intervals."""

from __future__ import annotations

import numpy as np

from parity.checks.boot import boot_ci
from parity.checks.vocabulary import Check, Citation, Quantity
from parity.statistics.bootstrap.intervals import BootIntervals
from parity.statistics.overall.brier_bootstrap import brier_bootstrap, of_resamples

STATISTIC = "function(d, i) mean((d$outcome[i] - d$risk[i])^2)"


def perfect(outcome: np.ndarray, risk: np.ndarray) -> bool:
    """Whether every risk is the outcome."""
    return bool((outcome == risk).all())


def by_regression(outcome: np.ndarray, risk: np.ndarray, resamples: int, seed: int, level: float) -> BootIntervals:
    """As boot has it before 1.3-32."""
    return of_resamples(outcome, risk, resamples, seed, level, jackknifed=False)


CHECK = Check(
    stem="brier_bootstrap",
    group="overall",
    title="Brier score, bootstrap intervals",
    compute=brier_bootstrap,
    result=BootIntervals,
    draws=True,
    further_inputs=("data", "statistic", "strata", "replicates"),
    inputs={
        "data": lambda sample: {"outcome": sample.outcome, "risk": sample.risk},
        "statistic": STATISTIC,
        "strata": None,
        "replicates": False,
    },
    references=(
        boot_ci.call(
            STATISTIC,
            perfect,
            by_regression,
            sends=("data", "statistic", "strata", "resamples", "seed", "level", "replicates"),
        ),
    ),
    quantities=(
        Quantity("Brier score, percentile bootstrap", "original", low="percentile.low", high="percentile.high"),
        Quantity("Brier score, BCa bootstrap", "original", low="bca.low", high="bca.high"),
    ),
    tolerances=boot_ci.tolerances("a mean of squares of at most 1, added in another order"),
    undefined=boot_ci.UNDEFINED,
    citations=(
        Citation("Brier. Monthly Weather Review 78 (1950) 1-3.", "10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2"),
        *boot_ci.CITATIONS,
    ),
)
