"""The cohorts of ``curves``: invented patients whose risk bends with a marker and depends on two predictors together.

No patient stands behind any row. ``python -m parity.data.synthetic_curves`` writes the files anew, into another
directory where one is named; the bytes are the same with every Python, as of `parity.data.synthetic`.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable
from pathlib import Path

from parity import places
from parity.data.synthetic import normal_between, skewed, write

SEED = 20261126
PATIENTS = {"curves": 260, "curves-later": 140}


def curve_patients(count: int, seed: int) -> list[dict[str, str]]:
    """The rows of a cohort.

    Parameters
    ----------
    count, seed : int

    Notes
    -----
    The log odds are -1.9 + 1.1 log(tg / 5) + 0.25 nodes + 0.8 (male) - 0.2 nodes (male) + ((age - 55) / 15)^2 / 2.
    """
    uniform = random.Random(seed).random
    return [_patient(uniform) for _ in range(count)]


def write_cohorts(directory: Path) -> None:
    """Write a CSV file for each cohort."""
    for number, (name, count) in enumerate(PATIENTS.items()):
        write(directory / f"{name}.csv", curve_patients(count, SEED + number))


def _patient(uniform: Callable[[], float]) -> dict[str, str]:
    age = round(normal_between(uniform(), 55.0, 13.0, 18, 90))
    tg = round(skewed(uniform(), median=5.0, spread=0.9, highest=90.0), 1)
    nodes = min(int(-3.0 * math.log(1.0 - uniform())), 12)
    male = uniform() < 0.4
    log_odds = -1.9 + 1.1 * math.log(tg / 5) + 0.25 * nodes + male * (0.8 - 0.2 * nodes) + ((age - 55) / 15) ** 2 / 2
    failed = uniform() < 1.0 / (1.0 + math.exp(-log_odds))
    return {"tg": f"{tg:.1f}", "nodes": str(nodes), "sex": "male" if male else "female", "age": str(age),
            "failed": str(int(failed))}  # fmt: skip


if __name__ == "__main__":
    write_cohorts(Path(sys.argv[1]) if len(sys.argv) > 1 else places.cohorts())
