"""Validation of a model by the bootstrap beside R's: CPU time of one thread, R warm, from the same seed on the same
patients.

    .venv/bin/python benchmarks/validation_against_r.py [ROWS ...]

By default at 122, 1,000 and 10,000 rows with four predictors, 1,000 resamples. R's time is that of `rms::validate` and
`rms::calibrate` alone. Ours has the design and the model of all patients in it, and leaves the models of the resamples
where `lrm.fit` of that rms leaves them; the time at their maximum stands beside it. The last column is the largest
difference of a corrected index, or point of the curve, of that very run.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from parity.checks.rms import calibrate, validate
from parity.checks.vocabulary.deviation import Deviation
from parity.r.environment import rpy2_problem
from parity.r.supervisor import RSession
from parity.statistics.validation.corrected_calibration import calibrated
from parity.statistics.validation.indexes import AT_MAXIMUM, Fitting
from parity.statistics.validation.optimism import corrected, model_of, validated
from parity.statistics.validation.plans import Method

SCRIPT = Path(__file__).with_name("validation.R")
RESAMPLES, SEED, RUNS = 1_000, 123, 3


def ours(outcome: np.ndarray, predictors: dict[str, np.ndarray], curve: bool, fitting: Fitting) -> np.ndarray:
    """What is corrected."""
    patterns, start = model_of(outcome, predictors, None)
    if curve:
        return calibrated(patterns, start, Method.BOOT, RESAMPLES, SEED, fitting).error_corrected
    found = validated(patterns, start, Method.BOOT, RESAMPLES, SEED, fitting)
    return corrected(*found, fitting.emax_each).corrected


def timed(function: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    """Its value and the median of its CPU seconds."""
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        value = function(*arguments)
        taken.append(time.process_time() - start)
    return value, statistics.median(taken)


def main(rows: list[int]) -> None:
    """Print a line a size and function."""
    print(f"{'n':>8} {'':>10} {'R s':>8} {'parity s':>9} {'ratio':>6} {'maximum s':>9}   largest difference")
    with RSession("rpy2" if rpy2_problem() is None else "rscript", timeout=1800) as session:
        for n in rows:
            draw = np.random.default_rng(n)
            predictors = {name: draw.normal(size=n) for name in "abcd"}
            risk = 1 / (1 + np.exp(-predictors["a"] - 0.5 * predictors["b"] + 0.4))
            outcome = (draw.random(n) < risk).astype(int)
            for curve, by_versions in ((False, validate.FITTINGS), (True, calibrate.FITTINGS)):
                sent = {"outcome": outcome, "predictors": predictors, "resamples": RESAMPLES, "seed": SEED}
                answer = session.call(SCRIPT, "validation", {**sent, "curve": curve})
                assert answer.value is not None, answer.conditions
                packages = {"rms": answer.value["rms"]}
                fitting = next(one for rule, one in by_versions.items() if Deviation((), rule, "").holds_for(packages))
                found, seconds = timed(ours, outcome, predictors, curve, fitting)
                theirs, at_maximum = answer.value["seconds"], timed(ours, outcome, predictors, curve, AT_MAXIMUM)[1]
                difference = np.nanmax(np.abs(found - np.array(answer.value["corrected"])))
                name = "calibrate" if curve else "validate"
                print(
                    f"{n:8,} {name:>10} {theirs:8.3f} {seconds:9.4f} {theirs / seconds:6.1f} {at_maximum:9.4f}   "
                    f"{difference:.1e}"
                )


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [122, 1_000, 10_000])
