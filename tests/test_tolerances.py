"""Every tolerance stands in one table, `parity/checks/tolerances.csv`: none becomes wider without a line of it
changing.

`python tests/test_tolerances.py --write` renews the table; who reads the change reads how closely each number is held.
"""

from __future__ import annotations

import dataclasses
import sys

import pytest

from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary.pinned import hold, rows, table
from parity.errors import Unsound

TABLE = CATALOGUE.tolerances


def test_every_tolerance_is_the_one_of_the_committed_table():
    committed, now = TABLE.read_text(encoding="utf-8").splitlines(), table(CATALOGUE.checks).splitlines()
    gone = [f"- {line}" for line in committed if line not in now]
    new = [f"+ {line}" for line in now if line not in committed]
    assert [*gone, *new] == [], "`python tests/test_tolerances.py --write` renews the table, if this is meant"
    assert (
        committed == now
    ), "the order of checks or fields changed; `python tests/test_tolerances.py --write` renews the table"


def test_a_run_refuses_a_tolerance_that_is_not_pinned_and_names_it():
    (check,) = CATALOGUE.matching(["auc_delong"]).checks
    hold([check], TABLE)
    wider = dataclasses.replace(check.tolerances["variance"], rtol=1e-10)
    changed = dataclasses.replace(check, tolerances={**check.tolerances, "variance": wider})
    with pytest.raises(Unsound, match=r"auc_delong, variance by pROC/auc_delong: .* rtol 1e-10, .*; .* rtol 1e-12,"):
        hold([changed], TABLE)
    with pytest.raises(Unsound, match="auc by pROC/auc_delong: .* there is none"):
        hold([dataclasses.replace(check, stem="another")], TABLE)


def test_a_bound_is_a_function_with_a_name_of_its_own():
    unnamed = [row for row in rows(CATALOGUE.checks) if "<" in row[6] or "<" in row[7]]
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
    TABLE.write_text(table(CATALOGUE.checks), encoding="utf-8")
