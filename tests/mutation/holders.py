"""What holds a file: its own tests, and the checks that are computed, judged or followed by it.

A file's own tests are those of its room that are called after it or its folder, or import it; where there is none,
those in its folder. A file of checks has besides the tables of tolerances and of what checks say of themselves, and
that of bounds, of the checks that it can change.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from test_architecture import NAMES, dotted, imports, modules_of

from parity.checks.catalogue import CATALOGUE
from parity.verification.controls.bounds import parts

DECLARED, BOUNDS = ("tests/test_tolerances.py", "tests/checks/test_declared.py"), "tests/test_bounds.py"
OF_A_CHECK = "test_every_bound_of_a_check_is_as_wide_in_every_cohort_as_the_table_has_it"


def tests_of(tree: Path, path: Path) -> list[str]:
    """The own tests of a file, as paths within the tree."""
    _, room, *folders = path.relative_to(tree).parent.parts
    stems = [
        path.stem,
        f"{path.stem}_check",
        *(stem for folder in folders[-1:] for stem in (folder, f"{folder}_{path.stem}")),
    ]
    names = {f"test_{stem}" for stem in stems}
    of_room = sorted((tree / "tests" / room).rglob("test_*.py"))
    module = f"parity.{dotted(path)}"
    found = [test for test in of_room if test.stem in names or _imports(test, module)]
    if not found:
        found = [test for test in of_room if test.is_relative_to(tree / "tests" / Path(room, *folders))]
    chosen = [test.relative_to(tree).as_posix() for test in found]
    return [*DECLARED, *bounds_of(path), *chosen] if room == "checks" else chosen


def bounds_of(path: Path) -> list[str]:
    """The tests of the bounds of the checks that a file can change."""
    bounded = [check.stem for check in CATALOGUE.checks if any(parts(check))]
    return [f"{BOUNDS}::{OF_A_CHECK}[{stem}]" for stem in checks_of(path) if stem in bounded]


def checks_of(path: Path) -> list[str]:
    """The stems of the checks that a file can change: all of them where a run cannot do without it."""
    module = dotted(path)
    always = _reached("verification.ask")
    return [
        check.stem
        for check in CATALOGUE.checks
        if module in always or module in _reached(f"checks.{check.group}.{check.stem}")
    ]


def untouched_by(path: Path) -> list[str]:
    """The modules that a replay needs and that do not depend on a file, by their whole names."""
    needed = {name for name in NAMES if name.startswith("answers.libraries.")}.union(
        *map(_reached, ("verification.run", "checks.catalogue"))
    )
    return sorted(f"parity.{name}" for name in needed if dotted(path) not in _reached(name))


def _imports(test: Path, module: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for name in imports(test))


@cache
def _reached(module: str) -> frozenset[str]:
    """A module and every one of parity's that its import needs, with the packages that each is in."""
    found: set[str] = set()
    waiting = {module}
    while waiting:
        found |= waiting
        needed = {other for name in waiting for other in modules_of(NAMES[name])}
        packages = {".".join(parts[:depth]) for parts in map(_parts, waiting) for depth in range(1, len(parts))}
        waiting = (needed | packages) - found - {""}
    return frozenset(found)


def _parts(module: str) -> list[str]:
    return module.split(".")
