"""Every tolerance stands in one table, `tolerances.csv`: none becomes wider without a line of it changing.

`python tests/test_tolerances.py --write` renews the table; who reads the change reads how closely each number is held.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import Bound

TABLE = Path(__file__).with_name("tolerances.csv")
HEADER = ("check", "reference", "field", "basis", "rtol", "atol", "bound", "scale")


def named(function: Callable) -> str:
    """``"regression.rounding.standardised"``."""
    return f"{function.__module__}.{function.__qualname__}".removeprefix("parity.").removeprefix("checks.")


def scale_of(bound: Bound) -> str:
    """A number, fields of the reference's answer, or a function of the inputs."""
    if callable(bound.scale):
        return named(bound.scale)
    return " * ".join(bound.scale_fields) or repr(float(bound.scale))


def rows(catalogue) -> list[tuple[str, ...]]:
    """A row for each field that each reference gives."""
    found = []
    for check in catalogue.checks:
        for call in check.references:
            for field in check.gives(call):
                tolerance = check.tolerance(field, call)
                bound, scale = "", ""
                if tolerance.bound is not None:
                    bound = f"{named(tolerance.bound.function)}: {tolerance.bound.name}"
                    scale = scale_of(tolerance.bound)
                width = (tolerance.basis.value, repr(float(tolerance.rtol)), repr(float(tolerance.atol)))
                found.append((check.stem, f"{call.package}/{call.name}", field, *width, bound, scale))
    return found


def table(catalogue) -> str:
    """The whole table as it is committed."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEADER, *rows(catalogue)])
    return text.getvalue()


def test_every_tolerance_is_the_one_of_the_committed_table():
    committed, now = TABLE.read_text(encoding="utf-8").splitlines(), table(CATALOGUE).splitlines()
    gone = [f"- {line}" for line in committed if line not in now]
    new = [f"+ {line}" for line in now if line not in committed]
    assert [*gone, *new] == [], "`python tests/test_tolerances.py --write` renews the table, if this is meant"
    assert (
        committed == now
    ), "the order of checks or fields changed; `python tests/test_tolerances.py --write` renews the table"


def test_a_bound_is_a_function_with_a_name_of_its_own():
    unnamed = [row for row in rows(CATALOGUE) if "<" in row[6] or "<" in row[7]]
    assert unnamed == [], "a lambda or a function within a function cannot be told from another in the table"


@pytest.mark.parametrize("check", CATALOGUE.checks, ids=lambda check: check.stem)
def test_a_computed_bound_stands_beside_a_declared_width_that_is_no_wider_than_its_cap(check):
    """Or the cap would not bind."""
    for call in check.references:
        for field in check.gives(call):
            tolerance = check.tolerance(field, call)
            if tolerance.bound is not None:
                assert tolerance.rtol < 1e-6, (call.source, field)


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("python tests/test_tolerances.py --write")
    TABLE.write_text(table(CATALOGUE), encoding="utf-8")
