"""The machine that plants slips, and its list of those that change nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from aside import set_aside
from mutants import SIZE, mutants, sampled

HERE = Path(__file__).parent
TREE = HERE.parents[1]

MODULE = '''"""The share of those at or above a threshold: 1 > 0."""

def share(values: list[float], threshold: float = 0.5) -> float | None:
    if not values:
        raise ValueError("no value, of at least 1")
    above = [value for value in values if value >= threshold]
    return len(above) / max(len(values), 1)
'''
TESTS = """from parity.statistics.toy import share

def test_share():
    assert share([0.1, 0.5, 0.9, 1.0]) == 0.75
    assert share([0.1, 0.2], threshold=0.2) == 0.5
"""
TRIED = """
import json, sys
from pathlib import Path
from mutants import mutants
from trials import Plan, fate_of
tree = Path(sys.argv[1])
path = tree / "parity" / "statistics" / "toy.py"
source = path.read_text(encoding="utf-8")
plan = Plan(("tests/test_toy.py",), (), patience=20.0)
print(json.dumps({one.mutation: fate_of(tree, path, one.source, plan).name for one in mutants(source)}))
"""


def mutations(source: str) -> list[str]:
    return [mutant.mutation for mutant in mutants(source)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("n - 1", ["n + 1", "n - 0", "n - 2"]),
        ("(n) ** (m)", ["(n) * (m)"]),
        ("risk >= cut", ["risk <= cut", "risk > cut"]),
        ("a and not b", ["a or not b", "a and b"]),
        ("not (a)", ["(a)"]),
        ("x[:k]", ["x[:k + 1]"]),
        ("x[-1:]", ["x[1:]", "x[-0:]", "x[-2:]"]),
        ("while ready: pass", ["while not (ready): pass"]),
        ("'ä', searchsorted(x, 'left')", ["'ä', searchsorted(x, \"right\")"]),
        ("np.max(x)", ["np.min(x)"]),
        ("level: float | None = 0.95", ["level: float | None = 0.855"]),
    ],
)
def test_a_slip_is_one_operator_constant_comparison_bound_or_condition(source, found):
    assert mutations(source) == found


@pytest.mark.parametrize(
    "source",
    [
        "'''1 > 0'''",
        "raise ValueError(n + 1)",
        "f'{n + 1}'",
        "@at(1)\ndef f(x: int | None): pass",
        "Citation(1)",
        "f(note=1)",
        "warn(text, stacklevel=2)",
    ],
)
def test_types_texts_messages_and_sources_have_none(source):
    assert mutations(source) == []


def test_slips_that_read_alike_are_told_apart_by_their_number():
    names = [mutant.name for mutant in mutants("y = a + b\ny = a + b\n")]
    assert names == [("y = a + b", "y = a - b"), ("y = a + b", "y = a - b [2]")]


def test_the_same_seed_draws_the_same_slips():
    first = sampled(mutants(MODULE), 5, "10 toy")
    assert first == sampled(mutants(MODULE), 5, "10 toy") != sampled(mutants(MODULE), 5, "11 toy")
    assert len(first) == 5
    assert set(sampled(mutants(MODULE), 1000, "10 toy")) == set(mutants(MODULE))


def test_the_fewer_that_are_drawn_first_are_among_those_of_a_whole_sample():
    every = mutants("".join(f"y{number} = {number}\n" for number in range(50)))
    assert len(every) > 2 * SIZE
    assert set(sampled(every, 8, "10 toy")) < set(sampled(every, SIZE, "10 toy"))


def test_a_slip_that_a_test_sees_is_noticed_and_one_that_none_sees_survives(tmp_path):
    """In a module of which every slip's fate is known."""
    for name, text in {
        "parity/__init__.py": "",
        "parity/statistics/__init__.py": "",
        "parity/statistics/toy.py": MODULE,
        "tests/test_toy.py": TESTS,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", TRIED, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE, check=True)
    fates = json.loads(done.stdout)
    survive = {change for change, fate in fates.items() if fate == "SURVIVES"}
    nobody_asks_for_the_default = "def share(values: list[float], threshold: float = 0.45) -> float | None:"
    never_empty = {f"return len(above) / max(len(values), {least})" for least in (0, 2)}
    assert survive == {nobody_asks_for_the_default} | never_empty
    assert set(fates.values()) == {"SURVIVES", "BY_TESTS"}


def test_every_slip_that_is_set_aside_can_still_be_made_and_has_a_reason():
    listed = set_aside()
    assert len({(one.file, one.name) for one in listed}) == len(listed)
    names = {one.file: {mutant.name for mutant in mutants(read(one.file))} for one in listed}
    assert [one for one in listed if one.name not in names[one.file]] == []
    assert [one for one in listed if len(one.reason.split()) < 4] == []


def read(file: str) -> str:
    return (TREE / file).read_text(encoding="utf-8")


def test_those_of_one_file_are_noticed_by_nobody():
    file = "parity/statistics/nomogram/writing.py"
    assert any(one.file == file for one in set_aside())
    done = subprocess.run(
        [sys.executable, HERE, file, "--mutants", "0"], capture_output=True, text=True, cwd=TREE, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
