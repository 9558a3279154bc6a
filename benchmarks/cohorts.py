"""Cohorts of any size for the benchmarks: five predictors, one of them categorical, risks that are nearly all
distinct."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

OUTCOME = "died"
PREDICTORS = ("age", "creatinine", "pressure", "score", "sex")


def write_cohort(path: Path, n: int, seed: int = 20261125) -> None:
    """A CSV file of `n` invented patients, about a quarter of whom have the event."""
    draw = np.random.default_rng([seed, n])
    age, creatinine = np.round(draw.normal(62, 11, n)), np.round(np.exp(draw.normal(0.1, 0.4, n)), 3)
    pressure, score = np.round(draw.normal(128, 17, n), 1), draw.normal(size=n)
    male = draw.random(n) < 0.55
    log_odds = -1.3 + 0.03 * (age - 62) + 0.8 * np.log(creatinine) - 0.01 * (pressure - 128) + 0.5 * score + 0.3 * male
    died = (draw.random(n) < 1 / (1 + np.exp(-log_odds))).astype(int)
    sex = np.where(male, "male", "female")
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([OUTCOME, *PREDICTORS])
        writer.writerows(zip(*(column.tolist() for column in (died, age, creatinine, pressure, score, sex))))
