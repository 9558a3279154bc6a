"""What a check says of itself: how a paper prints its numbers (`printed.csv`), which tell of single patients and are
withheld where none may be shown (`withheld.csv`), which may have no definition (`undefined.csv`), what it is asked with
beside what a study says (`settled.csv`), whether it resamples, and its confidence level.

`python tests/checks/test_declared.py --write` renews the tables.
"""

from __future__ import annotations

import csv
import dataclasses
import inspect
import io
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import Quantity


def printed() -> str:
    """A line for each number of a paper's tables."""
    header = ("check", "where", *(field.name for field in dataclasses.fields(Quantity)))
    return table(
        header,
        (
            (check.stem, where, *dataclasses.astuple(quantity))
            for check in CATALOGUE.checks
            for where, quantities in (("alone", check.quantities), ("models compared", check.of_models))
            for quantity in quantities
        ),
    )


def withheld() -> str:
    """A line for each field that tells of single patients."""
    return table(
        ("check", "field", "a number for each patient"),
        (
            (check.stem, name, name in check.of_patients)
            for check in CATALOGUE.checks
            for name in sorted(check.withheld)
        ),
    )


def undefined() -> str:
    """A line for each number that may have no definition, and whether that is told from the inputs."""
    return table(
        ("check", "field", "told from the inputs", "reason"),
        (
            (check.stem, name, one.when is not None, one.reason)
            for check in CATALOGUE.checks
            for one in check.undefined
            for name in one.fields
        ),
    )


def settled() -> str:
    """A line for each input that no study gives: the groups of a test, the folds, what a missed case costs."""
    return table(
        ("check", "input", "value"),
        (
            (check.stem, name, value)
            for check in CATALOGUE.checks
            for name, value in check.inputs.items()
            if not callable(value)
        ),
    )


TABLES = {"printed": printed, "withheld": withheld, "undefined": undefined, "settled": settled}


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


@pytest.mark.parametrize("name", TABLES)
def test_what_checks_say_of_themselves_is_what_the_table_has(name):
    committed = of(name).read_text(encoding="utf-8").splitlines()
    assert TABLES[name]().splitlines() == committed, "`python tests/checks/test_declared.py --write` renews the table"


def of(name: str) -> Path:
    return Path(__file__).with_name(f"{name}.csv")


@pytest.mark.parametrize("check", CATALOGUE.checks, ids=lambda check: check.stem)
def test_who_takes_a_seed_draws_and_nobody_else(check):
    assert check.draws is ("seed" in check.input_names)


@pytest.mark.parametrize("check", CATALOGUE.checks, ids=lambda check: check.stem)
def test_a_level_is_95_percent_where_none_is_given(check):
    level = inspect.signature(check.compute).parameters.get("level")
    assert level is None or level.default in (0.95, level.empty)


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("python tests/checks/test_declared.py --write")
    for name, written in TABLES.items():
        of(name).write_text(written(), encoding="utf-8")
