"""The cohorts of ``wards`` and ``strata``: invented patients with what real tables have and the other studies lack.

Missing values, a factor whose levels are not in alphabetical order, a validation cohort without one of them, one of
hundreds of patients in whom the model is wrong, risks that differ by less than single precision can tell, and, in
``strata``, few distinct risks, two of them on a threshold. No patient stands behind any row.

``python -m parity.data.synthetic_wards`` writes the files anew, into another directory where one is named; the bytes
are the same with every Python, as of `parity.data.synthetic`.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from parity import places
from parity.data.synthetic import normal_between, skewed, write

OUTCOME = "died"
SEED = 20261125
ALMOST = 1e-9
"""Of a measurement that stands beside another one: their risks are two in doubles, and one in single precision."""


@dataclass(frozen=True, slots=True)
class Ward:
    """How the patients of a cohort are drawn.

    Attributes
    ----------
    patients : int
    wards : mapping of str to float
        Share of each.
    intercept, slope : float
        Of the true log odds on those of the model, 0 and 1 where it is right.
    missing : float
        Share of each measurement that is missing.
    pairs : int
        Patients with a second one beside them, who has the other outcome and almost the same measurement.
    """

    patients: int
    wards: Mapping[str, float]
    intercept: float = 0.0
    slope: float = 1.0
    missing: float = 0.0
    pairs: int = 0


COHORTS = {
    "wards": Ward(220, {"surgical": 0.4, "medical": 0.4, "emergency": 0.2}, missing=0.04, pairs=3),
    "wards-later": Ward(360, {"medical": 0.6, "emergency": 0.4}, intercept=0.9, slope=0.6),
    "wards-elsewhere": Ward(90, {"emergency": 0.3, "surgical": 0.7}, intercept=-0.2, missing=0.03, pairs=4),
}
STRATA = {"D": (6, 20), "A": (5, 20), "B": (10, 20), "C": (9, 12)}
"""Events and patients of each stratum. The risks that are fitted are these shares; chosen among a few because those of
A and B come out as the very doubles of the thresholds 5 * 0.05 and 10 * 0.05."""


def ward_patients(cohort: Ward, seed: int) -> list[dict[str, str]]:
    """The rows of a cohort.

    Parameters
    ----------
    cohort : Ward
    seed : int

    Notes
    -----
    The log odds of the model are -5.2 + 0.04 age + 0.45 lactate + 0 (surgical), 0.5 (medical) or 1.1 (emergency).
    """
    uniform = random.Random(seed).random
    rows = [_patient(cohort, uniform) for _ in range(cohort.patients)]
    complete = [row for row in rows if all(row.values())]
    for row in complete[: cohort.pairs]:
        other = str(1 - int(row[OUTCOME]))
        rows.append({**row, "lactate": f"{float(row['lactate']) + ALMOST:.10g}", OUTCOME: other})
    return rows


def stratum_patients() -> list[dict[str, str]]:
    """The rows of ``strata``: its events first in each stratum."""
    return [
        {"stratum": stratum, OUTCOME: str(int(number < events))}
        for stratum, (events, patients) in STRATA.items()
        for number in range(patients)
    ]


def write_cohorts(directory: Path) -> None:
    """Write a CSV file for each cohort."""
    for number, (name, cohort) in enumerate(COHORTS.items()):
        write(directory / f"{name}.csv", ward_patients(cohort, SEED + number))
    write(directory / "strata.csv", stratum_patients())


def _patient(cohort: Ward, uniform: Callable[[], float]) -> dict[str, str]:
    age = round(normal_between(uniform(), 68.0, 13.0, 20, 96))
    lactate = round(skewed(uniform(), median=2.0, spread=0.6, highest=15.0), 1)
    ward = _drawn(cohort.wards, uniform())
    log_odds = -5.2 + 0.04 * age + 0.45 * lactate + {"surgical": 0.0, "medical": 0.5, "emergency": 1.1}[ward]
    risk = 1.0 / (1.0 + math.exp(-(cohort.intercept + cohort.slope * log_odds)))
    died = uniform() < risk
    lost = [uniform() < cohort.missing for _ in range(3)]
    cells = {"age": str(age), "lactate": f"{lactate:.1f}", "ward": ward}
    return {
        **{name: "" if is_lost else cell for (name, cell), is_lost in zip(cells.items(), lost)},
        OUTCOME: str(int(died)),
    }


def _drawn(shares: Mapping[str, float], u: float) -> str:
    """A name by its share."""
    for name, share in shares.items():
        u -= share
        if u < 0:
            return name
    return name


if __name__ == "__main__":
    write_cohorts(Path(sys.argv[1]) if len(sys.argv) > 1 else places.cohorts())
