"""Every computed bound stands in one table, `bounds.csv`, with what it comes to on the bundled studies and on many
patients: none becomes wider, by a line of its own or of what it rests on, without a line of the table changing.

`python tests/test_bounds.py --write` renews the table.
"""

from __future__ import annotations

import csv
import io
import math
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import NormalDist

import numpy as np

from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import Bound
from parity.checks.vocabulary.pinned import named
from parity.data.cohort import Study
from parity.data.study import study_from_csv
from parity.data.study_file import bundled_studies, find_study
from parity.verification.compute import arguments_of, asked_of
from parity.verification.inputs import Inputs, part

TABLE = Path(__file__).with_name("bounds.csv")
SAME = 1e-4
"""Bounds come from solves and sums over patients, in whose last digits libraries differ."""
SAME_OF_TAILS = 0.1
"""That of a p value is a difference of two tails, which is coarse where its chi-square is 0 but for rounding."""
NOTHING = 1e-20
"""What rounding does to a chi-square of 0 is made of rounding errors alone."""


MANY = 5_000


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


def parts(check) -> Iterator[tuple[str, Bound, bool]]:
    """The bounds of a check, and the scales that are computed for them: a name, and whether it is the scale."""
    found = {}
    for call in check.references:
        for field in check.gives(call):
            bound = check.tolerance(field, call).bound
            if bound is not None:
                found[f"{named(bound.function)}: {bound.name}"] = (bound, False)
                if callable(bound.scale):
                    found[f"{named(bound.scale)}: scale"] = (bound, True)
    yield from ((name, bound, of_scale) for name, (bound, of_scale) in found.items())


def total(bound: Bound, of_scale: bool, inputs: Inputs) -> float:
    """Over the elements of a field."""
    with np.errstate(all="ignore"):
        value = inputs.of(bound.scale) if of_scale else part(inputs.of(bound.function), bound.name)
    return float(np.sum(np.asarray(value, dtype=float)))


@cache
def totals() -> dict[tuple[str, str, str], float]:
    """By check, bound and cohort."""
    found: dict[tuple[str, str, str], float] = defaultdict(float)
    for study in (*map(find_study, bundled_studies()), of_many_patients()):
        for check, sample in (asked for asked in asked_of(study, CATALOGUE) if not asked[1].setting.subgroup):
            inputs = Inputs(arguments_of(check, sample))
            for name, bound, of_scale in parts(check):
                found[check.stem, name, sample.setting.place] += total(bound, of_scale, inputs)
    return dict(found)


def table(found: dict[tuple[str, str, str], float]) -> str:
    """The whole table as it is committed: a line for each bound, a column for each cohort."""
    places = list(dict.fromkeys(place for _, _, place in found))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["check", "bound", *places])
    for check, name in sorted({(check, name) for check, name, _ in found}):
        values = (found.get((check, name, place)) for place in places)
        writer.writerow([check, name, *("" if value is None else f"{value:.6g}" for value in values)])
    return text.getvalue()


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


def test_every_bound_of_every_cohort_stands_in_the_table():
    assert set(totals()) == set(committed()), RENEW


def test_every_bound_is_as_wide_as_the_table_has_it():
    now, before = totals(), committed()
    moved = [f"{key}: {before[key]} -> {value}" for key, value in now.items() if not same(key, value, before[key])]
    assert moved == [], RENEW


def same(key: tuple[str, str, str], value: float, before: float) -> bool:
    """Whether they are, in the digits that all libraries share."""
    of_tail = key[1].endswith((" p", "_p"))
    return bool(np.isclose(value, before, rtol=SAME_OF_TAILS if of_tail else SAME, atol=NOTHING, equal_nan=True))


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("python tests/test_bounds.py --write")
    TABLE.write_text(table(totals()), encoding="utf-8")
