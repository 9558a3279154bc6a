"""Every computed bound stands in one table, `bounds.csv`, with what it comes to on the bundled studies and on many
patients: none becomes wider, by a line of its own or of what it rests on, without a line of the table changing.

`python tests/test_bounds.py --write` renews it, and the one of a control study that every run holds its bounds against.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import math
import random
import sys
import tempfile
from collections import defaultdict
from functools import cache
from pathlib import Path
from statistics import NormalDist

import pytest
from resampled import resampled

from parity.checks.catalogue import CATALOGUE
from parity.checks.overall import rounding
from parity.data.cohort import Study
from parity.data.study import study_from_csv
from parity.data.study_file import bundled_studies, find_study
from parity.errors import Unsound
from parity.report.reading import group_of
from parity.verification.compute import arguments_of, asked_of
from parity.verification.controls import bounds
from parity.verification.controls.bounds import parts, same, total
from parity.verification.inputs import Inputs

TABLE, OF_A_RUN = Path(__file__).with_name("bounds.csv"), CATALOGUE.bounds
MANY, FEW = 5_000, 20
DRAWN = ("rait", "rivals", "scores", "wards")
"""Studies of which the bounds of what is resampled stand in the table too, each of a few resamples."""
BOUNDED = [check.stem for check in CATALOGUE.checks if any(parts(check))]


def of_many_patients() -> Study:
    """Invented ones, in whom shows what grows with the number of terms; the draws are the same with every Python."""
    uniform, normal = random.Random(20261126).random, NormalDist().inv_cdf
    age = [round(60 + 10 * normal(uniform()), 1) for _ in range(MANY)]
    marker = [round(math.exp(normal(uniform())), 3) for _ in range(MANY)]
    log_odds = [-2.5 + 0.06 * (one - 60) + 0.3 * other for one, other in zip(age, marker)]
    died = [int(uniform() < 1 / (1 + math.exp(-one))) for one in log_odds]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "many.csv")
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("age", "marker", "died"), *zip(age, marker, died)])
        return study_from_csv(path, outcome="died", predictors=("age", "marker"))


@cache
def studies() -> tuple[Study, ...]:
    """The bundled ones, some of them resampled a few times, and one of many patients."""
    bundled = [resampled(name, FEW) if name in DRAWN else find_study(name) for name in bundled_studies()]
    return *bundled, of_many_patients()


@cache
def totals(stem: str) -> dict[tuple[str, str, str], float]:
    """Those of one check, by check, bound and cohort."""
    found: dict[tuple[str, str, str], float] = defaultdict(float)
    only = CATALOGUE.matching([stem])
    for study in studies():
        for check, sample in (asked for asked in asked_of(study, only) if not asked[1].setting.subgroup):
            inputs = Inputs(arguments_of(check, sample))
            for name, bound, of_scale in parts(check):
                try:
                    found[check.stem, name, group_of(sample.setting).place] += total(bound, of_scale, inputs)
                except ValueError:  # of coefficients, which given risks have none of
                    assert not sample.terms
    return dict(found)


def table(found: dict[tuple[str, str, str], float]) -> str:
    """The whole table as it is committed: a line for each bound, a column for each cohort."""
    with_bounds = {place for _, _, place in found}
    every = (group_of(sample.setting).place for study in studies() for _, sample in asked_of(study, CATALOGUE))
    places = [place for place in dict.fromkeys(every) if place in with_bounds]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["check", "bound", *places])
    for check, name in sorted({(check, name) for check, name, _ in found}):
        values = (found.get((check, name, place)) for place in places)
        writer.writerow([check, name, *("" if value is None else f"{value:.6g}" for value in values)])
    return text.getvalue()


@cache
def committed() -> dict[tuple[str, str, str], float]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["check"], row["bound"], place): float(value)
        for row in rows
        for place, value in row.items()
        if place not in ("check", "bound") and value
    }


RENEW = "`python tests/test_bounds.py --write` renews the table, if this is meant"


def test_every_bound_that_stands_in_the_table_is_one_of_a_check():
    assert {check for check, _, _ in committed()} == set(BOUNDED), RENEW


@pytest.mark.parametrize("stem", BOUNDED)
def test_every_bound_of_a_check_is_as_wide_in_every_cohort_as_the_table_has_it(stem):
    now, before = totals(stem), {key: value for key, value in committed().items() if key[0] == stem}
    assert set(now) == set(before), RENEW
    moved = [f"{key}: {before[key]} -> {value}" for key, value in now.items() if not same(key[1], value, before[key])]
    assert moved == [], RENEW


def test_every_bound_of_the_control_study_stands_in_the_table_that_a_run_holds_it_against():
    committed = {(row["check"], row["bound"]) for row in csv.DictReader(io.StringIO(OF_A_RUN.read_text("utf-8")))}
    assert set(bounds.values(CATALOGUE.checks)) == committed, RENEW


def test_a_run_refuses_a_bound_that_is_made_of_more_rounding_and_names_it(monkeypatch):
    (check,) = CATALOGUE.matching(["quality_indexes"]).checks
    for another in (False, True):
        monkeypatch.setattr(rounding, "_LOGARITHM", 1600 if another else rounding._LOGARITHM)
        chosen = dataclasses.replace(CATALOGUE, checks=(dataclasses.replace(check),))
        if another:
            with pytest.raises(Unsound, match="quality_indexes: on the control study the bound overall.round"):
                bounds.hold(chosen)
        else:
            bounds.hold(chosen)


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("python tests/test_bounds.py --write")
    found = {key: value for stem in BOUNDED for key, value in totals(stem).items()}
    TABLE.write_text(table(found), encoding="utf-8")
    OF_A_RUN.write_text(bounds.table(CATALOGUE.checks), encoding="utf-8")
