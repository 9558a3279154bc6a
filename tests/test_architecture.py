"""The walls of the house, held by reading it.

``python tests/test_architecture.py`` draws the rooms and their imports anew, into docs/rooms.md.
"""

from __future__ import annotations

import ast
import re
import runpy
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from parity import places
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import LibraryCall, RCall
from parity.data.study_file import bundled_studies, find_study
from parity.verification.compute import asked_of

PACKAGE = Path(places.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = Path(__file__).parent
DRAWING = PACKAGE.parent / "docs" / "rooms.md"

GROUND = {"errors", "places"}
MAY_IMPORT = {
    "errors": set(),
    "places": set(),
    "data": GROUND,
    "models": {"data"},
    "statistics": {"data", "models"},
    "graphics": set(),
    "graphics.drawing": {"models", "errors"},
    "graphics.geometry": {"graphics.drawing", "statistics", "models", "data", "errors"},
    "graphics.painters": {"graphics.drawing", "errors"},
    "checks": GROUND | {"data", "models", "statistics", "graphics.geometry", "graphics.drawing", "graphics.painters"},
    "r": GROUND | {"data"},
    "answers": GROUND | {"checks", "data", "models", "r"},
    "verification": GROUND | {"answers", "checks", "data", "models", "r", "statistics", ""},
    "conventions": GROUND | {"data", "models", "statistics"},
    "figures": GROUND
    | {"answers", "checks", "data", "graphics.drawing", "graphics.geometry", "graphics.painters", "models", "r"}
    | {"statistics", "verification"},
    "report": GROUND
    | {"answers", "checks", "data", "graphics.drawing", "graphics.painters", "statistics", "verification", ""},
    "public": GROUND | {"answers", "checks", "data", "report", "statistics", "verification", ""},
    "selftest": GROUND,
    "commands": GROUND
    | {"answers", "checks", "conventions", "data", "figures", "public", "report", "selftest", "verification"},
    "": GROUND | {"commands", "public", "report"},
}
"""Each room, and the rooms that it may look into; the last is the top: the command and the public names."""


@cache
def imports(path: Path) -> frozenset[str]:
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
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip(".")


NAMES = {dotted(path): path for path in MODULES}


def modules_of(path: Path) -> set[str]:
    """The modules of parity's that a file imports, by their names within it."""
    found = set()
    for name in imports(path):
        if name == "parity" or name.startswith("parity."):
            parts = name.split(".")[1:]
            while parts and ".".join(parts) not in NAMES:
                parts.pop()
            found.add(".".join(parts))
    return found - {dotted(path)}


def room(module: str) -> str:
    return max((name for name in MAY_IMPORT if module == name or module.startswith(f"{name}.") or not name), key=len)


def uses(path: Path, *roots: str) -> set[str]:
    return {name for name in imports(path) if any(name == root or name.startswith(root + ".") for root in roots)}


def arrows() -> dict[str, set[str]]:
    """For each room those that it looks into."""
    found: dict[str, set[str]] = {name: set() for name in MAY_IMPORT}
    for path in MODULES:
        found[room(dotted(path))] |= {room(name) for name in modules_of(path)}
    return {name: others - {name} for name, others in found.items()}


def drawing() -> str:
    """The rooms as a page: what each is for, in the order of the imports, and a graph of them."""
    seen = arrows()
    lines = [
        "# The rooms",
        "",
        "Drawn from the imports by `python tests/test_architecture.py`; a test holds it against them.",
        "",
    ]
    lines += ["| room | what is there | looks into |", "|---|---|---|"]
    for name in MAY_IMPORT:
        if name:
            path = NAMES.get(name)
            said = (
                (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").splitlines()[0] if path else ""
            )
            inside = ", ".join(f"`{other}`" for other in sorted(seen[name]) if other)
            lines.append(f"| `parity/{name.replace('.', '/')}` | {said} | {inside or '–'} |")
    lines += ["", "```mermaid", "graph BT"]
    for name in MAY_IMPORT:
        lines += [f"  {name} --> {other}" for other in sorted(seen[name]) if name and other and other not in GROUND]
    return "\n".join([*lines, "```", ""])


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_imports_go_one_way(path):
    here = room(dotted(path))
    seen = {room(name) for name in modules_of(path)} - {here}
    assert seen <= MAY_IMPORT[here], f"{relative(path)} looks into {sorted(seen - MAY_IMPORT[here])}"


def test_every_folder_is_a_room_of_the_table():
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert folders <= set(MAY_IMPORT)
    assert {name.split(".")[0] for name in MAY_IMPORT if name} <= folders | GROUND


def test_the_top_level_holds_the_command_and_little_else():
    assert {path.name for path in PACKAGE.glob("*.py")} == {
        "__init__.py",
        "__main__.py",
        "cli.py",
        "errors.py",
        "places.py",
    }


def test_no_module_imports_itself_by_a_detour():
    graph = {name: modules_of(path) - {""} for name, path in NAMES.items()}
    refuse_circles({name: {one for one in others if not name.startswith(f"{one}.")} for name, others in graph.items()})


def test_no_folder_imports_itself_by_a_detour():
    folders: dict[str, set[str]] = {}
    for name, path in NAMES.items():
        folders.setdefault(name.split(".")[0], set()).update(other.split(".")[0] for other in modules_of(path))
    top = {"", "__main__", "cli"}
    refuse_circles({name: others - top - {name} for name, others in folders.items() if name not in top})


def refuse_circles(graph: dict[str, set[str]]) -> None:
    """Fail with the way round, where there is one."""
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join((*way[way.index(name) :], name))
        if name not in done:
            for other in sorted(graph[name]):
                visit(other, (*way, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_the_drawing_of_the_rooms_is_of_today():
    renew = "python tests/test_architecture.py draws it anew"
    assert DRAWING.read_text(encoding="utf-8") == drawing(), renew


@pytest.mark.parametrize(
    ("question", "folder", "word"),
    [
        ("where is net benefit defined", "parity/statistics/utility", "def decision_curve"),
        ("where is R asked for it", "r_scripts/rmda", "rmda::decision_curve"),
        ("where is said how closely it must agree", "parity/checks/utility", "rmda"),
        ("where is it compared", "parity/verification/compare.py", "def compare"),
        ("where is it drawn", "parity/graphics/geometry", "def draw_decision_curve"),
        ("where is it held against R's drawing", "parity/checks/figures", "plot_decision_curve"),
    ],
)
def test_each_thing_is_found_by_the_names_of_folders(question, folder, word):
    place = PACKAGE.parent / folder
    files = [place] if place.is_file() else [path for path in place.iterdir() if path.suffix in (".py", ".R")]
    assert any(word in path.read_text(encoding="utf-8") for path in files), question


def test_a_statistic_never_sees_r_or_another_implementation():
    for path in MODULES:
        if room(dotted(path)) in ("statistics", "models"):
            others = uses(path, "pandas", "statsmodels", "sklearn", "rpy2", "subprocess", "matplotlib", "os", "json")
            assert not others, f"{relative(path)} uses {sorted(others)}"


def test_a_result_holds_statistics_and_nothing_of_a_version():
    for check in CATALOGUE.checks:
        versions = [name for name in check.fields if re.search(r"before_|from_\d|_\d+_\d+|rms|glm", name)]
        assert versions == [], f"{check.stem}: {versions}"


def test_only_the_worker_knows_rpy2():
    assert {relative(path) for path in MODULES if uses(path, "rpy2")} == {"r/worker.py"}


def test_only_the_bridge_and_the_self_test_start_processes_but_for_the_question_of_the_commit():
    found = {relative(path) for path in MODULES if uses(path, "subprocess")}
    outside = {"verification/origin.py", "selftest/asking.py"}
    assert {path for path in found if not path.startswith("r/")} == outside


def test_matplotlib_is_where_ink_is_put_on_paper_only():
    assert {room(dotted(path)) for path in MODULES if uses(path, "matplotlib")} == {"graphics.painters"}


def test_a_report_computes_nothing_and_asks_nobody():
    for path in MODULES:
        if room(dotted(path)) == "report":
            asks = uses(
                path, "parity.r", "parity.answers.live", "parity.answers.recorded", "parity.answers.connect", "scipy"
            )
            assert not asks, relative(path)


def test_importing_parity_costs_nothing():
    heavy = "numpy scipy pandas rpy2 matplotlib statsmodels click rich jinja2".split()
    found = f"[name for name in {heavy} if name in sys.modules]"
    code = f"import sys, parity; loaded = {found}; print(loaded); sys.exit(bool(loaded))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PACKAGE.parent)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("script", sorted((PACKAGE.parent / "benchmarks").glob("*.py")), ids=lambda path: path.stem)
def test_a_benchmark_finds_what_it_imports(script, monkeypatch):
    monkeypatch.syspath_prepend(str(script.parent))
    runpy.run_path(str(script), run_name="imported")


def settings_of(check) -> list[str]:
    """The folders of the recorded answers of a check on the bundled studies."""
    alone = CATALOGUE.matching([check.stem])
    return [sample.setting.place for name in bundled_studies() for _, sample in asked_of(find_study(name), alone)]


@pytest.mark.parametrize("check", CATALOGUE.checks, ids=lambda check: check.stem)
def test_a_stem_is_complete_in_every_room(check):
    folder = Path(check.group, f"{check.stem}.py")
    expected = [PACKAGE / "checks" / folder]
    if check.group == "figures":
        expected.append(TESTS / "checks" / "figures" / f"test_{check.stem}.py")
    else:
        expected += [PACKAGE / "statistics" / folder, TESTS / "statistics" / check.group / f"test_{check.stem}.py"]
    for call in check.references:
        if isinstance(call, RCall):
            expected.append(CATALOGUE.script(call))
            kept = [places.references() / cohort / call.package / f"{call.name}.json" for cohort in settings_of(check)]
            expected += kept
        else:
            assert isinstance(call, LibraryCall)
            expected.append(PACKAGE / "answers" / "libraries" / call.package / f"{call.name}.py")
    assert [str(path) for path in expected if not path.exists()] == []


def test_no_room_holds_an_orphan():
    calls = [call for check in CATALOGUE.checks for call in check.references]
    scripts = {(call.package, call.name) for call in calls if isinstance(call, RCall)}
    libraries = {(call.package, call.name) for call in calls if isinstance(call, LibraryCall)}
    written = PACKAGE / "answers" / "libraries"
    assert {(path.parent.name, path.stem) for path in places.r_scripts().glob("*/*.R")} == scripts
    assert {(path.parent.name, path.stem) for path in written.glob("*/*.py") if path.stem != "__init__"} == libraries
    kept = [path for path in places.references().rglob("*.json") if path.name != "predictions.json"]
    assert {(path.parts[-2], path.stem) for path in kept} == scripts
    declared = {
        path.stem
        for path in MODULES
        if relative(path).startswith("checks/") and "\nCHECK = " in path.read_text("utf-8")
    }
    assert declared == {check.stem for check in CATALOGUE.checks}, "every CHECK stands in the catalogue"


@pytest.mark.parametrize(
    "script", sorted(places.r_scripts().glob("*/*.R")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_an_r_script_is_one_pure_function_of_its_own_name(script):
    lines = script.read_text(encoding="utf-8").splitlines()
    code = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    assert re.findall(r"^([\w.]+) *<- *function", code, re.M) == [script.stem]
    reads_its_file = script.stem.endswith("as_typed")
    impure = r"\b(library|require|print|cat|round|signif|setwd|source|readline|write\w*|read\w*|sink|Sys\.\w+) *\("
    assert reads_its_file or not re.search(impure, code)
    assert len(code.splitlines()) <= 45


@pytest.mark.parametrize("check", CATALOGUE.checks, ids=lambda check: check.stem)
def test_a_card_names_its_sources_and_its_formula(check):
    assert check.citations, "a statistic cites the paper that defines it"
    assert check.compute.__doc__ and "Notes" in check.compute.__doc__ and "Equals" in check.compute.__doc__
    for tolerance in check.tolerances.values():
        assert len(tolerance.reason.split()) >= 4, f"a reason is a sentence: {tolerance.reason!r}"


if __name__ == "__main__":
    DRAWING.write_text(drawing(), encoding="utf-8")
    print(DRAWING)
