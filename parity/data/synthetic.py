"""The cohorts ``rait`` and ``rait-validation``: invented patients in the shape of a published study.

The study predicts failure of radioactive iodine therapy (RAIT) in differentiated thyroid carcinoma. Its data are not
public; its equation, the sizes of its cohorts, their numbers of events and the mean, spread and range of age are. The
other distributions are inventions of a plausible shape, and no patient stands behind any row.

``python -m parity.data.synthetic`` writes both files anew, into another directory where one is named. The bytes are the
same with every Python: all chance comes from ``random.Random(seed).random()``, whose sequence the language guarantees,
through inverse distribution functions.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import NormalDist

from parity import places

INTERCEPT, PER_NODE, PER_TG = -2.046, 0.196, 0.103
OUTCOME = "rait_failure"
SEED = 132
"""Chosen among a few because the fitted coefficients come near the published ones: an example, not a simulation
study."""


def rait_cohort(seed: int, patients: int, events: int, age: tuple[float, float, int, int]) -> list[dict[str, str]]:
    """A cohort of invented patients with exactly the given number of events.

    Parameters
    ----------
    seed, patients, events : int
    age : (mean, standard deviation, lowest, highest)
        In years.

    Notes
    -----
    Each patient's outcome is drawn with the published risk, logit p = -2.046 + 0.196 nodes + 0.103 Tg.
    Whole cohorts are drawn until one has the wanted number of events: that is the conditional distribution given the
    number, with the equation intact. Taking events and non-events from separate quotas would shift the intercept.
    """
    uniform = random.Random(seed).random
    while True:
        cohort = [_patient(uniform, age) for _ in range(patients)]
        if sum(patient[OUTCOME] == "1" for patient in cohort) == events:
            return cohort


def write_cohorts(directory: Path) -> None:
    """Write ``rait.csv`` (122 patients, 50 events) and ``rait-validation.csv`` (60 patients, 18 events)."""
    write(directory / "rait.csv", rait_cohort(seed=SEED, patients=122, events=50, age=(39.36, 12.31, 16, 71)))
    write(
        directory / "rait-validation.csv",
        rait_cohort(seed=SEED + 1, patients=60, events=18, age=(40.12, 11.16, 16, 61)),
    )


def _patient(uniform: Callable[[], float], age: tuple[float, float, int, int]) -> dict[str, str]:
    years = round(normal_between(uniform(), *age))
    female = uniform() < 0.66
    multifocal = uniform() < 0.42
    thyroid_disease = uniform() < 0.25
    diameter = skewed(uniform(), median=1.5, spread=0.55, highest=8.0)
    capsular_invasion = uniform() < 0.55 + 0.04 * min(diameter, 4)
    extension = capsular_invasion and uniform() < 0.45
    central = uniform() < 0.78
    lateral = uniform() < 0.62
    nodes = min(1 + math.floor(-6.0 * math.log(1.0 - uniform())), 30) if lateral else 0
    node_diameter = skewed(uniform(), median=1.2 + 0.06 * nodes, spread=0.45, highest=6.0) if lateral else 0.0
    tg_before = skewed(uniform(), median=4.0, spread=1.4, highest=300.0)
    tgab_before = skewed(uniform(), median=18.0, spread=1.1, highest=4000.0)
    months_to_rait = skewed(uniform(), median=2.5, spread=0.6, highest=24.0)
    burden = uniform() + 0.04 * nodes + 0.02 * min(tg_before, 40.0)
    dosage = 100 if burden < 0.85 else 120 if burden < 1.2 else 150 if burden < 1.7 else 200
    risk = 1.0 / (1.0 + math.exp(-(INTERCEPT + PER_NODE * nodes + PER_TG * round(tg_before, 2))))
    failure = uniform() < risk
    tg_after = tg_before * skewed(uniform(), median=0.6 if failure else 0.05, spread=0.7, highest=5.0)
    tgab_after = tgab_before * skewed(uniform(), median=0.8 if failure else 0.6, spread=0.3, highest=3.0)
    follow_up = 6.0 + skewed(uniform(), median=8.5, spread=0.8, highest=60.0)
    return {
        "age": str(years),
        "gender": "female" if female else "male",
        "thyroid_disease": _yes(thyroid_disease),
        "tumour_diameter": f"{diameter:.1f}",
        "multifocality": _yes(multifocal),
        "capsular_invasion": _yes(capsular_invasion),
        "extrathyroidal_extension": _yes(extension),
        "cln_metastasis": _yes(central),
        "lln_metastasis": _yes(lateral),
        "lln_count": str(nodes),
        "lln_diameter": f"{node_diameter:.1f}",
        "months_to_rait": f"{months_to_rait:.1f}",
        "dosage": str(dosage),
        "tg_before": f"{tg_before:.2f}",
        "tgab_before": f"{tgab_before:.1f}",
        "tg_after": f"{tg_after:.2f}",
        "tgab_after": f"{tgab_after:.1f}",
        "follow_up": f"{follow_up:.1f}",
        OUTCOME: str(int(failure)),
    }


def normal_between(u: float, mean: float, spread: float, lowest: float, highest: float) -> float:
    """The quantile of a normal distribution cut off at both ends."""
    normal = NormalDist(mean, spread)
    below, above = normal.cdf(lowest), normal.cdf(highest)
    return normal.inv_cdf(below + u * (above - below))


def skewed(u: float, median: float, spread: float, highest: float) -> float:
    """The quantile of a log-normal distribution, cut to its largest value; u = 0 gives 0."""
    return min(median * math.exp(spread * NormalDist().inv_cdf(u)), highest) if u > 0.0 else 0.0


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"


def write(path: Path, cohort: list[dict[str, str]]) -> None:
    """Write the rows of a cohort as a CSV file."""
    lines = [",".join(cohort[0])] + [",".join(patient.values()) for patient in cohort]
    path.write_bytes(("\n".join(lines) + "\n").encode("ascii"))


if __name__ == "__main__":
    write_cohorts(Path(sys.argv[1]) if len(sys.argv) > 1 else places.cohorts())
