"""Candidates that nobody chose: each step of every selection agrees with the R of this machine.

`PARITY_SELECTIONS` sets how many cohorts; ``PARITY_SELECTIONS=500 python -m pytest tests/checks/selection`` takes some
minutes. Of their kinds one has no effects, one a candidate that enters and leaves, one ties, and all have factors.
"""

from __future__ import annotations

import csv
import os
from collections import Counter

import numpy as np
import pytest
from verified import complaints, verified

from parity.checks.catalogue import CATALOGUE
from parity.data.study import study_from_csv
from parity.errors import InputError
from parity.statistics.selection.forward_selection import forward_selection
from parity.verification.selected import candidates_of

SEEDS = range(int(os.environ.get("PARITY_SELECTIONS", "4")))
KINDS = ("effects", "nothing", "enters and leaves", "ties")
LIMITS = ((0.05, 0.10), (0.05, 0.10), (0.01, 0.011), (0.15, 0.20), (0.30, 0.35))
SELECTIONS = CATALOGUE.matching(["univariable_logistic", "forward_selection", "backward_elimination", "stepwise_aic"])
REFUSALS = ("perfect separation", "has the same value", "are fewer than", "linear combination", "have one outcome only")


def candidates(draw: np.random.Generator, kind: str) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The outcome, and the cells of a column a candidate."""
    n = int(np.exp(draw.uniform(np.log(60), np.log(500))))
    columns, log_odds = {}, np.full(n, draw.uniform(-1.2, 1.2))
    effect = 0.0 if kind == "nothing" else 1.0
    for number in range(int(draw.integers(1, 5))):
        normal = draw.normal(size=n)
        shape = draw.choice(["normal", "skewed", "count", "year", "indicator"])
        columns[f"{shape} {number}"] = {
            "normal": normal,
            "skewed": np.exp(normal),
            "count": np.round(2 + 1.5 * normal),
            "year": 2010 + np.round(4 * normal),
            "indicator": (normal > 0.4).astype(float),
        }[shape]
        log_odds += effect * draw.choice([0.0, 0.0, 0.4, 0.8]) * normal
    codes = draw.choice(int(draw.integers(2, 5)), n)
    columns["stage"] = np.array(["I", "II", "III", "IV"])[codes]
    log_odds += effect * draw.choice([0.0, 0.7]) * draw.normal(size=4)[codes]
    if kind == "enters and leaves":  # their sum stands for both, until both are there
        one, other = draw.normal(size=(2, n))
        columns |= {"sum": one + other + draw.normal(size=n), "one": one, "other": other}
        log_odds += one + other
    outcome = (draw.random(n) < 1 / (1 + np.exp(-log_odds))).astype(int)
    if kind == "ties":  # the second half repeats the first with two columns changed over, which tell the same then
        half = draw.integers(0, 2, (n, 2)).astype(float)
        columns = {name: np.concatenate([cells, cells]) for name, cells in columns.items()}
        columns |= {"left": half.T.ravel(), "right": half[:, ::-1].T.ravel()}
        outcome = np.concatenate([outcome, outcome])
    return outcome, columns


def study_of(seed: int, folder):
    draw = np.random.default_rng([20261126, seed])
    outcome, columns = candidates(draw, KINDS[seed % len(KINDS)])
    names = draw.permutation(list(columns)).tolist()
    rows = [[str(event), *(columns[name][at] for name in names)] for at, event in enumerate(outcome)]
    if draw.random() < 0.3:
        rows[0][1] = "NA"
    with open(folder / "cohort.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["died", *names], *rows])
    entry, removal = LIMITS[int(draw.integers(len(LIMITS)))]
    study = study_from_csv(
        folder / "cohort.csv", outcome="died", predictors=names[:1], candidates=names, entry=entry, removal=removal
    )
    candidates_of(study)
    return study


@pytest.mark.r
@pytest.mark.parametrize("seed", SEEDS)
def test_each_step_of_random_selections_agrees(seed, live_r, tmp_path):
    try:
        study = study_of(seed, tmp_path)
    except InputError as refusal:
        assert any(reason in str(refusal) for reason in REFUSALS), str(refusal)
        return
    verification = verified([study], _without_ties(seed), live_r)
    assert complaints(verification) == []
    assert verification.numbers > 30


def _without_ties(seed: int):
    """`step` and `fastbw` break ties by rounding, and are not asked where there are some."""
    ties = KINDS[seed % len(KINDS)] == "ties"
    return SELECTIONS.matching(["univariable_logistic", "forward_selection"]) if ties else SELECTIONS


COUNTED = range(120)


def test_the_random_cohorts_are_what_they_are_for(tmp_path):
    seen = Counter()
    for seed in COUNTED:
        try:
            outcome, columns, formula = candidates_of(study_of(seed, tmp_path))
            found = forward_selection(outcome, columns, formula=formula)
        except (InputError, ValueError):
            seen["refused"] += 1
            continue
        seen["a variable leaves"] += any(change.endswith(" leaves") for change in found.changes)
        seen["nothing enters"] += found.selected == ()
        seen["a set enters"] += "stage" in found.selected and 2 < found.set_degrees_of_freedom.max() + 1
        scores = dict(zip(found.outside, found.score))
        if "step 0: left" in scores:
            seen["ties"] += abs(scores["step 0: left"] - scores["step 0: right"]) <= 1e-9 * scores["step 0: left"]
    assert seen["refused"] <= 0.05 * len(COUNTED)
    for what in ("a variable leaves", "nothing enters", "a set enters", "ties"):
        assert seen[what] >= 5, (what, seen)
