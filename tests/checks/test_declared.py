"""What a check says of itself: how a paper prints its numbers, which stands in `printed.csv`, and whether it resamples.

`python tests/checks/test_declared.py --write` renews the table.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import sys
from pathlib import Path

import pytest

from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import Quantity

TABLE = Path(__file__).with_name("printed.csv")
HEADER = ("check", "where", *(field.name for field in dataclasses.fields(Quantity)))


def table() -> str:
    """A line for each number of a paper's tables."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for check in CATALOGUE.checks:
        for where, quantities in (("alone", check.quantities), ("models compared", check.of_models)):
            for quantity in quantities:
                writer.writerow([check.stem, where, *dataclasses.astuple(quantity)])
    return text.getvalue()


def test_every_printed_number_is_printed_as_the_table_has_it():
    committed, now = TABLE.read_text(encoding="utf-8").splitlines(), table().splitlines()
    assert now == committed, "`python tests/checks/test_declared.py --write` renews the table, if this is meant"


@pytest.mark.parametrize("check", CATALOGUE.checks, ids=lambda check: check.stem)
def test_who_takes_a_seed_draws_and_nobody_else(check):
    assert check.draws is ("seed" in check.input_names)


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("python tests/checks/test_declared.py --write")
    TABLE.write_text(table(), encoding="utf-8")
