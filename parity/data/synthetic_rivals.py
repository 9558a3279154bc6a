"""The cohorts of ``rivals``: three models of the same patients, two of which are columns of risks.

Of each model some patient lacks a value that the others do not need, so that the patients they are compared on are
fewer than those of any. In ``rivals-later`` patients die more often than any of the models says. No patient stands
behind any row: all chance comes from ``random.Random(seed).random()``.

``python -m parity.data.synthetic_rivals`` writes the files anew, into another directory where one is named.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import NormalDist

from parity import places
from parity.data.synthetic import write

SEED, PATIENTS, LATER = 27, 64, 46
LACKING = {7: "old", 19: "old", 30: "new", 41: "marker", 52: "died"}
"""The column that is empty, by the place of the patient."""


def write_cohorts(directory: Path) -> None:
    """Write both CSV files."""
    write(directory / "rivals.csv", _patients(SEED, PATIENTS, LACKING))
    write(directory / "rivals-later.csv", _patients(SEED + 1, LATER, {11: "new"}, more=0.7))


def _patients(seed: int, count: int, lacking: Mapping[int, str], more: float = 0.0) -> list[dict[str, str]]:
    """The rows of a cohort, in which `more` is added to the log odds of dying."""
    uniform = random.Random(seed).random

    def normal() -> float:
        return NormalDist().inv_cdf(uniform())

    rows = []
    for place in range(count):
        age, marker = round(62 + 9 * normal(), 1), round(math.exp(0.6 * normal()), 3)
        log_odds = -0.6 + 0.06 * (age - 62) + 1.1 * math.log(marker)
        row = {
            "age": f"{age:.1f}",
            "marker": f"{marker:.3f}",
            "old": f"{_risk(-0.9 + 0.05 * (age - 62) + 0.4 * normal()):.2f}",
            "new": f"{_risk(log_odds + 0.4 * normal()):.3f}",
            "died": str(int(uniform() < _risk(log_odds + more))),
        }
        if place in lacking:
            row[lacking[place]] = ""
        rows.append(row)
    return rows


def _risk(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


if __name__ == "__main__":
    write_cohorts(Path(sys.argv[1]) if len(sys.argv) > 1 else places.cohorts())
