"""Cohorts that nobody chose: every statistic of each agrees with the R of this machine.

`PARITY_COHORTS` sets how many; ``PARITY_COHORTS=300 python -m pytest tests/test_random_cohorts.py`` takes some minutes.
"""

from __future__ import annotations

import csv
import os

import numpy as np
import pytest
from verified import complaints, verified

from parity.checks.catalogue import CATALOGUE
from parity.data.study import study_from_csv
from parity.errors import InputError
from parity.verification.estimable import check_estimable

SEEDS = range(int(os.environ.get("PARITY_COHORTS", "8")))
LEVELS = ("low", "mid dle", "Ünd", "a, b", 'e"q')


def predictor(draw: np.random.Generator, kind: str, n: int) -> tuple[list, np.ndarray]:
    """Cells of a column, and what it contributes to the log odds."""
    normal = draw.normal(size=n)
    if kind == "factor":
        codes = draw.choice(len(LEVELS), n, p=draw.dirichlet(np.full(len(LEVELS), 5)))
        return [LEVELS[code] for code in codes], draw.normal(size=len(LEVELS))[codes]
    if kind == "truth":
        return ["TRUE" if value > 0.5 else "FALSE" for value in normal], (normal > 0.5) - 0.3
    if kind == "indicator":
        return (normal > draw.normal()).astype(int).tolist(), (normal > 0) - 0.5
    values = {
        "normal": normal,
        "skewed": np.exp(1.2 * normal),
        "count": draw.poisson(1.0, n),
        "rounded": np.round(60 + 12 * normal),
        "year": 2010 + np.round(5 * normal),
        "heavy": draw.standard_t(2, n),
        "tiny unit": 3e-6 + 1e-6 * normal,
        "large unit": np.round(250000 + 60000 * normal),
    }[kind]
    return values.tolist(), normal if kind != "heavy" else values.clip(-3, 3)


KINDS = (
    "factor",
    "truth",
    "indicator",
    "normal",
    "skewed",
    "count",
    "rounded",
    "year",
    "heavy",
    "tiny unit",
    "large unit",
)


def _add_near_duplicates(draw: np.random.Generator, columns: dict[str, list]) -> None:
    """In one cohort of three, a second measurement of a numeric column.

    It differs from the first by a hundredth to a millionth of its spread.
    """
    numeric = [name for name, cells in columns.items() if not isinstance(cells[0], str)]
    if numeric and draw.random() < 1 / 3:
        name = str(draw.choice(numeric))
        values = np.asarray(columns[name], dtype=float)
        noise = 10 ** -draw.uniform(2, 6) * draw.normal(size=len(values))
        columns[f"near duplicate of {name}"] = (values + values.std() * noise).tolist()


def written(seed: int, folder) -> dict:
    """CSV files of a random study, as arguments of `study_from_csv`."""
    draw = np.random.default_rng([20261124, seed])
    sizes = [int(np.exp(draw.uniform(np.log(30), np.log(900)))), int(np.exp(draw.uniform(np.log(25), np.log(400))))]
    kinds = draw.choice(KINDS, int(draw.integers(1, 6)))
    columns, log_odds = {}, np.zeros(sum(sizes))
    for number, kind in enumerate(kinds):
        cells, effect = predictor(draw, kind, sum(sizes))
        columns[f"{kind} {number}"] = cells
        log_odds += draw.choice([0.0, 0.3, 0.8, 2.0]) * draw.normal() * effect
    _add_near_duplicates(np.random.default_rng([20261125, seed]), columns)
    log_odds += draw.uniform(-2.5, 2.5) - np.median(log_odds)
    outcome = (draw.random(sum(sizes)) < 1 / (1 + np.exp(-log_odds))).astype(int)
    if draw.random() < 0.3:
        for cells in columns.values():
            cells[int(draw.integers(len(cells)))] = "NA"
    rows = list(zip(outcome.tolist(), *columns.values()))
    for name, part in (("development", rows[: sizes[0]]), ("validation", rows[sizes[0] :])):
        with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("died", *columns), *part])
    return {
        "csv": folder / "development.csv",
        "validation": folder / "validation.csv",
        "outcome": "died",
        "predictors": list(columns),
    }


def complete_rows(file) -> tuple[np.ndarray, dict[str, list]]:
    """Outcome and cells of the rows without a missing one, numbers as numbers."""
    with open(file, newline="", encoding="utf-8") as opened:
        rows = [row for row in csv.DictReader(opened) if "NA" not in row.values()]
    columns = {name: [row[name] for row in rows] for name in rows[0] if name != "died"}
    return np.array([int(row["died"]) for row in rows]), {
        name: cells if name.startswith("factor") else [float({"TRUE": 1, "FALSE": 0}.get(c, c)) for c in cells]
        for name, cells in columns.items()
    }


def reasons_to_refuse(files) -> set[str]:
    """Why there is no model of these patients, told from the cells alone."""
    outcome, columns = complete_rows(files["csv"])
    elsewhere, others = complete_rows(files["validation"])
    found = set()
    if len(set(elsewhere.tolist())) < 2 or len(set(outcome.tolist())) < 2:
        found.add("no complete row has the outcome")
    parameters = sum(len(set(cells)) - 1 if isinstance(cells[0], str) else 1 for cells in columns.values())
    if min(outcome.sum(), len(outcome) - outcome.sum()) < parameters:
        found.add("fewer than the")
    for name, cells in columns.items():
        of_event, of_none = ([cell for cell, event in zip(cells, outcome) if event == which] for which in (1, 0))
        if isinstance(cells[0], str):
            found |= {"perfect separation"} if set(of_event) != set(of_none) else set()
            found |= {"not a level"} if not set(others[name]) <= set(cells) else set()
        elif len(set(cells)) == 1:
            found.add("has the same value in every complete row")
        elif max(of_event) <= min(of_none) or max(of_none) <= min(of_event):
            found.add("perfect separation")
    return found


COUNTED = range(300)
MOST_REFUSED = 0.1


def test_a_random_cohort_is_refused_where_its_cells_say_why_and_nowhere_else(tmp_path):
    refused = 0
    for seed in COUNTED:
        files = written(seed, tmp_path)
        reasons = reasons_to_refuse(files)
        try:
            check_estimable(study_from_csv(**files))
        except InputError as refusal:
            assert any(reason in str(refusal) for reason in reasons), (seed, reasons, str(refusal))
            refused += 1
        else:
            assert reasons == set(), seed
    assert 0 < refused <= MOST_REFUSED * len(COUNTED)


@pytest.mark.r
@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_cohort_agrees_or_is_refused(seed, live_r, tmp_path):
    files = written(seed, tmp_path)
    try:
        study = study_from_csv(**files)
        check_estimable(study)
    except InputError as refusal:
        assert any(reason in str(refusal) for reason in reasons_to_refuse(files)), str(refusal)
        return
    verification = verified([study], CATALOGUE, live_r)
    assert complaints(verification) == []
    assert verification.numbers > 500
