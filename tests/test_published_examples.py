"""docs/examples.md has a published example of each statistic of a paper's tables, or says that none was found."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from parity.checks.catalogue import CATALOGUE

ROOMS = ("association", "selection", "regression", "discrimination", "calibration", "overall")
TESTS = Path(__file__).parent / "statistics"
PAGE = (Path(__file__).parents[1] / "docs" / "examples.md").read_text(encoding="utf-8")
ROWS = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in PAGE.splitlines() if "| `" in line]


def stems() -> set[str]:
    statistics = {path.stem.removeprefix("test_") for room in ROOMS for path in (TESTS / room).glob("test_*.py")}
    return {check.stem for check in CATALOGUE.checks} & statistics


def test_every_statistic_of_these_rooms_has_a_row():
    assert len(stems()) > 50
    assert {row[0].strip("`") for row in ROWS} == stems()


def test_an_example_is_held_by_a_test_of_its_statistic_and_none_by_none():
    for statistic, _, found, test in ROWS:
        assert found in ("read", "secondary", "remembered", "none")
        assert (found == "none") is (not test), statistic
        if test:
            place, name = re.fullmatch(r"`(.+)::(\w+)`", test).groups()
            assert Path(place).stem == f"test_{statistic.strip('`')}"
            tree = ast.parse((TESTS / place).read_text(encoding="utf-8"))
            assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, test
