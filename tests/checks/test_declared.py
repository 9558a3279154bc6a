"""What a check says of itself: how a paper prints its numbers (`printed.csv`), which of them tell of single patients and
are withheld where none may be shown (`withheld.csv`), whether it resamples, and its confidence level.

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

PRINTED, WITHHELD = (Path(__file__).with_name(f"{name}.csv") for name in ("printed", "withheld"))
RENEW = "`python tests/checks/test_declared.py --write` renews the table, if this is meant"


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
        ((check.stem, name, name in check.of_patients) for check in CATALOGUE.checks for name in sorted(check.withheld)),
    )


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


def test_every_printed_number_is_printed_as_the_table_has_it():
    assert printed().splitlines() == PRINTED.read_text(encoding="utf-8").splitlines(), RENEW


def test_what_tells_of_single_patients_is_what_the_table_says():
    assert withheld().splitlines() == WITHHELD.read_text(encoding="utf-8").splitlines(), RENEW


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
    PRINTED.write_text(printed(), encoding="utf-8")
    WITHHELD.write_text(withheld(), encoding="utf-8")
