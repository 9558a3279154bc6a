"""The walls of the house, held by reading it."""

from __future__ import annotations

import ast
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from parity import places
from parity.check import LibraryCall, RCall, Scope
from parity.checks import CHECKS
from parity.study_file import bundled_studies, find_study

PACKAGE = Path(places.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = Path(__file__).parent


def imports(path: Path) -> set[str]:
    """Every module that a file imports, wherever in it, but for those that only a type checker reads."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def uses(path: Path, *roots: str) -> set[str]:
    return {name for name in imports(path) if any(name == root or name.startswith(root + ".") for root in roots)}


def statistics() -> list[Path]:
    return [path for path in MODULES if relative(path).startswith("statistics/")]


@pytest.mark.parametrize("path", statistics(), ids=relative)
def test_a_statistic_never_sees_r_or_another_implementation(path):
    allowed = {"check", "fields", "interval", "cohort", "sample", "statistics", "figures"}
    ours = {name.split(".")[1] for name in uses(path, "parity") if "." in name}
    assert ours <= allowed, f"{relative(path)} looks into {sorted(ours - allowed)}"
    assert not uses(path, "parity.figures") - {"parity.figures", *(n for n in uses(path, "parity.figures.metrics"))}
    assert not uses(path, "pandas", "statsmodels", "sklearn", "rpy2", "subprocess", "matplotlib", "os", "json")


def test_only_the_worker_knows_rpy2():
    assert {relative(path) for path in MODULES if uses(path, "rpy2")} == {"r/worker.py"}


def test_only_the_bridge_starts_processes():
    assert {relative(path).split("/")[0] for path in MODULES if uses(path, "subprocess")} <= {"r"}


def test_matplotlib_is_where_ink_is_put_on_paper_only():
    assert {relative(path) for path in MODULES if uses(path, "matplotlib")} == {"figures/paint.py"}


LAYERS = {
    "fields.py": set(),
    "check.py": {"fields"},
    "interval.py": set(),
    "reference.py": {"check"},
    "sample.py": {"cohort"},
    "compare.py": {"check", "fields", "reference"},
    "recorded.py": {"cohort", "errors", "reference"},
    "live.py": {"check", "r", "reference"},
    "verify.py": {"check", "cohort", "compare", "fields", "modes", "predictions", "reference", "sample"},
    "places.py": set(),
    "errors.py": set(),
}


@pytest.mark.parametrize("name", LAYERS)
def test_imports_go_one_way(name):
    ours = {found.split(".")[1] for found in uses(PACKAGE / name, "parity") if "." in found}
    assert ours <= LAYERS[name], f"{name} looks into {sorted(ours - LAYERS[name])}"


def test_a_report_computes_nothing_and_asks_nobody():
    for path in MODULES:
        if relative(path).startswith("report/"):
            assert not uses(path, "parity.r", "parity.live", "parity.recorded", "parity.connect", "scipy"), relative(path)


def test_the_bridge_knows_nothing_of_statistics():
    for path in MODULES:
        if relative(path).startswith("r/"):
            assert not uses(path, "parity.statistics", "parity.compare", "parity.check", "scipy"), relative(path)


def test_importing_parity_costs_nothing():
    heavy = "numpy scipy pandas rpy2 matplotlib statsmodels click rich jinja2".split()
    code = f"import sys, parity; loaded = [name for name in {heavy} if name in sys.modules]; print(loaded); sys.exit(bool(loaded))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PACKAGE.parent)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("script", sorted((PACKAGE.parent / "benchmarks").glob("*.py")), ids=lambda path: path.stem)
def test_a_benchmark_finds_what_it_imports(script):
    runpy.run_path(str(script), run_name="imported")


def module_of(check) -> Path:
    return PACKAGE.joinpath(*check.compute.__module__.split(".")[1:]).with_suffix(".py")


def path_of_tests(check) -> Path:
    module = module_of(check).relative_to(PACKAGE)
    return TESTS / module.parent / f"test_{check.stem}.py"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.stem)
def test_a_stem_is_complete_in_every_room(check):
    expected = [module_of(check), path_of_tests(check)]
    for call in check.references:
        if isinstance(call, RCall):
            expected.append(places.r_scripts() / call.package / f"{check.stem}.R")
            expected += [places.references() / cohort / call.package / f"{check.stem}.json" for cohort in cohorts(check)]
        else:
            assert isinstance(call, LibraryCall)
            expected.append(PACKAGE / "libraries" / call.package / f"{check.stem}.py")
    assert [str(path) for path in expected if not path.exists()] == []


def cohorts(check) -> list[str]:
    names = []
    for name in bundled_studies():
        study = find_study(name)
        names.append(study.development.name)
        if check.scope is Scope.COHORT and study.validation is not None:
            names.append(study.validation.name)
    return names


def test_no_room_holds_an_orphan():
    stems = {check.stem: check for check in CHECKS}
    scripts = {(call.package, check.stem) for check in CHECKS for call in check.references if isinstance(call, RCall)}
    libraries = {(call.package, check.stem) for check in CHECKS for call in check.references if isinstance(call, LibraryCall)}
    assert {(path.parent.name, path.stem) for path in places.r_scripts().glob("*/*.R")} == scripts
    assert {(path.parent.name, path.stem) for path in (PACKAGE / "libraries").glob("*/*.py") if path.stem != "__init__"} == libraries
    answers = {(path.parts[-2], path.stem) for path in places.references().glob("*/*/*.json")}
    assert answers == scripts
    rooms = [*statistics(), *(path for path in MODULES if relative(path).startswith("figures/pages/"))]
    tested = {path.stem.removeprefix("test_") for room in ("statistics", "figures/pages") for path in (TESTS / room).rglob("test_*.py")}
    written = {path.stem for path in rooms if path.stem != "__init__"}
    declared = {path.stem for path in rooms if "\nCHECK = " in path.read_text(encoding="utf-8")}
    assert declared == set(stems), "every CHECK stands in CHECKS"
    assert set(stems) <= tested


@pytest.mark.parametrize("script", sorted(places.r_scripts().glob("*/*.R")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_r_script_is_one_pure_function_of_its_own_name(script):
    code = "\n".join(line for line in script.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#"))
    assert re.findall(r"^([\w.]+) *<- *function", code, re.M) == [script.stem]
    assert not re.search(r"\b(library|require|print|cat|round|signif|setwd|source|readline|write\w*|read\w*|sink|Sys\.\w+) *\(", code)
    assert len(code.splitlines()) <= 45


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.stem)
def test_a_card_names_its_sources_and_its_formula(check):
    assert check.citations, "a statistic cites the paper that defines it"
    assert check.compute.__doc__ and "Notes" in check.compute.__doc__ and "Equals" in check.compute.__doc__
    for tolerance in check.tolerances.values():
        assert len(tolerance.reason.split()) >= 4, f"a reason is a sentence: {tolerance.reason!r}"
