"""The cohorts of ``limits``: a model of one score, and validation cohorts in which a statistic reaches its limits.

Risks of exactly 0 and 1, borne out or not; an area of exactly 1; equal risks; one event only. No patient stands behind
any row, and none is drawn: every row is written out here.

``python -m parity.data.synthetic_limits`` writes the files anew, into another directory where one is named.
"""

from __future__ import annotations

import sys
from pathlib import Path

from parity import places
from parity.data.synthetic import write

OUTCOME = "died"
DEVELOPMENT = {0: (0, 3), 1: (0, 2), 2: (1, 3), 3: (1, 2), 4: (2, 3), 5: (2, 3), 6: (3, 4), 7: (3, 4)}
"""Events and patients of each score. Log odds are about -2.3 and 0.57 a point, and two cut-offs, 2.5 and 3.5 points,
have the largest Youden index."""
VALIDATION = {
    "certain": ((-5000, 0), (-4000, 0), (0, 0), (1, 0), (2, 1), (3, 0), (4, 1), (5, 0), (68, 1), (4000, 1), (5000, 1)),
    "refuted": ((-5000, 1), (-4000, 0), (0, 0), (2, 1), (3, 1), (5, 0), (6, 0), (7, 0), (45, 0), (4000, 1), (5000, 0)),
    "separated": ((0, 0), (1, 0), (2, 0), (3, 0), (5, 1), (6, 1), (7, 1)),
    "equal": ((3, 1), (3, 0), (3, 0), (3, 0), (3, 1), (3, 0)),
    "single": ((0, 0), (1, 0), (3, 0), (4, 0), (6, 0), (7, 1), (7, 0)),
}
"""Score and outcome of each patient. In doubles the risk is 0 at -4000 and less, 1 at 4000 and more, and at 68 it is 1
less a rounding error."""


def write_cohorts(directory: Path) -> None:
    """Write a CSV file for each cohort."""
    developed = tuple((score, int(i < events)) for score, (events, n) in DEVELOPMENT.items() for i in range(n))
    cohorts = {"limits": developed, **{f"limits-{name}": patients for name, patients in VALIDATION.items()}}
    for name, patients in cohorts.items():
        rows = [{"score": str(score), OUTCOME: str(outcome)} for score, outcome in patients]
        write(directory / f"{name}.csv", rows)


if __name__ == "__main__":
    write_cohorts(Path(sys.argv[1]) if len(sys.argv) > 1 else places.cohorts())
